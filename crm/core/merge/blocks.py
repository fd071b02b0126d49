"""A Markdown text as blocks: paragraphs, headings, list items, the log with its entries; and back, line for line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from crm.core.documents import markdown
from crm.core.documents.markdown import Line
from crm.core.logs import log
from crm.core.values import dataclass

Kind = Literal["text", "item", "head"]
Lines = tuple[str, ...]

_OPEN = re.compile(r"<!-- crm: \w+ versions -->[ \t]*\Z")
_OR = re.compile(r"<!-- crm: or -->[ \t]*\Z")
_CLOSE = re.compile(r"<!-- crm: end of versions -->[ \t]*\Z")
# One that is indented ends with its list item.
_FENCE = re.compile(r"`{3,}|~{3,}")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_COUNTS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines that belong together.

    ``log`` says that it is the log's heading or an item of the log. ``versions`` are the texts between the comment
    fences of a paragraph that both sides changed. The rest is what a block is by the place where it stands, and is not
    compared: its ``kind`` and a heading's ``level``; ``gap``, the blank lines above it; ``after``, the role of the
    block above (empty for the first); with ``open``, the last line, which ends a code fence, is not in the file.
    """

    lines: Lines
    log: bool = False
    versions: tuple[Lines, ...] = ()
    kind: Kind = field(default="text", compare=False)
    level: int = field(default=0, compare=False)
    gap: Lines = field(default=(), compare=False)
    after: str = field(default="", compare=False)
    open: bool = field(default=False, compare=False)

    @property
    def role(self) -> str:
        """Its kind, to those beside it."""
        return "versions" if self.versions else self.kind


def split(lines: Sequence[str]) -> tuple[list[Block], Lines]:
    """The blocks of a text, and the blank lines behind the last."""
    text = "\n".join([*lines, ""])
    all_lines = markdown.lines(text)
    unclosed = markdown.open_fence(text) if all_lines and all_lines[-1].fenced else None
    reader = _Reader(all_lines, unclosed or 0)
    blocks = list(reader.blocks())
    return blocks, tuple(line.text for line in reader.lines[reader.done :])


def parts(lines: Sequence[str]) -> list[Block]:
    """The blocks below a list item: its own items, each with what is indented below it, and the text between them."""
    return list(_Reader(markdown.lines("\n".join([*lines, ""])), 0, nested=True).blocks())


def join(blocks: Sequence[Block], models: Sequence[Block], tail: Lines = (), *, nested: bool = False) -> list[str]:
    """The lines of a text with blank lines at its end, or with ``nested`` of what stands below a list item.

    A block that gets another kind of block above it than it had gets the blank lines that ``models`` have there.
    """
    usual = {(model.after, model.role): model.gap for model in reversed(models)}
    result: list[str] = []
    above = ""
    for block in blocks:
        if not nested and _swallowed(block, above):
            result += ("", "<!-- -->", "")
        elif above == block.after and not above == block.role == "text":
            result += block.gap
        else:
            result += _gap(above, block.role, usual)
        result += block.lines
        above = block.role
    if blocks and blocks[-1].open and not tail:
        result.pop()
    return [*result, *tail]


def _swallowed(block: Block, above: str) -> bool:
    """Whether an indented block would belong to a list item above it that was not above it before."""
    indented = block.lines[0].startswith((" ", "\t"))
    return indented and above != block.after and (above == "item" or (above == "text" and block.kind == "head"))


def _gap(above: str, role: str, usual: Mapping[tuple[str, str], Lines]) -> Lines:
    """The blank lines between two blocks that were no neighbours: neither may become a part of the other."""
    if above in {"", "head"} or above == role == "item":
        return usual.get((above, role), ("",) if above == "head" else ())
    return usual.get((above, role)) or ("",)


def fenced(versions: Sequence[Lines]) -> Lines:
    """Several versions of one paragraph as lines, between comments that a page does not show and every editor does."""
    lines = [f"<!-- crm: {_COUNTS.get(len(versions), len(versions))} versions -->"]
    for number, version in enumerate(versions):
        lines += ["<!-- crm: or -->"] if number else []
        lines += [""] if _UNDERLINE.match(version[0]) else []  # or it would make a heading of the comment
        lines += version
    return (*lines, "<!-- crm: end of versions -->")


class _Reader:
    """Reads lines into blocks.

    ``unclosed`` is the number of the line whose code fence never ends, ``done`` the index behind the last block.
    """

    def __init__(self, lines: list[Line], unclosed: int, *, nested: bool = False) -> None:
        self.lines, self.unclosed, self.nested = lines, unclosed, nested
        self.heads = {} if nested else {head.index: head for head in markdown.headings(lines)}
        self.logs = {section.heading: section.end for section in log.sections(lines)} if self.heads else {}
        self.done = 0

    def blocks(self) -> Iterator[Block]:
        index, log_end, after = 0, 0, ""
        while index < len(self.lines):
            if self.lines[index].blank:
                index += 1
                continue
            log_end = self.logs.get(index, log_end)
            block = self._block(index, after, in_log=index < log_end)
            yield block
            index, after = self.done, block.role

    def _block(self, start: int, after: str, *, in_log: bool) -> Block:
        kind, stop = self._extent(start)
        texts = tuple(line.text for line in self.lines[self.done : stop])
        gap, lines = texts[: start - self.done], texts[start - self.done :]
        level = self.heads[start].level if start in self.heads else 0
        versions = tuple(self._versions(start, stop)) if self._closing(start) else ()
        fence = _FENCE.match(self.lines[self.unclosed - 1].text) if start < self.unclosed <= stop else None
        self.done = stop
        lines = (*lines, fence[0]) if fence else lines
        log = start in self.logs or (in_log and kind == "item")
        return Block(lines, log, versions, kind, level, gap, after, fence is not None)

    def _extent(self, index: int) -> tuple[Kind, int]:
        """The kind of the block that begins on a line, and the index behind its last line."""
        if index in self.heads:
            return "head", index + self.heads[index].size
        closed = self._closing(index)
        if closed is not None:
            return "text", closed
        item = self._item(index)
        if item is not None:
            return "item", self._item_end(index, item)
        stop = index + 1
        while stop < len(self.lines) and self._goes_on(stop):
            stop += 1
        return "text", stop

    def _item(self, index: int) -> int | None:
        """The indentation of the item that begins on a line, if one does. Within an item, it may be any."""
        item = markdown.item(self.lines[index])
        return item.indent if item and (self.nested or item.indent == 0) else None

    def _item_end(self, index: int, indent: int) -> int:
        stop = index + 1
        for below in range(index + 1, len(self.lines)):
            line = self.lines[below]
            if line.fenced and self.lines[below - 1].fenced and below == stop:
                stop = below + 1
            elif not line.blank:
                if line.indent <= indent or below in self.heads:
                    break
                stop = below + 1
        return stop

    def _goes_on(self, index: int) -> bool:
        """Whether a line goes on with the paragraph that holds the line above."""
        line = self.lines[index]
        if line.fenced and self.lines[index - 1].fenced:
            return True
        starts = index in self.heads or self._item(index) is not None or self._closing(index) is not None
        return not line.blank and not starts

    def _closing(self, index: int) -> int | None:
        """The index behind the versions of a paragraph that begin on a line, if they do."""
        if self.lines[index].fenced or not _OPEN.match(self.lines[index].text):
            return None
        for below in range(index + 1, len(self.lines)):
            line = self.lines[below]
            if line.fenced:
                continue
            if _CLOSE.match(line.text):
                return below + 1
            if _OPEN.match(line.text) or below in self.logs:
                return None
        return None

    def _versions(self, start: int, stop: int) -> Iterator[Lines]:
        version: list[str] = []
        for line in self.lines[start + 1 : stop]:
            if not line.fenced and (_OR.match(line.text) or _CLOSE.match(line.text)):
                trimmed = _trimmed(version)
                if trimmed:
                    yield trimmed
                version = []
            else:
                version.append(line.text)


def _trimmed(lines: list[str]) -> Lines:
    """The lines without blank ones at both ends."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return tuple(lines[full[0] : full[-1] + 1]) if full else ()
