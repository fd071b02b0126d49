"""Conflict markers that git left in a text: the two versions that they hold, and the one before both if it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_OURS = re.compile(r"<{7}(?: .*)?\Z")
_BASE = re.compile(r"\|{7}(?: .*)?\Z")
_MIDDLE = re.compile(r"={7}\Z")
_THEIRS = re.compile(r">{7}(?: .*)?\Z")


class Versions(NamedTuple):
    """The lines of both versions of a text; ``base`` only where every conflict tells it."""

    ours: list[str]
    theirs: list[str]
    base: list[str] | None


def unmark(lines: Sequence[str]) -> Versions | None:
    """The versions in a text with conflict markers; None where it has no whole conflict.

    A conflict without its middle line belongs to both versions. Markers that are no whole conflict stay as they are.
    """
    if "<<<<<<<" not in "\n".join(lines):
        return None
    ours: list[str] = []
    theirs: list[str] = []
    base: list[str] = []
    found, told = 0, 0
    at = 0
    while at < len(lines):
        conflict = _conflict(lines, at)
        if conflict is None:
            for version in (ours, theirs, base):
                version.append(lines[at])
            at += 1
            continue
        mine, before, yours, at = conflict
        ours += mine
        theirs += yours
        base += before or []
        found += 1
        told += before is not None
    return Versions(ours, theirs, base if told == found else None) if found else None


def _conflict(lines: Sequence[str], start: int) -> tuple[list[str], list[str] | None, list[str], int] | None:
    """The parts of the conflict that begins on a line, and the index behind it."""
    if not _OURS.match(lines[start]):
        return None
    middle = before = None
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if _OURS.match(line):
            return None
        if _BASE.match(line) and before is None and middle is None:
            before = at
        elif _MIDDLE.match(line) and middle is None:
            middle = at
        elif _THEIRS.match(line):
            return _parts(lines, start, before, middle, at)
    return None


def _parts(
    lines: Sequence[str], start: int, before: int | None, middle: int | None, end: int
) -> tuple[list[str], list[str] | None, list[str], int]:
    if middle is None:
        both = [*lines[start + 1 : before or end], *lines[(before or end) + 1 : end]]
        return both, None, both, end + 1
    ours = list(lines[start + 1 : before or middle])
    base = None if before is None else list(lines[before + 1 : middle])
    return ours, base, list(lines[middle + 1 : end]), end + 1
