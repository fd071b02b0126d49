"""What stands around a file's lines: a byte order mark, the line ends, whether the last line has one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TypeVar

from crm.core.merge.sequence import pick
from crm.core.values import dataclass

T = TypeVar("T")

_BOM = "\ufeff"
_END = re.compile(r"\r\n|\n|\r")
_MIXED = "mixed"


_Line = tuple[str, int]
"""A line's text, and how many such lines stand above it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """``ends`` is the one line end of the file, ``mixed`` (then ``each`` has that of each line), or empty where there
    is no line end; ``last`` whether the last line has one, None where there is no line.
    """

    bom: bool = False
    ends: str = ""
    last: bool | None = None
    each: Mapping[_Line, str] = field(default_factory=dict)


def unwrap(data: bytes) -> tuple[Envelope, list[str]]:
    """The envelope and the lines in a file of any bytes, which stay recoverable where they are not UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    lines = _END.split(text) if "\r" in text else text.split("\n")
    ends = _END.findall(text) if "\r" in text else ["\n"] * (len(lines) - 1)
    last = None if not text else lines[-1] == ""
    if lines[-1] == "":
        lines.pop()
    kinds = set(ends)
    style = _MIXED if len(kinds) > 1 else "".join(kinds)
    each = dict(zip(_counted(lines), ends, strict=False)) if style == _MIXED else {}
    return Envelope(bom, style, last, each), lines


def wrap(lines: Sequence[str], base: Envelope | None, old: Envelope, new: Envelope) -> bytes:
    """The merged lines as bytes, in the merged envelope."""
    style = _picked(base.ends if base else None, old.ends, new.ends) or "\n"
    ends = [_end(line, base, old, new) for line in _counted(lines)] if style == _MIXED else [style] * len(lines)
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    if lines and _picked(base.last if base else None, old.last, new.last) is False:
        text = text.removesuffix(ends[-1])
    bom = _picked(base.bom if base else None, old.bom, new.bom) or text.startswith(_BOM)
    return ((_BOM if bom else "") + text).encode("utf-8", "surrogateescape")


def _counted(lines: Sequence[str]) -> Iterator[_Line]:
    seen: Counter[str] = Counter()
    for line in lines:
        yield line, seen[line]
        seen[line] += 1


def _picked(base: T | None, old: T | None, new: T | None) -> T | None:
    """The side that changed, where a side that says nothing did not."""
    unsaid = (None, "")
    before = base if base not in unsaid else None
    older, newer = (before if side in unsaid else side for side in (old, new))
    return pick(before, older, newer)


def _end(line: _Line, base: Envelope | None, old: Envelope, new: Envelope) -> str:
    """The end of one line in a file that mixes them: the one that it had where it came from."""
    ends = [side.each.get(line) or side.ends if side else None for side in (base, old, new)]
    return _picked(*(None if end == _MIXED else end for end in ends)) or "\n"
