"""The day or hour that stands somewhere among jotted words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from crm.core.model import Stamp
from crm.core.times.when import AmbiguousDate, BadDate, Look, parse_when

_LONGEST = 5
"""Words of the longest day and hour: last tue at 9:30 pm."""

_SHORT = {
    **dict.fromkeys(("tmrw", "tmr", "tmw", "tmrrw", "tomorow", "morgen"), "tomorrow"),
    **dict.fromkeys(("tonight", "heute"), "today"),
    **dict.fromkeys(("yday", "y'day", "yest", "yesteday", "gestern"), "yesterday"),
}
_BEGINS = re.compile(
    r"(?:today|yesterday|tomorrow|last|next|in|on|at|now|noon|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|[0-9].*)\Z",
    re.IGNORECASE,
)
_BEFORE = frozenset({"on", "at"})


@dataclass(frozen=True, slots=True)
class Time:
    """A stamp, and the words that it was read from, as a span of them."""

    stamp: Stamp
    start: int
    end: int


class Times:
    """Reads days and hours as they were meant at a moment."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now, self._zone = now, zone
        self.doubts: list[str] = []

    def first(self, words: Sequence[str], look: Look) -> Time | None:
        """The first day or hour among some words."""
        for start in range(len(words)):
            time = self.at(words, start, look)
            if time or self.doubts:  # what can be read two ways is not read a third
                return time
        return None

    def at(self, words: Sequence[str], start: int, look: Look) -> Time | None:
        """The longest day or hour that begins at a word."""
        if not _BEGINS.match(_plain(words[start])):
            return None
        behind = start + 1 if words[start].lower() in _BEFORE else start
        for end in range(min(len(words), start + _LONGEST), behind, -1):
            stamp = self._read(" ".join(_plain(word) for word in words[behind:end]), look)
            if stamp is not None or self.doubts:
                return Time(stamp, start, end) if stamp else None
        return None

    def last(self, words: Sequence[str]) -> Time | None:
        """The day or hour with which some words end, looking ahead."""
        starts = range(max(0, len(words) - _LONGEST), len(words))
        found = (self.at(words, start, "ahead") for start in starts)
        return next((time for time in found if time and time.end == len(words)), None)

    def _read(self, text: str, look: Look) -> Stamp | None:
        try:
            return parse_when(text, now=self._now, zone=self._zone, look=look, stamps=True)
        except AmbiguousDate as error:
            if str(error) not in self.doubts:
                self.doubts.append(str(error))
        except BadDate:
            pass
        return None


def _plain(word: str) -> str:
    word = word.rstrip(":,.!?")
    return _SHORT.get(word.lower(), word)
