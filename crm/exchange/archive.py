"""A zip archive of which one file is wanted, as LinkedIn packs its export."""

from __future__ import annotations

import io
import zipfile
import zlib

LIMIT = 100_000_000
"""Bytes of the largest file that is taken out, whatever the archive says of its size."""


def member(data: bytes, name: str) -> bytes | None:
    """The first file of that name in an archive, in whatever folder of it; None where there is none to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = next((one for one in archive.namelist() if one.rpartition("/")[2] == name), None)
            if wanted is None:
                return None
            with archive.open(wanted) as file:
                found = file.read(LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return None
    return found if len(found) <= LIMIT else None
