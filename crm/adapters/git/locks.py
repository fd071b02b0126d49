"""Git's own locks: waiting for those of others, and removing those that a killed run of ours left behind.

While git works for us, a file says so, the *journal*. Who finds one, and holds the book's lock (which our git commands
inherit), knows that the run which wrote it was killed, and its git with it: what that git had locked is nobody's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from crm.adapters.git.repository import GitError, Repository

PATIENCE = 5.0
"""Seconds to wait for a git command of the user's; less than others wait for the book's lock."""

PLAN = "crm.landing"
"""The file of the git folder that says what a sync is about to do to the files, the branch and the index."""

_PAUSE = 0.05
_PROCESSES = Path("/proc")
_UNTOUCHED = 60.0  # seconds, where the system does not tell which processes there are

_T = TypeVar("_T")


class Journal(NamedTuple):
    """A journal's file in the git folder, and the locks that a git whose run it tells of may leave there."""

    name: str
    locks: tuple[str, ...]


WORKING = Journal("crm.journal", ("*.lock", "refs/**/*.lock"))
"""Of commands on this machine; to be kept under the book's lock."""

TALKING = Journal(
    "crm.talking",
    ("config.lock", "shallow.lock", "packed-refs.lock", "refs/remotes/**/*.lock", "refs/crm/**/*.lock"),
)
"""Of commands that talk to a remote; to be kept under the lock of ``crm sync``, which they do not inherit."""


@contextmanager
def journal(repository: Repository, kind: Journal = WORKING, paths: Sequence[str] = ()) -> Iterator[None]:
    """Says that git is at work for us, and removes what a killed run left, or leaves: if only its git was killed.

    ``paths`` are those that it commits.
    """
    if not clear(repository, kind):  # somebody's git is at work: the old journal stays until it has ended
        yield
        return
    file = repository.folder / kind.name
    with suppress(OSError):  # a full disk: git will say so
        file.write_bytes(b"".join(os.fsencode(path) + b"\0" for path in paths))
    try:
        yield
    except BaseException:
        clear(repository, kind)
        raise
    if _is_left(repository, kind):  # by a git whose failure did not matter
        clear(repository, kind)
    with suppress(OSError):
        file.unlink()


def _is_left(repository: Repository, kind: Journal) -> bool:
    """Whether a lock is there that is younger than the journal."""
    try:
        since = (repository.folder / kind.name).stat().st_mtime_ns
    except OSError:
        return False
    return any(_is_from(lock, since) for lock in _locks(repository, kind))


def clear(repository: Repository, kind: Journal = WORKING) -> bool:
    """Removes the git locks that a killed run of ours left behind; False while they may be somebody else's."""
    file = repository.folder / kind.name
    try:
        since = file.stat().st_mtime_ns
    except OSError:
        return True
    locks = [lock for lock in _locks(repository, kind) if _is_from(lock, since)]
    if locks and _is_in_use(repository, locks):
        return False
    for lock in locks:
        with suppress(OSError):
            lock.unlink()
    with suppress(OSError, GitError):
        _bring_index_up(repository, file.read_bytes())
    with suppress(OSError):
        file.unlink()
    return True


def _bring_index_up(repository: Repository, committed: bytes) -> None:
    """Puts what was committed into the index, of paths that each end in NUL: git moves the branch before."""
    if committed:
        edited = repository.run("diff", "--name-only", "-z", "HEAD").split(b"\0")
        done = b"".join(path + b"\0" for path in committed.split(b"\0") if path and path not in edited)
        if done:
            repository.run("reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", data=done)


def patiently(command: Callable[[], _T]) -> _T:
    """Runs a git command, again and again while another git has locked what it needs. Raises GitError."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return command()
        except GitError as error:
            if not _is_locked(str(error)):
                raise
            if time.monotonic() > deadline:
                raise GitError(
                    f"another git command is at work in this book ({error}); if there is none, delete that file"
                ) from None
        time.sleep(_PAUSE)


def _is_locked(said: str) -> bool:
    return ".lock': File exists" in said


def _locks(repository: Repository, kind: Journal) -> Iterator[Path]:
    for folder in {repository.folder, repository.common}:
        for pattern in kind.locks:
            yield from folder.glob(pattern)


def _is_from(lock: Path, since: int) -> bool:
    """Whether a lock of git's was taken at or after a moment (ns); our own locks are none of them."""
    try:
        return not lock.name.startswith("crm.") and lock.stat().st_mtime_ns >= since
    except OSError:
        return False


def _is_in_use(repository: Repository, locks: list[Path]) -> bool:
    """Whether a git command of somebody else may be at work in the repository."""
    if not _PROCESSES.is_dir():
        return any(time.time() - lock.stat().st_mtime < _UNTOUCHED for lock in locks)  # noqa: TID251 - age of a lock
    inside = tuple(os.path.realpath(folder) for folder in (repository.root, repository.common))
    return any(_works_in(process, inside) for process in _PROCESSES.iterdir() if process.name.isdigit())


def _works_in(process: Path, folders: tuple[str, ...]) -> bool:
    """Whether a process is a git that stands in one of the folders or has a file of one open."""
    try:
        if not (process / "comm").read_text("utf-8", "replace").startswith("git"):
            return False
        links = [process / "cwd", *(process / "fd").iterdir()]
        places = [os.path.realpath(link) for link in links]
    except OSError:  # it has ended, or is another user's
        return False
    return any(place == folder or place.startswith(f"{folder}/") for place in places for folder in folders)
