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


def place(cache: str, root: str, end: str = ".sqlite") -> str:
    """The index of the book in a folder, within the cache; or what lies beside it, by the end of its name."""
    number = (
        int.from_bytes(os.fsencode(root)) % _PRIME
    )  # two books of one number would take turns, as their fingerprints differ
    return f"{cache}/{number:016x}{end}"
