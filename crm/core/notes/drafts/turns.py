"""Which wording each part of a note takes, so that those who get notes of one kind do not read one text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from crm.core.text.words import plain

WORDINGS = 4
"""Wordings that a template has for a part at most."""

TRIES = 24
"""Choices of wordings that are compared at most."""

_PARTS = 8


def turns(slug: str, attempt: int) -> list[int]:
    """For each part of a note to a contact a number from 0 to 3; each attempt gives others."""
    return [byte % WORDINGS for byte in hashlib.sha256(f"{slug} {attempt}".encode()).digest()[:_PARTS]]


def runs(text: str, size: int) -> frozenset[str]:
    """The runs of ``size`` words of a text, without its salutation; the lint counts in the same."""
    words = plain(text.partition("\n")[2] or text)
    return frozenset(" ".join(words[start : start + size]) for start in range(len(words) - size + 1))


def reused(text: str, others: Iterable[frozenset[str]], size: int) -> float:
    """The largest share of a text's runs of ``size`` words that stands in one of the others."""
    mine = runs(text, size)
    return max((len(mine & theirs) / len(mine) for theirs in others), default=0.0) if mine else 0.0
