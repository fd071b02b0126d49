"""What other programs saw of a relationship, as values: a meeting in a calendar, a mail that came or went.

A sighting is nobody's word yet. What becomes of it is for ``proposals`` beside it to propose, and for the user to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from crm.core.model import Stamp

What = Literal["meeting", "cancelled", "received", "sent", "bounce", "auto-reply"]

LONGEST_SUMMARY = 140
"""Characters of a summary that somebody else wrote."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TAG = re.compile(r"(?:(?<=\s)|^)#+(?=\w)")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as another program names them; ``address`` is in small letters and may be empty, as may the name."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing that another program saw.

    ``key`` tells it from all others, ``series`` is the key of what it belongs to: a recurring meeting, a thread. Both
    are digests (`digest`). ``persons`` are those who were there, wrote or were written to, me perhaps among them, and
    ``declined`` the addresses of those who said no. ``where`` is the file, and the
    line where that is known. ``answers`` says of a letter that it goes on with a thread.
    """

    key: str
    series: str
    what: What
    stamp: Stamp
    persons: tuple[Person, ...]
    summary: str
    where: str
    channel: str | None = None
    declined: frozenset[str] = field(default_factory=frozenset)
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in a foreign file that cannot be read and is left out: where, and what is wrong with it."""

    where: str
    message: str


def digest(*parts: str) -> str:
    """A short name of what others name at length, for the file of refusals: 16 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def address(text: str) -> str:
    """A mail address in the form in which addresses compare."""
    text = text.strip()
    scheme, colon, rest = text.partition(":")
    return (rest if colon and scheme.lower() == "mailto" else text).strip().strip("<>").casefold()


def clean(text: str) -> str:
    """A text that somebody else wrote as a summary: one line, without what a log or a terminal would obey.

    Control and format characters go, a ``#tag`` is a word, a ``[[link]]`` has single brackets, a comment is none.
    """
    shown = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_shown(char))
    shown = " ".join(shown.split())
    for markup, plain in (("[[", "["), ("]]", "]"), ("<!--", "<--"), ("%%", "%")):
        while markup in shown:
            shown = shown.replace(markup, plain)
    shown = _TAG.sub("", shown)
    return shown if len(shown) <= LONGEST_SUMMARY else f"{shown[: LONGEST_SUMMARY - 1].rstrip()}…"


def _is_shown(char: str) -> bool:
    return char in "\u200c\u200d" or unicodedata.category(char) not in _DROPPED


def in_time(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Sightings in the order in which they happened."""
    return sorted(sightings, key=lambda one: (one.stamp.start, one.key))
