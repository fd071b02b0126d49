"""Where the index of a book lies, and of which make it is."""

from __future__ import annotations

import os

from crm import __version__

SCHEMA = 8
"""To be raised with each change of how values are kept."""

MAKE = f"{__version__}\n{SCHEMA}\n"
"""How the fingerprint of each index begins that this program can make sense of."""


_PRIME = 2**61 - 1
"""What a path is counted by: with nothing to load for it."""

_MACHINE = "/etc/machine-id"
"""What tells machines apart (machine-id(5)); a system without it is taken for one that shares its cache with none."""


def place(cache: str, root: str, end: str = ".sqlite") -> str:
    """This machine's index of the book in a folder, within the cache; or what lies beside it, by the end of its name.

    Two machines never share one: on a disk of a network, SQLite does not see what the other does.
    """
    number = int.from_bytes(os.fsencode(root) + b"\0" + _machine()) % _PRIME
    return f"{cache}/{number:016x}{end}"  # two books of one number would take turns, as their fingerprints differ


def _machine() -> bytes:
    try:
        with open(_MACHINE, "rb", buffering=0) as file:
            return file.read(64).strip()
    except OSError:
        return b""
