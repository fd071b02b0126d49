"""Thanks for each interview and coffee, within 24 hours; the same day after a morning one."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.kinds import INTERVIEWS
from crm.core.model import Cause, FollowUp
from crm.core.state.deadlines import counted_from, hours_after, polite_moment, thanks_lapse
from crm.core.state.history import History, at_or_after, is_card, thanks_for
from crm.core.state.situation import Situation

ACTIONS = ("thank-you",)
LOOKS_FOR = "an interview or coffee"

_CLEARS = "a thank-you that is no card, at or after its start"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each interview or coffee that has begun; it opens when that ends."""
    settings = situation.settings
    for interview in past.of(INTERVIEWS):
        stamp = interview.stamp
        polite = polite_moment(stamp, settings)
        card = any(
            entry.kind.like == "thank-you" and is_card(entry) and at_or_after(entry, interview)
            for entry in past.entries
        )
        yield FollowUp(
            past.contact,
            "thank-you",
            opens=stamp.over,
            best_by=polite.best_by,
            due_by=hours_after(stamp, settings.thank_you_hours),
            lapses=thanks_lapse(interview, settings),
            zone=stamp.zone,
            cause=Cause(past.contact.path, interview.line, interview),
            settled_by=thanks_for(interview, past),
            because=f"{polite.because}; card sent; e-mail still owed" if card else polite.because,
            terms={
                "opens": counted_from(stamp),
                "best by": polite.term,
                "due by": "the end of the next day, as it has a date only"
                if stamp.date_only
                else f"{settings.thank_you_hours} hours after {counted_from(stamp)}",
                "lapses": f"{settings.thank_you_lapse_days} days after {counted_from(stamp)}",
            },
            clears=_CLEARS,
        )
