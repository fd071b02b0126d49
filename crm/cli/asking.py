"""What a command asks on a terminal: which of two values is right, who is whom."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from crm.book.book import Book
from crm.book.syncing import resolve
from crm.book.syncing.resolve import Undecided
from crm.cli.output.text import safe
from crm.core.contacts.importing import Answer, Step
from crm.core.text.texts import quoted


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


def same_people(held: Sequence[Step]) -> dict[int, Answer]:
    """Asks of each row that may be somebody known whether it is; returns the answers by line."""
    found: dict[int, Answer] = {}
    for step in held:
        person, one = step.person, step.could_be[0]
        if len(step.could_be) > 1:
            continue
        work = ", ".join(text for text in (person.role, person.company) if text)
        question = f"line {person.line}: {person.name}{f' ({work})' if work else ''}: {one.reason} as {one.key}."
        answer: str = typer.prompt(
            f"{safe(question)} The same person, somebody new, or later? [s/n/l]",
            default="l",
            show_default=False,
            err=True,
        )
        letter = answer.strip().lower()[:1]
        if letter in {"s", "n"}:
            found[person.line] = "same" if letter == "s" else "new"
    return found
