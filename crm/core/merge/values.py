"""What a merge is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Age(NamedTuple):
    """How old a side is: the time of its commit (seconds since 1970, UTC), then the commit's id."""

    time: int
    commit: str


class Order(NamedTuple):
    """The ages of the two sides: all that tells them apart. Where even the ids are the same, the texts decide."""

    a: Age
    b: Age

    def b_is_newer(self, text_a: object, text_b: object) -> bool:
        """Whether the second side is the newer one."""
        if self.a != self.b:
            return self.b > self.a
        return repr(text_b) > repr(text_a)


class Decision(NamedTuple):
    """Something that the merge had to decide, as a text for the user that is shown behind the path and a colon.

    ``rule`` is a stable short name: ``conflict``, ``kept``, ``both``, ``versions``, ``twice``, ``comments``,
    ``markers`` or ``beside`` inside a file; ``renamed``, ``deleted`` or ``clash`` of files.
    """

    path: str
    rule: str
    text: str


class Merged(NamedTuple):
    """One file's merged bytes. ``beside`` is the older side's whole file, where the two cannot become one file."""

    data: bytes
    decisions: tuple[Decision, ...] = ()
    beside: bytes | None = None


@dataclass(slots=True)
class Findings:
    """Collects the decisions of one file on the way."""

    path: str
    decisions: list[Decision] = field(default_factory=list)

    def say(self, rule: str, text: str) -> None:
        decision = Decision(self.path, rule, text)
        if decision not in self.decisions:
            self.decisions.append(decision)
