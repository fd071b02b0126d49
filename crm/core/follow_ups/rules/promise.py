"""What I promised: every unticked task in a log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from crm.core.model import Cause, Detail, FollowUp, Interaction
from crm.core.state.deadlines import end_of_business_day
from crm.core.state.history import History
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("promise",)
LOOKS_FOR = "an unticked task"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """One for each unticked task, but of meetings that did not happen and undated ones of appointments."""
    for entry in past.contact.interactions:
        if not entry.details or past.called_off(entry):
            continue
        for task in entry.details:
            if task.label == "task" and not task.done and (task.by or entry.stamp.start <= past.now):
                yield _promise(past, entry, task, situation)


def _promise(past: History, entry: Interaction, task: Detail, situation: Situation) -> FollowUp:
    zone = entry.stamp.zone
    opens, opens_term = _opens(entry, task, situation)
    days = situation.settings.promise_business_days
    return FollowUp(
        past.contact,
        "promise",
        opens=opens,
        due_by=dates.end_of_day(task.by, zone)
        if task.by
        else end_of_business_day(entry.stamp.day, days, situation.settings.holidays, zone),
        zone=zone,
        cause=Cause(past.contact.path, task.line, entry, task),
        because="promised" if task.by else f"promised without a date: business day {days}",
        terms={
            "opens": opens_term,
            "due by": "the end of its date" if task.by else f"no date: the end of business day {days} after the entry",
            "lapses": "never",
        },
        clears="ticking it",
    )


def _opens(entry: Interaction, task: Detail, situation: Situation) -> tuple[datetime, str]:
    """When a task is shown: once its entry is over, and in an appointment some days before its own date."""
    stamp = entry.stamp
    if task.by is None or stamp.over <= situation.now:
        return stamp.over, "the entry"
    days = situation.settings.promise_ahead_days
    ahead = dates.start_of_day(task.by - timedelta(days=days), stamp.zone)
    return min(ahead, stamp.over), f"{days} days before its date, as the entry is an appointment"
