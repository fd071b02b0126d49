"""The reading list: which article fits which contact, and why.

Source: docs/notes.md, "Articles". Topics come first, then the words of takeaways and article. Deterministic: neither
the order of the files nor an article that shares no topic with the contact changes how the others compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from crm.core.times import dates
from crm.core.state.history import History
from crm.core.model import Article, Contact, Interaction
from crm.core.state.situation import Situation
from crm.core.documents.slugs import stem
from crm.core.text.texts import quoted
from crm.core.logs.topics import same, unique
from crm.core.values import dataclass

_HARDLY_CHANCE = 3
"""Words that say something in common with one takeaway, from which an article on no topic of theirs is worth a look."""

_LINK = re.compile(r"\[\[([^\]|#]+)")


@dataclass(frozen=True, slots=True)
class Match:
    """An article that fits a contact.

    ``shared`` are the topics in common and ``score`` how much they count, ``similarity`` how well the article answers
    what they said (both: more is better). ``quote`` is the takeaway that it answers best, ``talk`` where that stands.
    """

    article: Article
    shared: tuple[str, ...]
    score: float
    similarity: float = 0.0
    quote: str = ""
    talk: Interaction | None = None

    @property
    def why(self) -> str:
        """Why it fits, in words."""
        on = f"on {', '.join(self.shared)}" if self.shared else "on no topic of theirs"
        if self.talk is None:
            return on
        day = self.talk.stamp.day
        return f"{on}; takeaway of {day}: {quoted(self.quote)}" if self.quote else f"{on}; last talked about on {day}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact whom an article fits, and how."""

    contact: Contact
    match: Match


def best(past: History, situation: Situation) -> Match | None:
    """The best unsent article that shares a topic with a contact, without its quote: that costs more to find."""
    matches = _on_topic(past, situation)
    most = max((match.score for match in matches), default=0.0)
    first = [match for match in matches if match.score == most]
    if len(first) > 1:
        first = sorted((_answering(match, past) for match in first), key=_rank)
    return first[0] if first else None


def ranked(past: History, situation: Situation) -> list[Match]:
    """Every article that may be proposed to a contact and fits, the best first.

    First those that share a topic, then those that have several words of a takeaway.
    """
    on_topic = [_answering(match, past) for match in _on_topic(past, situation)]
    known = {match.article.slug for match in on_topic}
    articles = situation.contents.articles.values()
    others = [article for article in articles if article.slug not in known and _may_go(article, past, situation)]
    answering = [_answering(Match(article, (), 0.0), past) for article in others if _answers(article, past)]
    return sorted([*on_topic, *answering], key=_rank)


def match(article: Article, past: History, situation: Situation) -> Match:
    """How one article fits a contact, whether or not it would be proposed."""
    return _answering(_match(article, _weights(past), situation.once(_shelf)), past)


def recipients(article: Article, situation: Situation) -> list[Recipient]:
    """The active contacts whom an article fits, the best first; nobody for an unread one."""
    found = []
    for contact in situation.contents.contacts.values():
        past = situation.history(contact)
        if contact.status == "active" and _may_go(article, past, situation):
            fit = match(article, past, situation)
            if fit.shared or _answers(article, past):
                found.append(Recipient(contact, fit))
    return sorted(found, key=lambda one: (-one.match.score, -one.match.similarity, one.contact.slug))


def _rank(match: Match) -> tuple[float, float, str]:
    return -match.score, -match.similarity, match.article.slug


def _on_topic(past: History, situation: Situation) -> list[Match]:
    """The articles to propose that share a topic with a contact, in no order."""
    shelf = situation.once(_shelf)
    weights = _weights(past) if shelf else {}
    sharing = {article.slug: article for topic in weights for article in shelf.get(topic, ())}
    fitting = [article for article in sharing.values() if _may_go(article, past, situation)]
    return [_match(article, weights, shelf) for article in fitting]


def _may_go(article: Article, past: History, situation: Situation) -> bool:
    """Whether an article may be proposed to a contact: read, not sent to them, nor lately into their company."""
    if not is_read(article, situation) or article.slug in sent_to(past):
        return False
    return article.slug not in situation.once(_sent_lately).get(same(past.contact.company or ""), set())


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
        for topic in entry.topics:
            weights[same(topic)] = max(weights.get(same(topic), 0.0), _freshness(entry, past))
    return weights


def _freshness(entry: Interaction, past: History) -> float:
    """How much an entry counts: 2 today, 1.5 after 90 days, ever closer to 1."""
    days = max((past.now - entry.stamp.start).days, 0)
    return 1.0 + 1.0 / (1.0 + days / 90)


def _match(article: Article, weights: Mapping[str, float], shelf: Mapping[str, list[Article]]) -> Match:
    """How well the topics of an article fit: one counts the more, the fewer articles have it."""
    shared = [topic for topic in unique(article.topics) if same(topic) in weights]
    score = sum(weights[same(topic)] / len(shelf.get(same(topic), [article])) for topic in shared)
    return Match(article, tuple(shared), round(score, 9))


def _answering(match: Match, past: History) -> Match:
    """A match with how well the article answers what they said, and with the takeaway that it answers best."""
    from crm.core.articles.similarity import similarity

    article = match.article
    rated = [
        (similarity(text, article.title, article.text) * _freshness(entry, past), entry, text)
        for entry in past.entries
        for text in entry.texts("takeaway")
    ]
    total = round(sum(score for score, _, _ in rated), 9)
    best_rated = max(rated, key=lambda one: (one[0], one[1].stamp.start), default=None)
    if best_rated is not None and best_rated[0] > 0:
        return replace(match, similarity=total, talk=best_rated[1], quote=best_rated[2])
    talk = _talked_of(match.shared, past)
    quote = next(iter(talk.texts("takeaway")), "") if talk else ""
    return replace(match, similarity=total, talk=talk, quote=quote)


def _talked_of(topics: Iterable[str], past: History) -> Interaction | None:
    """The latest entry on one of these topics."""
    wanted = {same(topic) for topic in topics}
    on_it = (entry for entry in reversed(past.entries) if any(same(topic) in wanted for topic in entry.topics))
    return next(on_it, None)


def _answers(article: Article, past: History) -> bool:
    """Whether an article has so many words of one takeaway that this is hardly chance."""
    from crm.core.articles.similarity import in_common

    takeaways = (text for entry in past.entries for text in entry.texts("takeaway"))
    return any(in_common(text, article.title, article.text) >= _HARDLY_CHANCE for text in takeaways)
