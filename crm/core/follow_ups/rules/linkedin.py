"""An invitation on LinkedIn, right after the thanks."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.model import Cause, FollowUp, Interaction
from crm.core.state.deadlines import hours_after
from crm.core.state.history import History, is_thanks
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("linkedin",)
LOOKS_FOR = "a thank-you, no linkedin entry yet, and an account to invite (not linkedin: none)"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """At most one: from the earliest thanks that has not lapsed, while they have an account."""
    if (past.contact.linkedin or "").casefold() == "none":
        return
    settings = situation.settings
    all_thanks = [entry for entry in past.entries if is_thanks(entry)]
    for thanks in all_thanks:
        stamp = thanks.stamp
        lapses = dates.later(stamp.start, stamp.zone, settings.linkedin_lapse_days)
        if lapses <= past.now and thanks is not all_thanks[-1]:
            continue
        yield FollowUp(
            past.contact,
            "linkedin",
            opens=stamp.start,
            best_by=dates.end_of_day(stamp.day, stamp.zone),
            due_by=hours_after(stamp, settings.linkedin_hours),
            lapses=lapses,
            zone=stamp.zone,
            cause=Cause(past.contact.path, thanks.line, thanks),
            settled_by=_connected(past),
            because="thanks sent; connect while they remember you",
            terms={
                "opens": "when the thanks were sent",
                "best by": "the end of that day",
                "due by": "the end of the next day, as it has a date only"
                if stamp.date_only
                else f"{settings.linkedin_hours} hours after the thanks",
                "lapses": f"{settings.linkedin_lapse_days} days after the thanks",
            },
            clears="any linkedin entry",
        )
        return


def _connected(past: History) -> Interaction | None:
    """What says that they are connected or invited."""
    for entry in past.entries:
        if entry.kind.like == "linkedin" or (entry.kind.like == "thank-you" and entry.channel == "linkedin"):
            return entry
    return None
