"""Whose words they are: what they said to me, said by me; what I wrote of them, said to them.

Each function gives an empty text where a pronoun can mean two things: a gap in the draft is better than a sentence that
says of one person what was said of another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crm.core.notes.drafts.words import (
    AFTER_A_VERB,
    BEFORE_A_SUBJECT,
    BETWEEN,
    CERTAIN_VERBS,
    HELPING,
    PAST,
    POSSIBLE_VERBS,
    PREPOSITIONS,
    THEIRS,
)

_WORD = re.compile(r"[\w'’-]+")
_VERBS = CERTAIN_VERBS | POSSIBLE_VERBS | HELPING
_MINE: Mapping[str, str] = {
    "your": "my",
    "yours": "mine",
    "yourself": "myself",
    "you're": "I’m",
    "you've": "I’ve",
    "you'll": "I’ll",
    "you'd": "I’d",
    "we": "you",
    "us": "you",
    "me": "you",
    "our": "your",
    "ours": "yours",
    "my": "your",
    "mine": "yours",
    "ourselves": "yourselves",
    "myself": "yourself",
    "we're": "you’re",
    "we've": "you’ve",
    "we'll": "you’ll",
}
_OURS: Mapping[str, Mapping[str, str]] = {
    "you": {
        "we": "you",
        "us": "you",
        "our": "your",
        "ours": "yours",
        "ourselves": "yourselves",
        "we're": "you’re",
        "we've": "you’ve",
        "we'll": "you’ll",
        "we'd": "you’d",
    },
    "they": {
        "we": "they",
        "us": "them",
        "our": "their",
        "ours": "theirs",
        "ourselves": "themselves",
        "we're": "they’re",
        "we've": "they’ve",
        "we'll": "they’ll",
        "we'd": "they’d",
    },
}
_DOERS = frozenset(["who", "that", "which", "it"])
"""Words that do what the next word says: in "who scares you" it is done to me."""

_OF_BOTH = re.compile(
    r"(?i)we (?:\w+ly |all |both |also )?"
    r"(?:both|agreed|talked|spoke|met|discussed|should|could|will|would|decided|planned)\b"
)
_OF_THEM = re.compile(r"(?i)\b(?:he|she) (?:(\w+ly|always|never|also|still|once|just|often|even) )?([\w’'-]+)")
_THEIR_OWN = {"his": "your", "himself": "yourself", "herself": "yourself", "him": "you", "hers": "yours"}
_BASES = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't"}
_MALE, _FEMALE = re.compile(r"(?i)\b(?:he|him|his|himself)\b"), re.compile(r"(?i)\b(?:she|her|hers|herself)\b")


def by_me(said: str) -> str:
    """What they told me to do, said by me: "shadow a shift before you choose" is "… before I choose"; else empty."""
    words = list(_WORD.finditer(said))
    plain = [_straight(word[0]) for word in words]
    if "i" in plain:
        return ""
    turned, copied = "", 0
    for index, word in enumerate(words):
        before, after = plain[index - 1] if index else "", plain[index + 1] if index + 1 < len(words) else ""
        joined = bool(after) and said[word.end() : words[index + 1].start()].isspace()
        if plain[index] == "you":
            third = index > 1 and plain[index - 2] in _DOERS
            mine = "me" if third and before not in BETWEEN else _i_or_me(before, after if joined else "")
            if not mine:
                return ""
        else:
            mine = _MINE.get(plain[index], "")
            if plain[index] in {"are", "were", "aren't", "weren't"} and before == "you":
                mine = {"are": "am", "were": "was", "aren't": "am not", "weren't": "was not"}[plain[index]]
        turned += said[copied : word.start()] + (mine or word[0])
        copied = word.end()
    return turned + said[copied:]


def _i_or_me(before: str, after: str) -> str:
    """What "you" is between two words, said by me; empty where it can be either."""
    verb = after in _VERBS or after in PAST or (after.endswith("ed") and len(after) > 3)
    if not after:
        return "me"
    if before in BEFORE_A_SUBJECT and (verb or after not in PREPOSITIONS):
        return "I"
    if before in PREPOSITIONS and not verb:
        return "me"
    acts = before in CERTAIN_VERBS or before in THEIRS
    if acts and not (after in HELPING or after in BETWEEN):
        return "me"
    if not acts and (verb or after in BETWEEN):
        return "I"
    return ""


def of_us(said: str, whom: str) -> str:
    """What they said of themselves as "we", said to them or of them; empty where it may mean us both."""
    if _OF_BOTH.match(said) or re.search(r"\b(?:I|me|my)\b", said):
        return ""
    return _WORD.sub(lambda word: _OURS[whom].get(_straight(word[0]), word[0]), said)


def to_them(said: str) -> str:
    """What I wrote of them as "she" or "he", said to them; empty where it speaks of two, or of whom is not plain."""
    if is_of_two(said):
        return ""
    turned = _OF_THEM.sub(lambda they: f"you {f'{they[1]} ' if they[1] else ''}{_base(they[2])}", said)
    words = list(_WORD.finditer(turned))
    text, copied = "", 0
    for index, word in enumerate(words):
        plain = word[0].lower()
        after = words[index + 1][0].lower() if index + 1 < len(words) else ""
        theirs = _THEIR_OWN.get(plain, "")
        if plain == "her":
            theirs = "your" if after and after not in AFTER_A_VERB and after not in PREPOSITIONS else "you"
        text += turned[copied : word.start()] + (theirs or word[0])
        copied = word.end()
    text += turned[copied:]
    return "" if re.search(r"(?i)\b(?:she|he)(?:\b|['’])|^(?:they|their)\b", text) else text


def is_of_two(said: str) -> bool:
    """Whether a text speaks of him and of her: one of them is not whom I write to."""
    return _MALE.search(said) is not None and _FEMALE.search(said) is not None


def _base(verb: str) -> str:
    """A verb behind "she" as it is behind "you": writes, write."""
    plain = _straight(verb)
    known = _BASES.get(plain) or THEIRS.get(plain)
    if known or plain in PAST or plain.endswith(("ss", "us")) or not plain.endswith("s"):
        return known or verb
    if plain.endswith("ies") and len(plain) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if plain.endswith(("sses", "ches", "shes", "xes", "zzes")) else verb[:-1]


def _straight(word: str) -> str:
    return word.lower().replace("’", "'")
