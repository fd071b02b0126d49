"""Files that are no part of the book, and folders of such: another program's, which are only read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST = 100_000
"""Files of a folder that are looked at; a calendar or mailbox on disk has fewer."""


class Unreadable(Exception):
    """A file or folder that cannot be read; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and whether the user named it (else it was found in a folder)."""

    path: Path
    named: bool


def sources(names: list[str], suffixes: tuple[str, ...]) -> Iterator[Source]:
    """The files that some paths mean: themselves, or those of a suffix in and below a folder, in order of their names.

    Hidden files and links within a folder are left out. Raises Unreadable for a path that leads nowhere.
    """
    for name in names:
        path = Path(name)
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            raise _unreadable(name, error) from None
        if not is_folder:
            yield Source(path, named=True)
            continue
        found = [file for file in _below(path) if file.name.lower().endswith(suffixes)]
        if not found:
            raise Unreadable(f"{name} holds no file that ends in {' or '.join(suffixes)}")
        yield from (Source(file, named=False) for file in found)


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [Path(where, name) for name in sorted(names) if not name.startswith(".")]
        if len(found) > MOST:
            raise Unreadable(f"{folder} holds more than {MOST:,} files: name a folder within it")
    return [file for file in found if not file.is_symlink()]


def read(path: Path, limit: int) -> bytes:
    """A file's bytes. Raises Unreadable, also for one of more than ``limit`` bytes."""
    try:
        if not path.is_file():
            raise Unreadable(f"{path} is no regular file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _unreadable(str(path), error) from None
    if len(data) > limit:
        raise Unreadable(f"{path} has more than {limit // 1_000_000} MB")
    return data


def _unreadable(name: str, error: Exception) -> Unreadable:
    return Unreadable(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}")
