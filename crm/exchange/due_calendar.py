"""What is due as an iCalendar file (RFC 5545), written by the icalendar library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from crm.core.follow_ups.agenda import Entry, uid
from crm.core.text.unseen import without_unseen

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//crm//due//EN"
_BEFORE = timedelta(minutes=30)
"""An entry with an hour ends when it is due, and begins half an hour before."""


class NotInstalled(Exception):
    """The library that writes calendars is not there."""


def text(entries: Iterable[Entry], name: str) -> bytes:
    """The file; same entries, same bytes. Raises NotInstalled."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise NotInstalled from None
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(name))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def ours(data: bytes) -> bool:
    """Whether a file is such a calendar."""
    return data.startswith(b"BEGIN:VCALENDAR") and f"PRODID:{PRODUCT}\r\n".encode() in data[:500]


def _event(entry: Entry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid(entry.identity))
    event.add("dtstamp", entry.said.astimezone(UTC))
    event.add("sequence", entry.moved)
    if entry.at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:
        end = entry.at.astimezone(UTC)
        event.add("dtstart", end - _BEFORE)
        event.add("dtend", end)
    event.add("summary", _line(entry.summary))
    if entry.details:
        event.add("description", without_unseen(entry.details))
    if entry.action:
        event.add("categories", [entry.action])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _line(text: str) -> str:
    return without_unseen(text).replace("\n", " ")
