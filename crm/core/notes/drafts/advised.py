"""Their advice and what came of it: the two are told together only where they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crm.core.notes.drafts import clauses, phrases
from crm.core.notes.drafts.order import Facts, Order
from crm.core.notes.drafts.words import AFTER_A_VERB, BEGINNINGS, HELPING, PREPOSITIONS
from crm.core.state.history import advice_without_update
from crm.core.logs.topics import same
from crm.core.text.words import plain, stem

_MOST = 2
"""Pieces of advice, and results, that an update tells at most."""

_SHORT = 3
"""Letters of a word up to which it shows nothing."""

_FUNCTION = AFTER_A_VERB | BEGINNINGS | HELPING | PREPOSITIONS


def advice(order: Order, named: Sequence[str]) -> Facts:
    """Their advice, but for what is named already: of the talk, or the latest that an update still owes.

    An update names the advice that its results come from; where none does, what there is.
    """
    known = set() if order.kind == "update" else {same(text) for text in named}
    given = [
        text
        for text in _texts(order)
        if not phrases.about_them(text) and same(phrases.within(text)) not in known and phrases.within(text)
    ]
    chosen = _acted_on(given, _results(order))[:_MOST] if order.kind == "update" else given[:1]
    told = [clauses.told(text) for text in chosen]
    within = [phrases.within(text) for text in chosen]
    return {
        "text": within[0] if within else "",
        "will": clauses.to_do(chosen[0]) if chosen else "",
        "told": _both(told) if all(told) else "",
        "points": phrases.points(within),
    }


def _texts(order: Order) -> list[str]:
    texts = order.texts("advice")
    if order.kind == "update" and not texts:
        waiting = [*advice_without_update(order.situation.history(order.to))]
        texts = [text for entry in waiting[-1:] for text in entry.texts("advice") if phrases.clean(text)]
    return texts


def _acted_on(given: list[str], results: Sequence[str]) -> list[str]:
    """The advice that a result speaks of; all of it where none does."""
    return [text for text in given if any(_touch(text, result) for result in results)] or given


def _both(told: Sequence[str]) -> str:
    """Both of them, behind one verb: with a comma where there is one inside."""
    return (", and " if any("," in one for one in told) else " and ").join(told)


def results(order: Order) -> tuple[list[str], str]:
    """What came of it, in order, each a clause ("I passed …") where it can be one; the same as points.

    In an update what came of other advice than the note names is left out.
    """
    told = _results(order)
    if order.kind == "update":
        told = _of_this(told, order)
    told = told[:_MOST]
    mine = [clauses.done(text) for text in told]
    texts = [clause or phrases.within(text) for clause, text in zip(mine, told, strict=True)]
    if all(mine):
        return texts, phrases.points(texts)
    return texts, phrases.points(texts[:1]) + "".join(f" Also: {phrases.ended(text)}" for text in texts[1:])


def _results(order: Order) -> list[str]:
    """The results logged at or after the talk, and since the last update."""
    past = order.situation.history(order.to)
    since = [entry.stamp.start for entry in past.of({"update"})]
    first = max([*since, *([order.entry.stamp.start] if order.entry else [])], default=None)
    later = [entry for entry in past.entries if first is None or entry.stamp.start >= first]
    return [text for entry in later for text in entry.texts("result") if phrases.clean(text)]


def _of_this(told: list[str], order: Order) -> list[str]:
    """The results without those that speak of other advice alone, unless all do."""
    mine = _acted_on(_texts(order), told)[:_MOST]
    entries = order.situation.history(order.to).entries
    others = [text for entry in entries for text in entry.texts("advice") if text not in mine]
    return [text for text in told if _one_touches(text, mine) or not _one_touches(text, others)] or told


def _one_touches(result: str, given: Iterable[str]) -> bool:
    return any(_touch(text, result) for text in given)


def _touch(one: str, other: str) -> bool:
    """Whether two phrases have a word in common that says something."""
    return not _stems(one).isdisjoint(_stems(other))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in plain(phrases.clean(text)) if len(word) > _SHORT and word not in _FUNCTION}
