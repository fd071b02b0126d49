"""As much of Markdown's block structure as the log needs: lines, indentation, code fences, headings, list items.

Source: CommonMark 0.31, sections 4.1 to 4.5 (rules, headings and code fences) and 5.2 (list items).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crm.core.values import dataclass

TAB = 4
"""Columns to which a tab counts as indentation."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
# A line of marks alone, as in `* * *`, is a rule across the page.
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
MARKS = "-*+"
"""What an item of a list may begin with."""

_ITEM = re.compile(r"([ \t]*)([-*+])(?!(?:[ \t]*\2){2,}[ \t]*$)(?:[ \t]+(.*))?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text without the line end, its number in the file, its offset in the text it came from.

    ``fenced`` lines stand in a code fence (its two marks included) and mean nothing to the log.
    """

    text: str
    number: int
    start: int
    fenced: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns of white space in front."""
        bare = self.text.lstrip(" \t")
        return len(self.text[: len(self.text) - len(bare)].expandtabs(TAB))

    @property
    def end(self) -> int:
        """The offset behind its last character, before its line end."""
        return self.start + len(self.text)


class Item(NamedTuple):
    """A line that begins a list item: the columns in front of its mark, the mark, the text behind it."""

    indent: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6, at an index in the list of lines; ``size`` is 2 for an underlined one."""

    index: int
    level: int
    text: str
    size: int = 1


def item(line: Line) -> Item | None:
    """The list item that begins on a line, if one does."""
    if line.fenced:
        return None
    match = _ITEM.match(line.text)
    if match is None:
        return None
    return Item(len(match[1].expandtabs(TAB)), match[2], (match[3] or "").rstrip())


def lines(text: str, first: int = 1) -> list[Line]:
    """Every line of a text, in order, numbered from ``first``. LF, CRLF and a lone CR end a line, nothing else does."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _LINE_END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    fenced, _ = _fenced([text[begin:end] for begin, end in spans])
    return [
        Line(text[begin:end], first + number, begin, inside)
        for number, ((begin, end), inside) in enumerate(zip(spans, fenced, strict=True))
    ]


def open_fence(text: str, first: int = 1) -> int | None:
    """The number of the line whose code fence is never closed, if there is one."""
    _, opened = _fenced([line.text for line in lines(text)])
    return None if opened is None else first + opened


def headings(all_lines: list[Line]) -> Iterator[Heading]:
    """Every heading outside code fences and list items, those underlined with ``=`` or ``-`` included."""
    in_item = False
    for index, line in enumerate(all_lines):
        if line.blank:
            continue
        begins = not line.fenced and _ITEM.match(line.text) is not None
        in_item = begins or (in_item and (line.indent > 0 or _is_lazy(all_lines, index)))
        if in_item or line.fenced:
            continue
        atx = _ATX.match(line.text)
        if atx:
            yield Heading(index, len(atx[1]), (atx[2] or "").strip())
        elif line.indent <= 3 and _underlined(all_lines, index):
            level = 1 if "=" in all_lines[index + 1].text else 2
            yield Heading(index, level, line.text.strip(), size=2)


def _is_lazy(all_lines: list[Line], index: int) -> bool:
    """Whether a line, not indented, goes on with the paragraph of the list item above it."""
    line = all_lines[index]
    return not (all_lines[index - 1].blank or line.fenced or _ATX.match(line.text) or _RULE.match(line.text))


def _underlined(all_lines: list[Line], index: int) -> bool:
    """Whether the line below a line of text is an underline, which makes it a heading."""
    if index + 1 == len(all_lines) or _SETEXT.match(all_lines[index].text) or _RULE.match(all_lines[index].text):
        return False
    below = all_lines[index + 1]
    return not below.fenced and _SETEXT.match(below.text) is not None


def _mark(text: str) -> str:
    match = _FENCE.match(text)
    return match[1] if match else ""


def _closes(text: str, mark: str) -> bool:
    bare = text.strip()
    return len(bare) >= len(mark) and set(bare) == {mark[0]}


def _fenced(texts: list[str]) -> tuple[list[bool], int | None]:
    """For each line, whether it stands in a code fence, and the index of the line whose fence is never closed.

    A fence inside a list item ends with the item; a mark at the margin closes one that is indented.
    """
    inside: list[bool] = []
    mark, indented, opened = "", False, None
    for index, text in enumerate(texts):
        if mark and indented and text.strip() and text[0] not in " \t" and not _closes(text, mark):
            mark = ""
        if mark:
            inside.append(True)
            if _closes(text, mark):
                mark = ""
            continue
        mark = _mark(text) if "```" in text or "~~~" in text else ""
        if mark:
            indented, opened = text[0] in " \t", index
        inside.append(bool(mark))
    return inside, opened if mark else None
