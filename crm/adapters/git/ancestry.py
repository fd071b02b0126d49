"""How commits are related."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm.adapters.git.repository import GitError, Repository
from crm.adapters.git.writing import IDENTITY


def merge_bases(
    repository: Repository, one: str, others: Sequence[str], meanwhile: Callable[[], object] | None = None
) -> list[str]:
    """The last commits that one commit shares with a (perhaps imagined) merge of others; none where it shares none.

    ``meanwhile`` is called while git looks for them.
    """
    try:
        said = repository.run("merge-base", "--all", one, *others, meanwhile=meanwhile)
    except GitError as error:
        if error.status == 1 and not error.said:
            return []
        raise
    return said.decode("ascii", "replace").split()


def is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    """Whether a commit is another, or among those that led to it."""
    try:
        repository.run("merge-base", "--is-ancestor", older, newer)
    except GitError as error:
        if error.status == 1 and not error.said:
            return False
        raise
    return True


def subjects(repository: Repository, since: str | None, until: str) -> list[tuple[str, str]]:
    """The commits up to one that another does not have, without merges, the oldest first: their ids and subjects."""
    wanted = [until, *([f"^{since}"] if since else [])]
    lines = _told(repository, "--no-merges", "%H%x20%s", *wanted)
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines if line]


def foreign_merges(repository: Repository, since: str, until: str) -> list[str]:
    """The merges up to one commit that another does not have and that are not of our making, the oldest first."""
    lines = _told(repository, "--merges", "%H%x20%an <%ae>", until, f"^{since}")
    return [line.partition(" ")[0] for line in lines if line and line.partition(" ")[2] != IDENTITY]


def _told(repository: Repository, which: str, form: str, *wanted: str) -> list[str]:
    """A line for each of these commits, the oldest first, whatever the user has git show beside."""
    plain = ("--no-show-signature", "--no-color", "--encoding=UTF-8")
    said = repository.run("log", which, *plain, "--reverse", "-z", f"--format={form}", *wanted)
    return said.decode("utf-8", "replace").split("\0")
