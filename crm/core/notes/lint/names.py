"""The names in a book: how each contact may be called, and which names and companies are somebody else's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from crm.core.contacts.companies import NO_COMPANY
from crm.core.model import Contact
from crm.core.text.words import plain

Tokens = tuple[str, ...]

SHORTEST_SURNAME = 6
"""Letters from which a surname alone tells who is meant; a shorter one needs a title before it."""

_LEGAL = frozenset(
    "inc ltd limited llc llp plc corp corporation co company gmbh ag kg se sa sas srl bv nv ab as oy".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the book: its plain words, the contact it belongs to, how it is written there, and what it is.

    ``kind`` is ``name`` (in full), ``surname`` or ``company``.
    """

    tokens: Tokens
    slug: str
    shown: str
    kind: str


class _Named(NamedTuple):
    """What of a contact makes names: all that they are called, the name itself first, and where they work."""

    slug: str
    names: Tokens
    company: str


def _named(contact: Contact) -> _Named:
    return _Named(contact.slug, (contact.name, *contact.aliases), contact.company or "")


class Names:
    """All names of a book."""

    def __init__(self, contacts: Iterable[Contact], titles: AbstractSet[str]) -> None:
        self._titles = titles
        self.words: dict[str, frozenset[str]] = {}
        self.people: dict[str, list[Known]] = defaultdict(list)
        self.companies: dict[str, list[Known]] = defaultdict(list)
        surnames: Counter[str] = Counter()
        found = sorted(map(_named, contacts))  # no contact itself: a large book is not held in memory
        for contact in found:
            self.words[contact.slug] = frozenset(token for name in contact.names for token in self.tokens(name))
            surnames[self._surname(contact)] += 1
            self._company(contact)
        for contact in found:
            self._person(contact, surnames)

    def tokens(self, name: str) -> Tokens:
        """The plain words of a name, without titles."""
        words = plain(name)
        return tuple(word for word in words if word not in self._titles) or tuple(words)

    def called(self, words: Iterable[str], but: str) -> str | None:
        """The slug of another contact whose names hold all of some words, the first by slug."""
        wanted = frozenset(words)
        return next((slug for slug, known in self.words.items() if slug != but and wanted <= known), None)

    def _surname(self, contact: _Named) -> str:
        tokens = self.tokens(contact.names[0])
        return tokens[-1] if len(tokens) > 1 else ""

    def _person(self, contact: _Named, surnames: Counter[str]) -> None:
        for name in contact.names:
            tokens = self.tokens(name)
            if len(tokens) > 1:
                self.people[tokens[0]].append(Known(tokens, contact.slug, name, "name"))
        surname = self._surname(contact)
        if len(surname) > 2 and surnames[surname] == 1:
            self.people[surname].append(Known((surname,), contact.slug, contact.names[0], "surname"))

    def _company(self, contact: _Named) -> None:
        words = company_words(contact.company)
        if words and not set(words) <= NO_COMPANY:
            self.companies[words[0]].append(Known(words, contact.slug, contact.company, "company"))


def company_words(company: str | None) -> Tokens:
    """The plain words of a company's name without the form of its incorporation."""
    words = plain(company or "")
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return tuple(words)


_UMLAUTS = re.compile(r"([aou])e")


def folded(word: str) -> str:
    """A plain word in the form in which names compare: ``mueller`` is ``muller``."""
    return _UMLAUTS.sub(r"\1", word)


def distance(one: str, other: str) -> int:
    """How many letters to change, add, leave out or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        previous, before = before, row
        row = [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]
