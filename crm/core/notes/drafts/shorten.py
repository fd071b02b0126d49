"""Making a text fit: a LinkedIn note within its characters, a subject within its own, a letter from its least words."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.notes.drafts.order import Facts
from crm.core.text.words import text_of

SHORTEST = 6
"""The last of the steps in which a LinkedIn note leaves something out."""

_LOOSE_ENDS = frozenset("a an and as at by for from in into of on or the to with".split())


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as LinkedIn counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def attempts(values: Facts) -> Iterator[Facts]:
    """The values of a LinkedIn note, ever shorter: the topic loses words, then clauses go, at last the names."""
    talk = values["talk"]
    topic = str(talk["topic"]) if isinstance(talk, dict) else ""
    for shorter in range(SHORTEST + 1):
        for cut in _cuts(topic) if shorter < 3 else [""]:
            yield {**values, "talk": {**talk, "topic": cut}, "shorter": shorter} if isinstance(talk, dict) else values


def is_short(text: str, least: int) -> bool:
    """Whether a letter without a gap has fewer words than ``least`` between its salutation and its sign-off."""
    said = "\n\n".join(text.strip().split("\n\n")[1:-2])
    return "[[" not in text and text_of(said).count < least


def _cuts(topic: str) -> list[str]:
    """A topic, and what is left of it with ever fewer words.

    First where a phrase ends ("the financing" of "the financing of heating networks"), then anywhere, but never behind
    a word that leans on the next.
    """
    words = topic.split()
    counts = [count for count in range(len(words) - 1, 0, -1) if words[count - 1].lower() not in _LOOSE_ENDS]
    at_an_end = [count for count in counts if words[count].lower() in _LOOSE_ENDS and count > 1]
    anywhere = [count for count in counts if count not in at_an_end]
    return [topic, *(" ".join(words[:count]).rstrip(",;") for count in (*at_an_end, *anywhere))]


def fitting(topic: str, characters: int, words: int) -> str:
    """As many words of a topic as fit, empty where not even the first does."""
    fits = (cut for cut in _cuts(topic) if len(cut) <= characters and len(cut.split()) <= words)
    return next(fits, "")
