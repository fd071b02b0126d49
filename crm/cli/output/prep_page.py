"""One screen before a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crm.cli.output import times
from crm.cli.output.out import Out
from crm.cli.output.text import safe, wrap
from crm.core.model import Contact, Interaction
from crm.core.prep import Advice, Prep
from crm.core.situation import Situation

_MARGIN = 80


def lines(contact: Contact, found: Prep, situation: Situation, out: Out) -> Iterator[str]:
    """Who they are, then a section for each thing that the log holds."""
    yield out.style(safe(contact.name), "bold")
    work = ", ".join(text for text in (contact.role, contact.company) if text)
    facts = {"works": work, "met": contact.fields.get("met"), "introduced by": contact.introduced_by}
    for name, fact in facts.items():
        if fact:
            yield f"  {name}: {safe(str(fact))}"
    if found.last:
        yield f"  last contact: {_day(found.last, situation)}, {safe(found.last.kind.name)}"
    if found.appointment:
        yield f"  next: {safe(found.appointment.stamp_text)} {safe(found.appointment.summary)}"
    if found.topics:
        yield f"  topics: {safe(', '.join(found.topics))}"
    promises = [(entry, f"{task.text}{f' (by {task.by})' if task.by else ''}") for entry, task in found.promises]
    yield from _section("I promised", promises, situation, out)
    yield from _section("They offered", found.offers, situation, out)
    yield from _section("Their advice, and what I did with it", _advice(found.advice), situation, out)
    yield from _section("What they said", found.takeaways, situation, out)
    yield from _section("Stories", found.anecdotes, situation, out)


def _section(title: str, items: Iterable[tuple[Interaction, str]], situation: Situation, out: Out) -> Iterator[str]:
    rows = list(items)
    if rows:
        yield ""
        yield out.style(title, "bold")
    for entry, text in rows:
        first, *more = wrap(safe(f"{text} ({_day(entry, situation)})"), min(out.width, _MARGIN), " " * 4)
        yield f"  - {first[4:]}"
        yield from more


def _advice(advice: Iterable[Advice]) -> Iterator[tuple[Interaction, str]]:
    for piece in advice:
        yield piece.entry, piece.text
        for entry, text in piece.since:
            yield entry, f"→ {text}"
        if not piece.since:
            yield piece.entry, "→ nothing written yet"


def _day(entry: Interaction, situation: Situation) -> str:
    return times.day(entry.stamp.day, situation.today)
