"""The reading list: which article fits which contact, and why.

Source: docs/notes.md, "Articles". Deterministic: neither the order of the files nor an article that shares nothing
with the contact changes the choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from crm.core.history import History
from crm.core.model import Article, Contact
from crm.core.situation import Situation
from crm.core.topics import same

_LINK = re.compile(r"\[\[([^\]|#]+)")


@dataclass(frozen=True, slots=True)
class Match:
    """An article that fits: the topics that it shares with the contact, and how well it fits (more is better)."""

    article: Article
    shared: tuple[str, ...]
    score: float


def best(past: History, situation: Situation) -> Match | None:
    """The best unsent article that shares a topic with a contact."""
    return next(iter(ranked(past, situation)), None)


def ranked(past: History, situation: Situation) -> list[Match]:
    """Every read and unsent article that shares a topic with a contact, the best first."""
    articles = situation.contents.articles
    if not articles:
        return []
    weights = _weights(past)
    sent = sent_to(past)
    matches = (_match(article, weights, articles.values()) for article in articles.values() if article.slug not in sent)
    fitting = [match for match in matches if match and is_read(match.article, situation)]
    lately = _sent_lately(past.contact, situation) if fitting else frozenset()
    return sorted(
        (match for match in fitting if match.article.slug not in lately),
        key=lambda match: (-match.score, match.article.slug),
    )


def is_read(article: Article, situation: Situation) -> bool:
    """Whether I have read it by now: an unread article is never proposed."""
    return article.read is not None and article.read <= situation.today


def sent_to(past: History) -> frozenset[str]:
    """The slugs of the articles that a contact was sent."""
    return frozenset(
        slug.strip() for entry in past.of({"article"}) for slug in _LINK.findall(entry.summary)
    )


def _sent_lately(contact: Contact, situation: Situation) -> frozenset[str]:
    """The slugs of the articles that somebody in the same company was sent not long ago."""
    if not contact.company:
        return frozenset()
    days = situation.contents.settings.notes.article_company_days
    since = situation.now - timedelta(days=days)
    found: set[str] = set()
    for other in situation.contents.contacts.values():
        if same(other.company or "") == same(contact.company) and other.slug != contact.slug:
            entries = situation.history(other).of({"article"})
            recent = (entry for entry in entries if entry.stamp.start > since)
            found.update(slug.strip() for entry in recent for slug in _LINK.findall(entry.summary))
    return frozenset(found)


def _weights(past: History) -> dict[str, float]:
    """For each topic of a contact, how much it counts: the later we talked of it, the more (at most 2)."""
    weights = {same(topic): 1.0 for topic in past.contact.topics}
    for entry in past.entries:
        days = max((past.now - entry.stamp.start).days, 0)
        for topic in entry.topics:
            weights[same(topic)] = max(weights.get(same(topic), 0.0), 1.0 + 1.0 / (1.0 + days / 90))
    return weights


def _match(article: Article, weights: dict[str, float], articles: Iterable[Article]) -> Match | None:
    shared = [topic for topic in article.topics if same(topic) in weights]
    if not shared:
        return None
    score = sum(weights[same(topic)] / _frequency(same(topic), articles) for topic in shared)
    return Match(article, tuple(shared), round(score, 9))


def _frequency(topic: str, articles: Iterable[Article]) -> int:
    """How many articles have a topic: a rare one says more."""
    return sum(any(same(own) == topic for own in article.topics) for article in articles)
