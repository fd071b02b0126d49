"""Files outside the book that an export writes: each complete or not at all, and read before it is written over."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class OutsideError(Exception):
    """A file or folder that cannot be read or written; one sentence on which and why, and in ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


LIMIT = 500_000_000
"""Bytes of a file that is read at most: the whole of a book of a hundred thousand people has less."""


def read(file: Path) -> bytes | None:
    """What a file holds; None where there is none. Raises OutsideError, also for what is no file (a pipe, a device)."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OutsideError(f"{file} is no file", "name a file, or - for standard output")
        if status.st_size > LIMIT:
            raise OutsideError(f"{file} is too large to be looked at", "name another file")
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutsideError(f"{file} cannot be read: {error.strerror}", "name another file") from None


def write(file: Path, data: bytes) -> None:
    """Writes a file in one step, with the permissions of the one it replaces. Raises OutsideError.

    Where the name is a symbolic link, what it leads to is written.
    """
    file = file.resolve()
    draft = file.with_name(f".crm-tmp-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        mode = _mode(file)
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            with open(fd, "wb") as stream:  # noqa: PTH123 - it is open already
                stream.write(data)
                stream.flush()
                os.fsync(fd)
            if mode is not None:
                draft.chmod(mode)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OutsideError(f"{file} cannot be written: {error.strerror}", "name another file, or make room") from None


def _mode(file: Path) -> int | None:
    try:
        return stat.S_IMODE(file.stat().st_mode)
    except FileNotFoundError:
        return None


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it, where it is missing. Raises OutsideError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(f"{folder} cannot be made a folder: {error.strerror}", "name another folder") from None


def listing(folder: Path, suffix: str) -> list[Path]:
    """The regular files of a suffix directly in a folder, by name; no links, nothing hidden. Raises OutsideError."""
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name
                for entry in entries
                if entry.name.lower().endswith(suffix)
                and not entry.name.startswith(".")
                and entry.is_file(follow_symlinks=False)
            ]
    except OSError as error:
        raise OutsideError(f"{folder} cannot be read: {error.strerror}", "name another folder") from None
    return [folder / name for name in sorted(names)]


def remove(file: Path) -> None:
    """Removes a file. Raises OutsideError."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise OutsideError(f"{file} cannot be removed: {error.strerror}", "remove it yourself") from None
