"""Operations as commits: each only of the paths that it wrote, with the user's identity, hooks and signing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

from crm.adapters.git.repository import GitError, Repository


def commit(
    repository: Repository, paths: Sequence[str], subject: str, trailers: Sequence[tuple[str, str]]
) -> str | None:
    """Commits these paths alone; what is staged elsewhere stays staged. Returns why it could not, as a sentence."""
    begun = repository.unfinished()
    if begun:
        return f"saved, not committed: {begun} is going on; finish it, then crm sync records this"
    message = f"{subject}\n\n" + "".join(f"{name}: {value}\n" for name, value in trailers)
    try:
        _commit(repository, paths, message.encode())
    except GitError as error:
        return None if _nothing_changed(error) else f"saved, not committed: {error}"
    _flush_branch(repository)
    return None


def _commit(repository: Repository, paths: Sequence[str], message: bytes) -> None:
    command = ("commit", "--quiet", "--only", "--cleanup=verbatim", "--file=-", "--", *paths)
    try:
        repository.run(*command, data=message)
    except GitError as error:
        if "did not match any file" not in str(error):
            raise
        repository.run("add", "--intent-to-add", "--", *paths)
        repository.run(*command, data=message)


def _nothing_changed(error: GitError) -> bool:
    return "nothing to commit" in str(error) or "nothing added to commit" in str(error)


def _flush_branch(repository: Repository) -> None:
    """The folder of the branch on disk: git syncs the branch's file, but not the name that it was given."""
    with suppress(OSError):
        fd = os.open(repository.folder / "refs" / "heads", os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
