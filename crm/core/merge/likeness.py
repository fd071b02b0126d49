"""How alike two blocks are: whether the second may be the first after an edit.

To take two for one wrongly does no harm (the change is kept either way); to miss it leaves both versions of an entry
that was changed on both sides. Measured without position, so that it is the same on each machine.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from crm.core.merge.blocks import Block

LIKE = 0.5
"""The least share of common words (Dice's coefficient) in two versions of one text."""

_BEGINNING = 2000
"""Characters of a text that are looked at: what it is shows there."""

_WORD = re.compile(r"\w+")
_ENTRY = re.compile(r"[-*+][ \t]+(\d{4}-\d{2}-\d{2}.*?[ \t][^\W\d_]+(?:-[^\W\d_]+)*)[ \t]*(?:[(:]|\Z)")
TICK = re.compile(r"([ \t]*[-*+][ \t]+)\[([ xX])\]([ \t]+.*)\Z")


def likeness(before: Block, after: Block) -> float:
    """0 for two things; up to 1 by their common words; more where the same interaction or task is meant."""
    if before.kind != after.kind and not before.versions and not after.versions:
        return 0
    if before.kind == after.kind == "item":
        return _of_items(before.lines, after.lines)
    pairs = [(mine, yours) for mine in before.versions or (before.lines,) for yours in after.versions or (after.lines,)]
    shares = max((_common(mine, yours) for mine, yours in pairs), default=0)
    return shares if shares >= LIKE else 0


def _of_items(before: tuple[str, ...], after: tuple[str, ...]) -> float:
    shares = _common(before, after)
    if _said(before[0]) == _said(after[0]):
        return 3 + shares
    mine, yours = _ENTRY.match(before[0]), _ENTRY.match(after[0])
    same_time = mine and yours and mine[1].casefold() == yours[1].casefold()
    if same_time or (mine and yours and len(before) > 1 and before[1:] == after[1:]):
        return 2 + shares
    return shares if shares >= LIKE else 0


def _said(line: str) -> str:
    """A line without its tick."""
    tick = TICK.match(line)
    return tick[1] + tick[3] if tick else line


def _common(mine: tuple[str, ...], yours: tuple[str, ...]) -> float:
    first, second = _words(mine), _words(yours)
    both = first.total() + second.total()
    return 2 * (first & second).total() / both if both else 0


@lru_cache(maxsize=1024)
def _words(lines: tuple[str, ...]) -> Counter[str]:
    return Counter(_WORD.findall("\n".join(lines)[:_BEGINNING].casefold()))
