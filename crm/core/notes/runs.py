"""What notes have in common, in runs of words: what a draft's wordings are chosen by, and what the check goes by."""

from __future__ import annotations

from collections.abc import Iterable

from crm.core.model import Contact
from crm.core.text.words import Word, plain

_MASK = "_"


def runs(words: Iterable[Word], contact: Contact | None, size: int) -> frozenset[str]:
    """The runs of ``size`` words of a note's body; addresses and the words of the contact's names are masked."""
    texts = (contact.name, contact.company or "", *contact.aliases) if contact else ()
    names = frozenset(word for text in texts for word in plain(text))
    told = [_MASK if word.plain in names or word.plain == "@" else word.plain for word in words]
    return frozenset(" ".join(told[start : start + size]) for start in range(len(told) - size + 1))


def share(mine: frozenset[str], others: Iterable[frozenset[str]]) -> float:
    """The largest share of runs that a note and one of the others have in common, of whichever has fewer."""
    return max((len(mine & theirs) / min(len(mine), len(theirs)) for theirs in others if theirs and mine), default=0.0)
