"""How a phrase of the log goes into a sentence of a note: its capital, its end, and whether it says what to do.

The log's phrases are anybody's: "Weekly reviews saved the migration", "hire for curiosity", "SQL first". Where the
words do not tell for certain what a phrase is, it stands behind a colon, where anything reads well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from crm.core.drafts.words import (
    AFTER_A_VERB,
    BEGINNINGS,
    CERTAIN_VERBS,
    FINITE,
    MY_MIND,
    NO_PAST,
    PAST,
    POSSIBLE_VERBS,
    THEIRS,
)

_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_HASHTAGS_AT_END = re.compile(r"(?:\s+#[^\W\d_][\w/-]*)+\s*$")
_HASHTAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d_][\w/-]*)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners that some scripts and emoji need
_WORD = re.compile(r"[\w'’-]+")
_COLON = re.compile(r":(?!//)")
_INNER_END = re.compile(r"[.!?;:](?:\s|$)")
_COMMA = re.compile(r",| and ")
_ENDS = (".", "!", "?", "…")
_QUOTES = "\"”’'»)"
_THIRD_PERSON = re.compile(
    r"\b(?:she|he|her|his|him|hers|herself|himself|she's|he's|she’s|he’s)\b|^(?:they|their)\b", re.IGNORECASE
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself|you're|you’re|me|us|our|we)\b", re.IGNORECASE)
_MODAL = re.compile(
    r"(?:(?:I|you|he|she|they|we)\s+)?(?:will|would|can|could|'ll|offered to|happy to|wants to|to)\s+", re.IGNORECASE
)
_SHOULD = re.compile(r"(?:(?:I|you|we)\s+)?(?:should|must|could|ought to|need to|have to)\s+", re.IGNORECASE)
_GIFT = re.compile(r"(send|mail|email|e-mail|show|forward|give|lend)\s+(.*)", re.IGNORECASE)
_TO_THEM = re.compile(r"^(?:him|them|her(?=\s+(?:the|my|an?|some|that|this|two|three)\b))(?=\s)", re.IGNORECASE)
_NOT = re.compile(r"(?:don't|don’t|do not)\s+", re.IGNORECASE)


def clean(text: str) -> str:
    """A text of the book on one line, without Markdown's marks and without characters that are not seen."""
    text = "".join(char if _seen(char) else " " for char in text)
    text = _HASHTAG.sub(lambda tag: words_of(tag[1]), _HASHTAGS_AT_END.sub("", text))
    text = _EMPHASIS.sub(r"\2", _WIKILINK.sub(r"\1", text))
    return " ".join(text.replace("[[", "").replace("]]", "").split())


def _seen(char: str) -> bool:
    return char in _KEPT_FORMAT or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def words_of(topic: str) -> str:
    """A topic as words: ``career-change`` is two; one that is written with blanks has its hyphens for a reason."""
    words = topic.split()
    return " ".join(words if len(words) > 1 else topic.replace("-", " ").replace("_", " ").split())


def bare(text: str) -> str:
    """A text without what ends it: a full stop, a comma, a semicolon, a colon."""
    stripped = text.rstrip(" ,;:–-")
    return stripped[:-1].rstrip() if stripped.endswith(".") and not stripped.endswith("..") else stripped


def ended(text: str) -> str:
    """A text as the end of a sentence: with a full stop where nothing else ends it."""
    return text if text.rstrip(_QUOTES).endswith(_ENDS) and not text.endswith(")") else f"{text}."


def sentence(text: str) -> str:
    """A text as a sentence of its own: with a capital, unless its first word has one inside ("iPhone")."""
    first = _WORD.match(text)
    return text[:1].upper() + text[1:] if first and first[0].islower() else text


def within(text: str) -> str:
    """A phrase as it stands inside a sentence: a common first word loses its capital, a name or "SQL" keeps it."""
    text = bare(clean(text))
    first = _WORD.match(text)
    if first is None:
        return text
    word = first[0]
    plain = word[0].isupper() and (word[1:].islower() or len(word) == 1)
    common = word.lower() in BEGINNINGS | CERTAIN_VERBS | POSSIBLE_VERBS
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
    first = _WORD.match(text)
    return first is not None and len(first[0]) > 1 and first[0][0].isupper() and first[0][1:].islower()


def about_them(text: str) -> bool:
    """Whether a phrase speaks of somebody as she, he or (at its beginning) they: it cannot be said to that person."""
    return _THIRD_PERSON.search(clean(text)) is not None


def of_theirs(text: str, whom: str) -> str:
    """A takeaway as it stands inside a sentence; where it leaves out who did something, with ``whom`` ("you", a name).

    "Hires career changers" is "you hire career changers", and "Built the team from two" is "you built …".
    """
    phrase = within(text)
    first, second = _first_two(phrase)
    rest = phrase[len(first) :]
    if first in THEIRS and second not in FINITE:
        return f"{whom} {THEIRS[first] if whom == 'you' else first}{rest}"
    if _is_past(first, second) and second in AFTER_A_VERB and first not in MY_MIND:
        return f"{whom} {first}{rest}"
    return phrase


def _first_two(phrase: str) -> tuple[str, str]:
    """The first two words, without case; empty where there are fewer."""
    first, second = [*(word.lower() for word in _WORD.findall(phrase)[:2]), "", ""][:2]
    return (first, second) if phrase.lower().startswith(first) else ("", "")


def _is_past(first: str, second: str) -> bool:
    return first in PAST or (first.endswith("ed") and first not in NO_PAST and second in AFTER_A_VERB)


def to_do(text: str) -> str:
    """What a phrase says to do, as it stands behind "I will": ``take the exam``; empty where that is not sure."""
    phrase = within(_SHOULD.sub("", clean(text), count=1))
    negated = _NOT.match(phrase)
    rest = phrase[negated.end() :] if negated else phrase.removeprefix("never ")
    if _SECOND_PERSON.search(phrase) or about_them(phrase) or not is_instruction(rest) or re.search(r"[.!?;:]", phrase):
        return ""
    return f"not {rest}" if negated else phrase


def told(text: str) -> str:
    """The same as it stands behind "you told me": ``to take the exam``, ``not to apply cold``."""
    phrase = to_do(text)
    adverb = re.match(r"(?:not|never) ", phrase)
    return f"{adverb[0]}to {phrase[adverb.end() :]}" if adverb else phrase and f"to {phrase}"


def is_instruction(phrase: str) -> bool:
    """Whether a phrase surely begins with a verb that says what to do."""
    first, second = _first_two(phrase)
    if second in FINITE:
        return False
    return first in CERTAIN_VERBS or (first in POSSIBLE_VERBS and second in AFTER_A_VERB)


def offered(text: str) -> str:
    """What they offered, as it stands behind "your offer": ``to introduce me``; empty where that is hard to tell."""
    phrase = within(text)
    modal = _MODAL.match(phrase)
    rest = phrase[modal.end() :] if modal else phrase
    if about_them(rest) or re.search(r"[.!?;:]", phrase):
        return ""
    if modal or is_instruction(rest):
        return f"to {rest}"
    return f"of {rest}" if re.match(r"(?:an?|the)\s", rest) else ""


def done(text: str) -> str:
    """What I did, as a clause that begins with "I": ``I passed the exam``; empty where it may be something else."""
    phrase = within(text)
    first, second = _first_two(phrase)
    if re.match(r"I\b", phrase):
        return phrase
    return f"I {first}{phrase[len(first) :]}" if _is_past(first, second) and second not in FINITE else ""


def promised(text: str, names: Sequence[str], whom: str) -> str:
    """A task of mine as it stands behind "I will": ``send you the deck``; empty where it cannot be said like that.

    ``names`` are those of the person to whom I promised it, and ``whom`` is "you" or what others call that person.
    """
    phrase = within(text)
    for name in sorted((name for name in names if name), key=len, reverse=True):
        phrase = re.sub(rf"\b{re.escape(name)}['’]s\b", "your" if whom == "you" else f"{whom}’s", phrase)
        phrase = re.sub(rf"\b{re.escape(name)}(?!\w)", whom, phrase)
    gift = _GIFT.match(phrase)
    if gift:
        thing = _TO_THEM.sub(whom, gift[2])
        if thing == gift[2] and whom not in thing and not re.search(r"\b(?:to|on|along|back)\b", thing):
            thing = f"{whom} {thing}"
        phrase = f"{gift[1]} {thing}"
    if about_them(phrase) or re.search(r"\b(?:we|us|our|them|their)\b|[.!?;:]", phrase):
        return ""
    return phrase if gift or is_instruction(phrase) else ""
