"""Where the index of a book lies, and of which make it is."""

from __future__ import annotations

import os
from zlib import crc32

from crm import __version__

SCHEMA = 6
"""To be raised with each change of how values are kept."""

MAKE = f"{__version__}\n{SCHEMA}\n"
"""How the fingerprint of each index begins that this program can make sense of."""


def place(cache: str, root: str, what: str = "") -> str:
    """The index of the book in a folder, within the cache; or another file beside it, by its end."""
    number = crc32(os.fsencode(root))  # two books of one number would take turns, as their fingerprints differ
    return f"{cache}/{number:08x}{what}.sqlite"
