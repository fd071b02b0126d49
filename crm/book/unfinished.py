"""An operation of many files that was killed in the middle: what it had written is recorded with the next of its kind.

Before the first file, all paths are noted in a file of the git folder; it goes when the operation is recorded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

from crm.adapters.git import GitError, Repository, recording

FILE = "crm.import"


def begin(repository: Repository | None, paths: Sequence[str]) -> list[str]:
    """Notes what is about to be made; returns the files that a killed run had made, and git does not know yet.

    To be called under the book's lock.
    """
    if repository is None:
        return []
    file = repository.folder / FILE
    noted = os.fsdecode(file.read_bytes()).split("\0") if file.exists() else []
    left = _new(repository, [path for path in noted if path]) if noted else []
    with suppress(OSError):  # a full disk: the first file will say so
        recording.write_durably(file, "\0".join(dict.fromkeys([*left, *paths])))
    return left


def end(repository: Repository | None) -> None:
    """Forgets what was noted: it is recorded."""
    if repository is not None:
        with suppress(OSError):
            (repository.folder / FILE).unlink(missing_ok=True)


def _new(repository: Repository, paths: Sequence[str]) -> list[str]:
    """Those that are there, and that git does not know."""
    wanted = set(paths)
    folders = sorted({path.partition("/")[0] for path in paths})
    try:
        return [path for one in folders for path in recording.untracked(repository, one) if path in wanted]
    except GitError:
        return []
