"""Topics: the words after ``#`` in the log, and how topics compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_HASHTAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d_][\w/-]*)")
_JOINERS = re.compile(r"[-_\s]+")


def hashtags(text: str) -> tuple[str, ...]:
    """The topics written in a text: after a space (or at its beginning), beginning with a letter."""
    return tuple(match.rstrip("-/_") for match in _HASHTAG.findall(text)) if "#" in text else ()


@cache
def same(topic: str) -> str:
    """The form in which topics compare: without case, and with ``-``, ``_`` and space being one."""
    return _JOINERS.sub(" ", topic.casefold()).strip()


def unique(topics: Iterable[str]) -> tuple[str, ...]:
    """The topics without repetition, the first spelling of each, in order."""
    found: dict[str, str] = {}
    for topic in topics:
        found.setdefault(same(topic), topic)
    found.pop("", None)
    return tuple(found.values())
