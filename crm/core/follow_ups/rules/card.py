"""A handwritten card, for contacts who are to have one: a supplement, never in place of the e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.kinds import INTERVIEWS
from crm.core.model import Cause, FollowUp
from crm.core.state.deadlines import counted_from, end_of_business_day, last_day, polite_moment
from crm.core.state.history import History, at_or_after, is_card
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("card",)
LOOKS_FOR = "card: true, and an interview or coffee"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each interview or coffee, for a contact with ``card: true``."""
    if not past.contact.card:
        return
    settings = situation.settings
    cards = [entry for entry in past.of({"thank-you"}) if is_card(entry)]
    for interview in past.of(INTERVIEWS):
        stamp = interview.stamp
        polite = polite_moment(stamp, settings)
        yield FollowUp(
            past.contact,
            "card",
            opens=stamp.over,
            best_by=polite.best_by,
            due_by=end_of_business_day(last_day(stamp), settings.card_business_days, settings.holidays, stamp.zone),
            lapses=dates.later(stamp.over, stamp.zone, settings.card_lapse_days),
            zone=stamp.zone,
            cause=Cause(past.contact.path, interview.line, interview),
            settled_by=next((card for card in cards if at_or_after(card, interview)), None),
            because="a card beside the e-mail",
            terms={
                "opens": f"with the thank-you, at {counted_from(stamp)}",
                "best by": polite.term,
                "due by": f"the end of business day {settings.card_business_days} after it",
                "lapses": f"{settings.card_lapse_days} days after {counted_from(stamp)}",
            },
            clears="a thank-you (card) at or after its start",
        )
