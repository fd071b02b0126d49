"""Who is the same person: surely by an address that one person alone has, perhaps by a name.

Source: docs/import.md, "Who is the same person".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crm.core.contacts.names import written_out
from crm.core.contacts.people import plain

_ADDRESS = re.compile(r"(?:in|pub)/([^/?#]+)", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^\w]+")
_SAYS_NOTHING = frozenset("dr mr mrs ms prof phd mba jr sr ii iii".split())
_LEGAL = frozenset("inc llc ltd gmbh ag kg co corp plc sa sarl bv ab oy as se the".split())
_CLOSE = 0.85
"""The least difflib ratio at which two names are taken for one that was mistyped."""

_LEAST_PREFIX = 3
"""Letters of a short form of a first name, as Alex for Alexander; an initial counts too."""

_ANOTHER = re.compile(r"(?:a|e|ia|ie|in|ina|ine)\Z")
"""What behind a whole first name makes another one, of a sister or wife: Daniela is not short for Daniel."""

_LEAST_WHOLE = 4
"""Letters of such a first name; Ann and Anne may well be one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the core cannot do itself: a phone number in its international form or None, any script in Latin letters."""

    phone: Callable[[str], str | None]
    latin: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Face:
    """What somebody is known by. ``marks`` belong to one person alone; ``others`` are slugs of who is somebody else.

    ``spoken`` are the names as words in Latin letters, without those that are a mail address.
    """

    key: str
    name: str
    names: frozenset[str]
    spoken: frozenset[tuple[str, ...]]
    company: str = ""
    marks: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def profiles(self) -> frozenset[str]:
        return frozenset(mark for mark in self.marks if mark.startswith(_PROFILE))


class Match(NamedTuple):
    """Who somebody is or may be, by its key, and why."""

    key: str
    reason: str


_PROFILE = "LinkedIn address "
_MAIL = "mail address "
_NUMBER = "phone number "


def face(
    key: str,
    names: Iterable[str],
    values: Mapping[str, Sequence[str]],
    reading: Reading,
    others: Iterable[str] = (),
) -> Face:
    """The face of somebody with these names, the first of which is in use; ``values`` goes by the contact's field."""
    known = [name for name in names if name]
    marks = {_MAIL + email.casefold() for email in values.get("email", ())}
    marks.update(_NUMBER + number for phone in values.get("phone", ()) if (number := reading.phone(phone)))
    marks.update(_PROFILE + profile for text in values.get("linkedin", ()) if (profile := profile_of(text)))
    said = (tuple(words_of(reading.latin(written_out(name)))) for name in known if "@" not in name)
    spoken = frozenset(words for words in said if words)
    kept = frozenset(" ".join(words_of(written_out(name))) for name in known) - {""}
    firm = " ".join(word for text in values.get("company", ()) for word in words_of(text) if word not in _LEGAL)
    return Face(key, known[0] if known else "", kept, spoken, firm, frozenset(marks), frozenset(others))


def words_of(name: str) -> list[str]:
    """The words of a name in the form in which they compare, without titles."""
    return [word for word in _NOT_WORD.split(plain(name)) if word and word not in _SAYS_NOTHING]


def profile_of(address: str) -> str:
    """The part of a LinkedIn address that names its owner, in the form in which it compares; empty where none does."""
    found = _ADDRESS.search(address) if "linkedin." in address.casefold() else None
    return _PERCENT.sub(_unquoted, found[1]).casefold() if found else ""


def _unquoted(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")


class Faces:
    """Many faces, in which one can be looked up without comparing all."""

    def __init__(self, faces: Iterable[Face] = ()) -> None:
        self.known: dict[str, Face] = {}
        self._marks: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._colleagues: dict[str, dict[str, None]] = defaultdict(dict)
        for one in faces:
            self.add(one)

    def add(self, one: Face) -> None:
        """Takes a face in; one of that key gains what this one has."""
        self.known[one.key] = one
        for mark in one.marks:
            self._marks[mark][one.key] = None
        for name in one.names:
            self._names[name][one.key] = None
        for desk in _desks(one):
            self._colleagues[desk][one.key] = None

    def certain(self, one: Face) -> list[Match]:
        """Who it is beyond doubt."""
        return [Match(key, f"same {mark}") for key, mark in self._sharing(one) if self._certain(one, key, mark)]

    def likely(self, one: Face) -> list[Match]:
        """Who it may be: another name at the same address, the same name, a similar one in the same company."""
        found: dict[str, str] = {}
        for key, mark in self._sharing(one):
            if not self._certain(one, key, mark):
                found.setdefault(key, f"same {mark}, but another name")
        for name in sorted(one.names):
            for key in self._names.get(name, ()):
                found.setdefault(key, "same name")
        for key in (key for desk in _desks(one) for key in self._colleagues.get(desk, ())):
            if key not in found and similar(one.name, self.known[key].name):
                found[key] = "similar name, same company"
        return [Match(key, reason) for key, reason in found.items() if self._open(one, self.known[key], reason)]

    def namesakes(self, one: Face) -> list[Match]:
        """Who has the same name and is not likely: somebody with another profile."""
        keys = dict.fromkeys(key for name in sorted(one.names) for key in self._names.get(name, ()))
        namesakes = (key for key in keys if key != one.key and not self._refused(one, self.known[key]))
        return [Match(key, "same name, but another LinkedIn profile") for key in namesakes]

    def _sharing(self, one: Face) -> Iterator[tuple[str, str]]:
        """Who shares a mark with it, each once, by the strongest."""
        seen = {one.key}
        for mark in sorted(one.marks):  # a LinkedIn address is one person's, and so sorts first
            for key in self._marks.get(mark, ()):
                if key not in seen:
                    seen.add(key)
                    yield key, mark

    def _certain(self, one: Face, key: str, mark: str) -> bool:
        """Whether a shared mark says it all: a family's phone or a team's mail box has several owners."""
        other = self.known[key]
        if self._refused(one, other):
            return False
        return mark.startswith(_PROFILE) or akin(one.spoken, other.spoken)

    @staticmethod
    def _refused(one: Face, other: Face) -> bool:
        """Whether somebody has said that they are two people."""
        return other.key in one.others or one.key in other.others

    def _open(self, one: Face, other: Face, reason: str) -> bool:
        """Whether nothing speaks against it: themselves, a refusal, two profiles at different companies."""
        if one.key == other.key or self._refused(one, other):
            return False
        apart = one.profiles and other.profiles and not one.profiles & other.profiles
        return not apart or (one.company == other.company != "" and reason == "same name")


def akin(some: Iterable[Sequence[str]], others: Iterable[Sequence[str]]) -> bool:
    """Whether one of these names could be another way to write one of those, or no name is known on one side.

    A family name alone is none: that is what those have in common who share a telephone.
    """
    mine, yours = list(some), list(others)
    return not mine or not yours or any(_within(*sorted((one, two), key=len)) for one in mine for two in yours)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each word of a name is one of the longer name: in full, as its short form, or some as initials."""
    if len(short) == 1 and not _same_word(short[0], long[0]):
        return False
    left, in_full = list(long), False
    for word in sorted(short, key=len, reverse=True):
        found = word if word in left else next((other for other in left if _is_form(word, other)), None)
        if found is None:
            return False
        left.remove(found)
        in_full = in_full or _same_word(word, found)
    return in_full


def _same_word(one: str, two: str) -> bool:
    return one == two or (min(len(one), len(two)) > 1 and _is_form(one, two))


def _is_form(one: str, two: str) -> bool:
    """Whether a word is a short form of another, and not another name that begins like it."""
    short, long = sorted((one, two), key=len)
    return _short_form(one, two) and not (len(short) >= _LEAST_WHOLE and _ANOTHER.match(long.removeprefix(short)))


def similar(some: str, other: str) -> bool:
    """Whether two names are nearly one: an initial or short form for the first name, or a slip of the keyboard."""
    mine, yours = words_of(some), words_of(other)
    if min(len(mine), len(yours)) < 2 or mine == yours:
        return mine == yours and bool(mine)
    if mine[-1] == yours[-1] and _short_form(mine[0], yours[0]):
        return True
    if _initials(mine) != _initials(yours):
        return False
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, " ".join(mine), " ".join(yours), autojunk=False)
    return matcher.real_quick_ratio() >= _CLOSE and matcher.quick_ratio() >= _CLOSE and matcher.ratio() >= _CLOSE


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _desks(one: Face) -> list[str]:
    """Where in a company to look for similar names: a large one has too many people to compare all."""
    words = words_of(one.name)
    return [f"{one.company}\n{words[-1]}", f"{one.company}\n\n{_initials(words)}"] if one.company and words else []


def _short_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= _LEAST_PREFIX)
