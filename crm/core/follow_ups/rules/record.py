"""What was said, written down while it is fresh: an interview with nothing under its line asks for notes."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.kinds import INTERVIEWS
from crm.core.model import Cause, FollowUp
from crm.core.state.deadlines import counted_from, hours_after, last_day
from crm.core.state.history import History
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("record",)
LOOKS_FOR = "an interview or coffee with nothing written under it"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each interview or coffee under which nothing is written."""
    settings = situation.settings
    for interview in past.of(INTERVIEWS):
        if interview.written:
            continue
        stamp = interview.stamp
        yield FollowUp(
            past.contact,
            "record",
            opens=stamp.over,
            best_by=hours_after(stamp, settings.record_hours),
            due_by=dates.end_of_day(last_day(stamp), stamp.zone),
            lapses=dates.later(stamp.over, stamp.zone, settings.record_lapse_days),
            zone=stamp.zone,
            cause=Cause(past.contact.path, interview.line, interview),
            because="nothing is written under it yet",
            terms={
                "opens": counted_from(stamp),
                "best by": "the end of that day, as it has a date only"
                if stamp.date_only
                else f"{settings.record_hours} hours after {counted_from(stamp)}",
                "due by": "the end of that day",
                "lapses": f"{settings.record_lapse_days} days after {counted_from(stamp)}",
            },
            clears="anything written under the entry",
        )
