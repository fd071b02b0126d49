"""Reading a file of the book: at once, or when no other program is in the middle of saving it."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from typing import NamedTuple

from crm.adapters.store.errors import Busy, Refused, explained
from crm.adapters.store.places import Place, is_symlink

LIMIT = 5_000_000
"""Bytes of the largest file that is read and written; of a larger one, one byte more is read, so that it shows."""

PATIENCE = 3.0
"""Seconds to wait for another program to close a file that it is saving; a save takes milliseconds."""

Token = tuple[int, int, int]
"""Inode, size and modification time (ns): what a cache may compare instead of reading."""

# A pipe in place of a file must not block us (NONBLOCK). Windows knows only the last of these.
_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


class Snapshot(NamedTuple):
    """A file as it was read: its path relative to the book, its bytes (at most ``LIMIT`` + 1) and its token."""

    path: str
    data: bytes
    token: Token


def read(place: Place) -> Snapshot:
    """The file as it is now. Raises ``Missing``, ``Refused`` or ``Denied``."""
    fd = _open(place)
    try:
        data, status = _content(fd, place)
    finally:
        os.close(fd)
    return Snapshot(place.path, data, token(status))


def settled(place: Place) -> tuple[bytes, os.stat_result]:
    """The file's bytes and status when nobody has it open for writing, as far as the system can tell.

    An editor that saves in place empties the file first: who reads in between sees a part of it. Raises ``Busy``
    after ``PATIENCE`` seconds, ``Missing``, ``Refused`` or ``Denied``.
    """
    fd = _open(place)
    try:
        _wait_for_writers(fd, place)
        return _content(fd, place)
    finally:
        os.close(fd)


def glance(place: Place) -> tuple[bytes, bool]:
    """The file's bytes as they are now, and whether someone has it open for writing. Raises as ``read`` does."""
    fd = _open(place)
    try:
        being_saved = _open_for_writing(fd)
        return _content(fd, place)[0], being_saved
    finally:
        os.close(fd)


def token(status: os.stat_result) -> Token:
    """The token of a file with that status."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def _open(place: Place) -> int:
    if sys.platform == "win32" and is_symlink(place.file):
        raise explained(OSError(errno.ELOOP, ""), place.path, "read")
    try:
        return os.open(place.file, _FLAGS)
    except OSError as error:
        raise explained(error, place.path, "read") from error


def _content(fd: int, place: Place) -> tuple[bytes, os.stat_result]:
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"{place.path} cannot be read: it is no regular file", "a text file belongs there", place.path)
    try:
        data = os.read(fd, min(status.st_size, LIMIT) + 1)
        # One byte more was asked for than there should be: who got exactly the size has met the end.
        while len(data) != status.st_size and len(data) <= LIMIT:
            more = os.read(fd, LIMIT + 1 - len(data))
            if not more:
                break
            data += more
    except OSError as error:
        raise explained(error, place.path, "read") from error
    return data, status


def _wait_for_writers(fd: int, place: Place) -> None:
    deadline = time.monotonic() + PATIENCE
    while _open_for_writing(fd):
        if time.monotonic() > deadline:
            raise Busy(
                f"{place.path} is kept open for writing by another program",
                "close the file there, then run the command again",
                place.path,
            )
        time.sleep(0.005)


def _open_for_writing(fd: int) -> bool:
    """Whether any process has the file open for writing; no, where the system does not tell.

    Linux grants a read lease only on a file without writers. The lease is held for a moment; who opens the file just
    then makes the kernel signal us, by a signal that does nothing (its usual one would end this process).
    """
    if sys.platform == "linux":
        import fcntl
        import signal

        try:
            fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno == errno.EAGAIN
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
