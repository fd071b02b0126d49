"""What to have in mind before a meeting, from the log alone."""

from __future__ import annotations

from dataclasses import dataclass

from crm.core.logs.topics import unique
from crm.core.model import Detail, Interaction
from crm.core.query import topics_of
from crm.core.state.history import History, at_or_after

LATEST = 5
"""Takeaways and topics that fit on one screen."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of their advice, when they gave it, and what I wrote of it since: results and updates."""

    text: str
    entry: Interaction
    since: tuple[tuple[Interaction, str], ...]


@dataclass(frozen=True, slots=True)
class Prep:
    """One screen before a meeting; each pair is an entry and a text under it, the latest first."""

    appointment: Interaction | None
    last: Interaction | None
    topics: tuple[str, ...]
    takeaways: tuple[tuple[Interaction, str], ...]
    advice: tuple[Advice, ...]
    promises: tuple[tuple[Interaction, Detail], ...]
    offers: tuple[tuple[Interaction, str], ...]
    anecdotes: tuple[tuple[Interaction, str], ...]


def prep(past: History) -> Prep:
    """What the log holds for the next meeting with a contact."""
    latest = past.entries[::-1]
    meetings = [entry for entry in past.appointments if entry.kind.direction == "both"]
    return Prep(
        meetings[0] if meetings else None,
        past.last_real_contact(),
        unique(topics_of(past)[::-1])[:LATEST],
        _labelled(latest, "takeaway")[:LATEST],
        tuple(_advice(entry, text, past) for entry, text in _labelled(latest, "advice")),
        tuple(
            (entry, detail)
            for entry in past.contact.interactions
            for detail in entry.details
            if detail.label == "task" and not detail.done
        ),
        _labelled(latest, "offer"),
        _labelled(latest, "anecdote")[:LATEST],
    )


def _labelled(entries: tuple[Interaction, ...], label: str) -> tuple[tuple[Interaction, str], ...]:
    return tuple((entry, text) for entry in entries for text in entry.texts(label))


def _advice(given: Interaction, text: str, past: History) -> Advice:
    """What I did with advice: the results, and the updates to them, from then on."""
    later = [entry for entry in past.entries if at_or_after(entry, given)]
    results = [(entry, result) for entry in later for result in entry.texts("result")]
    updates = [(entry, entry.summary) for entry in later if entry.kind.like == "update" and entry.summary]
    return Advice(text, given, (*results, *updates))
