"""Calendars that were saved to disk, as sightings."""

from __future__ import annotations

from crm.adapters import gathering
from crm.adapters.gathering import Unreadable
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.inward.proposing import Seen, Span, written
from crm.core.incoming.sightings import Oddity, Sighting
from crm.core.times import dates
from crm.exchange import calendars
from crm.exchange.calendars import NotACalendar

_AHEAD = 90
"""Days beyond the span in which is looked for meetings that were moved there."""

SUFFIXES = (".ics", ".ical", ".ifb")


def seen(book: Book, names: list[str], span: Span) -> Seen:
    """What the calendars at some paths hold of a span. Raises Wrong where none can be read, and Unmet."""
    sightings: list[Sighting] = []
    oddities: list[Oddity] = []
    unreadable: list[str] = []
    files = 0
    end = dates.later(span.end, book.zone, _AHEAD) if written(book) else span.end
    try:
        for source in gathering.sources(names, SUFFIXES):
            try:
                data = gathering.read(source.path, calendars.LIMIT)
                found = calendars.read(data, str(source.path), book.zone, span.start, end)
            except (Unreadable, NotACalendar) as error:
                unreadable.append(str(error) if isinstance(error, Unreadable) else f"{source.path}: {error}")
                continue
            files += 1
            sightings += found.sightings
            oddities += found.oddities
    except Unreadable as error:
        raise Wrong(str(error), "name an .ics file, or a folder that has some") from None
    except ImportError:
        raise Unmet("calendars are read by two libraries that are not installed", _INSTALL) from None
    if not files:
        raise Wrong("; ".join(unreadable), "name a calendar that was saved as .ics")
    return Seen(tuple(sightings), tuple(oddities), tuple(unreadable), files, until=span.end)


_INSTALL = "install them beside crm with: pip install icalendar recurring-ical-events"
