"""How alike two blocks are: whether the second may be the first after an edit.

To take two for one mixes what was written of two things; to miss an edit leaves both versions where both sides changed
it, and does no harm elsewhere: so in doubt they are two. Measured without position, and so the same on each machine.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from crm.core.merge.blocks import Block, Lines

LIKE = 0.5
"""The least share of common words (Dice's coefficient) in two versions of one text."""

RELATED = 0.2
"""The same for what was written of one talk, rewritten."""

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


def _of_items(before: Lines, after: Lines) -> float:
    if _said(before[0]) == _said(after[0]):
        return 3 + _common(before, after)
    mine, yours = _ENTRY.match(before[0]), _ENTRY.match(after[0])
    if mine is None or yours is None:
        shares = _common(before, after)
        return shares if shares >= LIKE else 0
    # the words of the stamp are common to all entries of a day
    told, now = (before[0][mine.end() :], *before[1:]), (after[0][yours.end() :], *after[1:])
    shares = _common(told, now)
    if mine[1].casefold() == yours[1].casefold():
        # on one day there may be two calls, at one time not
        surely = ":" in mine[1] or not any(told) or not any(now)
        return 2 + shares if surely or shares >= RELATED else 0
    same_below = len(before) > 1 and before[1:] == after[1:]
    return 1 + shares if same_below or shares >= LIKE else 0


def _said(line: str) -> str:
    """A line without its tick."""
    tick = TICK.match(line)
    return tick[1] + tick[3] if tick else line


def _common(mine: Lines, yours: Lines) -> float:
    first, second = _words(mine), _words(yours)
    both = first.total() + second.total()
    return 2 * (first & second).total() / both if both else 0


@lru_cache(maxsize=1024)
def _words(lines: Lines) -> Counter[str]:
    return Counter(_WORD.findall("\n".join(lines)[:_BEGINNING].casefold()))
