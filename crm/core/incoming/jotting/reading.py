"""The first part of a jotted line: what it was, with whom, when; and the whole of it as a proposal of an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from crm.core.contacts.people import Found, plain
from crm.core.incoming.jotting import parts
from crm.core.incoming.jotting.times import Times
from crm.core.kinds import Kinds
from crm.core.model import Stamp
from crm.core.times import dates

Whom = Callable[[str], Found]

_GLUED = re.compile(r"\bw/(?=\S)", re.IGNORECASE)
_WITH = frozenset({"w/", "w.", "w", "with", "mit", "from", "to", "von"})
_AND = frozenset({"and", "&", "+", "und"})
_LINKS = frozenset({"about", "re", "on", "at", "for", "-", ":", "über", "wegen"})
_STOP = _AND | _LINKS | _WITH | frozenset({"a", "an", "the", "i", "me", "my", "in"})
_FILLERS = 3  # words between a kind and its "with": coffee chat with

_HAPPENED = {
    **dict.fromkeys("coffee kaffee tea espresso".split(), "coffee"),
    **dict.fromkeys("interview interviewed".split(), "interview"),
    **dict.fromkeys("call called phoned phone rang spoke talked talk zoom video chat chatted skyped".split(), "call"),
    **dict.fromkeys("met meeting saw lunch dinner drinks breakfast walk".split(), "meeting"),
    **dict.fromkeys("event meetup".split(), "event"),
    **dict.fromkeys("email mail emailed mailed wrote".split(), "email"),
    **dict.fromkeys("message text texted messaged pinged".split(), "message"),
    **dict.fromkeys("reply heard".split(), "reply"),
}
"""Words at the beginning of a line, and the kind that each means."""

_TO_DO = frozenset("call phone ring email mail write text message ping ask send invite thank remind meet tell".split())
"""Words that, with a name directly behind, say what is to be done: ``call ada`` is no call that was."""

_THEIRS = {"replied": "reply", "answered": "reply", "wrote": "reply", "called": "call", "asked": "question"}
"""Words behind a name, and the kind that each means."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a line names them, and whom that means."""

    text: str
    found: Found


@dataclass(frozen=True, slots=True)
class Jotting:
    """What a line may mean; a promise without anything that happened is a note. ``doubts`` are sentences."""

    names: tuple[Named, ...]
    kind: str
    stamp: Stamp
    summary: str = ""
    details: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """The first part as far as it is read: ``to_do`` is a verb of the imperative, ``left`` are words yet to be read."""

    left: list[str]
    names: tuple[Named, ...] = ()
    kind: str = ""
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines that were jotted down at the instant ``now``.

    ``whom`` tells whom a name means, ``topics`` are those that the book knows, as they compare.
    """

    whom: Whom
    kinds: Kinds
    topics: Collection[str]
    now: datetime
    zone: tzinfo

    def read(self, text: str) -> Jotting:
        """What a line may mean."""
        first, *rest = parts.split(_GLUED.sub("w/ ", text)) or [text]
        times = Times(self.now, self.zone)
        words = first.split()
        leading = times.at(words, 0, "back") if words and not self._sure(words, 0) else None
        if leading and leading.end < len(words):
            words = words[leading.end :]
        else:
            leading = None
        head = self._head(words)
        found = leading or times.first(head.left, "ahead" if head.to_do else "back")
        if found and not leading:
            before = head.left[: found.start]
            if before and before[-1].lower() in parts.LIMITS:
                before.pop()
            head = replace(head, left=[*before, *head.left[found.end :]])
        return self._jotting(head, found.stamp if found else None, rest, times)

    def _jotting(self, head: _Head, stamp: Stamp | None, rest: Sequence[str], times: Times) -> Jotting:
        today = dates.local(self.now, self.zone).date()
        on_the_day = Stamp(dates.start_of_day(today, self.zone), self.zone, date_only=True)
        said = list(parts.parts(rest, self.topics, times))
        left = _without_links(head.left)
        if head.to_do and (stamp is None or stamp.day >= today):
            by = f" (by {stamp.day})" if stamp else ""
            said.insert(0, ("task", f"{' '.join([head.to_do, *left])}{by}"))
            kind, stamp = "note", None
        else:
            kind = head.kind or _HAPPENED.get(head.to_do, "")
            if left:
                said.insert(0, parts.part(" ".join(left), self.topics, times))
        doubts = list(times.doubts)
        if not kind:
            doubts.append("no word of it says what kind of interaction it was")
        summary = ", ".join(text for label, text in said if not label)
        details = tuple((label, text) for label, text in said if label)
        return Jotting(head.names, kind or "note", stamp or on_the_day, summary, details, tuple(doubts))

    def _head(self, words: list[str]) -> _Head:
        word = plain(words[0].rstrip(":")) if words else ""
        kind = word if word in self.kinds else _HAPPENED.get(word, "")
        if kind or word in _TO_DO:
            with_ = next((at for at in range(1, min(len(words), _FILLERS + 1)) if words[at].lower() in _WITH), None)
            if with_ is not None:
                names, end = self._names(words, with_ + 1)
                incoming = words[with_].lower() in {"from", "von"} and kind in {"email", "message", "reply"}
                return _Head(words[end:], names, "reply" if incoming else kind)
            names, end = self._names(words, 1)
            if word in _TO_DO and names:
                return _Head(words[end:], names, kind, to_do=words[0].lower())
            return _Head(words[end:], names, kind)
        for start in range(len(words)):
            if self._sure(words, start):
                names, end = self._names(words, start)
                behind = plain(words[end]) if start == 0 and end < len(words) else ""
                kind = _THEIRS.get(behind, "")
                return _Head([*words[:start], *words[end + bool(kind) :]], names, kind)
        return _Head(words)

    def _sure(self, words: Sequence[str], start: int) -> bool:
        """Whether a name stands there beyond doubt, where none has to: its words are whole ones of a slug."""
        named = self._name(words, start)
        slugs = (named[0].found.slug,) if named and named[0].found.slug else named[0].found.could_be if named else ()
        wanted = set(plain(named[0].text).split()) if named else set()
        return any(slug and wanted <= set(slug.split("-")) and max(map(len, wanted)) > 2 for slug in slugs)

    def _names(self, words: Sequence[str], start: int) -> tuple[tuple[Named, ...], int]:
        """The names that begin at a word, joined by "and", and where they end."""
        found: list[Named] = []
        named = self._name(words, start)
        while named:
            found.append(named[0])
            start = named[1]
            joined = start + 1 < len(words) and words[start].lower() in _AND
            named = self._name(words, start + 1) if joined else None
        return tuple(found), start

    def _name(self, words: Sequence[str], start: int) -> tuple[Named, int] | None:
        """The longest name that begins at a word: one that the book knows, else what looks like one."""
        if start >= len(words) or plain(words[start]) in _STOP:
            return None
        known = [self._try(words, start, end) for end in range(min(len(words), start + 4), start, -1)]
        for one in known:
            if one.found.slug:
                return one, start + len(one.text.split())
        for one in known:
            if one.found.could_be:
                return one, start + len(one.text.split())
        end = start + 1
        while end < min(len(words), start + 3) and words[start][:1].isupper() and words[end][:1].isupper():
            end += 1
        return (self._try(words, start, end), end) if any(map(str.isalpha, words[start])) else None

    def _try(self, words: Sequence[str], start: int, end: int) -> Named:
        text = " ".join(words[start:end]).rstrip(":,.!?")
        return Named(text, self.whom(text))


def _without_links(words: Sequence[str]) -> list[str]:
    """Words without the preposition with which they begin: ``about hiring`` is on hiring."""
    words = list(words)
    while words and words[0].lower().rstrip(":") in {*_LINKS, ""}:
        words.pop(0)
    return words
