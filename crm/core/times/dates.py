"""Dates, instants and zones: elapsed and calendar arithmetic, business days, and the few texts they are written in.

Two kinds of time (docs/follow-ups.md). *Elapsed* hours are counted between instants, in UTC. Days, months, business
days and clock times are *calendar* time, counted on the wall clock of a zone. The clock itself is never asked.

What would leave the calendar (the years 1 to 9999) stays at its first or last moment instead of failing: a follow-up
in the year 10000 is as far away as one at the end of 9999.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crm.core.model import Birthday, Cadence, Unit
from crm.core.text.texts import quoted
from crm.core.times.zones import is_zone as is_zone  # a caller of dates finds the zones here
from crm.core.times.zones import zone as zone
from crm.core.times.zones import zone_name as zone_name

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)

# English, whatever the machine's language: strftime would ask it.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LONGEST_SPAN = timedelta(hours=12)
"""A written span longer than this is a slip, not a meeting (docs/format.md, "Times")."""

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_NOT_AT_ALL = timedelta()
_MIDNIGHT = time()
_LAST_SECOND = time(23, 59, 59)

# --- instants ------------------------------------------------------------------------------------------------------


def at(day: date, clock: time, zone: tzinfo) -> datetime:
    """The instant (UTC) at which the clocks of a zone show that time on that day.

    The earlier one where they show it twice; where they skip it, the time moved forward by what they skip.
    """
    return _read(day, clock, zone, fold=0)


def _read(day: date, clock: time, zone: tzinfo, fold: int) -> datetime:
    shown = datetime.combine(day, clock.replace(fold=fold), zone)
    try:
        return shown.astimezone(UTC)
    except OverflowError:
        return FIRST if day.year == 1 else LAST


def local(instant: datetime, zone: tzinfo) -> datetime:
    """What the clocks of a zone show at an instant."""
    try:
        return instant.astimezone(zone)
    except (OverflowError, ValueError):
        return (FIRST if instant.year == 1 else LAST).replace(tzinfo=zone)


def exists(day: date, clock: time, zone: tzinfo) -> bool:
    """Whether the clocks of a zone show that time on that day at all: in spring they skip some."""
    return _put_back(day, clock, zone) >= _NOT_AT_ALL


def twice(day: date, clock: time, zone: tzinfo) -> bool:
    """Whether the clocks of a zone show that time twice on that day: in autumn they repeat some."""
    return _put_back(day, clock, zone) > _NOT_AT_ALL


def _put_back(day: date, clock: time, zone: tzinfo) -> timedelta:
    """By how much the clocks of a zone are put back over a time: negative where they are put forward (PEP 495)."""
    first = datetime.combine(day, clock.replace(fold=0), zone)
    return (first.utcoffset() or _NOT_AT_ALL) - (first.replace(fold=1).utcoffset() or _NOT_AT_ALL)


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first instant (UTC) of a day: midnight, or what follows where the clocks skip midnight.

    A day that a zone skipped whole (Samoa's 30 December 2011) starts, and ends, with the next one.
    """
    if exists(day, _MIDNIGHT, zone):
        return at(day, _MIDNIGHT, zone)
    return _change(day, _MIDNIGHT, zone)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second (UTC) of a day: 23:59:59, the later one where the clocks show it twice."""
    if exists(day, _LAST_SECOND, zone):
        return _read(day, _LAST_SECOND, zone, fold=1)
    return max(_change(day, _LAST_SECOND, zone) - _SECOND, start_of_day(day, zone))


def _change(day: date, skipped: time, zone: tzinfo) -> datetime:
    """The instant at which the clocks of a zone skip a time: the first one after it is read by the old offset."""
    before, after = _read(day, skipped, zone, fold=1), _read(day, skipped, zone, fold=0)
    offset = local(after, zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if local(middle, zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def elapsed(instant: datetime, hours: float) -> datetime:
    """The instant that many elapsed hours later (or earlier, where negative)."""
    try:
        return instant + timedelta(hours=hours)
    except OverflowError:
        return LAST if hours > 0 else FIRST


def later(instant: datetime, zone: tzinfo, days: int) -> datetime:
    """The instant (UTC) that many days later (or earlier) at the same time by the clocks of a zone."""
    if not days:
        return instant
    shown = local(instant, zone)
    return at(_days_after(shown.date(), days), shown.time(), zone)


def iso(instant: datetime, zone: tzinfo) -> str:
    """An instant as ISO 8601 with the offset of a zone, to the second: ``2026-06-09T10:30:00-04:00``."""
    return local(instant, zone).isoformat(timespec="seconds")


# --- days ----------------------------------------------------------------------------------------------------------


def _days_after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_calendar(day: date, cadence: Cadence) -> date:
    """The day one cadence later; where its month is shorter, that month's last day (31 January + 1 month).

    A negative count goes back.
    """
    if cadence.unit in ("days", "weeks"):
        return _days_after(day, cadence.count * _UNIT_DAYS[cadence.unit])
    months = cadence.count * (12 if cadence.unit == "years" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


def business_day(day: date, n: int, holidays: AbstractSet[date]) -> date:
    """BD(n): the n-th business day (Monday to Friday, no holiday) after a day; BD(0) is the day itself."""
    for _ in range(n):
        day = forward_to_business_day(_days_after(day, 1), holidays)
    return day


def forward_to_business_day(day: date, holidays: AbstractSet[date]) -> date:
    """The day itself where it is a business day, else the next one."""
    while day < date.max and (day.weekday() > 4 or day in holidays):
        day += _DAY
    return day


def birthday_in(birthday: Birthday, year: int) -> date:
    """The day on which a birthday falls in a year; 29 February falls on the 28th in a common year."""
    return date(year, birthday.month, min(birthday.day, days_in(year, birthday.month)))


def days_in(year: int, month: int) -> int:
    """The number of days of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS_IN[month - 1] + leap


def days_of(cadence: Cadence) -> int:
    """The length of a cadence in days: a month as 30, a year as 365 (the rule of docs/follow-ups.md)."""
    return cadence.count * _UNIT_DAYS[cadence.unit]


# --- texts ---------------------------------------------------------------------------------------------------------

_DAYS_IN = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNIT_DAYS: dict[Unit, int] = {"days": 1, "weeks": 7, "months": 30, "years": 365}
_CADENCE = re.compile(r"([0-9]{1,9})\s*([a-z]+)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BIRTHDAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2000


def parse_cadence(text: str) -> Cadence:
    """A cadence from ``6 weeks``, ``6w``, ``10 days``, ``3 months``, ``3m``, ``1 year`` or ``2y``; count 1 to 999.

    Raises ValueError with one sentence.
    """
    match = _CADENCE.fullmatch(text.strip().lower())
    unit = next((unit for unit in _UNIT_DAYS if match and match[2] in (unit, unit[:-1], unit[0])), None)
    if match is None or unit is None:
        raise ValueError(f"{quoted(text)} is no interval: it is written as 10 days, 6 weeks, 3 months or 1 year")
    if not 1 <= int(match[1]) <= 999:
        raise ValueError(f"{quoted(text)} is no interval: the number goes from 1 to 999")
    return Cadence(int(match[1]), unit)


def parse_date(text: str) -> date:
    """A date from ``YYYY-MM-DD``, nothing else. Raises ValueError with one sentence that says why it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{quoted(text)} is no date: dates are written as 2026-06-09")
    year, month, day = map(int, match.groups())
    if fault := _day_fault(year, month, day):
        raise ValueError(f"{quoted(text)} is no date: {fault}")
    return date(year, month, day)


def parse_birthday(text: str) -> Birthday:
    """A birthday from ``MM-DD`` or ``YYYY-MM-DD``. Raises ValueError with one sentence that says why it is none."""
    match = _BIRTHDAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{quoted(text)} is no birthday: it is written as 05-17 or 1980-05-17")
    year = int(match[1]) if match[1] else None
    month, day = int(match[2]), int(match[3])
    if fault := _day_fault(_LEAP_YEAR if year is None else year, month, day):
        raise ValueError(f"{quoted(text)} is no birthday: {fault}")
    return Birthday(month, day, year)


def _day_fault(year: int, month: int, day: int) -> str | None:
    """Why there is no such day, in words; None where there is."""
    if year < 1:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if 1 <= day <= days_in(year, month):
        return None
    if (month, day) == (2, 29):
        return f"{year} has no 29 February"
    return f"there is no {day} {MONTHS[month - 1]}"
