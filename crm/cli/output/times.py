"""Instants and dates in words: absolute, relative, and in two zones where they differ."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from crm.core.times.dates import MONTHS, WEEKDAYS, local, zone_name

_UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))
_WEEKS_FROM = timedelta(days=21)


def moment(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """``Tue 9 Jun 18:00``; the year where it is not now's, no time at the beginning or end of a day."""
    there = local(instant, zone)
    clock = "" if ends_a_day(there) or there.time() == time() else f" {there:%H:%M}"
    return day(there.date(), local(now, zone).date()) + clock


def ends_a_day(there: datetime) -> bool:
    """Whether a local time is the last second of its day, which is how a deadline says "by the end of"."""
    return (there.hour, there.minute, there.second) == (23, 59, 59)


def day(of: date, today: date) -> str:
    """``Tue 9 Jun``, and the year where it is not today's."""
    year = f" {of.year}" if of.year != today.year else ""
    return f"{WEEKDAYS[of.weekday()][:3]} {of.day} {MONTHS[of.month - 1][:3]}{year}"


def both(instant: datetime, zone: tzinfo, book_zone: tzinfo, now: datetime) -> str:
    """The moment in the book's zone, and in the follow-up's own where the clocks there differ."""
    here = moment(instant, book_zone, now)
    if local(instant, zone).utcoffset() == local(instant, book_zone).utcoffset():
        return moment(instant, zone, now)
    end = "end of " if ends_a_day(local(instant, zone)) else ""
    return f"{here} ({end}{moment(instant, zone, now)}, {zone_name(zone)})"


def span(length: timedelta) -> str:
    """A length of time in its largest unit: ``40 minutes``, ``7 hours``, ``3 days``, ``5 weeks``."""
    length = abs(length)
    if length >= _WEEKS_FROM:
        return f"{length.days // 7} weeks"
    for unit, name in _UNITS:
        count = length // unit
        if count:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "a minute"
