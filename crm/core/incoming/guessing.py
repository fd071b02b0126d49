"""Which kind of interaction a meeting was, by the words of its title. A guess, for the user to correct."""

from __future__ import annotations

import re

from crm.core.kinds import MEETINGS, Kinds

CROWD = 9
"""Others in a meeting from which it is rather an event: nobody talks to nine people at once."""

_THANKS = re.compile(
    r"(many |a big )?(thank(s| you)|danke|vielen dank|herzlichen dank|merci|gracias|grazie)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")

# In the languages in which calendars are most often written here; the first that fits counts.
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("interview", frozenset("interview interviews informational vorstellungsgespräch entretien entrevista".split())),
    ("coffee", frozenset("coffee coffees kaffee café cafe espresso tea tee cappuccino koffie caffè".split())),
    ("call", frozenset("call phone telefonat telefon anruf ring appel llamada telco phonecall".split())),
    (
        "event",
        frozenset(
            "conference konferenz meetup workshop webinar talk party summit symposium reception fair messe "
            "stammtisch conférence".split()
        ),
    ),
)
_NOBODY = frozenset(
    "birthday geburtstag anniversary anniversaire cumpleaños verjaardag jubiläum holiday urlaub".split()
)


def kind_of(summary: str, others: int, kinds: Kinds) -> str:
    """The kind of a meeting with that many others: one of the book's own that it names, else by its words."""
    words = {word.casefold() for word in _WORD.findall(summary)}
    own = [name for name, like in kinds.own.items() if like in MEETINGS and name in words]
    if own:
        return own[0]
    for kind, signs in _SIGNS:
        if words & signs:
            return kind
    return "event" if others >= CROWD else "meeting"


def is_thanks(subject: str) -> bool:
    """Whether the subject of a letter that begins a thread says thank you."""
    return _THANKS.match(subject) is not None


def is_a_day_to_know(summary: str) -> bool:
    """Whether a title is that of a birthday or holiday, which nobody met at."""
    return not _NOBODY.isdisjoint(word.casefold() for word in _WORD.findall(summary))
