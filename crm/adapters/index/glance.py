"""A look at the index as it stands, with nothing loaded but the database: for who cannot wait until it is up to date.

Its notes say what the files were when it was made; who asks compares, and reads the folder where anything differs.
"""

from __future__ import annotations

import os

from crm.adapters.index.place import MAKE, place

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


_FINE, _COARSE = 100_000_000, 2_000_000_000
"""Nanoseconds in which a file may change twice and its time not show it: some ticks of the clock; FAT counts in 2 s."""

_WHOLE_SECOND = 1_000_000_000

_ASKED = ("fingerprint", "contacts")
"""What is asked of the notes."""


def mark(path: str) -> str:
    """What changes when a file does, or the list of the names in a folder; empty where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def is_settled(changed: int, status: int, looked: int) -> bool:
    """Whether a file with these times (ns) cannot have changed unseen since it was looked at."""
    long_ago = looked - _COARSE
    if changed <= long_ago and status <= long_ago:
        return True
    return all(time + (_FINE if time % _WHOLE_SECOND else _COARSE) <= looked for time in (changed, status))


def times(mark: str) -> tuple[int, int]:
    """The times in a mark, of content and status (ns); those of the end of time where there is none."""
    changed, status = mark.split()[-2:] if mark else (2**62, 2**62)
    return int(changed), int(status)


class Glance:
    """An index that is only looked at. Raises LookupError where there is none that this program can make sense of."""

    def __init__(self, cache: str, root: str) -> None:
        try:
            from _sqlite3 import Error, connect  # what sqlite3 loads around it takes longer than all that is asked here
        except ImportError:
            from sqlite3 import Error, connect
        self._broken = Error
        try:
            self._connection = connect(f"file:{_quoted(place(cache, root))}?mode=ro", uri=True)
            self._noted = dict(self._connection.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", _ASKED))
        except Error as error:
            raise LookupError(str(error)) from None
        made = self._noted.get("fingerprint") or ""
        if not (made.startswith(MAKE) and repr(root) in made.split("\n")):
            raise LookupError("it is of another book, or another program's")

    def said(self, key: str) -> str:
        """What was noted under a key; an empty text where nothing was."""
        return self._noted.get(key) or ""

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows that a query finds. Raises LookupError."""
        try:
            return self._connection.execute(query, values).fetchall()
        except self._broken as error:
            raise LookupError(str(error)) from None


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
