"""What the log says of a talk: takeaways, advice, results, offers and promises, each as a note can say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.core.drafts import days, names, phrases
from crm.core.drafts.order import Facts, Order
from crm.core.history import advice_without_update
from crm.core.topics import same

MOST_TAKEAWAYS = {"thank-you": 2}
"""How many takeaways a kind of note names at most; the others name one."""

_MOST_RESULTS = 2
_BY = re.compile(r"\(by\s[^)]*\)")


_OURS = re.compile(r"(?:we|our)\b", re.IGNORECASE)
"""A takeaway in their words of themselves: in a note of mine it would be I who claims it."""


def takeaways(order: Order) -> list[str]:
    """The takeaways that the note names; one that speaks of them as "she" is left to the user's own words.

    What was advice too is named as that.
    """
    most = min(MOST_TAKEAWAYS.get(order.kind, 1), order.situation.contents.settings.notes.takeaways)
    advised = {same(phrases.within(text)) for text in order.texts("advice")}
    written = order.texts("takeaway")
    chosen = [text for text in written if same(phrases.within(text)) not in advised] or written
    if order.kind == "report-back":
        name = names.greeting(order.talk.contact.name) if order.talk else ""
        return [phrases.of_theirs(text, name) for text in chosen[:most]]
    sayable = [
        phrases.of_theirs(text, "you") for text in chosen if not phrases.about_them(text) and not _OURS.match(text)
    ]
    return (sayable or [f"[[in your own words: {phrases.within(text)}]]" for text in chosen])[:most]


def advice(order: Order, named: Sequence[str]) -> Facts:
    """Their advice: of the talk, and in an update the latest that I have not reported on; not what is named already."""
    texts = order.texts("advice")
    if order.kind == "update" and not texts:
        waiting = [*advice_without_update(order.situation.history(order.to))]
        texts = [text for entry in waiting[-1:] for text in entry.texts("advice") if phrases.clean(text)]
    known = set() if order.kind == "update" else {same(text) for text in named}
    sayable = (text for text in texts if not phrases.about_them(text) and same(phrases.within(text)) not in known)
    text = next(sayable, "")
    phrase = phrases.within(text)
    return {
        "text": phrase,
        "will": phrases.to_do(text),
        "told": phrases.told(text),
        "points": phrases.points([phrase] if phrase else []),
    }


def results(order: Order) -> tuple[list[str], str]:
    """What came of it: the first results logged at or after the talk, and since the last update; the same as points."""
    past = order.situation.history(order.to)
    since = [entry.stamp.start for entry in past.of({"update"})]
    first = max([*since, *([order.entry.stamp.start] if order.entry else [])], default=None)
    later = [entry for entry in past.entries if first is None or entry.stamp.start >= first]
    told = [text for entry in later for text in entry.texts("result") if phrases.clean(text)]
    clauses = [phrases.done(text) for text in told[:_MOST_RESULTS]]
    texts = [clause or phrases.within(text) for clause, text in zip(clauses, told, strict=False)]
    if all(clauses):
        return texts, phrases.points(texts)
    return texts, phrases.points(texts[:1]) + "".join(f" Also: {phrases.ended(text)}" for text in texts[1:])


def offer(order: Order) -> str:
    """The first thing they offered that can be said, behind "your offer"."""
    return next(filter(None, map(phrases.offered, order.texts("offer"))), "")


def promise(order: Order) -> str:
    """The first open promise of the talk that can be said, behind "I will", with its date."""
    if order.entry is None or order.talk is None:
        return ""
    other, today = order.talk.contact, order.situation.today
    called = [other.name, *other.aliases, names.greeting(other.name), names.written_out(other.name)]
    whom = "you" if other.slug == order.to.slug else names.greeting(other.name)
    for task in order.entry.details:
        text = phrases.promised(_BY.sub("", task.text), called, whom) if task.label == "task" and not task.done else ""
        if text:
            return f"{text} {days.by(task.by, today)}" if task.by and task.by >= today else text
    return ""
