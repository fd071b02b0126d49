"""Front matter as keys with the lines of each, byte for byte; also where YAML cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from crm.core.documents import filetext
from crm.core.documents.filetext import Document
from crm.core.documents.yamledit import line_start, next_line
from crm.core.values import dataclass

if TYPE_CHECKING:
    from crm.core.documents.yamlscan import Node

# What a byte that is not UTF-8 was decoded to: the reader of documents takes none of them.
_SURROGATE = re.compile("[\udc80-\udcff]")
_KEY = re.compile(r"([^\s#'\"\-?:\[{][^:\n]*?)[ \t]*:(?=[ \t\n])")
COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)

UNDECODED = "\ufffd"
"""What a byte that is not UTF-8 is read as."""

NO_KEY = ""
"""The name of front matter that cannot be taken apart: it is one key without a name."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the comments and blank lines ``above`` it, and its own lines, both with their line ends.

    ``node`` is its value with offsets into ``text``, and ``name_end`` the offset behind its name; None and 0 where the
    front matter cannot be read.
    """

    name: str
    above: str
    text: str
    node: Node | None = field(default=None, compare=False)
    name_end: int = field(default=0, compare=False)

    @property
    def raw(self) -> str:
        """The value as it is written."""
        if self.node is None:
            return self.text if self.name == NO_KEY else self.text.partition(":")[2].strip()
        return self.text[self.node.start : self.node.end]

    @property
    def said(self) -> tuple[str | None, tuple[str, ...] | None, str]:
        """What the value means, however it is written."""
        node = self.node
        if node is None or (node.text is None and node.items is None):
            return None, None, self.raw
        return ("", None, "") if node.null else (node.text, node.items, "")

    @property
    def comments(self) -> list[str]:
        """The comments in its lines, those above included."""
        if self.node is None:
            return []
        bare, done = "", self.name_end
        for start, end in _leaves(self.node, self.text):
            bare += self.text[done:start] + " "
            done = end
        return COMMENT.findall(f"{self.above}{bare}{self.text[done:]}")


class Matter(NamedTuple):
    """A front matter: its opening and closing lines (empty where there is none), its keys, what stands below them."""

    opening: str = ""
    keys: tuple[Key, ...] = ()
    below: str = ""
    closing: str = ""


def read(lines: Sequence[str]) -> tuple[Matter, list[str]]:
    """The front matter of a text, and the lines of its body."""
    text = "".join(f"{line}\n" for line in lines)
    doc = filetext.read(_SURROGATE.sub(UNDECODED, text).encode())
    if doc.front_end is None:
        return Matter(), list(lines)
    start = text.index("\n") + 1
    keys, end = _keys(text, doc, start)
    front = text.count("\n", 0, doc.front_end)
    return Matter(lines[0], tuple(keys), text[end : doc.front_end], lines[front]), list(lines[front + 1 :])


def lines_of(text: str) -> list[str]:
    """The lines of a part of a front matter, with their line ends."""
    return [f"{line}\n" for line in text.split("\n")[:-1]]


def write(matter: Matter) -> list[str]:
    """The lines of a front matter."""
    if not matter.opening:
        return []
    inside = "".join(key.above + key.text for key in matter.keys) + matter.below
    return [matter.opening, *inside.split("\n")[:-1], matter.closing]


def rewritten(key: Key, text: str) -> Key:
    """The key with other lines, read anew."""
    matter, _ = read(["---", *text.split("\n")[:-1], "---"])
    found = matter.keys[0] if len(matter.keys) == 1 else Key(key.name, "", text)
    return Key(key.name, key.above, text, found.node, found.name_end)


def _keys(text: str, doc: Document, start: int) -> tuple[list[Key], int]:
    """The keys between the offsets of a front matter, and the offset behind the last."""
    front_end = doc.front_end or start
    spans = [
        (line_start(text, entry.key.start), next_line(text, max(entry.key.end, entry.value.end)))
        for entry in doc.entries
    ]
    apart = all(first[1] <= second[0] for first, second in pairwise(spans))
    if not spans or not apart or spans[0][0] < start or spans[-1][1] > front_end:
        return _unreadable(text, start, front_end)
    keys = []
    for entry, (first, last) in zip(doc.entries, spans, strict=True):
        name = text[entry.key.start : entry.key.end] if entry.key.text is None else entry.key.text
        node = _moved(entry.value, -first)
        keys.append(Key(name, text[start:first], text[first:last], node, entry.key.end - first))
        start = last
    return keys, start


def _unreadable(text: str, start: int, end: int) -> tuple[list[Key], int]:
    """The keys by the look of their lines; one without a name where not even that can be told."""
    found: list[tuple[str, int]] = []
    at = start
    while at < end:
        match = _KEY.match(text, at, end)
        if match:
            found.append((match[1], at))
        at = next_line(text, at)
    if not found:
        inside = text[start:end]
        only_comments = all(not line.strip() or line.lstrip().startswith("#") for line in inside.split("\n"))
        return ([], start) if only_comments else ([Key(NO_KEY, "", inside)], end)
    ends = [offset for _, offset in found[1:]] + [end]
    above = text[start : found[0][1]]
    keys = []
    for (name, first), last in zip(found, ends, strict=True):
        keys.append(Key(name, above, text[first:last]))
        above = ""
    return keys, end


def _moved(node: Node, by: int) -> Node:
    children = tuple(_moved(child, by) for child in node.children)
    return node._replace(start=node.start + by, end=node.end + by, children=children)


def _leaves(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Where the scalars of a value stand; one of several lines below its mark."""
    if not node.children:
        yield next_line(text, node.start) if node.style in {"|", ">"} else node.start, node.end
    for child in node.children:
        yield from _leaves(child, text)
