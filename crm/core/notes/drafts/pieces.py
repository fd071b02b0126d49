"""The article that a note shares."""

from __future__ import annotations

import re

from crm.core.notes.drafts import clauses, phrases
from crm.core.notes.drafts.occasions import topic
from crm.core.notes.drafts.order import Facts, Order
from crm.core.logs.topics import same

_LONGEST_LINE = 40
_LONGEST_OWN_TEXT = 120
"""Words of a remark of mine at most: a longer text is the article itself, as a clipper saved it."""

_WORTH = re.compile(r"(?i)^\s*why it is worth sending\s*:\s*")


def article(order: Order) -> Facts:
    """The article, why it concerns them, and what is in it."""
    match, entry = order.article, order.entry
    if match is None:
        return {"title": "", "url": "", "line": "", "topic": "", "came_up": False, "quote": ""}
    spoken_of = {same(one) for one in entry.topics} if entry else set()
    came_up = [one for one in match.shared if same(one) in spoken_of]
    quote = clauses.of_theirs(match.quote, "you") if match.talk is entry and match.quote else ""
    return {
        "title": phrases.clean(match.article.title),
        "url": phrases.clean(match.article.url or ""),
        "line": _one_line(match.article.text),
        "topic": topic(came_up or match.shared),
        "came_up": bool(came_up),
        "quote": phrases.points([quote] if quote else []),
    }


def _one_line(text: str) -> str:
    """What I wrote of it: the first paragraph, where that is a sentence or two and not the article itself."""
    first = next((part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()), "")
    line = phrases.clean(_WORTH.sub("", first))
    if not 0 < len(line.split()) <= _LONGEST_LINE or len(text.split()) > _LONGEST_OWN_TEXT:
        return ""
    return "" if first.lstrip().startswith(("#", "!", ">", "|")) else phrases.ended(phrases.sentence(line))
