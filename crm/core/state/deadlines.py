"""Deadlines that several rules count in one way. Source: docs/follow-ups.md, "Two kinds of time"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from crm.core.model import Interaction, Stamp
from crm.core.settings import FollowUpSettings
from crm.core.state.history import PUSHES, History, thanks_for
from crm.core.times import dates


def hours_after(stamp: Stamp, hours: int) -> datetime:
    """The instant some elapsed hours after an entry is over.

    A date never yields an hour: from a date alone, hours within the day mean its end, 24 the end of the next day.
    """
    if stamp.date_only:
        return dates.end_of_day(stamp.day + timedelta(days=hours // 24), stamp.zone)
    return dates.elapsed(stamp.over, hours)


def last_day(stamp: Stamp) -> date:
    """The day on which an entry is over, in its own zone: the next one where it goes on past midnight."""
    return dates.local(stamp.over, stamp.zone).date()


def counted_from(stamp: Stamp) -> str:
    """What the deadlines of a meeting are counted from, in words."""
    if stamp.date_only:
        return "the start of its day (no time is written)"
    return "its end" if stamp.end else "its start (no end is written)"


def end_of_business_day(day: date, n: int, holidays: AbstractSet[date], zone: tzinfo) -> datetime:
    """The end of BD(n): the n-th business day after a day."""
    return dates.end_of_day(dates.business_day(day, n, holidays), zone)


def thanks_lapse(interview: Interaction, settings: FollowUpSettings) -> datetime:
    """From when it is too late for plain thanks."""
    return dates.later(interview.stamp.over, interview.stamp.zone, settings.thank_you_lapse_days)


class Polite(NamedTuple):
    """The polite moment for thanks: when it is, why in a few words, and how it came about."""

    best_by: datetime
    because: str
    term: str


def polite_moment(stamp: Stamp, settings: FollowUpSettings) -> Polite:
    """By when thanks for a meeting are best sent, which depends on the hour at which it began."""
    if stamp.date_only:
        end = dates.end_of_day(stamp.day, stamp.zone)
        return Polite(end, "best the same day", "the end of that day: no time is written")
    begins, ends = settings.morning_begins, settings.morning_ends
    start = dates.local(stamp.start, stamp.zone).time()
    if start < begins:
        day, clock = stamp.day, settings.later_best_by
        because, term = "before dawn: best that morning", f"it began before {begins:%H:%M}: the same date"
    elif start < ends:
        day, clock = stamp.day, settings.morning_best_by
        because, term = "morning: best the same day", "it began in the morning: the same day"
    else:
        day, clock = stamp.day + timedelta(days=1), settings.later_best_by
        because, term = "after noon: best by the next morning", f"it began at {ends:%H:%M} or later: the next day"
    return Polite(dates.at(day, clock, stamp.zone), because, f"{term} by {clock:%H:%M}")


def unthanked(past: History, settings: FollowUpSettings) -> Interaction | None:
    """The latest interview whose thanks have lapsed, until a message of mine after that makes up for it."""
    words = past.of(PUSHES)
    for interview in reversed(past.interviews):
        lapse = thanks_lapse(interview, settings)
        made_up = any(word.stamp.start >= lapse for word in words)
        if lapse <= past.now and not made_up and thanks_for(interview, past) is None:
            return interview
    return None
