"""A note of another program in a contact's file: a quotation, so that nothing in it can be a heading or an entry."""

from __future__ import annotations


def quotation(note: str) -> str:
    """The lines of a note as they stand in a file, each with its end."""
    return "".join(f"> {line}".rstrip() + "\n" for line in note.split("\n")) if note else ""


def holds(text: str, note: str) -> bool:
    """Whether a text has a note in it, quoted or not, however its lines are broken."""
    return _words(note) in _words(text)


def _words(text: str) -> str:
    return " ".join(" ".join(line.lstrip("> \t") for line in text.split("\n")).split())
