"""What a command asks on a terminal: which of two values is right, where a merge could not tell."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from crm.book import resolve
from crm.book.book import Book
from crm.book.resolve import Undecided
from crm.cli.output.text import safe
from crm.core.texts import quoted


def settle(book: Book, found: Sequence[Undecided]) -> int:
    """Asks for each; returns how many were decided."""
    decided = 0
    for one in found:
        stands = f"{one.key} is {quoted(one.value)}" if one.value else f"there is no {one.key}"
        question = f"{one.path}: {stands}, the other side had {quoted(one.other)}. Keep, take the other, or later?"
        answer: str = typer.prompt(f"{safe(question)} [k/t/l]", default="l", show_default=False, err=True)
        letter = answer.strip().lower()[:1]
        if letter in {"k", "t"}:
            resolve.decide(book, one, take=letter == "t")
            decided += 1
    return decided
