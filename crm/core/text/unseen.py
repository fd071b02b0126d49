"""Characters that no format carries as text: what could begin a line of a file, or hide in it."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


_JOINERS = frozenset("\u200c\u200d")
"""Not seen, but some scripts and emoji need them."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_seen(char: str) -> bool:
    """Whether a character is one that a reader sees, or needs to see others."""
    return char in _JOINERS or unicodedata.category(char) not in _HIDDEN


def on_one_line(text: str) -> str:
    """A text on one line: each run of blanks, line ends and characters that are not seen is a space."""
    return " ".join("".join(char if is_seen(char) else " " for char in text).split())


def without_unseen(text: str) -> str:
    """A text as a foreign format may have it: its lines end in LF, every other such character is a space."""
    return _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
