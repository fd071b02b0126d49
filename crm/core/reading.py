"""The reading list: which article fits which contact, and why.

Source: docs/notes.md, "Articles". Deterministic: neither the order of the files nor an article that shares nothing
with the contact changes the choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crm.core import dates
from crm.core.history import History
from crm.core.model import Article, Interaction
from crm.core.situation import Situation
from crm.core.slugs import stem
from crm.core.topics import same, unique

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
    shelf = situation.once(_shelf)
    weights = _weights(past) if shelf else {}
    sharing = {article.slug: article for topic in weights for article in shelf.get(topic, ())}
    if not sharing:
        return []
    sent = sent_to(past) | situation.once(_sent_lately).get(same(past.contact.company or ""), set())
    fitting = [article for slug, article in sharing.items() if slug not in sent and is_read(article, situation)]
    matches = [_match(article, weights, shelf) for article in fitting]
    return sorted(matches, key=lambda match: (-match.score, match.article.slug))


def is_read(article: Article, situation: Situation) -> bool:
    """Whether I have read it by now: an unread article is never proposed."""
    return article.read is not None and article.read <= situation.today


def sent_to(past: History) -> frozenset[str]:
    """The slugs of the articles that a contact was sent."""
    return frozenset(slug for entry in past.of({"article"}) for slug in linked(entry))


def linked(entry: Interaction) -> Iterator[str]:
    """The slugs that an entry links to, as ``[[slug]]`` or in one of Obsidian's longer forms."""
    return (stem(link.strip()) for link in _LINK.findall(entry.summary))


def _sent_lately(situation: Situation) -> dict[str, set[str]]:
    """For each company, the slugs of the articles that somebody there was sent not long ago."""
    days = situation.contents.settings.notes.article_company_days
    since = dates.later(situation.now, situation.contents.zone, -days)
    found: dict[str, set[str]] = {}
    for contact in situation.contents.contacts.values():
        company = same(contact.company or "")
        for entry in situation.history(contact).of({"article"}) if company else ():
            if entry.stamp.start > since:
                found.setdefault(company, set()).update(linked(entry))
    return found


def _shelf(situation: Situation) -> dict[str, list[Article]]:
    """The articles on each topic."""
    found: dict[str, list[Article]] = {}
    for article in situation.contents.articles.values():
        for topic in unique(article.topics):
            found.setdefault(same(topic), []).append(article)
    return found


def _weights(past: History) -> dict[str, float]:
    """For each topic of a contact, how much it counts: the later we talked of it, the more (at most 2)."""
    weights = {same(topic): 1.0 for topic in past.contact.topics}
    for entry in past.entries:
        days = max((past.now - entry.stamp.start).days, 0)
        for topic in entry.topics:
            weights[same(topic)] = max(weights.get(same(topic), 0.0), 1.0 + 1.0 / (1.0 + days / 90))
    return weights


def _match(article: Article, weights: Mapping[str, float], shelf: Mapping[str, list[Article]]) -> Match:
    """How well an article fits: a topic counts the more, the fewer articles have it."""
    shared = [topic for topic in unique(article.topics) if same(topic) in weights]
    score = sum(weights[same(topic)] / len(shelf[same(topic)]) for topic in shared)
    return Match(article, tuple(shared), round(score, 9))
