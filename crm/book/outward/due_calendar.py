"""What is due, for a calendar."""

from __future__ import annotations

from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.outward.horizon import until
from crm.core.follow_ups import agenda
from crm.core.follow_ups.due import due
from crm.core.text.texts import quoted
from crm.exchange import due_calendar
from crm.exchange.due_calendar import NotInstalled


def export(book: Book, within: str, privacy: str) -> bytes:
    """What the list shows, and what opens within a time, as an iCalendar file. Raises Wrong and Unmet."""
    level = next((one for one in agenda.PRIVACY if one == privacy), None)
    if level is None:
        raise Wrong(f"--privacy cannot be {quoted(privacy)}", f"write one of {', '.join(agenda.PRIVACY)}")
    last = until(within, book)
    situation = book.for_list(last).situation
    items = book.with_handed(due(situation, until=last).shown)
    try:
        return due_calendar.text(agenda.entries(items, situation, level), "Follow-ups")
    except NotInstalled:
        hint = "install it beside crm with: pip install icalendar recurring-ical-events"
        raise Unmet("to write a calendar, the library icalendar is needed", hint) from None


def ours(data: bytes) -> bool:
    """Whether a file is such a calendar."""
    return due_calendar.ours(data)
