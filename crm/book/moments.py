"""WHEN as a command is given it: our own words first, dateparser's guess last."""

from __future__ import annotations

import re
from datetime import date

from crm.book.book import Book
from crm.book.errors import Wrong
from crm.core.model import Stamp
from crm.core.text.texts import quoted
from crm.core.times.when import AmbiguousDate, BadDate, Look, echo, parse_when

_IN_DIGITS = re.compile(r"[0-9][-/.][0-9]")
_HINT = "write it as 2026-06-09 or 2026-06-09 09:30"


def moment(text: str, book: Book, *, look: Look = "ahead", stamps: bool = False) -> Stamp:
    """When a text means, from the book's now and in its zone. Raises Wrong.

    A guess of dateparser's is repeated in full among the book's remarks, so that a wrong one is seen.
    """
    found = _read(text, book, look=look, stamps=stamps)
    if found is None:
        raise Wrong(f"{quoted(text)} is no date that can be read", _HINT)
    if stamps and not 1900 <= found.day.year < 2200:
        raise Wrong(f"the log holds the years 1900 to 2199, not {found.day.year}", "correct the year")
    return found


def day(text: str, book: Book) -> date:
    """The day that a text means, looking ahead. Raises Wrong."""
    return moment(text, book).day


def perhaps(text: str, book: Book) -> Stamp | None:
    """When a text means, if it reads as a date at all.

    Raises Wrong for what can be read two ways, and for a date in digits that there is not.
    """
    try:
        return _parsed(text, book, look="ahead", stamps=False)
    except BadDate as error:
        if isinstance(error, AmbiguousDate) or _IN_DIGITS.search(text):
            raise Wrong(str(error)) from None
        return None


def _read(text: str, book: Book, *, look: Look, stamps: bool) -> Stamp | None:
    try:
        return _parsed(text, book, look=look, stamps=stamps)
    except BadDate as error:
        raise Wrong(str(error)) from None


def _parsed(text: str, book: Book, *, look: Look, stamps: bool) -> Stamp | None:
    found = parse_when(text, now=book.now, zone=book.zone, look=look, stamps=stamps)
    return found or _guessed(text, book, look=look, stamps=stamps)


def _guessed(text: str, book: Book, *, look: Look, stamps: bool) -> Stamp | None:
    from crm.adapters import natural  # rarely needed: most dates are written in words of ours

    found = parse_when(text, now=book.now, zone=book.zone, look=look, stamps=stamps, guess=natural.guess)
    if found:
        book.remarks.append(f"{quoted(text)} is read as {echo(found)}")
    return found
