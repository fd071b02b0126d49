"""What somebody said or did as a clause of a note: behind "I will", "you told me", "your offer", or said of them.

Where the words do not tell for certain, the clause is empty, and the note has another way, or a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.core.notes.drafts import voice
from crm.core.notes.drafts.phrases import SECOND_PERSON, WORD, about_them, clean, unquoted, within
from crm.core.notes.drafts.words import (
    AFTER_A_VERB,
    CERTAIN_VERBS,
    FINITE,
    MY_MIND,
    NO_PAST,
    PAST,
    POSSIBLE_VERBS,
    THEIRS,
)

_MODAL = re.compile(
    r"(?:(?:I|you|he|she|they|we)\s+)?(?:will|would|can|could|'ll|offered to|happy to|wants to|to)\s+", re.IGNORECASE
)
_SHOULD = re.compile(
    r"(?:(?:maybe|perhaps|please|just),? )?(?:(?:I|you|we)\s+)?"
    r"(?:should (?:really )?|must |could |ought to |need to |have to |(?:might|may) (?:want|like|wish) to )"
    r"|you['’]d better |(?:it is|it['’]s|it would be|it['’]d be) (?:best|better|good|wise|worthwhile) to ",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"(?:maybe|perhaps|please|just|simply|definitely),?\s+", re.IGNORECASE)
_GIFT = re.compile(r"(send|mail|email|e-mail|show|forward|give|lend)\s+(.*)", re.IGNORECASE)
_TO_THEM = re.compile(r"^(?:him|them|her(?=\s+(?:the|my|an?|some|that|this|two|three)\b))(?=\s)", re.IGNORECASE)
_OURS = re.compile(r"(?:we|our)\b", re.IGNORECASE)
_MINE = re.compile(r"(?:I|my)\b", re.IGNORECASE)
_THEIR_OWN = re.compile(r"\b(?:our|us)\b", re.IGNORECASE)
_MAY = re.compile(r"I (?:may|can|could|might) ")
_NOT = re.compile(r"(?:don't|don’t|do not)\s+", re.IGNORECASE)


def of_theirs(text: str, whom: str) -> str:
    """A takeaway as it stands inside a sentence, as said to whoever said it ("you"), or of them (a name).

    "Hires career changers" and "she hires career changers" are "you hire career changers", and "we hire …" as well.
    Empty where it cannot be told whose words they are: "I never apply cold" may be a thought of mine.
    """
    phrase = within(text)
    if _OURS.match(phrase):
        return voice.of_us(phrase, "you" if whom == "you" else "they")
    if whom == "you" and about_them(phrase):
        return voice.to_them(phrase)
    first, second = _first_two(phrase)
    rest = phrase[len(first) :]
    if first in THEIRS and second not in FINITE:
        return f"{whom} {THEIRS[first] if whom == 'you' else first}{rest}"
    plain = first not in MY_MIND | CERTAIN_VERBS | POSSIBLE_VERBS  # "read the outage reports" may be an instruction
    if plain and _is_past(first, second) and _is_object(second):
        return f"{whom} {first}{rest}"
    return "" if _MINE.match(phrase) else phrase


def _first_two(phrase: str) -> tuple[str, str]:
    """The first two words, without case; empty where there are fewer."""
    first, second = [*(word.lower() for word in WORD.findall(phrase)[:2]), "", ""][:2]
    return (first, second) if phrase.lower().startswith(first) else ("", "")


def _is_past(first: str, second: str) -> bool:
    return first in PAST or (first.endswith("ed") and first not in NO_PAST and second in AFTER_A_VERB)


def _is_object(second: str) -> bool:
    """Whether a word behind a past form shows that it is one: "left the bank", "left consulting"."""
    return second in AFTER_A_VERB or second.endswith("ing")


def to_do(text: str) -> str:
    """What a phrase says to do, as it stands behind "I will": ``take the exam``; empty where that is not sure."""
    told = unquoted(clean(text))
    should = _SHOULD.match(told) or _PERHAPS.match(told)
    phrase = within(told[should.end() :] if should else told).rstrip("!")
    negated = _NOT.match(phrase)
    rest = phrase[negated.end() :] if negated else phrase.removeprefix("never ").removeprefix("always ")
    if about_them(phrase) or not is_instruction(rest) or re.search(r"[.!?;:]", phrase):
        return ""
    mine = voice.by_me(rest) if SECOND_PERSON.search(rest) else rest
    return mine and f"{'not ' if negated else phrase[: len(phrase) - len(rest)]}{mine}"


def told(text: str) -> str:
    """The same as it stands behind "you told me": ``to take the exam``, ``not to apply cold``."""
    phrase = to_do(text)
    adverb = re.match(r"(?:not|never|always) ", phrase)
    return f"{adverb[0]}to {phrase[adverb.end() :]}" if adverb else phrase and f"to {phrase}"


def is_instruction(phrase: str) -> bool:
    """Whether a phrase surely begins with a verb that says what to do."""
    first, second = _first_two(phrase)
    if second in FINITE:
        return False
    return first in CERTAIN_VERBS or (first in POSSIBLE_VERBS and second in AFTER_A_VERB)


def offered(text: str) -> str:
    """What they offered, as it stands behind "your offer": ``to introduce me``; empty where that is hard to tell."""
    phrase = within(unquoted(clean(text)))
    modal = _MODAL.match(phrase)
    rest = phrase[modal.end() :] if modal else phrase
    if about_them(phrase):
        rest = "" if voice.is_of_two(phrase) else voice.to_them(rest)
    rest = _THEIR_OWN.sub(lambda word: "you" if word[0].lower() == "us" else "your", rest)
    if not rest or re.search(r"[.!?;:]|\bwe\b", phrase):
        return ""
    if _MAY.match(rest):
        return f"that {rest}"
    if modal or is_instruction(rest):
        return f"to {_with_me(rest)}"
    return f"of {rest}" if re.match(r"(?:an?|the)\s", rest) else ""


def _with_me(offer: str) -> str:
    """An offer to give something, with whom it is given to: "send the rota" is "send me the rota"."""
    gift = _GIFT.match(offer)
    if gift is None or re.match(r"(?:me|you)\b", gift[2]) or re.search(r"\b(?:to|on|along|back|for|up)\b", gift[2]):
        return offer
    return f"{gift[1]} me {gift[2]}"


def done(text: str) -> str:
    """What I did, as a clause that begins with "I": ``I passed the exam``; empty where it may be something else."""
    phrase = within(text)
    first, second = _first_two(phrase)
    if re.match(r"I\b", phrase):
        return phrase
    later = {word.lower() for word in WORD.findall(phrase)[1:]}
    alone = first.endswith("ed") and first not in NO_PAST and not later & (FINITE | PAST)
    mine = (_is_past(first, second) or alone) and second not in FINITE
    return f"I {first}{phrase[len(first) :]}" if mine else ""


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
