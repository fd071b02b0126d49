"""What each command may take: its target, as a multiple of what cannot be had for less in the same run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

Medians = Mapping[str, float]
"""Seconds by row."""


class Target(NamedTuple):
    """``at_most`` times ``least``, which is told in words, and made of the medians of a book and of the smallest."""

    at_most: float
    words: str
    least: Callable[[Medians, Medians], float]


def _of(row: str, at_most: float) -> Target:
    return Target(at_most, row, lambda here, _: here[row])


def _log(here: Medians, smallest: Medians) -> float:
    """What it costs in the smallest book, a stat of every file, and what git's own commit costs more here."""
    files = max(here["floor"] - here["import typer"], 0)
    return smallest["log"] + files + max(here["git commit --only"] - smallest["git commit --only"], 0)


TARGETS = {
    "due": _of("floor", 2.0),
    "due, first time": _of("parsing", 2.0),
    "log": Target(1.5, "log in 100 + stats + commit's more", _log),
    "find": Target(1.0, "floor + grep -r", lambda here, _: here["floor"] + here["grep -r"]),
    "completion, few fit": _of("python -c pass", 2.0),
    "completion, a first name": _of("python -c pass", 2.0),
    "completion, a letter": _of("python -c pass", 2.0),
    "query, few fit": _of("python -c pass", 2.0),
    "query, a first name": _of("python -c pass", 2.0),
    "check": _of("parsing", 3.0),
}

MEMORY = {"due, first time": 150.0, "due": 150.0, "check": 150.0}
"""MB at most, in a book of any size."""
