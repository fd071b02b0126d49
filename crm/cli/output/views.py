"""Values as JSON, with the fields of docs/command-line.md, "JSON". Fields are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from crm.core.articles.reading_list import Match
from crm.core.contacts.fields import plain_value
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import command, why
from crm.core.model import Article, Contact, Problem
from crm.core.plain import instant
from crm.core.plain import interaction as interaction
from crm.core.query import last_contact
from crm.core.state.history import History
from crm.core.times.dates import iso

if TYPE_CHECKING:
    from crm.core.logs.prose import Prose

Json = dict[str, object]


def follow_up(item: Standing) -> Json:
    """One follow-up of the list."""
    owed = item.follow_up
    return {
        "contact": owed.contact.slug,
        "name": owed.contact.name,
        "action": owed.action,
        "status": item.state,
        "opens": iso(owed.opens, owed.zone),
        "best_by": instant(owed.best_by, owed.zone),
        "due_by": iso(owed.due_by, owed.zone),
        "why": why(owed),
        "source": {"path": owed.cause.path, "line": owed.cause.line},
        "article": owed.article,
        "about": owed.about,
        "command": command(owed),
    }


def due(items: Iterable[Standing], hidden: int, problems: int, now: datetime, zone: tzinfo) -> Json:
    """The whole list."""
    return {
        "now": iso(now, zone),
        "follow_ups": [follow_up(item) for item in items],
        "hidden": hidden,
        "problems": problems,
    }


def contact(one: Contact, items: Iterable[Standing], prose: Prose) -> Json:
    """One contact with its log, what is due, and what stands around the log."""
    return {
        "slug": one.slug,
        "path": one.path,
        "fields": {key: plain_value(value) for key, value in one.fields.items()},
        "problems": [problem(each) for each in one.problems],
        "interactions": [interaction(each) for each in one.interactions],
        "follow_ups": [follow_up(item) for item in items],
        "text": "\n".join(prose.around),
    }


def row(past: History) -> Json:
    """One contact of a list."""
    one, last = past.contact, last_contact(past)
    return {
        "slug": one.slug,
        "name": one.name,
        "email": one.email,
        "company": one.company,
        "tags": list(one.tags),
        "last_contact": last.isoformat() if last else None,
        "path": one.path,
    }


def problem(found: Problem) -> Json:
    """One finding of ``crm check``."""
    return {
        "path": found.path,
        "line": found.line,
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "hint": found.hint,
    }


def field_text(value: object) -> str:
    """A typed value in one line, as the file would have it."""
    plain = plain_value(value)
    if isinstance(plain, list):
        return ", ".join(str(item) for item in plain)
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def article(one: Article, sent: int) -> Json:
    """One article of the reading list, and to how many people it was sent."""
    return {
        "slug": one.slug,
        "title": one.title,
        "url": one.url,
        "topics": list(one.topics),
        "published": plain_value(one.published),
        "added": plain_value(one.added),
        "read": plain_value(one.read),
        "sent": sent,
        "path": one.path,
    }


def match(found: Match) -> Json:
    """An article that fits somebody, and why."""
    return {
        "article": found.article.slug,
        "title": found.article.title,
        "url": found.article.url,
        "topics": list(found.shared),
        "why": found.why,
    }
