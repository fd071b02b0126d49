"""Thanks for each interview and coffee, within 24 hours; the same day after a morning one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from crm.core import dates
from crm.core.deadlines import hours_after, thanks_lapse
from crm.core.history import History, at_or_after, is_card, thanks_for
from crm.core.kinds import INTERVIEWS
from crm.core.model import Cause, FollowUp, Stamp
from crm.core.settings import FollowUpSettings
from crm.core.situation import Situation

ACTIONS = ("thank-you",)
LOOKS_FOR = "an interview or coffee"

_CLEARS = "a thank-you that is no card, at or after its start"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each interview or coffee that has begun; it opens when that ends."""
    settings = situation.settings
    for interview in past.of(INTERVIEWS):
        stamp = interview.stamp
        best_by, because, term = _best_by(stamp, settings)
        card = any(
            entry.kind.like == "thank-you" and is_card(entry) and at_or_after(entry, interview)
            for entry in past.entries
        )
        yield FollowUp(
            past.contact,
            "thank-you",
            opens=stamp.over,
            best_by=best_by,
            due_by=hours_after(stamp, settings.thank_you_hours),
            lapses=thanks_lapse(interview, settings),
            zone=stamp.zone,
            cause=Cause(past.contact.path, interview.line, interview),
            settled_by=thanks_for(interview, past),
            because=f"{because}; card sent; e-mail still owed" if card else because,
            terms={
                "opens": "its end" if stamp.end else "its start; no end is written",
                "best by": term,
                "due by": "the end of the next day, as it has a date only"
                if stamp.date_only
                else f"{settings.thank_you_hours} hours after its end",
                "lapses": f"{settings.thank_you_lapse_days} days after its end",
            },
            clears=_CLEARS,
        )


def _best_by(stamp: Stamp, settings: FollowUpSettings) -> tuple[datetime, str, str]:
    """The polite moment, why in a few words, and how it came about."""
    if stamp.date_only:
        return dates.end_of_day(stamp.day, stamp.zone), "best the same day", "the end of that day: no time is written"
    start = dates.local(stamp.start, stamp.zone).time()
    if start < settings.morning_begins:
        clock, day = settings.later_best_by, stamp.day
        because, which = "before dawn: best that morning", f"it began before {settings.morning_begins:%H:%M}: the same date"
    elif start < settings.morning_ends:
        clock, day = settings.morning_best_by, stamp.day
        because, which = "morning: best the same day", "it began in the morning: the same day"
    else:
        clock, day = settings.later_best_by, stamp.day + timedelta(days=1)
        because, which = "after noon: best by the next morning", f"it began at {settings.morning_ends:%H:%M} or later: the next day"
    return dates.at(day, clock, stamp.zone), because, f"{which} by {clock:%H:%M}"
