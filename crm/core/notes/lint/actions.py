"""Where a text tells what I did or will do, beyond keeping in touch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from crm.core.notes.lint.case import Case
from crm.core.text.words import Text

_HAVE = frozenset(["have", "had"])
_AM = frozenset(["am", "was"])
_FUTURE = (
    ("will",),
    ("shall",),
    ("am", "going", "to"),
    ("am", "about", "to"),
    ("am", "planning", "to"),
    ("plan", "to"),
    ("intend", "to"),
    ("mean", "to"),
    ("aim", "to"),
    ("am", "excited", "to"),
    ("am", "eager", "to"),
    ("am", "keen", "to"),
    ("am", "determined", "to"),
    ("am", "set", "to"),
    ("have", "decided", "to"),
    ("decided", "to"),
)
_BETWEEN = frozenset(
    ["already", "just", "also", "now", "then", "since", "even", "actually", "finally", "therefore", "currently", "at",
     "once", "straight", "away", "promptly", "immediately", "duly", "only", "all", "myself", "gladly", "certainly",
     "definitely", "surely", "soon", "tonight", "today", "tomorrow", "still", "first", "next", "probably"]
)  # fmt: skip
"""Words that may stand between "I have" and what I have done."""

_PROMISED = frozenset([("as", "promised"), ("i", "promised")])
"""What makes an action of something idle: "send you an update" is none, "as promised, send you the deck" is."""

_VERBS_LIKE_ADVERBS = frozenset(["apply", "reply", "supply", "rely", "fly", "comply"])


def actions(case: Case) -> Iterator[int]:
    """The indices of the verbs that tell of an action of mine, in order."""
    text = case.body
    kept = {word.sentence for before, word in pairwise(text.words) if (before.plain, word.plain) in _PROMISED}
    idle = {hit.first for hit in case.phrases["idle"].find(text) if text.words[hit.first].sentence not in kept}
    for index, word in enumerate(text.words):
        if word.plain == "i":
            found = _action(text, index + 1, idle, case)
            if found is not None:
                yield found


def _action(text: Text, index: int, idle: set[int], case: Case) -> int | None:
    """The index of the verb of an action, in what follows an "I"."""
    end = text.sentences[text.words[index - 1].sentence].end
    index = _past_adverbs(text, index, end)
    words = [word.plain for word in text.words[index : index + 3]]
    for future in _FUTURE:
        if tuple(words[: len(future)]) == future:
            index = _past_adverbs(text, index + len(future), end)
            return index if index < end and index not in idle else None
    if words and words[0] in _HAVE | _AM:
        index = _past_adverbs(text, index + 1, end)
    if index >= end:
        return None
    verb = text.words[index].plain
    if verb in case.phrases.words["idle-verbs"]:
        return None
    if words[0] in _AM:
        return index if verb.endswith("ing") and len(verb) > 4 else None
    return index if verb.endswith("ed") or verb in case.phrases.words["past"] else None


def _past_adverbs(text: Text, index: int, end: int) -> int:
    while index < end and (_is_adverb(text.words[index].plain)):
        index += 1
    return index


def _is_adverb(word: str) -> bool:
    return word in _BETWEEN or (word.endswith("ly") and word not in _VERBS_LIKE_ADVERBS)
