"""Deadlines that several rules count in one way. Source: docs/follow-ups.md, "Two kinds of time"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta, tzinfo

from crm.core import dates
from crm.core.model import Interaction, Stamp
from crm.core.settings import FollowUpSettings


def hours_after(stamp: Stamp, hours: int) -> datetime:
    """The instant some elapsed hours after an entry is over.

    A date never yields an hour: from a date alone, hours within the day mean its end, 24 the end of the next day.
    """
    if stamp.date_only:
        return dates.end_of_day(stamp.day + timedelta(days=hours // 24), stamp.zone)
    return dates.elapsed(stamp.over, hours)


def end_of_business_day(day: date, n: int, holidays: AbstractSet[date], zone: tzinfo) -> datetime:
    """The end of BD(n): the n-th business day after a day."""
    return dates.end_of_day(dates.business_day(day, n, holidays), zone)


def thanks_lapse(interview: Interaction, settings: FollowUpSettings) -> datetime:
    """From when it is too late for plain thanks."""
    return dates.later(interview.stamp.over, interview.stamp.zone, settings.thank_you_lapse_days)
