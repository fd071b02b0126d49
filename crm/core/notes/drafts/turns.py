"""Which wording each part of a note takes, so that those who get notes of one kind do not read one text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator


WORDINGS = 4
"""Wordings that a template has for a part at most."""

_TRIES = 24
"""Choices of wordings that are compared before the best of them is improved part by part."""

_ROUNDS = 3
"""How often each part of the best choice is given each other wording, at most."""

_PARTS = 8


def turns(slug: str, attempt: int) -> list[int]:
    """For each part of a note to a contact a number from 0 to 3; each attempt gives others."""
    return [byte % WORDINGS for byte in hashlib.sha256(f"{slug} {attempt}".encode()).digest()[:_PARTS]]


def freshest(slug: str, share: Callable[[list[int]], float], enough: float) -> list[int]:
    """The first choice of wordings whose ``share`` of what others got is less than enough, else the least one found."""
    best, least = turns(slug, 0), 2.0
    for choice in (turns(slug, attempt) for attempt in range(_TRIES)):
        found = share(choice)
        if found < least:
            best, least = choice, found
        if least < enough:
            return best
    for _ in range(_ROUNDS):
        before = least
        for choice in _beside(best):
            found = share(choice)
            if found < least:
                best, least = choice, found
        if least < enough or least == before:
            break
    return best


def _beside(choice: list[int]) -> Iterator[list[int]]:
    """The choices that differ in one part."""
    for part in range(_PARTS):
        for wording in range(WORDINGS):
            if wording != choice[part]:
                yield [*choice[:part], wording, *choice[part + 1 :]]
