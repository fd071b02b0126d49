"""Topics as words of a sentence: a tag such as ``#career-change`` or ``#GridStorage`` is not one yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crm.core.notes.drafts.words import SPELLED
from crm.core.logs.topics import same

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[\w+#.-]*[\w+#]")


def words_of(topic: str) -> str:
    """A topic as words: ``career-change`` is two, of ``energy/grid-storage`` the last part counts, ``ux`` is UX.

    One that is written with blanks has its hyphens for a reason.
    """
    words = topic.split()
    if len(words) != 1:
        return " ".join(_spelled(word) for word in words)
    tag = topic.strip()
    if "/" in tag and tag.islower():
        tag = tag.rstrip("/").rpartition("/")[2]
    apart = tag.replace("-", " ").replace("_", " ").split()
    return " ".join(_spelled(part) for word in apart for part in _of_camel(word))


def as_written(topic: str, texts: Iterable[str]) -> str:
    """The words of a topic in the spelling that one of some texts has for them, where that has a capital inside."""
    apart = "[-_ ]".join(re.escape(word) for word in same(topic).split())
    pattern = re.compile(rf"(?<![\w#-]){apart}(?![\w-])", re.IGNORECASE)
    found = (match[0] for text in texts for match in pattern.finditer(text))
    return next((spelling for spelling in found if re.search("[A-Z]", spelling[1:])), topic)


def _of_camel(word: str) -> list[str]:
    """The words of one written in camel case: GridStorage; GitHub and LinkedIn are names."""
    parts = _CAMEL.split(word)
    return [part.lower() for part in parts] if len(parts) > 1 and word.casefold() not in SPELLED else [word]


def _spelled(word: str) -> str:
    return SPELLED.get(word, word) if word.islower() else word
