"""What a merge of git left unfinished in the index."""

from __future__ import annotations

import os
from collections.abc import Sequence

from crm.adapters.git import locks
from crm.adapters.git.objects import Entry
from crm.adapters.git.repository import Repository

Stages = dict[int, Entry]
"""A path's versions: 1 before both sides, 2 on this one, 3 on the other; one is missing where the file was."""


def unmerged(repository: Repository) -> dict[str, Stages]:
    """The paths that git could not merge. Raises GitError."""
    said = repository.run("ls-files", "--unmerged", "-z")
    found: dict[str, Stages] = {}
    for line in said.split(b"\0"):
        head, _, path = line.partition(b"\t")
        if path:
            mode, ident, stage = head.decode("ascii", "replace").split()
            found.setdefault(os.fsdecode(path), {})[int(stage)] = Entry(mode, ident)
    return found


def mark_settled(repository: Repository, paths: Sequence[str], keep: Sequence[int] = ()) -> None:
    """Puts these paths into the index as they are in the folder. Raises GitError."""
    locks.patiently(lambda: repository.run("add", "--all", "--force", "--", *paths, keep=keep))


def conclude(repository: Repository, keep: Sequence[int] = ()) -> None:
    """Commits the merge that is going on, with its own message. Raises GitError."""
    locks.patiently(lambda: repository.run("commit", "--quiet", "--no-edit", keep=keep))
