"""The edits of a text that change one entry of its front matter, as small as a person would make them.

An edit is ``(start, end, new)`` in character offsets. The edits of one change do not overlap and stand in the order of
the text. Nothing here reads the result: the caller does, and so the rare layout that these edits do not fit is found
there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm.core.documents.yamltext import flow_list, scalar

if TYPE_CHECKING:
    from crm.core.documents.yamlscan import Entry, Node

Edit = tuple[int, int, str]

_BREAK = re.compile(r"\r\n|\n|\r|\Z")
_COLON = re.compile(r"[ \t]*:")
_HEADER = re.compile(r"[|>][-+0-9]*")


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits."""
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def line_start(text: str, offset: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line of a place ends, before its line end."""
    found = _BREAK.search(text, offset)
    return found.start() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """Where the line after a place begins."""
    found = _BREAK.search(text, offset)
    return found.end() if found else len(text)


def removal(text: str, entry: Entry) -> list[Edit]:
    """The edits that take an entry's lines out, with the comment behind its value."""
    return [(line_start(text, entry.key.start), next_line(text, entry.value.end), "")]


def replacement(text: str, entry: Entry, value: str | tuple[str, ...], newline: str) -> list[Edit]:
    """The edits that give an entry another value; the comment behind it stays, and so do a list's other items."""
    node = entry.value
    if not isinstance(value, str) and value and node.items:
        return _items(text, node, value, newline)
    new = scalar(value) if isinstance(value, str) else flow_list(value)
    if node.style in {"|", ">"}:
        return [_over_block_scalar(text, node, new)]
    if node.style in {"-", ":"}:
        return _over_block(text, entry, new)
    return [(node.start, node.end, f" {new}" if node.start == node.end else new)]


def _over_block_scalar(text: str, node: Node, new: str) -> Edit:
    """The value in place of the ``|``, with the comment that may stand behind that."""
    header = _HEADER.match(text, node.start)
    after = header.end() if header else node.end
    return node.start, node.end, new + text[after : min(node.end, line_end(text, after))]


def _over_block(text: str, entry: Entry, new: str) -> list[Edit]:
    """The value behind the colon, and the lines of the old items gone."""
    colon = _COLON.match(text, entry.key.end)
    if colon is None:
        return []
    first, last = line_start(text, entry.value.start), next_line(text, entry.value.end)
    return [(colon.end(), colon.end(), f" {new}"), (first, last, "")]


def _items(text: str, node: Node, value: tuple[str, ...], newline: str) -> list[Edit]:
    """The edits of a list that holds items before and after: those at both ends that stay are not touched."""
    old = node.children
    texts = [None if item.null else item.text for item in old]
    head = 0
    while head < min(len(old), len(value)) and texts[head] == value[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(value)) - head and texts[-1 - tail] == value[-1 - tail]:
        tail += 1
    gone, come = old[head : len(old) - tail], value[head : len(value) - tail]
    flow = node.style == "["
    spelled = [scalar(item, in_list=flow) for item in come]
    both = min(len(gone), len(come))
    edits = [
        (item.start, item.end, f" {new}" if item.start == item.end else new)
        for item, new in zip(gone, spelled, strict=False)
    ]
    if gone[both:]:
        edits.append(_without(text, old, head + both, head + len(gone), flow=flow))
    elif spelled[both:]:
        edits.append(_with(text, old, head + both, spelled[both:], "" if flow else newline))
    return edits


def _without(text: str, old: tuple[Node, ...], first: int, end: int, *, flow: bool) -> Edit:
    """The edit that takes the items from first to before end out of a list that keeps others."""
    if not flow:
        return line_start(text, old[first].start), next_line(text, old[end - 1].end), ""
    if end < len(old):
        return old[first].start, old[end].start, ""
    # a comment behind the comma is about the item that stays
    commented = "#" in text[old[first - 1].end : old[first].start]
    return old[first].start if commented else old[first - 1].end, old[end - 1].end, ""


def _with(text: str, old: tuple[Node, ...], at: int, spelled: list[str], newline: str) -> Edit:
    """The edit that puts items before the one at ``at``; without ``newline`` the list is a flow list."""
    if not newline:
        if at:
            place = old[at - 1].end
            return place, place, "".join(f", {new}" for new in spelled)
        return old[0].start, old[0].start, "".join(f"{new}, " for new in spelled)
    model = old[max(at - 1, 0)]
    start = line_start(text, model.start)
    mark = text[start : model.start].rstrip() + " "
    if at:
        place = line_end(text, model.end)
        return place, place, "".join(newline + mark + new for new in spelled)
    return start, start, "".join(mark + new + newline for new in spelled)
