"""The reading list in columns, and what fits whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from crm.cli.output.out import Out
from crm.cli.output.text import behind, columns, cut, pad, safe, wrap
from crm.core.articles.reading_list import Match, Recipient, sent_to
from crm.core.model import Article
from crm.core.state.situation import Situation

_WIDEST = 50


def rows(situation: Situation) -> list[tuple[Article, int]]:
    """Every article with the number of people that it was sent to, the latest added first."""
    contents = situation.contents
    sent = [slug for contact in contents.contacts.values() for slug in sent_to(situation.history(contact))]
    articles = sorted(contents.articles.values(), key=lambda one: one.slug)
    articles.sort(key=lambda one: one.added or date.min, reverse=True)
    return [(one, sent.count(one.slug)) for one in articles]


def lines(found: Sequence[tuple[Article, int]], out: Out) -> Iterator[str]:
    """A line each: slug, title, topics, whether it was read, how often it was sent."""
    cells = [
        (
            safe(one.slug),
            cut(safe(one.title), _WIDEST),
            f"read {one.read}" if one.read else "not read yet",
            f"sent to {sent}" if sent else "",
            safe(", ".join(one.topics)),
        )
        for one, sent in found
    ]
    widths = [max((columns(row[index]) for row in cells), default=0) for index in range(4)]
    for row in cells:
        line = "  ".join([*(pad(cell, width) for cell, width in zip(row[:4], widths, strict=True)), row[4]])
        yield line if out.piped else cut(line, out.width)


def matches(found: Sequence[Match], out: Out) -> Iterator[str]:
    """Two lines each: what it is, and why."""
    for match in found:
        yield from _with_reason(f"{match.article.slug}: {match.article.title}", match.why, out)
    if not found:
        yield "No article fits that has been read and not been sent to them."


def recipients(found: Sequence[Recipient], out: Out) -> Iterator[str]:
    """Two lines each: who, and why."""
    for one in found:
        yield from _with_reason(f"{one.contact.slug}: {one.contact.name}", one.match.why, out)
    if not found:
        yield "It fits nobody who has not had it; or it has not been read yet."


def _with_reason(what: str, why: str, out: Out) -> Iterator[str]:
    yield from behind("", safe(what), out.width, 2)
    yield from wrap(safe(why), out.width, " " * 4)
