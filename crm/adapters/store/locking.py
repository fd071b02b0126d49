"""The book's lock: one writing command at a time. Who only reads never waits for it."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from crm.adapters.store.errors import LockTimeout, StoreError, explained

TIMEOUT = 10.0
"""Seconds to wait for the lock unless told otherwise; a command that writes takes a fraction of one."""

_PAUSE = 0.01  # seconds between two attempts
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}  # the last two are what Windows answers
_HOLDER = 200  # bytes of the line that names the holder


class Lock(NamedTuple):
    """The lock while it is held: its file, and the descriptor to pass to a child that shall hold it too."""

    file: Path
    fd: int


@contextmanager
def lock(root: Path, what: str, timeout: float = TIMEOUT, name: str = "crm.lock") -> Iterator[Lock]:
    """Holds the lock of the book at ``root`` for the command ``what`` (such as ``crm sync``), which others are told.

    Another ``name`` is another lock, which keeps nobody from writing.

    A killed process loses it; a child that was given the descriptor keeps it until it ends. It cannot be taken twice
    by one process. Raises ``LockTimeout`` after ``timeout`` seconds, ``Denied`` where the book cannot be written.
    """
    file = root
    try:
        file = _lock_file(root, name)
        fd = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o666)
    except OSError as error:
        raise explained(error, str(file), "written") from error
    try:
        _take(fd, file, timeout)
        _name_holder(fd, what)
        yield Lock(file, fd)
    finally:
        os.close(fd)


def _lock_file(root: Path, name: str) -> Path:
    """Out of the user's sight in the git folder, where there is one; else beside ``crm.toml``."""
    git = root / ".git"
    if git.is_file():  # a worktree or a submodule: one line "gitdir: PATH"
        git = root / git.read_text("utf-8", "replace")[:4096].removeprefix("gitdir:").strip()
    return git / name if git.is_dir() else root / f".{name}"


def _take(fd: int, file: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not _try(fd, file):
        if time.monotonic() >= deadline:
            raise LockTimeout(
                f"another command is writing to this book{_holder(fd)}, and had not ended after {timeout:g} seconds",
                "run the command again when that one has ended",
                str(file),
            )
        time.sleep(_PAUSE)


def _try(fd: int, file: Path) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, 1 << 30, os.SEEK_SET)  # far behind the holder's name, which others may read
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise StoreError(
            f"{file} cannot be locked: {error.strerror}", "keep the book on a disk that knows file locks", str(file)
        ) from error
    return True


def _name_holder(fd: int, what: str) -> None:
    with suppress(OSError):  # a full disk: who waits is told less
        os.lseek(fd, 0, os.SEEK_SET)
        os.ftruncate(fd, 0)
        os.write(fd, f"{os.getpid()} {what}\n".encode()[:_HOLDER])


def _holder(fd: int) -> str:
    os.lseek(fd, 0, os.SEEK_SET)
    pid, _, what = os.read(fd, _HOLDER).decode("utf-8", "replace").strip().partition(" ")
    return f": {what} (process {pid})" if what else ""
