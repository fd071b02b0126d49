"""Dates in digits: ISO's are read, all others are refused with the days that they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from crm.core.text.texts import quoted
from crm.core.times import dates

Look = Literal["back", "ahead"]

_DIGITS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,4}))?\.?")
_ISO_WITHOUT_ITS_MONTH = re.compile(r"[0-9]{4}-(1[3-9]|[2-9][0-9])-[0-9]{2}")
_CENTURY = 2000


class BadDate(ValueError):
    """What is no date or time at all; the message is a sentence on why, and what to write instead."""


class AmbiguousDate(BadDate):
    """What can be read in two ways. ``readings`` says each in words."""

    def __init__(self, message: str, readings: tuple[str, ...]) -> None:
        super().__init__(message)
        self.readings = readings


def in_words(day: date) -> str:
    """A date as ``9 June 2026``."""
    return f"{day.day} {dates.MONTHS[day.month - 1]} {day.year}"


def read_digits(text: str, today: date, look: Look) -> date | None:
    """The date that ISO digits are; None for a text that is no date in digits.

    A year that is not written is, in the readings, the one nearest to ``today`` in the direction of ``look``. Raises
    ``AmbiguousDate`` for what has two readings (``5/11``, ``2026-13-01``) and ``BadDate`` for what has one or none.
    """
    match = _DIGITS.fullmatch(text)
    if match is None:
        return None
    try:
        return dates.parse_date(text)
    except ValueError as error:
        parts = [part for part in match.group(1, 3, 4) if part]
        days = dict.fromkeys(_readings(parts, today, look))
        raise _refusal(text, list(days), str(error)) from None


def _refusal(text: str, days: list[date], why_not_iso: str) -> BadDate:
    if not days:
        return BadDate(why_not_iso)
    readings = tuple(in_words(day) for day in days)
    iso = " or ".join(day.isoformat() for day in days)
    if mistyped := _ISO_WITHOUT_ITS_MONTH.fullmatch(text):
        other = f"the month {mistyped[1]} is a typo"
        message = f"{quoted(text)} can mean {readings[0]}, or {other}: write {iso}, or correct the month"
        return AmbiguousDate(message, (readings[0], other))
    if len(days) > 1:
        return AmbiguousDate(f"{quoted(text)} can mean {' or '.join(readings)}: write {iso}", readings)
    return BadDate(f"{quoted(text)} is not how a date is written here: for {readings[0]} write {iso}")


def _readings(parts: list[str], today: date, look: Look) -> Iterator[date]:
    if len(parts) == 2:
        yield from _in_some_year(int(parts[0]), int(parts[1]), today, look)
        yield from _in_some_year(int(parts[1]), int(parts[0]), today, look)
        return
    first, second, third = parts
    if len(parts[0]) <= 2:
        yield from _written(third, second, first)
        yield from _written(third, first, second)
    if len(parts[2]) <= 2:
        yield from _written(first, second, third)
    if len(parts[0]) > 2:
        yield from _written(first, third, second)


def _written(year: str, month: str, day: str) -> Iterator[date]:
    yield from _on(int(year) + (_CENTURY if len(year) <= 2 else 0), int(month), int(day))


def _on(year: int, month: int, day: int) -> Iterator[date]:
    if date.min.year <= year <= date.max.year and 1 <= month <= 12 and 1 <= day <= dates.days_in(year, month):
        yield date(year, month, day)


def _in_some_year(day: int, month: int, today: date, look: Look) -> Iterator[date]:
    step = -1 if look == "back" else 1
    for year in range(today.year, today.year + 9 * step, step):  # a 29 February may be eight years away
        for found in _on(year, month, day):
            if (found - today).days * step >= 0:
                yield found
                return
