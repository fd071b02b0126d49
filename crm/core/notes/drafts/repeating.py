"""What a note would say for a second time: thanks, an invitation, a reminder, a report, an article go out once.

Any number of updates, requests and kind words may go to one person, also after one talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from crm.core.notes.drafts.order import Order
from crm.core.state.history import at_or_after, is_card, thanks_for
from crm.core.model import Interaction
from crm.core.articles.reading_list import linked
from crm.core.notes.talks import nudged_or_answered

_Found = tuple[str, Interaction]
"""What happened to what, and the entry that says so."""


def repeated(order: Order) -> str:
    """A sentence on what was sent already, and where it stands, if a second note of its kind would repeat it."""
    found = _ONCE[order.kind](order) if order.kind in _ONCE else None
    if found is None:
        return ""
    what, entry = found
    return f"{what} on {entry.stamp.day} already: {_where(entry, order)}"


def _thanked(order: Order) -> _Found | None:
    talk = order.talk
    thanks = thanks_for(talk.entry, order.situation.history(talk.contact)) if talk else None
    return (f"{_named(order)} was thanked for", thanks) if thanks else None


def _card(order: Order) -> _Found | None:
    cards = (entry for entry in _sent(order, "thank-you") if is_card(entry))
    return _first(f"a card for {_named(order)} went out", _since_the_talk(order, cards))


def _invited(order: Order) -> _Found | None:
    return _first(f"{order.to.name} was invited or connected on LinkedIn", _sent(order, "linkedin"))


def _nudged(order: Order) -> _Found | None:
    past = order.situation.history(order.to)
    request = order.entry or next(reversed(past.of({"request"})), None)
    after = nudged_or_answered(request, past) if request else None
    if request is None or after is None or after.kind.like != "nudge":
        return None
    return f"the request of {request.stamp.day} was repeated", after


def _reported(order: Order) -> _Found | None:
    whom = order.talk.contact.name if order.talk else ""
    return _first(f"{_named(order)} with {whom} was reported", _since_the_talk(order, _sent(order, "report-back")))


def _shared(order: Order) -> _Found | None:
    slug = order.article.article.slug if order.article else ""
    return _first(f"{slug} was sent to them", (entry for entry in _sent(order, "article") if slug in linked(entry)))


_ONCE: Mapping[str, Callable[[Order], _Found | None]] = {
    "thank-you": _thanked,
    "card": _card,
    "linkedin": _invited,
    "nudge": _nudged,
    "report-back": _reported,
    "article": _shared,
}


def _sent(order: Order, kind: str) -> list[Interaction]:
    """The notes of a kind to this contact that arrived, in time order."""
    return order.situation.history(order.to).of({kind})


def _since_the_talk(order: Order, entries: Iterable[Interaction]) -> list[Interaction]:
    talk = order.entry
    return [entry for entry in entries if talk and at_or_after(entry, talk)]


def _first(what: str, entries: Iterable[Interaction]) -> _Found | None:
    entry = next(iter(entries), None)
    return (what, entry) if entry else None


def _named(order: Order) -> str:
    return f"the {order.entry.kind.name} of {order.entry.stamp.day}" if order.entry else ""


def _where(entry: Interaction, order: Order) -> str:
    """The note that was sent, where the log's entry names one of the book's; else the entry."""
    paths = {f"notes/{slug}.md" for slug in linked(entry)}
    note = next((note.path for note in order.situation.contents.notes if note.path in paths), None)
    return note or f"{order.to.path}:{entry.line}"
