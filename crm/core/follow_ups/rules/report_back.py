"""A report to whoever introduced us, after the first meeting with the person they introduced."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.model import Cause, FollowUp
from crm.core.state.deadlines import end_of_business_day, last_day
from crm.core.state.history import History, at_or_after
from crm.core.state.situation import Situation

ACTIONS = ("report-back",)
LOOKS_FOR = "a first interview, coffee, call or meeting with somebody whom they introduced"

_MET = ("interview", "coffee", "call", "meeting")
_REPORTS = ("report-back", "update", "email", "message", "thank-you")


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """At most one, owed to the introducer of this contact."""
    introducer = situation.contents.contacts.get(past.contact.introduced_by or "")
    meetings = past.of(_MET) if introducer else []
    if introducer is None or introducer.slug == past.contact.slug or not meetings:
        return
    settings, first = situation.settings, meetings[0]
    stamp = first.stamp
    day = last_day(stamp)
    reports = situation.history(introducer).of(_REPORTS)
    best, last = settings.report_back_best_business_days, settings.report_back_business_days
    yield FollowUp(
        introducer,
        "report-back",
        opens=stamp.over,
        best_by=end_of_business_day(day, best, settings.holidays, stamp.zone),
        due_by=end_of_business_day(day, last, settings.holidays, stamp.zone),
        zone=stamp.zone,
        cause=Cause(past.contact.path, first.line, first),
        settled_by=next((report for report in reports if at_or_after(report, first)), None),
        because=f"the first meeting with {past.contact.name}, whom they introduced",
        terms={
            "opens": f"the end of the first meeting with {past.contact.name}",
            "best by": f"the end of business day {best} after it",
            "due by": f"the end of business day {last} after it",
            "lapses": "never",
        },
        clears="a report-back, update, email, message or thank-you to them after it",
        about=past.contact.slug,
    )
