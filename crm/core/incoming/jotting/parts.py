"""The parts of a jotted line behind the first: what they owe me, what I promised, advice, topics, or plain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from crm.core.incoming.jotting.times import Times
from crm.core.logs.details import LABELS
from crm.core.logs.topics import same

LIMITS = frozenset({"by", "until", "till", "before", "bis"})
"""Words before the day of a promise."""

Part = tuple[str, str]
"""A label (``task`` for a promise of mine, empty for plain words), and its text."""

_APART = re.compile(r"\s*;\s*|,(?!\d)\s*|\.\s+(?=\S)|\s+[-–—]\s+")
_THEY = r"(?:(?:he|she|they)\s+)?"
_OFFER = re.compile(
    rf"{_THEY}(?:owes?\s+me|promised\s+me|offer(?:s|ed)(?:\s+me)?(?:\s+to)?|promised\s+to\s+me)\s+(?P<text>.+)"
    r"|(?:he|she|they)(?:['’]ll|\s+will)\s+(?P<will>.+)",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"(?:i(?:['’]ve|\s+have)?\s+)?(?:promised(?:\s+(?:him|her|them))?(?:\s+to)?|owe\s+(?:him|her|them))\s+(?P<text>.+)"
    r"|(?:i(?:['’]ll|\s+will|\s+must|\s+need\s+to|\s+have\s+to|\s+should)|to-?do:?|must|need\s+to)\s+(?P<do>.+)",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    rf"{_THEY}(?:advised|suggest(?:s|ed)|recommend(?:s|ed))(?:\s+me)?(?:\s+to)?\s+(?P<text>.+)", re.IGNORECASE
)
_LABEL = re.compile(rf"(?P<label>{'|'.join(LABELS)})\s*:\s*(?P<text>.+)", re.IGNORECASE)


def split(text: str) -> list[str]:
    """The parts of a line, between commas, semicolons, dashes and full stops."""
    return [part.strip() for part in _APART.split(text) if part.strip(" .")]


def parts(texts: Collection[str], topics: Collection[str], times: Times) -> Iterator[Part]:
    """What each part says. ``topics`` are those that the book knows, in the form in which they compare."""
    for text in texts:
        yield part(text, topics, times)


def part(text: str, topics: Collection[str], times: Times) -> Part:
    """What a part says."""
    if match := _LABEL.fullmatch(text):
        return match["label"].lower(), match["text"]
    if match := _OFFER.fullmatch(text):
        return "offer", match["text"] or match["will"]
    if match := _PROMISE.fullmatch(text):
        return "task", dated(match["text"] or match["do"], times)
    if match := _ADVICE.fullmatch(text):
        return "advice", match["text"]
    if same(text) in topics:
        return "", f"#{'-'.join(same(text).split())}"
    return "", text


def dated(text: str, times: Times) -> str:
    """A promise with the day at its end in brackets, as the log has it."""
    words = text.split()
    time = times.last(words)
    if time is None or time.start == 0:
        return text
    kept = words[: time.start]
    if len(kept) > 1 and kept[-1].lower() in LIMITS:
        kept.pop()
    return f"{' '.join(kept)} (by {time.stamp.day})"
