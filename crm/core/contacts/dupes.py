"""Pairs of contacts who are, or may be, one person.

Source: docs/import.md, "Who is the same person".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from crm.core.contacts.importing import known
from crm.core.model import Contact
from crm.core.contacts.sameness import Faces, Reading

Certainty = Literal["certain", "likely"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts by their slugs, ``keep`` being the one of whom the book knows more."""

    keep: str
    gone: str
    certainty: Certainty
    reason: str


def pairs(contacts: Iterable[Contact], reading: Reading) -> list[Pair]:
    """All pairs, each once; the certain ones first, then by name of file."""
    weights: dict[str, tuple[int, int, int, str]] = {}
    faces = Faces()
    for contact in contacts:
        faces.add(known(contact).face(reading))
        weights[contact.slug] = (-len(contact.interactions), -len(contact.fields), len(contact.slug), contact.slug)
    found: dict[tuple[str, str], Pair] = {}
    for one in faces.known.values():
        matches = [("certain", match) for match in faces.certain(one)] + [
            ("likely", match) for match in faces.likely(one)
        ]
        for certainty, match in matches:
            keep, gone = sorted((one.key, match.key), key=weights.__getitem__)
            pair = Pair(keep, gone, "certain" if certainty == "certain" else "likely", match.reason)
            found.setdefault((keep, gone), pair)
    return sorted(found.values(), key=lambda pair: (pair.certainty, pair.keep, pair.gone))
