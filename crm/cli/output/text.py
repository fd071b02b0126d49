"""Text that is safe to print, and measured as a terminal shows it."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\udc80-\udcff]"
)


def safe(text: str) -> str:
    """The text with control and bidirectional characters made visible, so that nothing printed can drive a terminal."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text) if not text.isprintable() else text


def columns(text: str) -> int:
    """How many columns a text takes: wide East Asian characters and emoji two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200b\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def pad(text: str, width: int) -> str:
    """The text with spaces behind it up to a width in columns."""
    return text + " " * (width - columns(text))


def cut(text: str, width: int) -> str:
    """The text cut to a width in columns, with an ellipsis where something is left out."""
    if columns(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        used += _width(char)
        if used > width - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def wrap(text: str, width: int, indent: str) -> list[str]:
    """The text in lines of at most a width, each behind an indent; a word that is longer stands alone."""
    found: list[str] = []
    line = ""
    for word in text.split():
        if line and columns(indent) + columns(line) + 1 + columns(word) > width:
            found.append(indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*found, indent + line] if line else found


def behind(head: str, text: str, width: int, indent: int | None = None) -> list[str]:
    """The text wrapped behind a head, in lines of at most a width as far as words go.

    ``indent`` is the columns of a head that is styled, or those at which the lines below begin.
    """
    columns_of_head = columns(head) if indent is None else indent
    first, *more = wrap(text, width, " " * columns_of_head) or [""]
    return [(head + first[columns_of_head:]).rstrip(), *more]


def titled(name: str, path: str, width: int) -> list[tuple[str, str]]:
    """A name and the path of its file as a heading: on one line, or on two where that is too narrow."""
    return [(name, f"  {path}")] if columns(name) + 2 + columns(path) <= width else [(name, ""), ("", f"  {path}")]
