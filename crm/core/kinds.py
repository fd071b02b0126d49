"""The kinds of interaction, what each means to the rules, and the user's own kinds.

Source of the table: the section "Kinds" of docs/format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from crm.core.values import dataclass

Direction = Literal["both", "in", "out", "none"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of interaction.

    ``name`` is what the log says (lower case). ``like`` is the built-in kind whose meaning it has: its own name for a
    built-in kind, and ``None`` for a word that the book does not know, which is kept and means nothing.
    """

    name: str
    direction: Direction
    like: str | None
    meaning: str


def _kind(name: str, direction: Direction, meaning: str) -> Kind:
    return Kind(name, direction, name, meaning)


BUILT_IN: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("interview", "both", "an informational interview: owes thanks"),
        _kind("coffee", "both", "a coffee chat: owes thanks"),
        _kind("call", "both", "a talk on the phone or by video"),
        _kind("meeting", "both", "any other meeting"),
        _kind("event", "both", "we met at an event"),
        _kind("reply", "in", "they wrote"),
        _kind("question", "in", "they wrote and wait for an answer"),
        _kind("request", "out", "I asked for a meeting"),
        _kind("nudge", "out", "the one reminder of a request"),
        _kind("thank-you", "out", "thanks; channel email (default), message, linkedin or card"),
        _kind("linkedin", "out", "a connection request, or they are connected already"),
        _kind("update", "out", "my progress, told to them"),
        _kind("article", "out", "something to read, sent to them"),
        _kind("report-back", "out", "told an introducer what came of the introduction"),
        _kind("email", "out", "any other word of mine, by mail"),
        _kind("message", "out", "any other word of mine, by chat or text"),
        _kind("congratulation", "out", "a word of mine on their news or birthday"),
        _kind("cancelled", "none", "the meeting of that day did not happen"),
        _kind("no-show", "none", "the meeting of that day did not happen"),
        _kind("bounce", "none", "the last mail before it did not arrive"),
        _kind("auto-reply", "none", "no contact: only recorded"),
        _kind("note", "none", "no contact: only recorded"),
    )
}

INTERVIEWS = frozenset({"interview", "coffee"})
"""Kinds that owe thanks."""

MEETINGS = frozenset({"interview", "coffee", "call", "meeting", "event"})
"""Two-way kinds: the direction ``both``."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of one book: the built-in ones and those that its crm.toml adds.

    ``own`` maps a lower-case name to the built-in kind that it is like.
    """

    own: Mapping[str, str]

    def __getitem__(self, name: str) -> Kind:
        """The kind that a word of the log names; case is ignored, an unknown word means nothing."""
        name = name.lower()
        if name in self.own:
            like = BUILT_IN[self.own[name]]
            return Kind(name, like.direction, like.name, f"like {like.name}")
        return BUILT_IN.get(name) or Kind(name, "none", None, "unknown")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.own or name.lower() in BUILT_IN

    def names(self) -> list[str]:
        """Every known name, the built-in ones first, in the order of the table."""
        return [*BUILT_IN, *self.own]
