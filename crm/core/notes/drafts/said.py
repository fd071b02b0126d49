"""What the log says of a talk: takeaways, offers and promises, each as a note can say it."""

from __future__ import annotations

import re

from crm.core.notes.drafts import clauses, days, phrases
from crm.core.contacts import names
from crm.core.notes.drafts.order import Order
from crm.core.logs.topics import same

MOST_TAKEAWAYS = {"thank-you": 2}
"""How many takeaways a kind of note names at most; the others name one."""

_WITHOUT_ADVICE = frozenset({"card", "linkedin", "keep-in-touch", "congratulation", "request"})
_BY = re.compile(r"\(by\s[^)]*\)")


def takeaways(order: Order) -> list[str]:
    """The takeaways that the note names; one whose "I" or "her" is not plain is left to the user's own words.

    What was advice too is named as that.
    """
    most = min(MOST_TAKEAWAYS.get(order.kind, 1), order.situation.contents.settings.notes.takeaways)
    advised = {same(phrases.within(text)) for text in order.texts("advice")}
    written = order.texts("takeaway") or _advised(order)
    chosen = [text for text in written if same(phrases.within(text)) not in advised] or written
    whom = "you"
    if order.kind == "report-back":
        whom = names.greeting(phrases.clean(order.talk.contact.name)) if order.talk else ""
    sayable = [phrase for text in chosen if (phrase := clauses.of_theirs(text, whom))]
    return (sayable or [f"[[in your own words: {phrases.within(text)}]]" for text in chosen])[:most]


def _advised(order: Order) -> list[str]:
    """Their advice, where a kind of note has no other place for it: it is something they said, too."""
    texts = order.texts("advice") if order.kind in _WITHOUT_ADVICE else []
    return [text for text in texts if not phrases.to_somebody(text)]


def offer(order: Order) -> str:
    """The first thing they offered that can be said, behind "your offer"."""
    return next(filter(None, map(clauses.offered, order.texts("offer"))), "")


def promise(order: Order) -> str:
    """The first open promise of the talk that can be said, behind "I will", with its date."""
    if order.entry is None or order.talk is None:
        return ""
    other, today = order.talk.contact, order.situation.today
    name = phrases.clean(other.name)
    called = [other.name, *other.aliases, names.greeting(name), names.written_out(name)]
    whom = "you" if other.slug == order.to.slug else names.greeting(name)
    for task in order.entry.details:
        text = clauses.promised(_BY.sub("", task.text), called, whom) if task.label == "task" and not task.done else ""
        if text:
            return f"{text} {days.by(task.by, today)}" if task.by and task.by >= today else text
    return ""
