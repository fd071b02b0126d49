"""Pairs of contacts who are, or may be, one person.

Source: docs/import.md, "Who is the same person".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from crm.core.contacts.importing import known
from crm.core.model import Contact
from crm.core.contacts.sameness import Face, Faces, Match, Reading

Certainty = Literal["certain", "likely", "unlikely"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts by their slugs, ``keep`` being the one of whom the book knows more."""

    keep: str
    gone: str
    certainty: Certainty
    reason: str


def pairs(contacts: Iterable[Contact], reading: Reading) -> list[Pair]:
    """All pairs, each once; the certain ones first, the unlikely ones last, then by name of file."""
    weights: dict[str, tuple[int, int, int, str]] = {}
    faces = Faces()
    for contact in contacts:
        faces.add(known(contact).face(reading))
        weights[contact.slug] = (-len(contact.interactions), -len(contact.fields), len(contact.slug), contact.slug)
    found: dict[tuple[str, str], Pair] = {}
    for one in faces.known.values():
        for certainty, match in _matches(one, faces):
            keep, gone = sorted((one.key, match.key), key=weights.__getitem__)
            found.setdefault((keep, gone), Pair(keep, gone, certainty, match.reason))
    return sorted(found.values(), key=lambda pair: (pair.certainty, pair.keep, pair.gone))


def _matches(one: Face, faces: Faces) -> Iterator[tuple[Certainty, Match]]:
    """Who somebody is, may be or hardly is, in this order."""
    yield from (("certain", match) for match in faces.certain(one))
    yield from (("likely", match) for match in faces.likely(one))
    yield from (("unlikely", match) for match in faces.namesakes(one))
