"""Merge of lists in front matter as sets, on text: an item keeps its quotes and its comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from crm.core.documents.yamledit import line_start, next_line
from crm.core.documents.yamltext import scalar
from crm.core.merge.keys import COMMENT, UNDECODED, Key, rewritten
from crm.core.merge.sequence import merge_items, pick
from crm.core.values import dataclass

if TYPE_CHECKING:
    from crm.core.documents.yamlscan import Node

_FLOW = frozenset(",[]{}")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its ``text`` as it is read and the ``comments`` on it; the rest is how it is written.

    ``raw`` is the text as it is written, ``plain`` says that it has no quotes. In a list of one line for each item,
    ``lines`` are its own and the comments above them, and ``mark`` is what stands before it on its line.
    """

    text: str
    comments: tuple[str, ...] = ()
    raw: str = field(default="", compare=False)
    plain: bool = field(default=False, compare=False)
    lines: str = field(default="", compare=False)
    mark: str = field(default="", compare=False)


def merge_lists(base: Key | None, old: Key, new: Key) -> Key | None:
    """The list of both; None where neither is a list, or one is more than a flat list or a single value."""
    sides = [old, new] if base is None else [base, old, new]
    if not any(_style(side) in {"[", "-"} for side in sides):
        return None
    all_items = [items_of(side) for side in sides]
    known = [items for items in all_items if items is not None]
    if len(known) < len(all_items):
        return None
    merged = merge_items(known[0] if base else (), known[-2], known[-1], _identity)
    for side, items in ((new, known[-1]), (old, known[-2])):
        if items == merged:
            return side
    style = pick(_style(base) if base else "", _style(old), _style(new))
    lead = next((side for side in (new, old) if _style(side) == style), new)
    return with_items(lead, merged)


def items_of(key: Key) -> list[Item] | None:
    """The items of a flat list or of a single value; None for anything else, or a layout that is not plain to see."""
    node = key.node
    if node is None or (node.text is None and node.items is None):
        return None
    if node.null:
        return []
    if node.style not in {"[", "-"}:
        return [_item(key.text, node)]
    if node.style == "[":
        return [_item(key.text, child) for child in node.children]
    start = line_start(key.text, node.start)
    items = []
    for child in node.children:
        end = next_line(key.text, child.end)
        mark = key.text[line_start(key.text, child.start) : child.start]
        if mark.strip() != "-" or child.style in {"|", ">"}:
            return None
        comments = tuple(COMMENT.findall(f"{key.text[start : child.start]} {key.text[child.end : end]}"))
        items.append(replace(_item(key.text, child), comments=comments, lines=key.text[start:end], mark=mark))
        start = end
    return items


def with_items(key: Key, items: Sequence[Item]) -> Key:
    """The key with these items, in its own layout."""
    node = key.node
    if node is None:
        return key
    text = _block(key.text, node, items) if node.style == "-" and items else _flow(key, node, items)
    return rewritten(key, text)


def _style(key: Key) -> str:
    return key.node.style if key.node else ""


def _identity(item: Item) -> tuple[str, str]:
    return item.text, item.raw if UNDECODED in item.text else ""


def _item(text: str, node: Node) -> Item:
    return Item(node.text or "", raw=text[node.start : node.end], plain=not node.style)


def _flow(key: Key, node: Node, items: Sequence[Item]) -> str:
    """The list between brackets: its own, where it has them."""
    text = key.text
    raws = ", ".join(_between_brackets(item) for item in items)
    if node.style == "[" and node.children and items:
        return text[: node.children[0].start] + raws + text[node.children[-1].end :]
    head = text[: key.name_end] + ":" if node.style == "-" else text[: node.start]
    space = "" if head.endswith((" ", "\t")) else " "
    return f"{head}{space}[{raws}]{text[node.end :]}"


def _between_brackets(item: Item) -> str:
    """An item as a list between brackets can hold it."""
    if item.plain and (not item.raw or _FLOW.intersection(item.raw) or "\n" in item.raw):
        return scalar(item.text if "\n" in item.raw else item.raw, in_list=True)
    return item.raw if item.raw[:1] not in {"|", ">"} else scalar(item.text, in_list=True)


def _block(text: str, node: Node, items: Sequence[Item]) -> str:
    """The list with one line for each item."""
    first = line_start(text, node.children[0].start)
    mark = text[first : node.children[0].start]
    lines = [
        item.lines if item.mark == mark else f"{mark}{scalar(item.text) if chr(10) in item.raw else item.raw}\n"
        for item in items
    ]
    return text[: line_start(text, node.start)] + "".join(lines)
