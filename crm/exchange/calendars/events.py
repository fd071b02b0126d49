"""One occurrence of an event → a sighting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from crm.core.incoming.sightings import Person, Sighting, address, clean, digest
from crm.core.model import Stamp
from crm.core.times import dates

_NOT_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_VIDEO = re.compile(
    r"zoom\.us|meet\.google\.|teams\.(microsoft|live)\.|webex\.|whereby\.|jitsi|gotomeet|\b(zoom|teams|video|skype)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\b(phone|telefon|telephone|tel:|by call)\b|^\+?[0-9][0-9 ()/-]{6,}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A sighting whose place in the file is yet to be told."""

    sighting: Sighting

    @property
    def stamp(self) -> Stamp:
        return self.sighting.stamp

    def at(self, where: str) -> Sighting:
        return replace(self.sighting, where=where)


def sighting(event: Any, uid: str, zone: tzinfo, *, recurs: bool, cancelled: bool) -> Found:
    """What an occurrence says. ``recurs`` tells that there are others of its UID, ``cancelled`` that all are off."""
    stamp = _stamp(event, zone)
    off = cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED"
    series = digest("ics", uid)
    key = digest("ics", uid, _which(event, zone)) if recurs else series
    people, declined = _people(event)
    return Found(
        Sighting(
            key,
            series,
            "cancelled" if off else "meeting",
            stamp,
            people,
            clean(str(event.get("SUMMARY", ""))),
            "",
            _channel(event),
            declined,
        )
    )


def _stamp(event: Any, zone: tzinfo) -> Stamp:
    """When it is, in the book's zone: there I was, wherever the calendar of who invited me is."""
    start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    if not isinstance(start, datetime):
        return Stamp(dates.start_of_day(start, zone), zone, date_only=True)
    begins = _instant(start, zone)
    ends = _instant(end, zone) if isinstance(end, datetime) else None
    if ends is None or not timedelta() < ends - begins <= dates.LONGEST_SPAN:  # the log takes a longer one for a slip
        ends = None
    return Stamp(begins, zone, ends)


def _instant(moment: datetime, zone: tzinfo) -> datetime:
    """An instant to the minute, which is what the log holds; a floating time is one of the book's zone."""
    moment = moment.replace(second=0, microsecond=0)
    if moment.tzinfo is None:
        return dates.at(moment.date(), moment.time(), zone)
    return moment.astimezone(UTC)


def _which(event: Any, zone: tzinfo) -> str:
    """Which of a series it is: when it would have been, had nobody moved it."""
    at: date = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else event["DTSTART"].dt
    return _instant(at, zone).isoformat() if isinstance(at, datetime) else at.isoformat()


def _people(event: Any) -> tuple[tuple[Person, ...], frozenset[str]]:
    """Organizer and attendees without rooms, and the addresses of those who declined."""
    found: dict[tuple[str, str], Person] = {}
    declined = set()
    for name in ("ORGANIZER", "ATTENDEE"):
        for value in _listed(event.get(name)):
            if str(value.params.get("CUTYPE", "")).upper() in _NOT_PEOPLE:
                continue
            person = Person(_address(value), clean(str(value.params.get("CN", ""))).strip("'\""))
            if str(value.params.get("PARTSTAT", "")).upper() == "DECLINED":
                declined.add(person.address)
            found.setdefault((person.address, "" if person.address else person.name), person)
    return tuple(found.values()), frozenset(declined)


def _address(value: Any) -> str:
    """The address of an attendee: of the value, or where some servers put it instead (RFC 5545, EMAIL by RFC 7986)."""
    text = address(str(value))
    if "@" not in text:
        text = address(str(value.params.get("EMAIL", "")))
    return text if "@" in text else ""


def _listed(value: Any) -> Iterator[Any]:
    if value is not None:
        yield from value if isinstance(value, list) else [value]


def _channel(event: Any) -> str | None:
    """``video`` or ``phone``, where the place says so."""
    if any(name in event for name in ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "CONFERENCE")):
        return "video"
    place = str(event.get("LOCATION", ""))[:500]
    return "video" if _VIDEO.search(place) else "phone" if _PHONE.search(place) else None
