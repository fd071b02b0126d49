"""How a phrase of the log goes into a sentence of a note: its capital, its end, and whether it says what to do.

The log's phrases are anybody's: "Weekly reviews saved the migration", "hire for curiosity", "SQL first". Where the
words do not tell for certain what a phrase is, it stands behind a colon, where anything reads well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.core.notes.drafts.tags import words_of
from crm.core.text.unseen import on_one_line
from crm.core.notes.drafts.words import BEGINNINGS, CERTAIN_VERBS, POSSIBLE_VERBS

_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_HASHTAGS_AT_END = re.compile(r"(?:\s+#[^\W\d_][\w/-]*)+\s*$")
_HASHTAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d_][\w/-]*)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
WORD = re.compile(r"[\w'’-]+")
_COMMON = re.compile(r"(?:ment|tion|sion|ness|ists|[^k]ers|tors|nors|ships?|ments|tions|\w{5}ing)$")
"""Endings of words that are hardly ever names."""

_COLON = re.compile(r":(?!//)")
_INNER_END = re.compile(r"[.!?;:](?:\s|$)")
_COMMA = re.compile(r",| and ")
_ENDS = (".", "!", "?", "…")
_AROUND = frozenset([('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'")])
_MARKS = frozenset('"“”„«»')
_QUOTES = "\"”’'»)"
_THIRD_PERSON = re.compile(
    r"\b(?:she|he|her|his|him|hers|herself|himself|she's|he's|she’s|he’s)\b|^(?:they|their)\b", re.IGNORECASE
)
SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself|you're|you’re|me|us|our|we)\b", re.IGNORECASE)


def clean(text: str) -> str:
    """A text of the book on one line, without Markdown's marks and without characters that are not seen."""
    text = _HASHTAG.sub(lambda tag: words_of(tag[1]), _HASHTAGS_AT_END.sub("", on_one_line(text)))
    text = _EMPHASIS.sub(r"\2", _WIKILINK.sub(r"\1", text))
    return " ".join(text.replace("[[", "").replace("]]", "").split())


def bare(text: str) -> str:
    """A text without what ends it: a full stop, a comma, a semicolon, a colon."""
    stripped = text.rstrip(" ,;:–-")
    return stripped[:-1].rstrip() if stripped.endswith(".") and not stripped.endswith("..") else stripped


def ended(text: str) -> str:
    """A text as the end of a sentence: with a full stop where nothing else ends it."""
    return text if text.rstrip(_QUOTES).endswith(_ENDS) and not text.endswith(")") else f"{text}."


def sentence(text: str) -> str:
    """A text as a sentence of its own: with a capital, unless its first word has one inside ("iPhone")."""
    first = WORD.match(text)
    return text[:1].upper() + text[1:] if first and first[0].islower() else text


def within(text: str) -> str:
    """A phrase as it stands inside a sentence: a common first word loses its capital, a name or "SQL" keeps it."""
    text = bare(clean(text))
    first = WORD.match(text)
    if first is None:
        return text
    word = first[0]
    plain = word[0].isupper() and (word[1:].islower() or len(word) == 1)
    common = word.lower() in BEGINNINGS | CERTAIN_VERBS | POSSIBLE_VERBS or bool(_COMMON.search(word))
    return word[0].lower() + text[1:] if plain and common else text


def points(items: Sequence[str]) -> str:
    """Phrases, as ``within`` makes them, as the end of a sentence that announced them, from its colon on.

    They stand in a row where each of them can; else each is a sentence of its own.
    """
    if not items:
        return ""
    if len(items) == 1:
        return f" – {ended(items[0])}" if _COLON.search(items[0]) else f": {ended(items[0])}"
    if any(_INNER_END.search(item) or _is_capitalised(item) for item in items):
        names = ("One", "The other") if len(items) == 2 else ("One", "Another", "And one more", "And the last")
        return ". " + " ".join(f"{name}: {ended(item)}" for name, item in zip(names, items, strict=False))
    comma = "," if len(items) == 2 and not any(_COMMA.search(item) for item in items) else ";"
    return f": {f'{comma} '.join(items[:-1])}{comma} and {ended(items[-1])}"


def _is_capitalised(text: str) -> bool:
    """Whether a phrase begins with a word that has its first letter alone in capitals: perhaps a name, perhaps not."""
    first = WORD.match(text)
    return first is not None and len(first[0]) > 1 and first[0][0].isupper() and first[0][1:].islower()


def unquoted(text: str) -> str:
    """A text without the quotation marks around all of it."""
    inner = text[1:-1]
    return inner.strip() if len(text) > 2 and (text[0], text[-1]) in _AROUND and not set(inner) & _MARKS else text


def about_them(text: str) -> bool:
    """Whether a phrase speaks of somebody as she, he or (at its beginning) they: it cannot be said to that person."""
    return _THIRD_PERSON.search(clean(text)) is not None


def to_somebody(text: str) -> bool:
    """Whether a phrase says "you": out of their mouth that is me."""
    return SECOND_PERSON.search(clean(text)) is not None
