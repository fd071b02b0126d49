"""An answer to each question of theirs, by the next business day."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.model import Cause, FollowUp
from crm.core.state.deadlines import end_of_business_day
from crm.core.state.history import History, at_or_after
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("answer",)
LOOKS_FOR = "a question of theirs"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each question."""
    settings = situation.settings
    questions = past.of({"question"})
    mine = [entry for entry in past.entries if entry.kind.direction in {"out", "both"}] if questions else []
    for question in questions:
        stamp = question.stamp
        yield FollowUp(
            past.contact,
            "answer",
            opens=stamp.start,
            best_by=dates.end_of_day(stamp.day, stamp.zone),
            due_by=end_of_business_day(stamp.day, settings.answer_business_days, settings.holidays, stamp.zone),
            zone=stamp.zone,
            cause=Cause(past.contact.path, question.line, question),
            settled_by=next((entry for entry in mine if at_or_after(entry, question)), None),
            because="they wait for an answer: send it, then log it",
            terms={
                "opens": "at once",
                "best by": "the end of that day",
                "due by": f"the end of business day {settings.answer_business_days} after it",
                "lapses": "never",
            },
            clears="any word of mine or a meeting after it",
        )
