"""The talk that a note is about, and when it was, as a sentence can say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crm.core.deadlines import hours_after, unthanked
from crm.core.drafts import days, phrases
from crm.core.drafts.order import Facts, Order
from crm.core.model import Interaction
from crm.core.topics import unique

_A_WHILE = 30
"""Days from which it has been a while."""

_MAKE_UP_FOR_THANKS = frozenset({"update", "article", "keep-in-touch"})
_NOUNS = {"call": "call", "meeting": "meeting"}
_COUNTED = re.compile(
    r"(?i)(?:an?|some|one|ten|fifteen|twenty|thirty|half|\d+)\b|(?:coffee|lunch|feedback|help|advice|time)\b"
)


def talk(order: Order, missed: Interaction | None) -> Facts:
    """The talk; ``missed`` is the one whose thanks the note begins with: its date is not said twice."""
    entry = order.entry
    if entry is None or order.talk is None:
        nothing: Facts = dict.fromkeys(("on", "over", "details"), "")
        return {**nothing, "topic": topic(order.to.topics), "noun": "conversation", "again": False, "long_ago": True}
    like = entry.kind.like or ""
    about = topic(entry.topics)
    over = f"over {phrases.words_of(entry.kind.name)}" if like == "coffee" else ""
    when = "that day" if missed is entry else _when(entry, order)
    return {
        "on": when,
        "topic": about,
        "noun": _NOUNS.get(like, "conversation"),
        "over": over,
        "again": missed is entry,
        "long_ago": (order.today(entry) - entry.stamp.day).days > _A_WHILE,
        "details": " ".join(filter(None, (over, f"about {about}" if about else "", when))),
    }


def _when(entry: Interaction, order: Order) -> str:
    """The day; on a card, which arrives days later, as a date."""
    today = order.today(entry)
    return f"on {days.in_full(entry.stamp.day, today)}" if order.kind == "card" else days.on(entry.stamp.day, today)


def topic(topics: Iterable[str]) -> str:
    """The first topic, in words."""
    return next((words for one in unique(topics) if (words := phrases.words_of(phrases.clean(one)))), "")


def missed_thanks(order: Order) -> Interaction | None:
    """The talk for which the note makes up with belated thanks."""
    past = order.situation.history(order.to)
    return unthanked(past, order.situation.settings) if order.kind in _MAKE_UP_FOR_THANKS else None


def is_belated(order: Order) -> bool:
    """Whether thanks for the talk come so late that a clause of apology is due."""
    entry, settings = order.entry, order.situation.contents.settings.notes
    return entry is not None and hours_after(entry.stamp, settings.belated_hours) < order.situation.now


def asked(order: Order) -> Facts:
    """The request that a nudge repeats: when it was, and what it asked for where the log says that as a thing."""
    entry = order.entry
    if order.kind != "nudge" or entry is None:
        return {"on": "", "day": "", "whole": ""}
    summary = phrases.within(entry.summary)
    said = bool(_COUNTED.match(summary)) and not phrases.about_them(summary)
    day, today = entry.stamp.day, order.today(entry)
    return {"on": days.on(day, today), "day": days.in_full(day, today), "whole": summary if said else ""}
