"""Books in a line or two, through the real parsers: what a user would have typed, and what is due of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from textwrap import dedent

from crm.core import config
from crm.core.articles import article
from crm.core.contacts import contact
from crm.core.documents import document
from crm.core.follow_ups.due import DueList, Standing, due, standings
from crm.core.kinds import Kinds
from crm.core.logs.log import Log
from crm.core.logs.log import read as read_log
from crm.core.model import Article, Contact, Interaction
from crm.core.settings import Settings
from crm.core.state.contents import Contents
from crm.core.state.situation import Situation
from crm.core.times import dates

BERLIN = dates.zone("Europe/Berlin")


def text(log: str = "", **keys: str) -> str:
    """The text of a contact's file: keys, then the lines of the log."""
    front = "".join(f"{key}: {value}\n" for key, value in {"name": "Somebody", **keys}.items())
    return f"---\n{front}---\n\n## Log\n\n{dedent(log).strip()}\n"


def person(log: str = "", *, slug: str = "sam", toml: str = "", zone: str = "Europe/Berlin", **keys: str) -> Contact:
    """A contact with these keys and this log, in a book with these settings."""
    return parsed(text(log, **keys), slug, settings(toml).kinds, zone)


def parsed(source: str, slug: str = "sam", kinds: Kinds | None = None, zone: str = "Europe/Berlin") -> Contact:
    found = contact.read(document.read(source.encode()), f"contacts/{slug}.md", kinds or Kinds({}), dates.zone(zone))
    assert found is not None
    return found


def settings(toml: str) -> Settings:
    found, problems = config.read(dedent(toml).encode())
    assert problems == ()
    return found


def piece(slug: str, *topics: str, read: str = "2026-01-02") -> Article:
    """An article of the reading list; unread where ``read`` is empty."""
    keys = f"title: The {slug}\nurl: https://example.org/{slug}\ntopics: [{', '.join(topics)}]\nread: {read}\n"
    found = article.read(document.read(f"---\n{keys}---\nWorth it.\n".encode()), f"articles/{slug}.md")
    assert found is not None
    return found


def book(
    *contacts: Contact, toml: str = "", zone: str = "Europe/Berlin", articles: tuple[Article, ...] = ()
) -> Contents:
    """A book of these contacts and articles."""
    return Contents(
        {one.slug: one for one in contacts},
        settings(toml),
        dates.zone(zone),
        {one.slug: one for one in articles},
    )


def log(source: str, zone: str = "Europe/Berlin", kinds: Mapping[str, str] | None = None) -> Log:
    """The log of a body that is these lines below ``## Log``, whose heading is line 1."""
    return read_log(f"## Log\n{source}", 1, "contacts/sam.md", Kinds(kinds or {}), dates.zone(zone))


def entry(source: str, zone: str = "Europe/Berlin") -> Interaction:
    """The one entry of a log."""
    (found,) = log(source, zone).interactions
    return found


def instant(shown: str, zone: str = "Europe/Berlin") -> datetime:
    """The instant at which the clocks of a zone show ``2026-06-09`` or ``2026-06-09 10:20``; or ISO with offset."""
    found = datetime.fromisoformat(shown)
    return found if found.tzinfo else dates.at(found.date(), found.time(), dates.zone(zone))


def shown(moment: datetime | None, zone: str = "Europe/Berlin") -> str | None:
    """What the clocks of a zone show at an instant, seconds only where they are not 0."""
    return (
        None
        if moment is None
        else dates.local(moment, dates.zone(zone)).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    )


def at(contents: Contents | Contact, now: str) -> Situation:
    contents = contents if isinstance(contents, Contents) else book(contents)
    return Situation(contents, instant(now))


def every(contents: Contents | Contact, now: str, action: str | None = None) -> list[Standing]:
    """Every follow-up that the rules see, one action's or all, in order of opening."""
    found = [one for one in standings(at(contents, now)) if action in {None, one.follow_up.action}]
    return sorted(found, key=lambda one: (one.follow_up.opens, one.follow_up.due_by, one.follow_up.cause.line))


def the(contents: Contents | Contact, now: str, action: str) -> Standing:
    """The one follow-up with that action, wherever it stands."""
    (found,) = every(contents, now, action)
    return found


def states(contents: Contents | Contact, now: str, action: str) -> list[str]:
    """Where each follow-up with that action stands."""
    return [one.state for one in every(contents, now, action)]


def owed(contents: Contents | Contact, now: str) -> list[str]:
    """The actions that are owed, in the order of the list, without the day's cap."""
    return [one.follow_up.action for one in listed(contents, now, capped=False).shown]


def listed(contents: Contents | Contact, now: str, *, within: str | None = None, capped: bool = True) -> DueList:
    """The list; with ``within``, also what opens up to that moment."""
    return due(at(contents, now), until=instant(within) if within else None, capped=capped)


def instants(standing: Standing, zone: str = "Europe/Berlin") -> tuple[str | None, ...]:
    """When a follow-up opens, is best done, is due and lapses, by the clocks of a zone."""
    found = standing.follow_up
    return tuple(shown(moment, zone) for moment in (found.opens, found.best_by, found.due_by, found.lapses))
