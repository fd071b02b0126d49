"""Operations as commits: each only of the paths that it wrote, with the user's identity, hooks and signing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from crm.adapters.git import locks
from crm.adapters.git.repository import GitError, Repository

_MANY = 27
"""Files in one of the 256 folders of loose objects from which git packs them by itself (its gc.auto of 6,700)."""


_UNMERGED = frozenset({"DD", "AU", "UD", "UA", "DU", "AA", "UU"})
_LONGEST = 30_000  # characters of paths on a command line; the least that a system takes is some more
_NOTHING = ("nothing to commit", "nothing added to commit", "no changes added to commit", "by one of your .git")


class Change(NamedTuple):
    """A path at which the folder differs from the last commit; ``unmerged`` where git could not merge it."""

    path: str
    unmerged: bool


def changed(repository: Repository, paths: Sequence[str]) -> list[Change]:
    """Where, at or below these paths, the folder or the index differs from the last commit. Raises GitError."""
    said = repository.run(
        "--no-optional-locks", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", *paths
    )
    lines = [os.fsdecode(line) for line in said.split(b"\0") if line]
    return [Change(line[3:], line[:2] in _UNMERGED) for line in lines]


def untracked(repository: Repository, folder: str) -> list[str]:
    """The files below a folder that git does not know. Raises GitError."""
    said = repository.run("ls-files", "-z", "--others", "--exclude-standard", "--", folder)
    return [os.fsdecode(path) for path in said.split(b"\0") if path]


def commit(
    repository: Repository,
    paths: Sequence[str],
    subject: str,
    trailers: Sequence[tuple[str, str]],
    keep: Sequence[int] = (),
) -> str | None:
    """Commits these paths alone; what is staged elsewhere stays staged. Returns why it could not, as a sentence.

    To be called under the book's lock, whose descriptor is among ``keep``.
    """
    begun = repository.unfinished()
    if begun:
        return f"saved, not committed: {begun} is going on; finish it, then crm sync records this"
    message = f"{subject}\n\n" + "".join(f"{name}: {value}\n" for name, value in trailers)
    before = _tip(repository)
    try:
        with locks.journal(repository, paths=paths):
            locks.patiently(lambda: _commit(repository, paths, message.encode("utf-8", "replace"), keep))
    except GitError as error:
        if _is_nothing(str(error)):
            return None
        if _tip(repository) == before or not _is_recorded(repository, paths):
            return f"saved, not committed: {error}"
    flush_branch(repository)
    _tidy(repository)
    return None


def _commit(repository: Repository, paths: Sequence[str], message: bytes, keep: Sequence[int]) -> None:
    with _named(repository, paths) as named:
        command = ("commit", "--quiet", "--only", "--cleanup=verbatim", "--file=-", *named)
        try:
            repository.run(*command, data=message, keep=keep)
        except GitError as error:
            if "did not match any file" not in str(error):
                raise
            quietly = ("-c", "advice.addIgnoredFile=false")
            repository.run(*quietly, "add", "--intent-to-add", *named, keep=keep)
            repository.run(*command, data=message, keep=keep)


@contextmanager
def _named(repository: Repository, paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """The arguments that name these paths; very many stand in a file, because no command takes that many words."""
    if sum(map(len, paths)) < _LONGEST:
        yield ("--", *paths)
        return
    file = repository.folder / "crm.paths"
    file.write_bytes(b"".join(os.fsencode(path) + b"\0" for path in paths))
    try:
        yield (f"--pathspec-from-file={file}", "--pathspec-file-nul")
    finally:
        file.unlink()


def _tip(repository: Repository) -> bytes:
    """What the file of the branch says: another thing after each commit. Empty where there is none."""
    try:
        return (repository.common / (repository.branch or "HEAD")).read_bytes()
    except OSError:
        return b""


def _is_recorded(repository: Repository, paths: Sequence[str]) -> bool:
    """Whether the last commit has these paths as they are."""
    try:
        with _named(repository, paths) as named:
            return not repository.run("--no-optional-locks", "diff", "--name-only", "HEAD", *named)
    except GitError:
        return False


def _is_nothing(said: str) -> bool:
    """Whether there was nothing to commit, or only what the user wants git to ignore."""
    return any(words in said for words in _NOTHING)


def flush_branch(repository: Repository) -> None:
    """The folder of the branch on disk: git syncs the branch's file, but not the name that it was given."""
    branch = repository.branch
    if branch is None:
        return
    with suppress(OSError):
        fd = os.open((repository.common / branch).parent, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def write_durably(file: Path, text: str) -> None:
    """Writes a small file of our own in the git folder, complete or not at all, and on the disk. Raises OSError."""
    draft = file.with_name(f"{file.name}.new")
    with draft.open("w", encoding="utf-8") as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())
    draft.replace(file)


def _tidy(repository: Repository) -> None:
    """Lets git pack its objects when they have become many. It does so behind our back, where nothing waits for it."""
    with suppress(OSError, GitError):
        if sum(1 for _ in (repository.common / "objects" / "17").iterdir()) > _MANY:
            repository.run("maintenance", "run", "--auto", "--quiet")
