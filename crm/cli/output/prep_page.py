"""One screen before a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crm.cli.output import times
from crm.cli.output.out import Out
from crm.cli.output.text import behind, safe, wrap
from crm.core.model import Contact, Interaction
from crm.core.prep import Advice, Prep
from crm.core.state.situation import Situation

_MARGIN = 80


def lines(contact: Contact, about: Sequence[str], found: Prep, situation: Situation, out: Out) -> Iterator[str]:
    """Who they are, then a section for each thing that the log holds."""
    yield out.style(safe(contact.name), "bold")
    work = ", ".join(text for text in (contact.role, contact.company) if text)
    facts = {"works": work, "met": contact.fields.get("met"), "introduced by": _name(contact.introduced_by, situation)}
    for name, fact in facts.items():
        if fact:
            yield from _fact(f"{name}: {fact}", out)
    if found.last:
        yield from _fact(f"last contact: {_day(found.last, situation)}, {found.last.kind.name}", out)
    if found.appointment:
        yield from _fact(f"next: {found.appointment.stamp_text} {found.appointment.summary}", out)
    if found.topics:
        yield from _fact(f"topics: {', '.join(found.topics)}", out)
    if about:
        yield ""
    for text in about:
        yield from wrap(safe(text), min(out.width, _MARGIN), "  ") or [""]
    promises = [(entry, f"{task.text}{f' (by {task.by})' if task.by else ''}") for entry, task in found.promises]
    yield from _section("I promised", promises, situation, out)
    yield from _section("They offered", found.offers, situation, out)
    yield from _advice(found.advice, situation, out)
    yield from _section("What they said", found.takeaways, situation, out)
    yield from _section("Stories", found.anecdotes, situation, out)


def _fact(text: str, out: Out) -> list[str]:
    return behind("  ", safe(text), out.width, 4)


def _section(title: str, items: Iterable[tuple[Interaction, str]], situation: Situation, out: Out) -> Iterator[str]:
    rows = list(items)
    if rows:
        yield ""
        yield out.style(title, "bold")
    for entry, text in rows:
        yield from _item(f"{text} ({_day(entry, situation)})", "  - ", out)


def _item(text: str, mark: str, out: Out) -> list[str]:
    return behind(mark, safe(text), min(out.width, _MARGIN))


def _advice(advice: Iterable[Advice], situation: Situation, out: Out) -> Iterator[str]:
    """Each piece of advice, and indented below it what came of it."""
    rows = list(advice)
    if rows:
        yield ""
        yield out.style("Their advice, and what I did with it", "bold")
    for piece in rows:
        yield from _item(f"{piece.text} ({_day(piece.entry, situation)})", "  - ", out)
        for entry, text in piece.since:
            yield from _item(f"{text} ({_day(entry, situation)})", "      → ", out)
        if not piece.since:
            yield "      → nothing written yet"


def _day(entry: Interaction, situation: Situation) -> str:
    return times.day(entry.stamp.day, situation.today)


def _name(slug: str | None, situation: Situation) -> str | None:
    """A contact's name, or the slug where there is none of that slug."""
    found = situation.contents.contacts.get(slug or "")
    return found.name if found else slug
