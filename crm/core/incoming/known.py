"""Whether the log knows already what another program saw: the same contact, day and direction, near in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.core.incoming.sightings import Sighting
from crm.core.model import Contact, Interaction, Stamp
from crm.core.times import dates

NEAR = timedelta(hours=2)
"""Between two beginnings of one meeting: calendars are rounded, and memory more so."""

LATELY = timedelta(days=5)
"""How long after a mail a bounce may come: servers try for four to five days (RFC 5321, 4.5.4.1)."""

_AWRY = timedelta(hours=3)  # a mail of 23:50 that was logged at half past midnight
_OFF = frozenset({"cancelled", "no-show"})
_BY_MAIL = frozenset({None, "email"})
_LIKE = {"bounce": "bounce", "auto-reply": "auto-reply"}


@dataclass(frozen=True, slots=True)
class Off:
    """A meeting of the log that was called off: the day to write that at, and what speaks against it."""

    stamp: Stamp
    doubt: str | None = None


class Known:
    """The logs of all contacts. An entry answers for one meeting only, so the second of a day is still proposed."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._logs = {contact.slug: contact.interactions for contact in contacts}
        self._answered: defaultdict[str, set[int]] = defaultdict(set)

    def has(self, one: Sighting, slug: str) -> bool:
        """Whether a sighting is in a contact's log, also as somebody typed it by hand."""
        if one.what != "meeting":
            return any(_is_mail(entry, one) and _same_day(entry, one.stamp) for entry in self._logs[slug])
        if any(entry.kind.like in _OFF and _same_day(entry, one.stamp) for entry in self._logs[slug]):
            return True
        return self._meeting(one, slug) is not None

    def _meeting(self, one: Sighting, slug: str) -> Interaction | None:
        """The entry of the log that is this meeting; it is no other's from then on."""
        found = self._find(one, slug)
        if found is None:
            return None
        self._answered[slug].add(found[0])
        return found[1]

    def _find(self, one: Sighting, slug: str) -> tuple[int, Interaction] | None:
        """The entry of the log, with its number, that can be this meeting."""
        there = [
            (_apart(entry.stamp, one.stamp), number, entry)
            for number, entry in enumerate(self._logs[slug])
            if entry.kind.direction == "both" and number not in self._answered[slug] and _same_day(entry, one.stamp)
        ]
        for apart, number, entry in sorted(there, key=lambda each: each[:2]):
            if apart <= NEAR or _overlap(entry.stamp, one.stamp):
                return number, entry
        return None

    def moved(self, one: Sighting, slug: str, stamps: Collection[str]) -> Interaction | None:
        """The entry that was written of a meeting under one of these stamps, where the meeting is at another time now.

        None too where somebody has logged the meeting anew, or it is called off.
        """
        log = self._logs.get(slug, ())
        for number, entry in enumerate(log):
            if entry.stamp_text not in stamps or entry.kind.direction != "both" or number in self._answered[slug]:
                continue
            if _same_time(entry.stamp, one.stamp) or any(
                other.kind.like in _OFF and _same_day(other, entry.stamp) for other in log
            ):
                return None
            self._answered[slug].add(number)
            return None if self._find(one, slug) else entry
        return None

    def to_call_off(self, one: Sighting, slug: str) -> Off | None:
        """The day of the meeting that a cancellation is about; None where none is logged, or it is called off."""
        meeting = self._meeting(one, slug)
        if meeting is None:
            return None
        log = self._logs[slug]
        if any(entry.kind.like in _OFF and _same_day(entry, meeting.stamp) for entry in log):
            return None
        others = sum(entry.kind.direction == "both" and _same_day(entry, meeting.stamp) for entry in log)
        stamp = Stamp(dates.start_of_day(meeting.stamp.day, meeting.stamp.zone), meeting.stamp.zone, date_only=True)
        return Off(
            stamp, f"the log has {others} meetings that day, and this would call off each" if others > 1 else None
        )

    def wrote_lately(self, one: Sighting, slug: str) -> bool:
        """Whether the log has a mail of mine that a bounce can be about."""
        return any(_is_mine(entry) and is_lately(entry.stamp.start, one) for entry in self._logs[slug])


def is_lately(sent: datetime, bounce: Sighting) -> bool:
    """Whether a bounce can be about what was sent at an instant."""
    return timedelta() <= bounce.stamp.start - sent <= LATELY


def _is_mine(entry: Interaction) -> bool:
    return entry.kind.direction == "out" and entry.kind.like != "linkedin" and entry.channel in _BY_MAIL


def _is_mail(entry: Interaction, one: Sighting) -> bool:
    """Whether an entry is a mail in the direction of a sighting."""
    if one.what == "sent":
        return _is_mine(entry)
    return entry.kind.direction == "in" if one.what == "received" else entry.kind.like == _LIKE[one.what]


def _same_day(entry: Interaction, stamp: Stamp) -> bool:
    """Whether an entry is of the day of a stamp, in the zone of the one that has a date only; or nearly."""
    if entry.stamp.date_only:
        return dates.local(stamp.start, entry.stamp.zone).date() == entry.stamp.day
    if stamp.date_only:
        return dates.local(entry.stamp.start, stamp.zone).date() == stamp.day
    same = dates.local(entry.stamp.start, stamp.zone).date() == stamp.day
    return same or abs(entry.stamp.start - stamp.start) <= _AWRY


def _same_time(one: Stamp, other: Stamp) -> bool:
    return (one.start, one.end, one.date_only) == (other.start, other.end, other.date_only)


def _apart(one: Stamp, other: Stamp) -> timedelta:
    """How far apart two begin; nothing, where one has a date only, but more than the same minute."""
    if one.date_only or other.date_only:
        return NEAR
    return abs(one.start - other.start)


def _overlap(one: Stamp, other: Stamp) -> bool:
    return one.start < other.over and other.start < one.over
