"""Where a command's words go: data on standard output, words on standard error, both made safe."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from crm.adapters.environment import Terminal
from crm.cli.output.text import safe
from crm.core.values import dataclass

if TYPE_CHECKING:
    from crm.core.model import Problem

_STYLES = {
    "bold": "1",
    "dim": "2",
    "late": "1;31",
    "due": "33",
    "open": "32",
    "upcoming": "36",
    "error": "31",
    "warning": "33",
    "info": "36",
}


@dataclass(frozen=True, slots=True)
class Out:
    """Standard output and error, and what the terminal can show."""

    terminal: Terminal

    @property
    def width(self) -> int:
        """Columns to fill; without bounds in a pipe, where each thing is one line."""
        return self.terminal.width or 10_000

    @property
    def piped(self) -> bool:
        return self.terminal.width is None

    def style(self, text: str, style: str) -> str:
        """The text in a style, where colour is wanted."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.terminal.colour and text else text

    def lines(self, lines: Iterable[str]) -> None:
        """Data. Whatever comes from files must have gone through ``safe`` before."""
        for line in lines:
            sys.stdout.write(line.rstrip() + "\n")

    def data(self, data: bytes) -> None:
        """A file of another format, byte for byte, whatever the encoding of the stream."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def json(self, value: object) -> None:
        """Data as JSON; characters beyond ASCII stay readable, those that a terminal obeys are escaped.

        Where the output is not in Unicode, all beyond ASCII is: the stream's own escapes are none of JSON's.
        """
        sys.stdout.write(_json(value) + "\n")

    def json_list(self, values: Iterable[object]) -> None:
        """Data as a JSON list, each value as soon as it is there; the same characters as ``json`` of them all."""
        between = "[\n "
        for value in values:
            sys.stdout.write(between + _json(value).replace("\n", "\n "))
            between = ",\n "
        sys.stdout.write("\n]\n" if between[0] == "," else "[]\n")

    def say(self, text: str) -> None:
        """Words, not data."""
        sys.stdout.flush()
        sys.stderr.write(safe(text) + "\n")

    def problems(self, problems: Iterable[Problem]) -> None:
        """Problems of the book, as words: a line each."""
        for problem in problems:
            self.say(problem_line(problem))


def problem_line(problem: Problem) -> str:
    """``path:line: severity: what is wrong (what to do)``."""
    hint = f" ({problem.hint})" if problem.hint else ""
    rule = f"{problem.rule} " if problem.rule[:1] == "L" and problem.rule[1:].isdigit() else ""
    return f"{problem.path}:{problem.line}: {problem.severity}: {rule}{problem.message}{hint}"


def _json(value: object) -> str:
    import json

    text = json.dumps(value, ensure_ascii=not sys.stdout.encoding.lower().startswith("utf"), indent=1)
    return "".join(char if char.isprintable() or char == "\n" else _escape(char) for char in text)


def _escape(char: str) -> str:
    code = ord(char)
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
