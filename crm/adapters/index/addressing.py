"""Whom a mail program asks for, in the index: lines of text by the beginnings of words.

Whoever asks runs the query: the index that is brought up to date, or a glance at it as it stands.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Sequence

_LAST = "\U0010ffff"
_MOST_WORDS = 20
"""Beginnings in one question: of more, the rest is not asked for."""


def query(wanted: Sequence[str]) -> tuple[str, list[str]]:
    """The query, and its values, for who has a word for each of these beginnings: slug, line, and mark of the file.

    The longest of them is looked up, of which the fewest are to be expected; whoever has it is asked for the others.
    """
    some = wanted[:_MOST_WORDS]
    if not some:
        return "SELECT slug, line, mark FROM addressees", []
    longest = max(some, key=len)
    others = [f"\n{word}" for word in some if word is not longest]
    looked_up = "slug IN (SELECT slug FROM addressing WHERE word >= ? AND word < ?)"
    conditions = " AND ".join([looked_up, *["instr(char(10) || words, ?)"] * len(others)])
    return f"SELECT slug, line, mark FROM addressees WHERE {conditions}", [longest, longest + _LAST, *others]
