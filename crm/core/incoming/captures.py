"""The files of ``inbox/``: which of their lines are captures, and what a file becomes without one of them.

A capture is a line that somebody jotted down, with what is indented below it. Headings, front matter and rules across
the page are none, and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 256_000
"""Bytes of an inbox file: a note that was written on a phone has a few hundred."""

SUFFIXES = (".md", ".txt")

_MARK = re.compile(r"[ \t]*(?:(?:[-*+•·‣▪–—]|\d{1,3}[.)])[ \t]+)?(?:\[[ xX]?\][ \t]+)?")
_NONE = re.compile(r"\s*(?:#{1,6}(?:\s|$)|(?:[-*_][ \t]*){3,}$|$)")
_DATED = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Capture:
    """One jotted thing: the number of its first line, its lines as they stand (with their ends), and its words."""

    line: int
    raw: str
    text: str


def captures(text: str) -> tuple[Capture, ...]:
    """The captures of a file, in its order."""
    found: list[Capture] = []
    below = False
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if number <= _front(lines):
            continue
        if _NONE.match(line):
            below = False
        elif below and line[:1] in {" ", "\t"}:
            before = found[-1]
            found[-1] = Capture(before.line, before.raw + line, f"{before.text}; {_words(line)}")
        else:
            below = True
            found.append(Capture(number, line, _words(line)))
    return tuple(one for one in found if one.text)


def _words(line: str) -> str:
    return " ".join(_MARK.sub("", line, count=1).split())


def _front(lines: list[str]) -> int:
    """How many lines the front matter has; none, where it has no end."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (number for number, line in enumerate(lines[1:], 2) if line.rstrip() in {"---", "..."})
    return next(ends, 0)


def place(text: str, capture: Capture) -> tuple[int, int] | None:
    """Where a capture stands in a text, that may have changed; None where it is gone. Of several, the nearest."""
    spots = []
    for one in captures(text):
        if one.raw.rstrip("\r\n") == capture.raw.rstrip("\r\n"):
            start = sum(len(line) for line in text.splitlines(keepends=True)[: one.line - 1])
            start += one.line == 1 and text.startswith("\ufeff")
            spots.append((abs(one.line - capture.line), start, start + len(one.raw)))
    return min(spots)[1:] if spots else None


def named_day(name: str) -> str | None:
    """The day that a file is named for, as ``2026-06-09``; phones write it with hyphens or without."""
    match = _DATED.search(name)
    return "-".join(match.groups()) if match else None
