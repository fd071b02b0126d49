"""Characters that no format carries as text: what could begin a line of a file, or hide in it."""

from __future__ import annotations

import re

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def without_unseen(text: str) -> str:
    """A text as a foreign format may have it: its lines end in LF, every other such character is a space."""
    return _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
