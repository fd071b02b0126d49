"""Tables in a text (CSV and its kin) as rows with their lines, whatever delimits the cells and stands above the header.

Source: RFC 4180, and the files of programs that do not follow it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
_PREAMBLE = 30
"""Lines in which the header is looked for."""

_TALLEST = 200
"""Lines of the longest cell; a quotation mark that is not closed by then is taken for a slip."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_NOT_WORD = re.compile(r"[\W_]+")


class Cells(NamedTuple):
    """The cells of a row and the line at which it begins; without cells, a ``fault`` says why."""

    line: int
    cells: Sequence[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row below a header: the cells by the normal form of their column's name; several columns may share one."""

    line: int
    cells: Mapping[str, tuple[str, ...]]
    fault: str = ""

    def all(self, *names: str) -> list[str]:
        """The cells with something in them of these columns, in their order."""
        return [text for name in names for text in self.cells.get(name, ()) if text.strip()]

    def first(self, *names: str) -> str:
        return next(iter(self.all(*names)), "")


@dataclass(frozen=True, slots=True)
class Table:
    """A header in normal form, as it is written, and the rows below it; ``blank`` counts those without a word."""

    header: tuple[str, ...]
    written: tuple[str, ...]
    rows: tuple[Row, ...]
    blank: int


Beyond = Callable[[str, str], str]
"""In a word, what a cell of a column (in normal form) says that nobody here reads; empty where it says nothing more."""


def dropped(table: Table, beyond: Beyond) -> tuple[tuple[str, int], ...]:
    """What rows say that nobody reads, in words, and in how many rows each is; the most frequent first."""
    counts: Counter[str] = Counter()
    for row in table.rows:
        cells = ((name, text.strip()) for name, texts in row.cells.items() for text in texts)
        counts.update({beyond(name, text) for name, text in cells if text} - {""})
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def normal(name: str) -> str:
    """The form in which names of columns compare: small letters and digits, one space between words."""
    return " ".join(_NOT_WORD.sub(" ", name.casefold()).split())


def read(text: str, knows: Callable[[Sequence[str]], int]) -> Table | None:
    """The table in a text; None where no line is a header.

    ``knows`` counts the columns that are known among those of a line, in normal form; the line and the delimiter for
    which it counts most are taken.
    """
    found = _header(text, knows)
    if found is None:
        return None
    lines, start, delimiter = found
    records = _records(lines, start, delimiter)
    written = tuple(next(records).cells)
    header = tuple(map(normal, written))
    rows, blank = [], 0
    for record in records:
        if record.fault or any(cell.strip() for cell in record.cells):
            rows.append(_row(header, record))
        else:
            blank += 1
    return Table(header, written, tuple(rows), blank)


def _header(text: str, knows: Callable[[Sequence[str]], int]) -> tuple[list[str], int, str] | None:
    """The lines of a text, which of them is the header, and what delimits its cells."""
    lines = [line for line in _LINE.findall(text.replace("\0", "")) if line]
    best: tuple[int, int, str] | None = None
    for delimiter in DELIMITERS:
        for start in range(min(_PREAMBLE, len(lines))):
            known = knows([normal(cell) for cell in _record(lines, start, delimiter)[0].cells])
            if known and (best is None or known > best[0]):
                best = known, start, delimiter
    return (lines, best[1], best[2]) if best else None


def _row(header: Sequence[str], record: Cells) -> Row:
    if record.fault:
        return Row(record.line, {}, record.fault)
    cells = list(record.cells)
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if len(cells) > len(header):
        return Row(record.line, {}, f"it has {len(cells)} cells, and the header has {len(header)}")
    found: dict[str, tuple[str, ...]] = {}
    for name, cell in zip(header, cells, strict=False):
        found[name] = (*found.get(name, ()), cell)
    return Row(record.line, found)


def _records(lines: Sequence[str], start: int, delimiter: str) -> Iterator[Cells]:
    while start < len(lines):
        record, start = _record(lines, start, delimiter)
        yield record


def _record(lines: Sequence[str], start: int, delimiter: str) -> tuple[Cells, int]:
    """The row that begins at a line, and the line behind it."""
    text = ""
    for end in range(start, min(start + _TALLEST, len(lines))):
        text += lines[end]
        try:
            return Cells(start + 1, _cells(text, delimiter, strict=True)), end + 1
        except csv.Error as error:
            if "unexpected end" not in str(error):
                return _leniently(text, start, end, delimiter)
    return Cells(start + 1, (), "a quotation mark in it is never closed"), start + 1


def _leniently(text: str, start: int, end: int, delimiter: str) -> tuple[Cells, int]:
    try:
        return Cells(start + 1, _cells(text, delimiter, strict=False)), end + 1
    except csv.Error as error:
        return Cells(start + 1, (), f"its cells cannot be told apart: {error}"), end + 1


def _cells(text: str, delimiter: str, *, strict: bool) -> list[str]:
    """The cells of one row. Raises csv.Error."""
    body = text.rstrip("\r\n") if text.count('"') % 2 == 0 else text
    rows = csv.reader(
        [body] if "\n" not in body and "\r" not in body else body.splitlines(keepends=True),
        delimiter=delimiter,
        strict=strict,
    )
    return next(rows, [])
