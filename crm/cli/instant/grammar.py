"""What may stand at the end of a half-written command line, by a table of the commands that is made from themselves.

The table, ``commands.tsv``, has a row for each command, option and argument, in their order: the command that it is
below, its names, what it is (``command``, ``argument``, ``arguments``, ``flag``, ``value``, ``values``), what completes
it, and its help. What completes it are words, or ``@`` and the name of one of ``crm.cli.complete``, or ``?`` for what
only typer knows. ``make docs`` writes it anew.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Items = list[tuple[str, str]]
    """Words that are offered, each with its help or an empty text."""

    Completer = Callable[[str, str | None], Sequence[str] | None]
    """The words that begin like a text, in the book that ``--book`` names; None where it cannot tell."""

TABLE = os.path.join(os.path.dirname(__file__), "commands.tsv")

_MANY = {"values", "arguments"}
_OPTIONS = {"flag", "value", "values"}
_SPECIAL = {"--version", "--install-completion", "--show-completion"}
"""Options that end the program where they stand."""


class Row:
    """A row of the table."""

    __slots__ = ("completes", "help", "kind", "names")

    def __init__(self, names: str, kind: str, completes: str, says: str) -> None:
        self.names, self.kind, self.completes, self.help = names.split(" "), kind, completes, says


class Line:
    """The complete words of a command line, as far as they are understood.

    ``below`` are the rows of the command that they lead to, ``used`` the options given there, ``place`` counts its
    arguments. ``open`` is the option whose value is to follow, ``book`` the value of ``--book``.
    """

    def __init__(self, text: str) -> None:
        self._text, self._command = text, ""
        self.book: str | None = None
        self.open: Row | None = None
        self._enter("")

    def _enter(self, command: str) -> None:
        self._command = command
        self.below = list(self._rows(command))
        self.used: list[Row] = []
        self.place = 0

    def _rows(self, command: str) -> Iterator[Row]:
        for line in self._text.split("\n"):
            if line.startswith(f"{command}\t"):
                yield Row(*line.split("\t")[1:])

    def takes(self, word: str) -> bool:
        """Goes on by a word. False where it is not understood."""
        if self.open is not None:
            if word[:1] == "-":
                return False
            if self.open.names == ["--book"]:
                self.book = word
            self.open = None
            return True
        if word[:1] == "-":
            return self._takes_option(word)
        if any(row.kind == "command" for row in self.below):
            known = any(row.kind == "command" and row.names == [word] for row in self.below)
            self._enter(f"{self._command} {word}".lstrip())
            return known
        self.place += 1
        return self.place <= sum(row.kind == "argument" for row in self.below) or self._many() is not None

    def _takes_option(self, word: str) -> bool:
        row = next((row for row in self.below if row.kind in _OPTIONS and word in row.names), None)
        if row is None or word in _SPECIAL:
            return False
        self.used.append(row)
        self.open = row if row.kind != "flag" else None
        return True

    def _many(self) -> Row | None:
        return next((row for row in self.below if row.kind == "arguments"), None)

    def argument(self) -> Row | None:
        """The argument that the next word is, if any."""
        rows = [row for row in self.below if row.kind in {"argument", "arguments"}]
        return next((row for place, row in enumerate(rows) if row.kind == "arguments" or place >= self.place), None)


def answer(words: list[str], begun: str, completers: dict[str, Completer]) -> Items | None:
    """What begins like ``begun`` and may follow some words (without the program's name); None where typer is to say.

    ``completers`` goes by the names of the functions in ``crm.cli.complete``.
    """
    with open(TABLE, encoding="utf-8") as file:
        line = Line(file.read())
    if not all(line.takes(word) for word in words):
        return None
    if begun[:1] == "-":
        return None if line.open or "=" in begun else _options(line, begun)
    if begun and not begun[0].isalnum():
        return None
    row = line.open or line.argument()
    if row is not None:
        return _completed(row, begun, line.book, completers)
    return [(row.names[0], row.help) for row in line.below if row.kind == "command" and row.names[0].startswith(begun)]


def _options(line: Line, begun: str) -> Items:
    rows = [row for row in line.below if row.kind in _OPTIONS and (row.kind in _MANY or row not in line.used)]
    return [(name, row.help) for row in rows for name in row.names if name.startswith(begun)]


def _completed(row: Row, begun: str, book: str | None, completers: dict[str, Completer]) -> Items | None:
    if row.completes[:1] in {"@", "?"}:
        completer = completers.get(row.completes[1:])
        found = completer(begun, book) if completer else None
    else:
        found = [word for word in row.completes.split(" ") if word and word.startswith(begun)]
    return None if found is None else [(word, "") for word in found]
