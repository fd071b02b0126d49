"""How well an article answers a takeaway, from the words that they share.

Okapi BM25 (Robertson and Zaragoza 2009), with its usual constants, made for one pair at a time: no statistics of the
other articles come in, so that adding an article never changes how the others compare.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from crm.core.text.words import plain, stem

_SATURATION = 1.2
_LENGTH_COUNTS = 0.75
_USUAL_LENGTH = 300
"""Words of an article; in BM25 the average of the collection, which one more article would move."""

_TITLE_COUNTS = 3
_LEAST_LETTERS = 3
_SAY_NOTHING = frozenset(
    """
    a about after again all also always an and any are as ask at be because been before being best better between but by
    can come could day did do does done each even every few find first for from get give go good great had has have he
    help her here him his how i idea if important in into is it its job just keep kind know last learn less let like
    long look made make many may me might more most much must my need never new no not now of off often old on once one
    only or other our out over own part people person point put really right said same say see she should show since so
    some start still such take talk tell than that the their them then there these they thing think this those time to
    too try two up us use very want was way we well were what when where which while who why will with without work
    would year yes yet you your
    """.split()
)


@lru_cache(maxsize=2048)
def terms(text: str) -> Counter[str]:
    """The stems of a text that say something, with how often each stands there."""
    said = (word for word in plain(text) if len(word) >= _LEAST_LETTERS and word not in _SAY_NOTHING)
    return Counter(stem(word) for word in said)


def similarity(takeaway: str, title: str, text: str) -> float:
    """How well an article of that title and text answers a takeaway; 0 where they share no word that says something."""
    in_title, in_text = terms(title), terms(text)
    length = in_text.total() + in_title.total()
    dampened = _SATURATION * (1 - _LENGTH_COUNTS + _LENGTH_COUNTS * length / _USUAL_LENGTH)
    found = (in_text[term] + _TITLE_COUNTS * in_title[term] for term in terms(takeaway))
    return sum(often * (_SATURATION + 1) / (often + dampened) for often in found if often)


def in_common(takeaway: str, title: str, text: str) -> int:
    """How many words that say something a takeaway and an article have in common."""
    return len(terms(takeaway).keys() & (terms(title).keys() | terms(text).keys()))
