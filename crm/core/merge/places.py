"""Paths for merged files: no two that a case-insensitive disk takes for one, no file where a folder must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from crm.core.documents.slugs import numbered

_NUMBER = re.compile(r"(.+)-\d+\Z")


class Places:
    """The paths that are taken. ``wanted`` are all that are going to be asked for, ``steady`` those that stay."""

    def __init__(self, wanted: Iterable[str], steady: Iterable[str]) -> None:
        self.taken = {folded(path): path for path in steady}
        self.folders = {folder for path in (*self.taken, *map(folded, wanted)) for folder in _folders(path)}

    def clash(self, path: str) -> str | None:
        """What stands in the way of a path, if anything does."""
        plain = folded(path)
        return path if plain in self.folders else self.taken.get(plain)

    def take(self, path: str) -> str:
        """The path, or with ``-2``, ``-3`` … where something stands in its way; it is taken from now on."""
        free, number = path, 1
        while self.clash(free) is not None:
            number += 1
            free = numbered_path(path, number)
        self.taken[folded(free)] = free
        return free


def numbered_path(path: str, number: int) -> str:
    """The path of the file with ``-2``, ``-3`` … behind its stem."""
    stem, suffix = _split(path)
    folder, slash, name = stem.rpartition("/")
    return f"{folder}{slash}{numbered(name, number)}{suffix}"


def unnumbered(path: str) -> str:
    """The path without such a number."""
    stem, suffix = _split(path)
    match = _NUMBER.match(stem)
    return f"{match[1]}{suffix}" if match else path


def _split(path: str) -> tuple[str, str]:
    """Everything before the suffix, and the suffix; a name that begins with a dot has none."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    cut = len(path) - len(name) + dot if dot > 0 else len(path)
    return path[:cut], path[cut:]


def folded(path: str) -> str:
    """One form of all spellings that a disk may take for one name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
