"""The talk that a note is about, and when it was, as a sentence can say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crm.core.state.deadlines import hours_after, unthanked
from crm.core.notes.drafts import days, persons, phrases, tags
from crm.core.notes.drafts.order import Facts, Order
from crm.core.model import Interaction
from crm.core.logs.topics import unique

_A_WHILE = 30
"""Days from which it has been a while."""

_MAKE_UP_FOR_THANKS = frozenset({"update", "article", "keep-in-touch"})
_NOUNS = {"call": "call", "meeting": "meeting"}
_SAID = ("takeaway", "advice", "anecdote", "offer")
"""Details that tell that there was a conversation."""

_COUNTED = re.compile(
    r"(?i)(?:an?|some|one|ten|fifteen|twenty|thirty|half|\d+)\b|(?:coffee|lunch|feedback|help|advice|time)\b"
)


def talk(order: Order, missed: Interaction | None) -> Facts:
    """The talk; ``missed`` is the one whose thanks the note begins with: its date is not said twice."""
    entry = order.entry
    if entry is None or order.talk is None:
        nothing: Facts = dict.fromkeys(("on", "over", "details"), "")
        known = {"noun": "conversation", "spoke": "spoke", "again": False, "long_ago": True}
        return {**nothing, **known, "topic": topic(order.to.topics)}
    like = entry.kind.like or ""
    about = topic(entry.topics, (entry.summary, *(one.text for one in entry.details if one.label != "private")))
    over = f"over {tags.words_of(entry.kind.name)}" if like == "coffee" else ""
    subject = f"about {about}" if about else ""
    met = like == "event" and not any(order.texts(label) for label in _SAID)
    if met:  # no word of what was said: the topic is the event's
        over, subject = persons.place(entry.summary), ""
    when = "that day" if missed is entry else _when(entry, order)
    return {
        "on": when,
        "topic": about,
        "noun": "meeting" if met else _NOUNS.get(like, "conversation"),
        "spoke": "met" if met else "spoke",
        "over": over,
        "again": missed is entry,
        "long_ago": (order.today(entry) - entry.stamp.day).days > _A_WHILE,
        "details": " ".join(filter(None, (over, subject, when))),
    }


def wrote(order: Order) -> str:
    """When they last wrote to me, where we have not talked."""
    last = order.situation.history(order.to).of(("reply", "question"))[-1:] if order.entry is None else []
    return days.on(last[0].stamp.day, order.today(last[0])) if last else ""


def _when(entry: Interaction, order: Order) -> str:
    """The day; on a card, which arrives days later, as a date."""
    today = order.today(entry)
    return f"on {days.in_full(entry.stamp.day, today)}" if order.kind == "card" else days.on(entry.stamp.day, today)


def topic(topics: Iterable[str], texts: Iterable[str] = ()) -> str:
    """The first topic, in words; in the spelling that some texts have for it."""
    texts = [*texts]
    return next(
        (words for one in unique(topics) if (words := tags.as_written(tags.words_of(phrases.clean(one)), texts))), ""
    )


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
