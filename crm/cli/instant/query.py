"""Addresses for a mail program, in its own form: ``crm query``."""

from __future__ import annotations

from crm.book import glance
from crm.core.contacts.addressees import one_line

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMS = ("mutt", "aerc")


def answered(arguments: Sequence[str]) -> tuple[str, int] | None:
    """What is printed for a whole command line, and the exit status; None where the command itself is to answer."""
    asked = _asked(arguments)
    lines = glance.addressees(asked[2], asked[0]) if asked else None
    if asked is None or lines is None:
        return None
    _, form, text = asked
    return "".join(f"{line}\n" for line in shown(lines, form, text)), 0 if lines else 1


def _asked(arguments: Sequence[str]) -> tuple[str | None, str, str] | None:
    """The book, the form and the text that a command line names; None where it is not plainly one of ``query``."""
    given = {"--book": "", "--format": FORMS[0]}
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            words += rest
        elif word[:1] != "-":
            words.append(word)
        elif name not in given or (name == "--format" and not words):
            return None
        else:
            given[name] = value if equals else next(rest, "")
    if words[:1] != ["query"] or len(words) == 1 or given["--format"] not in FORMS:
        return None
    return given["--book"] or None, given["--format"], " ".join(words[1:])


def shown(lines: Sequence[str], form: str, text: str) -> Iterator[str]:
    """The answer in the form of a program.

    For mutt the first line is a message, then each has address, name, and what else there is to know. For aerc each has
    address and name; it would show nobody that somebody is not to be written to, so they are left out.
    """
    people = [line.split("\t") for line in lines]
    if form == "aerc":
        yield from (f"{address}\t{name}" for name, mark, _, *addresses in people if not mark for address in addresses)
        return
    number = sum(len(person) - 3 for person in people)
    yield f"{number} {'address' if number == 1 else 'addresses'} in the book" if number else _nobody(text)
    for name, mark, company, *addresses in people:
        other = ", ".join(part for part in (mark, company) if part)
        yield from (f"{address}\t{name}\t{other}".rstrip("\t") for address in addresses)


def _nobody(text: str) -> str:
    return f'nobody in the book with an address fits "{one_line(text)[:60]}"'
