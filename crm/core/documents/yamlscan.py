"""YAML front matter → its keys and values with the place of each in the text: the one module that imports yaml.

Only the parser's events are read: nothing is ever built from tags, and nothing recurses deeper than ``DEPTH``. Every
scalar stays the text that was written, so that ``0123``, ``NO`` and ``12:30`` mean what they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    YAMLError,
)

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # PyYAML was built without libyaml, as on some phones: slower, the same events
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]  # has the one method that is called

DEPTH = 20
"""How deep lists and mappings may nest. libyaml's time grows with the square of the depth."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_WIKILINK = re.compile(r"\[\[[^\[\]\r\n]+\]\]")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = "put the value in quotes"


class Node(NamedTuple):
    """One scalar, list or mapping.

    ``start`` and ``end`` are character offsets into the scanned text; a comment and the line end come behind ``end``.
    ``style`` is what the source marks it with: nothing for a plain scalar, ``"``, ``'``, ``|`` or ``>`` for another;
    ``[`` and ``{`` for flow, ``-`` and ``:`` for block lists and mappings; ``[[`` for an unquoted wikilink, which
    counts as a scalar. ``text`` is a scalar's text, None otherwise. ``children`` are a list's items, or a mapping's
    keys and values in turn.
    """

    start: int
    end: int
    style: str
    text: str | None
    children: tuple[Node, ...] = ()

    @property
    def null(self) -> bool:
        """Whether it is an empty value, or a ``~`` or ``null`` without quotes."""
        return not self.style and self.text in _NULLS

    @property
    def items(self) -> tuple[str, ...] | None:
        """The texts of a flat list; None for a scalar, a mapping, and a list that holds anything but scalars."""
        if self.style not in {"[", "-"}:
            return None
        texts = tuple(child.text for child in self.children if child.text is not None)
        return texts if len(texts) == len(self.children) else None

    def same(self, other: Node) -> bool:
        """Whether both are written in one style and mean the same, wherever they stand."""
        return (
            self.style == other.style
            and self.text == other.text
            and len(self.children) == len(other.children)
            and all(map(Node.same, self.children, other.children))
        )


class Entry(NamedTuple):
    """One key of the front matter with its value. A key that is no scalar has no text."""

    key: Node
    value: Node


class ScanError(Exception):
    """Text that is not YAML, or YAML that front matter may not use; ``offset`` says where in the text."""

    def __init__(self, offset: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.hint = hint


def scan(source: str) -> tuple[Entry, ...]:
    """The entries of a YAML document that is one mapping (or empty), in the order of the text.

    ``source`` begins with the ``---`` line, so that nothing in it can be a directive. Raises ScanError.
    """
    try:
        return _document(_Parser(source).get_event, source)
    except YAMLError as error:
        raise _explained(error, source) from None
    except (ValueError, OverflowError):  # only without libyaml
        raise ScanError(source.find("\\U"), "an escape in the quotes is no character", "use single quotes") from None


def _document(get: Callable[[], Any], source: str) -> tuple[Entry, ...]:
    get(), get()  # the starts of stream and document
    root = _node(get(), get, source, 1)
    get()  # the end of the document
    after = get()
    if type(after) is not StreamEndEvent:
        message = "a second YAML document begins here, and front matter is one"
        raise ScanError(after.start_mark.index, message, "remove this line, or put the value in quotes")
    if root.style in ("{", ":"):
        return tuple(map(Entry, root.children[::2], root.children[1::2]))
    if root.start == root.end:
        return ()
    raise ScanError(root.start, "the front matter is not made of `key: value` lines", "write each line as `key: value`")


def _node(event: Any, get: Callable[[], Any], source: str, depth: int) -> Node:
    kind = type(event)
    start = event.start_mark.index
    if kind is AliasEvent or event.anchor is not None or event.tag is not None:
        raise _marked(start, source[start])
    if kind is ScalarEvent:
        end = event.end_mark.index
        style = "" if event.implicit[0] else source[start]
        return Node(start, _block_end(source, start, end) if style in ("|", ">") else end, style, event.value)
    if depth > DEPTH:
        raise _too_deep(start)
    return _collection(event, get, source, depth)


def _too_deep(offset: int) -> ScanError:
    return ScanError(offset, f"the front matter is nested deeper than {DEPTH} levels", "move the text below the ---")


def _marked(offset: int, mark: str) -> ScanError:
    what = {"*": "alias", "&": "anchor"}.get(mark, "tag")
    return ScanError(offset, f"front matter may not use a YAML {what}, which a `{mark}` at the beginning makes", _QUOTE)


def _collection(event: Any, get: Callable[[], Any], source: str, depth: int) -> Node:
    kind = type(event)
    start, flow = event.start_mark.index, bool(event.flow_style)
    children = []
    stop: Any = MappingEndEvent if kind is MappingStartEvent else SequenceEndEvent
    while type(event := get()) is not stop:
        children.append(_node(event, get, source, depth + 1))
    # the parser ends a block behind the comments that follow it
    end = event.end_mark.index if flow or not children else children[-1].end
    if kind is MappingStartEvent:
        return Node(start, end, "{" if flow else ":", None, tuple(children))
    if flow and _WIKILINK.fullmatch(source, start, end):
        return Node(start, end, "[[", source[start:end])
    return Node(start, end, "[" if flow else "-", None, tuple(children))


def _block_end(source: str, start: int, end: int) -> int:
    """The end of a block scalar's last line; the empty lines behind its text belong to it only after a ``+``."""
    lines = source[start:end].splitlines(keepends=True)
    if "+" not in lines[0].partition("#")[0]:
        while lines[-1].isspace():
            lines.pop()
    last = lines.pop()
    return start + sum(map(len, lines)) + len(last.rstrip("\r\n\x85\u2028\u2029"))


_UNQUOTED = "the quoted value that begins here has no closing quote"
_SAYINGS = (
    # what libyaml says, whether its context's place is the telling one, message, hint
    ("unexpected end of stream", True, _UNQUOTED, "close the quote"),
    ("unexpected document indicator", True, _UNQUOTED, "close the quote"),
    ("unknown escape character", False, "a backslash in double quotes begins an escape", "use single quotes"),
    ("mapping values are not allowed", False, "a second `: ` stands here", f"{_QUOTE}, or mend the indentation"),
    ("could not find expected ':'", True, "this line has no `key:`", "write it as `key: value`, or as a # comment"),
    ("did not find expected '-' indicator", False, "this line is no `- item` of the list", "mend its indentation"),
    ("expected ',' or", True, "the list or mapping that begins here is not closed", "close it, or quote the value"),
    ("expected alphabetic or numeric", False, "a value that begins with `*` or `&` needs quotes", _QUOTE),
    ("block sequence entries are not allowed", False, "a value cannot begin with `- `", _QUOTE),
    ("comment or line break", False, "text cannot stand on the line of a `|` or `>`", _QUOTE),
    ("a tab character", False, "a tab cannot indent front matter", "use spaces"),
    (
        "flow node did not find expected node content",
        False,
        "the list or mapping is not closed here",
        "close it, or quote the value",
    ),
)


def _explained(error: YAMLError, source: str) -> ScanError:
    """The parser's complaint in plain words."""
    if not isinstance(error, MarkedYAMLError):
        control = _CONTROL.search(source)
        at = control.start() if control else 0
        return ScanError(at, "a control character stands in the front matter", "remove it")
    at = min(error.problem_mark.index if error.problem_mark else 0, len(source.rstrip()) - 1)
    problem = f"{error.context} {error.problem}"
    if "maximum nesting" in problem:  # since libyaml 0.2.6, which looks further ahead than the events it gives
        return _too_deep(at)
    if "cannot start any token" in problem:
        if source.startswith("\t", at):
            return ScanError(at, "a tab cannot indent front matter", "use spaces")
        return ScanError(at, f"a value cannot begin with `{source[at : at + 1]}`", _QUOTE)
    for said, context, message, hint in _SAYINGS:
        if said in problem:
            return ScanError(error.context_mark.index if context and error.context_mark else at, message, hint)
    return ScanError(at, "this line cannot be read as `key: value`", f"{_QUOTE}, or mend the line")
