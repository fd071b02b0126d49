"""The list: who is owed what at a moment, in which order, and what the daily cap keeps back.

A pure function of (contents, now). Source: docs/follow-ups.md, "The list", and "Snooze" among the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from crm.core.follow_ups.rules import RULES
from crm.core.logs.topics import same
from crm.core.model import Cause, Contact, FollowUp
from crm.core.state.history import PUSHES
from crm.core.state.situation import Situation
from crm.core.times import dates
from crm.core.values import dataclass

State = Literal["late", "due", "open", "upcoming", "settled", "lapsed", "held", "silent"]
"""Where a follow-up stands. The first three are owed now; ``held`` and ``silent`` are kept back, for a reason."""

OWED = frozenset({"late", "due", "open"})
_THROUGH_SNOOZE = frozenset({"thank-you", "promise", "answer"})
_SILENCED = frozenset({"do-not-contact", "deceased"})
GENTLE = 5
"""The class of updates, articles and keep-in-touch notes: never above a debt, and capped."""
CLASSES = {
    "thank-you": 1,
    "answer": 1,
    "record": 1,
    "promise": 2,
    "linkedin": 2,
    "report-back": 2,
    "card": 2,
    "birthday": 3,
    "nudge": 4,
    "update": GENTLE,
    "article": GENTLE,
    "keep-in-touch": GENTLE,
}
"""The class of every action; a promise that is due or late goes to the first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A follow-up and where it stands; ``reason`` says why it is kept back, ``opens`` when it is shown from."""

    follow_up: FollowUp
    state: State
    opens: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DueList:
    """What the list shows, in order, and what the cap keeps back."""

    shown: tuple[Standing, ...]
    hidden: tuple[Standing, ...] = ()


def standings(situation: Situation) -> Iterator[Standing]:
    """Every follow-up that any rule sees, and where each stands; no order is promised."""
    for contact in situation.contents.contacts.values():
        past = situation.history(contact)
        for rule in RULES:
            for follow_up in rule.follow_ups(past, situation):
                yield standing(follow_up, situation)


def standing(follow_up: FollowUp, situation: Situation) -> Standing:
    """Where one follow-up stands."""
    contact = follow_up.contact
    opens = follow_up.opens
    if follow_up.settled_by:
        return Standing(follow_up, "settled", opens)
    if follow_up.lapses and follow_up.lapses <= situation.now:
        return Standing(follow_up, "lapsed", opens)
    if follow_up.held:
        return Standing(follow_up, "held", opens, follow_up.held)
    if contact.status in _SILENCED or (contact.status == "paused" and follow_up.action not in _THROUGH_SNOOZE):
        return Standing(follow_up, "silent", opens, f"status: {contact.status}")
    if contact.snooze and follow_up.action not in _THROUGH_SNOOZE:
        opens = max(opens, dates.start_of_day(contact.snooze, situation.contents.zone))
    reason = f"snoozed until {contact.snooze}" if opens > max(follow_up.opens, situation.now) else ""
    return Standing(follow_up, _status(follow_up, opens, situation.now), opens, reason)


def _status(follow_up: FollowUp, opens: datetime, now: datetime) -> State:
    if opens > now:
        return "upcoming"
    if now > follow_up.due_by:
        return "late"
    if follow_up.best_by is not None:
        return "open" if now < follow_up.best_by else "due"
    due_day = dates.local(follow_up.due_by, follow_up.zone).date()
    return "open" if dates.local(now, follow_up.zone).date() < due_day else "due"


def rank(follow_up: FollowUp, state: State) -> int:
    """The class of a follow-up, 1 to 5; the list shows them in this order."""
    if follow_up.action == "promise" and state in {"due", "late"}:
        return 1
    return CLASSES[follow_up.action]


def order(item: Standing) -> tuple[int, datetime, str, str, str, str, datetime, tuple[str, ...], int]:
    """The sort key of the list: class, deadline, tier and slug; then what does not depend on the order in the files."""
    follow_up = item.follow_up
    return (
        rank(follow_up, item.state),
        follow_up.due_by,
        follow_up.contact.tier or "E",
        follow_up.contact.slug,
        follow_up.action,
        follow_up.cause.path,
        follow_up.opens,
        _said(follow_up.cause),
        follow_up.cause.line,
    )


def _said(cause: Cause) -> tuple[str, ...]:
    """What stands on the line of a cause, where instants alone do not tell one from another."""
    task, entry = cause.task.text if cause.task else "", cause.entry
    return (task, entry.kind.name, entry.channel or "", entry.summary) if entry else (task,)


def due(situation: Situation, *, until: datetime | None = None, capped: bool = True) -> DueList:
    """The list at a moment, with what opens up to ``until``; not ``capped``, it shows everything that is owed."""
    found = sorted(
        (
            item
            for item in standings(replace(situation, horizon=max(until or situation.now, situation.now)))
            if item.state in OWED or (item.state == "upcoming" and until is not None and item.opens <= until)
        ),
        key=order,
    )
    return _capped(found, situation) if capped else DueList(tuple(found))


def _capped(found: Iterable[Standing], situation: Situation) -> DueList:
    """Keeps back the gentle follow-ups beyond the day's cap; debts and what is to come are never hidden."""
    settings, reached = situation.settings, situation.once(_reached_today)
    left = settings.daily_cap - len(reached)
    companies = [_company(contact) for contact in reached]
    shown: list[Standing] = []
    hidden: list[Standing] = []
    for item in found:
        contact = item.follow_up.contact
        if item.state in OWED and rank(item.follow_up, item.state) == GENTLE:
            company = _company(contact)
            if left <= 0 or (company and companies.count(company) >= settings.company_cap):
                hidden.append(item)
                continue
            left -= 1
            companies.append(company)
        shown.append(item)
    return DueList(tuple(shown), tuple(hidden))


def _reached_today(situation: Situation) -> list[Contact]:
    """The contacts to whom a message of the capped kinds went on the day of now."""
    zone, today = situation.contents.zone, situation.today
    recent = lately(situation.now)
    return [
        contact
        for contact in situation.contents.contacts.values()
        for words in [[entry.stamp for entry in situation.history(contact).of(PUSHES) if entry.stamp.start > recent]]
        if any((stamp.day if stamp.date_only else dates.local(stamp.start, zone).date()) == today for stamp in words)
    ]


def lately(now: datetime) -> datetime:
    """An instant before which nothing is of the day of now: no day, in any zone, is as long."""
    return dates.elapsed(now, -72)


def _company(contact: Contact) -> str:
    return same(contact.company or "")
