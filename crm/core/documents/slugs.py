"""Slugs: the stem of a contact's file, by which everything else names the contact."""

from __future__ import annotations

import re
import unicodedata

from crm.core.filenames import stem as stem

LONGEST = 80
"""Characters of a new slug at most."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
WELL_FORMED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# Windows keeps these names for devices, in every folder and with every ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


def slug_of(text: str) -> str:
    """A slug for a name or title: ``[a-z0-9-]``, at most 80 characters, never empty.

    Accents are dropped; other scripts are to be written in Latin letters before (``crm.adapters.letters``).
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    slug = _NOT_SLUG.sub("-", plain.replace("'", "")).strip("-")[:LONGEST].strip("-")
    if not slug:
        return "contact"
    return f"{slug}-1" if _DEVICES.match(slug) else slug


def numbered(slug: str, number: int) -> str:
    """The slug with ``-2``, ``-3`` … behind it, within the length."""
    tail = f"-{number}"
    return slug[: LONGEST - len(tail)].strip("-") + tail
