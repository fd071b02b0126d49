"""Talks that two files about one person both tell of: one entry in each, with the details of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.merge.blocks import Block, parts, split

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_INDENT = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the log: its lines, and where they begin and end in the file's text."""

    lines: tuple[str, ...]
    start: int
    end: int

    @property
    def indent(self) -> str:
        """What stands before the first detail."""
        found = _INDENT.match(self.lines[1]) if len(self.lines) > 1 else None
        return found[0] if found else ""


def told_alike(keep: Document, gone: Document) -> tuple[Document, Document]:
    """Both documents; entries with the same first line have the details of both. Raises DocumentError.

    Where details are indented differently, below one another they would mean something else: both entries stay. So do
    those of which a file has several.
    """
    for mine, yours in reversed(list(_pairs(keep, gone))):
        have = parts(mine.lines[1:])
        more = tuple(line for part in parts(yours.lines[1:]) if part not in have for line in part.lines)
        keep = _with(keep, mine, (*mine.lines, *more))
    for mine, yours in reversed(sorted(_pairs(keep, gone), key=lambda pair: pair[1].start)):
        gone = _with(gone, yours, mine.lines)
    return keep, gone


def _pairs(keep: Document, gone: Document) -> Iterator[tuple[_Entry, _Entry]]:
    """The entries that both have, each by its first line, which has to be the only such one in either file."""
    theirs = _by_first_line(gone)
    for first, mine in _by_first_line(keep).items():
        yours = theirs.get(first, [])
        if len(mine) == len(yours) == 1 and (mine[0].indent == yours[0].indent or "" in {mine[0].indent, yours[0].indent}):
            yield mine[0], yours[0]


def _by_first_line(doc: Document) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for entry in _entries(doc):
        found.setdefault(entry.lines[0].rstrip(), []).append(entry)
    return found


def _entries(doc: Document) -> Iterator[_Entry]:
    lines = [line for line in _LINE.findall(doc.body) if line]
    starts = [doc.body_start]
    for line in lines:
        starts.append(starts[-1] + len(line))
    bare = [line.rstrip("\r\n") for line in lines]
    at = 0
    for block in split(bare)[0]:
        at += len(block.gap)
        end = at + len(block.lines)
        if _is_entry(block) and tuple(bare[at:end]) == block.lines:
            last = starts[end] - (len(lines[end - 1]) - len(bare[end - 1]))
            yield _Entry(block.lines, starts[at], last)
        at = end


def _is_entry(block: Block) -> bool:
    return block.log and block.kind == "item" and not block.open


def _with(doc: Document, entry: _Entry, lines: tuple[str, ...]) -> Document:
    """The document with other lines of an entry; those that it begins with stay as they are, to the byte."""
    if lines == entry.lines:
        return doc
    if lines[: len(entry.lines)] == entry.lines:
        more = "".join(doc.newline + line for line in lines[len(entry.lines) :])
        return document.splice(doc, entry.end, entry.end, more)
    return document.splice(doc, entry.start, entry.end, doc.newline.join(lines))
