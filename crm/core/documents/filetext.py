"""A file's bytes → YAML front matter and Markdown body, with the place of each key in the text.

Nothing here knows what a key means, and nothing here fails: what cannot be read is a fault of the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from crm.core.values import dataclass

if TYPE_CHECKING:
    from crm.core.documents.yamlscan import Entry, Node

FILE_LIMIT = 5_000_000
"""Bytes of a file. A larger one is no text that a person wrote."""

FRONT_LIMIT = 64_000
"""Bytes of a front matter."""

BOM = "\ufeff"
_OPENING = re.compile(r"---[ \t]*(?:[\r\n]|\Z)")
_CLOSING = re.compile(r"[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
# As git writes them. A line of `=======` alone may be the underline of a heading, one of `|||||||` a row of a table.
_MARKER = re.compile(r"(?:\A|(?<=[\r\n\ufeff]))(?:(?:<{7}|>{7})(?=[ \r\n]|\Z)|\|{7} )")


class Fault(NamedTuple):
    """Something in a file that cannot be read as meant: a Problem that does not know its file.

    ``rule`` is one of ``encoding``, ``size``, ``conflict``, ``front-matter``, ``key``, ``duplicate-key``; the last two
    concern their key alone, the others make the file unreadable.
    """

    line: int
    rule: str
    message: str
    hint: str


class Value(NamedTuple):
    """The value of a key. ``line`` is the key's."""

    line: int
    node: Node

    @property
    def text(self) -> str | None:
        """A scalar's text as it was written (without its quotes); None for a list or a mapping."""
        return self.node.text

    @property
    def items(self) -> tuple[str, ...] | None:
        """The texts of a flat list; None for anything else."""
        return self.node.items

    @property
    def null(self) -> bool:
        """Whether it is empty, or a ``~`` or ``null`` without quotes."""
        return self.node.null

    @property
    def span(self) -> tuple[int, int]:
        """Its first character and the one after its last, as offsets into the document's text."""
        return self.node.start, self.node.end


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file.

    ``text`` is all of it, a BOM included, and every offset is one into it; it is empty where the file is too large or
    not UTF-8. ``body_start`` is where the body begins, ``front_end`` where the closing line of the front matter does
    (None without one). ``entries`` are all keys in the order of the file, ``keys`` those that stand once. Where
    ``readable`` is false, the file may not be rewritten; ``keys`` are there all the same if they could be read.
    """

    text: str
    body_start: int
    front_end: int | None = None
    entries: tuple[Entry, ...] = ()
    keys: Mapping[str, Value] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    readable: bool = True

    @property
    def body(self) -> str:
        return self.text[self.body_start :]

    @property
    def body_line(self) -> int:
        """The number of the body's first line."""
        return self.line(self.body_start)

    @property
    def newline(self) -> str:
        """The line end that most lines of the file have."""
        both = self.text.count("\r\n")
        counts = {"\n": self.text.count("\n") - both, "\r\n": both, "\r": self.text.count("\r") - both}
        return max(counts, key=counts.__getitem__)

    @property
    def ends_with_newline(self) -> bool:
        """Whether text can be added at the end without a line end in front of it: also true of an empty file."""
        return self.text.endswith(("\n", "\r")) or self.text in {"", BOM}

    def line(self, offset: int) -> int:
        """The number of the line at an offset, counted from 1; LF, CR LF and CR end a line."""
        return 1 + _line_ends(self.text, 0, offset)


def read(data: bytes) -> Document:
    """The document in a file's bytes, whatever they are: what cannot be read is a fault of it."""
    if len(data) > FILE_LIMIT:
        message = f"the file is larger than {FILE_LIMIT // 1_000_000} MB"
        return _unreadable("", Fault(1, "size", message, "move a part of it to another file"))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _unreadable("", _not_utf8(data, error.start))
    return _parse(text)


def body_start(text: str) -> int | None:
    """The offset behind the front matter of a text, whatever that holds; None where there is none, or it has no end."""
    opening = _OPENING.match(text, len(BOM) if text.startswith(BOM) else 0)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    return closing.end() if closing else None


def _unreadable(text: str, *faults: Fault) -> Document:
    return Document(text, len(text), faults=faults, readable=False)


def _not_utf8(data: bytes, offset: int) -> Fault:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(1, "encoding", "the file is UTF-16", "save it as UTF-8")
    line = 1 + _line_ends(data[:offset].decode(), 0, offset)
    return Fault(line, "encoding", f"the byte {data[offset]:#04x} here is not UTF-8", "save the file as UTF-8")


def _parse(text: str) -> Document:
    damage = _damage(text)
    faults = () if damage is None else (damage[1],)
    first = len(BOM) if text.startswith(BOM) else 0
    opening = _OPENING.match(text, first)
    if opening is None:
        return Document(text, first, faults=faults, readable=not faults)
    closing = _CLOSING.search(text, opening.end() - 1)
    if closing is None:
        message = "the front matter that begins here has no end"
        return _unreadable(text, *faults or [Fault(1, "front-matter", message, "add a line --- below its last key")])
    front_end = closing.start() + 1
    if damage is not None and damage[0] < front_end:
        return Document(text, closing.end(), front_end, faults=faults, readable=False)
    from crm.core.documents.yamlscan import (
        ScanError,  # slow to load: who does not read front matter does not wait for it
    )

    try:
        entries = _scan(text, front_end)
    except ScanError as error:
        fault = Fault(1 + _line_ends(text, 0, error.offset), "front-matter", error.message, error.hint)
        return Document(text, closing.end(), front_end, faults=(fault, *faults), readable=False)
    keys, key_faults = _keys(text, entries)
    return Document(text, closing.end(), front_end, entries, keys, (*faults, *key_faults), readable=not faults)


def _damage(text: str) -> tuple[int, Fault] | None:
    """What says that a machine left the file in pieces, and where."""
    at = text.find("\0")
    if at >= 0:
        message = "a NUL character stands here: the file is damaged, or UTF-16"
        return at, Fault(1 + _line_ends(text, 0, at), "encoding", message, "restore it, or save it as UTF-8")
    if "<<<<<<<" in text or ">>>>>>>" in text or "||||||| " in text:
        marker = _MARKER.search(text)
        if marker is not None:
            at = marker.start()
            message = "git left a conflict marker here"
            return at, Fault(1 + _line_ends(text, 0, at), "conflict", message, "run `crm resolve`")
    return None


def _scan(text: str, front_end: int) -> tuple[Entry, ...]:
    from crm.core.documents.yamlscan import ScanError, scan

    if front_end > FRONT_LIMIT // 4 and len(text[:front_end].encode()) > FRONT_LIMIT:
        hint = "move the longest text below the closing ---"
        raise ScanError(0, f"the front matter is larger than {FRONT_LIMIT // 1000} kB", hint)
    # the scanner counts characters from behind a BOM, and an empty line keeps the offsets
    return scan("\n" + text[1:front_end] if text.startswith(BOM) else text[:front_end])


def _keys(text: str, entries: tuple[Entry, ...]) -> tuple[dict[str, Value], list[Fault]]:
    keys: dict[str, Value] = {}
    first_lines: dict[str, int] = {}
    faults = []
    line, counted = 1, 0
    count = _line_ends if "\r" in text else _line_feeds
    for key, node in entries:
        line += count(text, counted, key.start)
        counted = key.start
        if key.text is None:
            faults.append(Fault(line, "key", "a key must be a word, not a list or a mapping", "put it in quotes"))
        elif key.text in first_lines:
            message = f"`{key.text}` stands twice, first on line {first_lines[key.text]}, and neither is used"
            faults.append(Fault(line, "duplicate-key", message, "remove one of the two"))
            keys.pop(key.text, None)
        else:
            first_lines[key.text] = line
            keys[key.text] = Value(line, node)
    return keys, faults


def _line_ends(text: str, start: int, end: int) -> int:
    count = text.count
    return count("\n", start, end) + count("\r", start, end) - count("\r\n", start, end)


def _line_feeds(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end)
