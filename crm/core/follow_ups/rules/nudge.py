"""The one reminder of a request that nobody answered."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.model import Cause, FollowUp, Interaction
from crm.core.state.deadlines import end_of_business_day
from crm.core.state.history import History, at_or_after
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("nudge",)
LOOKS_FOR = "a request with nothing from them after it"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each request."""
    settings = situation.settings
    requests = past.of({"request"})
    settling = [entry for entry in past.entries if _settles(entry)] if requests else []
    for request in requests:
        stamp = request.stamp
        opens = dates.business_day(stamp.day, settings.nudge_opens_business_days, settings.holidays)
        yield FollowUp(
            past.contact,
            "nudge",
            opens=dates.start_of_day(opens, stamp.zone),
            due_by=end_of_business_day(stamp.day, settings.nudge_business_days, settings.holidays, stamp.zone),
            lapses=dates.later(stamp.start, stamp.zone, settings.nudge_lapse_days),
            zone=stamp.zone,
            cause=Cause(past.contact.path, request.line, request),
            settled_by=next((entry for entry in settling if at_or_after(entry, request)), None),
            because="no answer yet; one reminder is polite",
            terms={
                "opens": f"the start of business day {settings.nudge_opens_business_days} after it",
                "due by": f"the end of business day {settings.nudge_business_days} after it",
                "lapses": f"{settings.nudge_lapse_days} days after it",
            },
            clears="one nudge, or anything from them",
        )


def _settles(entry: Interaction) -> bool:
    return entry.kind.like == "nudge" or entry.kind.direction in {"in", "both"}
