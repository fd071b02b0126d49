"""WHEN: the dates and times that a command is given (docs of ``--on``, ``--now``, ``snooze``), as far as they are ours.

    WHEN  [DAY] [[at] TIME[-TIME]] [ZONE]     or: now
    DAY   2026-06-09, today, yesterday, tomorrow, 3d ago, in 4 months, mon, last tuesday, next friday
    TIME  09:30, 9:30, 09:30:15, 3pm, 3:30 pm, noon
    ZONE  Z, +02:00 or an IANA name, capitalised

Only ISO's order of year, month and day is read: which of the others is meant would be a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from crm.core import dates
from crm.core.model import Cadence, Stamp
from crm.core.texts import quoted

Look = Literal["back", "ahead"]

LONGEST = timedelta(hours=12)
"""The longest span of an interaction (docs/format.md)."""

_HOW = "write it as 2026-06-09, 2026-06-09 09:30, yesterday 15:00, 3d ago or in 2 weeks"


class BadDate(ValueError):
    """What is no date or time at all; the message is one sentence that says why and what to write instead."""


class AmbiguousDate(BadDate):
    """What can be read in two ways. ``readings`` are the days that it may mean, the likeliest first."""

    def __init__(self, message: str, readings: tuple[date, ...]) -> None:
        super().__init__(message)
        self.readings = readings


def unknown(text: str) -> BadDate:
    """What to raise for words that nobody could read."""
    return BadDate(f"{quoted(text)} is no date or time that can be read: {_HOW}")


# --- the parts -----------------------------------------------------------------------------------------------------

_TIME = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?|[0-9]{1,2} ?[ap]m|noon)"
_PARTS = re.compile(
    rf"""(?P<day>.*?)
    (?:(?P<gap>^|\ |(?<=[0-9])T) (?:at\ )? (?P<start>{_TIME}) (?:(?:[-–]|\ [-–]\ )(?P<end>{_TIME}))?)?
    (?:(?:\ |(?<=[0-9])(?=[Z+-]))(?P<zone>Z|[+-][0-9]{{2}}:[0-9]{{2}}|[A-Z][\w+-]*(?:/[\w+-]+)*))?""".replace(" ?", "[ ]?"),
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
