"""What a command asks on a terminal: which of two values is right, who is whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import typer

from crm.book.book import Book
from crm.book.syncing import resolve
from crm.book.syncing.resolve import Undecided
from crm.cli.output.text import safe
from crm.core.contacts.plans import Said, Step
from crm.core.text.texts import quoted


def settle(book: Book, found: Sequence[Undecided]) -> int:
    """Asks for each; returns how many were decided."""
    decided = 0
    for one in found:
        stands = f"{one.key} is {quoted(one.value)}" if one.value else f"there is no {one.key}"
        question = f"{one.path}: {stands}, the other side had {quoted(one.other)}. Keep, take the other, or later?"
        letter = _answer(f"{safe(question)} [k/t/l]", {"k", "t", "l"})
        if letter != "l":
            resolve.decide(book, one, take=letter == "t")
            decided += 1
    return decided


def same_people(held: Sequence[Step]) -> dict[int, Said]:
    """Asks of each row that may be somebody known who it is; returns the answers by line, also those for later."""
    found: dict[int, Said] = {step.person.line: Said("hold") for step in held}
    for step in held:
        letter = _letter(step)
        if letter == "q":
            break
        if letter == "n":
            found[step.person.line] = Said("new")
        elif letter != "l":
            found[step.person.line] = Said("same", step.could_be[0 if letter == "s" else int(letter) - 1].key)
    return found


def _letter(step: Step) -> str:
    """What the user says of a row: s or, of several, a number for the same, n for new, l for later, q for no more."""
    person, several = step.person, len(step.could_be) > 1
    work = ", ".join(text for text in (person.role, person.company) if text)
    numbers = [str(number) for number in range(1, len(step.could_be) + 1)] if several else []
    who = "; ".join(
        f"{f'{number} ' if several else ''}{one.key} ({one.reason})"
        for number, one in zip(numbers or [""], step.could_be, strict=True)
    )
    asked = f"line {person.line}: {person.name}{f' ({work})' if work else ''} may be {who}."
    same = f"One of these ({'/'.join(numbers)})" if several else "The same person (s)"
    question = f"{safe(asked)} {same}, somebody new (n), later (l), or the rest later (q)?"
    return _answer(question, {*numbers, "n", "l", "q"} | (set() if several else {"s"}))


def _answer(question: str, letters: Collection[str]) -> str:
    """What is answered: a number, or the first letter of a word; nothing is later, and a slip is asked about again."""
    while True:
        answer: str = typer.prompt(question, default="l", show_default=False, err=True)
        for letter in (answer.strip().lower(), answer.strip().lower()[:1]):
            if letter in letters:
                return letter
