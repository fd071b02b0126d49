"""What was proposed and not wanted: the file ``refused.txt`` of a book, a line each.

Source: docs/format.md, "Refused proposals". It is merged line by line, so two machines may refuse different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

HEADING = "# Proposed by `crm import`, and not wanted; a line each. Delete a line to be asked again."

_LINE = re.compile(r"(?P<key>[0-9a-f]{16})[ \t]+(?P<slug>\S+)")


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is not to be proposed: pairs of a sighting's (or series') key and a contact's slug."""

    pairs: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def holds(self, keys: Iterable[str], slug: str) -> bool:
        """Whether any of these was refused for a contact."""
        return any((key, slug) in self.pairs for key in keys)


def read(text: str) -> Refusals:
    """The refusals in the text of the file; what is none is left alone."""
    found = (_LINE.match(line) for line in text.splitlines())
    return Refusals(frozenset((match["key"], match["slug"]) for match in found if match))


def line(key: str, slug: str, said: str) -> str:
    """A refusal as a line; ``said`` tells a reader what it was."""
    return f"{key} {slug} {' '.join(said.split())}".rstrip()


def added(text: str, new: str, newline: str = "\n", heading: str = HEADING) -> str:
    """The text of the file with a line more, below a heading where it was empty."""
    text = text or f"{heading}{newline}"
    apart = "" if text.endswith(("\n", "\r")) else newline
    return f"{text}{apart}{new}{newline}"
