"""Files that are no part of the book: another program's export, which is only read."""

from __future__ import annotations

import sys
from pathlib import Path

LIMIT = 100_000_000
"""Bytes of the largest file that is read; photos make vCard files long."""


class NoFile(Exception):
    """A file that cannot be read; the message says why."""


def read(name: str) -> bytes:
    """The bytes of a file; ``-`` is standard input. Raises NoFile."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LIMIT + 1)
    except IsADirectoryError:
        raise NoFile(f"{name} is a folder") from None
    except (OSError, ValueError) as error:
        raise NoFile(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > LIMIT:
        raise NoFile(f"{name} has more than {LIMIT // 1_000_000} MB")
    return data
