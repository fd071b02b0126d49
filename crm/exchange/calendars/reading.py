"""A calendar's bytes → the sightings of a span of time."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from crm.core.follow_ups.agenda import is_ours
from crm.core.incoming.sightings import Oddity, Sighting, in_time
from crm.core.times.dates import days_in, local
from crm.exchange.calendars.blocks import Block, Blocks, split
from crm.exchange.calendars.events import sighting

if TYPE_CHECKING:
    from icalendar import Event

LIMIT = 50_000_000
"""Bytes of a calendar: ten years of a busy one have about ten million."""

_DAY = timedelta(days=1)
_OFTEN = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
_PART = re.compile(r"(BYMONTH|BYMONTHDAY)=([0-9,+-]+)", re.IGNORECASE)
_NEEDED = frozenset({"DTSTART", "RRULE", "RECURRENCE-ID"})
"""Properties without which an event would be another one."""

_COMMON_YEAR_OF_LEAP = 2024  # February has 29 days in it


class NotACalendar(ValueError):
    """The bytes are no iCalendar at all; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar says of a span of time, in time order, what could not be read, and how many events it has."""

    sightings: tuple[Sighting, ...]
    oddities: tuple[Oddity, ...]
    events: int


def read(data: bytes, name: str, zone: tzinfo, start: datetime, end: datetime) -> Calendar:
    """The sightings in a calendar that begin in ``[start, end)``; ``zone`` is that of times without one, the book's.

    ``name`` is what to call the file. Raises NotACalendar, and ImportError without the extra ``calendar``.
    """
    blocks = split(_decoded(data))
    if not blocks.events and not blocks.zones and b"BEGIN:VCALENDAR" not in data[:10_000].upper():
        raise NotACalendar(_looks_like(data))
    reader = _Reader(blocks, name, zone, (start, end))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of zones that it guesses, where we have nothing better
        found = in_time(reader.sightings())
    if blocks.unfinished is not None:
        reader.odd(blocks.unfinished, "the event that begins here has no end: the file is cut off")
    oddities = sorted(dict.fromkeys(reader.oddities), key=lambda one: int(one.where.rpartition(":")[2]))
    return Calendar(tuple(found), tuple(oddities), len(blocks.events))


def _decoded(data: bytes) -> str:
    """A calendar's text: UTF-8 by its specification, Latin-1 where somebody did not know."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1")


def _looks_like(data: bytes) -> str:
    head = data[:2000].lstrip().upper()
    if head.startswith(b"BEGIN:VCARD"):
        return "these are contacts: crm import vcard"
    if head.startswith((b"<!DOCTYPE", b"<HTML")):
        return "this is a web page, perhaps one that asks to log in"
    if head.startswith(b"FROM ") or re.match(rb"(RECEIVED|RETURN-PATH|FROM|DATE):", head):
        return "this is mail: crm import mail"
    return "it has no BEGIN:VCALENDAR" if head else "it is empty"


class _Reader:
    """Reads one calendar, meeting by meeting."""

    def __init__(self, blocks: Blocks, name: str, zone: tzinfo, span: tuple[datetime, datetime]) -> None:
        self.blocks, self.name, self.zone, self.span = blocks, name, zone, span
        self.oddities: list[Oddity] = []

    def odd(self, line: int, message: str) -> None:
        self.oddities.append(Oddity(f"{self.name}:{line}", message))

    def sightings(self) -> Iterator[Sighting]:
        """Everything that begins in the span."""
        self._know_zones()
        for group in self._groups():
            try:
                yield from self._group(group)
            except Exception as error:  # noqa: BLE001 - whatever the libraries trip over, the other events are read
                self.odd(group[0].line, f"this event cannot be read ({type(error).__name__}: {error})")

    def _know_zones(self) -> None:
        """Makes the file's own zones known to the library, and those of the file before it forgotten."""
        from icalendar import Timezone
        from icalendar.timezone import tzp

        tzp.use_default()
        for block in self.blocks.zones:
            try:
                Timezone.from_ical(block.text("VTIMEZONE"))
            except Exception as error:  # noqa: BLE001 - a zone that is no use is as good as none
                self.odd(block.line, f"this time zone cannot be read ({error})")

    def _groups(self) -> Iterable[list[Block]]:
        """The events that may be in the span, those of a recurring meeting together; what we exported is none."""
        start, end = (local(instant, self.zone) for instant in self.span)
        first, last = f"{start - _DAY:%Y%m%d}", f"{end + _DAY:%Y%m%d}"
        groups: dict[str, list[Block]] = {}
        for block in self.blocks.events:
            if block.is_on(first, last) and not is_ours(block.value("UID")):
                groups.setdefault(block.value("UID") or f"line {block.line}", []).append(block)
        return groups.values()

    def _group(self, group: Sequence[Block]) -> Iterator[Sighting]:
        recurs = any(block.recurs for block in group)
        events = [event for block in group if (event := self._event(block)) is not None]
        if not events:
            return
        uid = group[0].value("UID") or f"{group[0].value('DTSTART')} {group[0].value('SUMMARY')}"
        for occurrence in self._occurrences(events):
            found = sighting(occurrence, uid, self.zone, recurs=recurs, cancelled=self.blocks.method == "CANCEL")
            if self.span[0] <= found.stamp.start < self.span[1]:
                yield found.at(f"{self.name}:{_line(group, occurrence)}")

    def _event(self, block: Block) -> Event | None:
        from icalendar import Event

        why = _endless(block)
        if why:
            self.odd(block.line, why)
            return None
        event = Event.from_ical(block.text("VEVENT"))
        if not isinstance(event, Event) or "DTSTART" not in event:
            self.odd(block.line, "this event has no time at which it begins")
            return None
        if isinstance(event["DTSTART"], list):
            self.odd(block.line, "this event says twice when it begins")
            return None
        for name, fault in event.errors:
            self.odd(block.line, f"{name or 'a line'} of this event cannot be read ({fault})")
            if name in _NEEDED:
                return None
            _drop_broken(event, name)
        began: Any = event["DTSTART"]
        if "TZID" in began.params and getattr(began.dt, "tzinfo", None) is None:
            self.odd(block.line, f"the time zone {began.params['TZID']} is unknown; read in the book's")
        event["X-CRM-LINE"] = str(block.line)
        return event

    def _occurrences(self, events: Sequence[Event]) -> list[Any]:
        import recurring_ical_events
        from icalendar import Calendar as Component

        component = Component()
        component.subcomponents.extend(events)
        query = recurring_ical_events.of(component, components=["VEVENT"])
        return list(query.between(local(self.span[0] - _DAY, self.zone), local(self.span[1] + _DAY, self.zone)))


def _drop_broken(event: Event, name: str | None) -> None:
    """Takes what cannot be read of a property out of an event, so that nobody trips over it."""
    if name not in event:
        return
    values: Any = event.pop(name)
    kept = [one for one in (values if isinstance(values, list) else [values]) if not _is_broken(one)]
    if kept:
        event[name] = kept if isinstance(values, list) else kept[0]


def _is_broken(value: object) -> bool:
    return "Broken" in type(value).__name__


def _line(group: Sequence[Block], occurrence: Any) -> str:
    return str(occurrence.get("X-CRM-LINE", group[0].line))


def _endless(block: Block) -> str | None:
    """Why an event's rule is not followed: it would be endless work."""
    rules = [line for line in block.lines if line[:5].upper() == "RRULE"]
    for rule in rules:
        if match := _OFTEN.search(rule):
            return f"a meeting that recurs {match[1].lower()} is none"
        parts = {name.upper(): _numbers(values) for name, values in _PART.findall(rule)}
        months, days = parts.get("BYMONTH"), parts.get("BYMONTHDAY")
        if (
            months
            and days
            and not any(
                1 <= month <= 12 and abs(day) <= days_in(_COMMON_YEAR_OF_LEAP, month)
                for month in months
                for day in days
            )
        ):
            return "it recurs on a day that there is not"
    return None


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.strip("+-").isdigit()]
