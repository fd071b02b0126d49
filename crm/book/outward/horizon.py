"""How far ahead somebody wants to look."""

from __future__ import annotations

from datetime import datetime

from crm.book.book import Book
from crm.book.errors import Wrong
from crm.core.times import dates


def until(within: str, book: Book) -> datetime:
    """The instant that is a length of time, such as ``7d`` or ``2 weeks``, after now. Raises Wrong."""
    try:
        cadence = dates.parse_cadence(within)
    except ValueError as error:
        raise Wrong(f"--within: {error}") from None
    here = dates.local(book.now, book.zone)
    return dates.at(dates.add_calendar(here.date(), cadence), here.time(), book.zone)
