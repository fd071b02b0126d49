"""The plan of an import, as values: what becomes of each row, and what is to be written for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from crm.core.contacts.person import Person, Since, Unread
from crm.core.contacts.sameness import Match

Action = Literal["add", "fill", "unchanged", "held"]
Answer = Literal["same", "new", "hold"]


class Said(NamedTuple):
    """What the user said of a row; with ``same`` the slug of whom it is, empty where only one can be meant."""

    answer: Answer
    whom: str = ""


class Difference(NamedTuple):
    """A value of the book that stays although the file has another."""

    key: str
    stands: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row: ``values``, ``connected`` and ``note`` are what its contact gains.

    ``slug`` is empty for a row that is held back, whose ``could_be`` names whom it may be.
    """

    person: Person
    action: Action
    slug: str = ""
    reason: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    connected: Since | None = None
    note: str = ""
    differs: tuple[Difference, ...] = ()
    could_be: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Gain:
    """A contact that is made (``path`` is empty), or what one gains."""

    slug: str
    path: str
    values: Mapping[str, tuple[str, ...]]
    connected: Since | None
    note: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of every row of a file, and what is to be written for that, a contact once.

    ``unknown`` names the columns that are left out of all rows, ``dropped`` what is left out of how many cards.
    """

    steps: tuple[Step, ...]
    unread: tuple[Unread, ...]
    blank: int
    new: tuple[Gain, ...]
    filled: tuple[Gain, ...]
    unknown: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()

    def of(self, action: Action) -> list[Step]:
        return [step for step in self.steps if step.action == action]

    @property
    def empty(self) -> bool:
        return not self.new and not self.filled


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to become of rows that may be somebody who is known: of all, and of single ones by their line."""

    likely: Answer = "hold"
    answers: Mapping[int, Said] = field(default_factory=dict)

    def of(self, person: Person) -> Said:
        return self.answers.get(person.line, Said(self.likely))
