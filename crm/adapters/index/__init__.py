"""The index: what the files of a book say, kept in the user's cache so that they need not be read again.

It may be deleted at any time, and nothing depends on it: whoever gets a ``Broken`` from it reads the files themselves.
"""

from __future__ import annotations

from crm.adapters.index.codec import Codec, seconds
from crm.adapters.index.database import Index, Row, place
from crm.adapters.index.errors import Broken
from crm.adapters.index.manifest import Manifest, trusted
from crm.adapters.index.program import fingerprint

__all__ = ["Broken", "Codec", "Index", "Manifest", "Row", "fingerprint", "place", "seconds", "trusted"]
