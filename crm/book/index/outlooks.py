"""Outlooks in the index: which contacts can be left alone at a moment, so that not even their values are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from crm.adapters.index.codec import seconds
from crm.adapters.index.database import Index
from crm.adapters.index.errors import Broken, Overtaken
from crm.book.index.lookup import Lookup
from crm.core.contacts.people import names_of
from crm.core.follow_ups.outlook import Outlook, outlook, ties
from crm.core.model import Contact
from crm.core.settings import FollowUpSettings
from crm.core.state.contents import Contents

AWAKE = 2**62
"""As the first second of an outlook: it never begins."""

_UNSEEN = -(2**62)
_AGAIN = 20 * 3600
"""Seconds after which somebody who was on the list is looked at again, though nothing was written to the file."""

Columns = tuple[str, str, str, str, int | None, int, int, int | None, int | None, str | None]
"""A row of ``people``."""


def columns(contact: Contact, book: Contents, now: datetime) -> Columns:
    """What the index keeps of a contact; its outlook is left for later where that is another contact's matter too."""
    tied = ties(contact)
    unknown = (AWAKE, _UNSEEN, None, None, None)
    known = unknown if tied.introduced_by else _times(outlook(contact, None, book, now), now)
    shared = None if tied.shared is None else seconds(tied.shared)
    names = "\n".join(["", *sorted(names_of(contact)), ""])
    return (contact.slug, names, tied.introduced_by, tied.company, shared, *known)


def _times(found: Outlook | None, now: datetime) -> tuple[int, int, int | None, int | None, str | None]:
    if found is None:
        return AWAKE, seconds(now) + _AGAIN, None, None, None
    since = seconds(found.since) + (found.since.microsecond > 0)
    if found.gentle is None:
        return since, seconds(found.until), None, None, None
    gentle = found.gentle
    return since, seconds(found.until), seconds(gentle.due_by), seconds(gentle.pressing), gentle.tier


def look_again(index: Index, contacts: Lookup, book: Contents, now: datetime) -> None:
    """Brings the outlooks up to date whose time is over. Where they cannot be written, the contacts are awake.

    Raises Overtaken.
    """
    over = [slug for (slug,) in index.rows("SELECT slug FROM people WHERE until <= ?", [seconds(now)])]
    if not over:
        return
    try:
        with index.writing():
            index.run_all(
                "UPDATE people SET since = ?, until = ?, due_by = ?, pressing = ?, tier = ? WHERE slug = ?",
                _anew(over, contacts, book, now),
            )
    except Overtaken:
        raise
    except Broken as error:
        if error.damaged:
            raise


def _anew(slugs: Iterable[str], contacts: Lookup, book: Contents, now: datetime) -> Iterator[tuple[object, ...]]:
    for slug in slugs:
        contact = contacts.fresh(slug)
        if contact is not None:
            introducer = contacts.fresh(contact.introduced_by) if contact.introduced_by else None
            yield (*_times(outlook(contact, introducer, book, now), now), slug)


def forget_tied(index: Index, slugs: Iterable[str]) -> None:
    """Forgets the outlooks that rest on these contacts: those of whom they introduced."""
    tied = "introduced_by = ? AND introduced_by != ''"  # so SQLite sees that the index of the introduced will do
    statement = f"UPDATE people SET since = ?, until = ?, due_by = NULL WHERE {tied}"
    index.run_all(statement, ((AWAKE, _UNSEEN, slug) for slug in slugs))


def forget_other_rules(index: Index, rules: FollowUpSettings) -> None:
    """Forgets all outlooks where they were made with other settings; the index is then for these."""
    text = repr([sorted(value) if isinstance(value, frozenset) else value for value in _values(rules)])
    if index.rows("SELECT value FROM meta WHERE key = 'rules'") != [(text,)]:
        with index.writing():
            index.run("UPDATE people SET since = ?, until = ?, due_by = NULL", [AWAKE, _UNSEEN])
            index.run("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", [text])
    index.rest_on("rules", text)


def _values(rules: FollowUpSettings) -> Iterator[object]:
    return (getattr(rules, name) for name in type(rules).__slots__)
