"""What the list will have of one contact if nobody looks again: nothing up to an instant, or one gentle word alone.

For books so large that not every contact can be looked at each day. Everything here errs on one side: a contact is
looked at once too often, never once too seldom. ``due`` of the contacts that are awake, together with those whom
``around`` and ``foremost`` add, is ``due`` of the whole book; a test holds that for random books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from crm.core.follow_ups.due import GENTLE, OWED, Standing, lately, rank, standing
from crm.core.follow_ups.rules import RULES
from crm.core.logs.topics import same
from crm.core.model import Contact
from crm.core.settings import FollowUpSettings
from crm.core.state.contents import Contents
from crm.core.state.deadlines import thanks_lapse
from crm.core.state.history import PUSHES, History
from crm.core.state.situation import Situation
from crm.core.times import dates


class Gentle(NamedTuple):
    """An update, article or word to keep in touch that is owed: what the list orders it by, after its class.

    ``pressing`` is the instant from which it is due, not merely open.
    """

    due_by: datetime
    pressing: datetime
    tier: str


class Outlook(NamedTuple):
    """What the list has of a contact at each moment from ``since`` on and before ``until``: ``gentle``, or nothing."""

    since: datetime
    until: datetime
    gentle: Gentle | None = None


class Ties(NamedTuple):
    """What of a contact decides what is owed to others.

    ``introduced_by`` is a slug, ``company`` in the form in which companies compare, both empty where there is none.
    ``shared`` is the instant of the latest article that went to them.
    """

    introduced_by: str
    company: str
    shared: datetime | None


def ties(contact: Contact) -> Ties:
    """The ties of a contact, at any moment."""
    company = same(contact.company or "")
    articles = [entry.stamp.start for entry in contact.interactions if entry.kind.like == "article"]
    return Ties(contact.introduced_by or "", company, max(articles, default=None) if company else None)


def outlook(contact: Contact, introducer: Contact | None, book: Contents, now: datetime) -> Outlook | None:
    """The outlook from a moment on; None for somebody who is on the list, or soon to be looked at again anyway.

    It holds while neither the contact's file nor its introducer's nor the settings change. Of ``book`` only settings
    and zone are asked: which article it would be does not matter here.
    """
    people = {one.slug: one for one in (introducer, contact) if one is not None}
    situation = Situation(Contents(people, book.settings, book.zone), now)
    past = situation.history(contact)
    if any(entry.stamp.start > lately(now) for entry in past.of(PUSHES)):
        return None  # who was written to today counts against the day's cap
    until = min(_turns(people.values(), past, situation), default=dates.LAST)
    gentle = None
    for item in (standing(found, situation) for rule in RULES for found in rule.follow_ups(past, situation)):
        if item.state == "upcoming":
            until = min(until, item.opens)
        elif item.state in OWED:
            if rank(item.follow_up, item.state) != GENTLE:
                return None
            gentle = _gentle(item)
        elif item.state == "settled" and item.follow_up.cause.entry is None:
            return None  # what the calendar causes comes again: a birthday
    return Outlook(now, until, gentle) if until > now else None


def _turns(people: Iterable[Contact], past: History, situation: Situation) -> Iterator[datetime]:
    """The instants to come at which a log says something new: entries that begin, end, or owe no thanks any more."""
    for contact in people:
        for entry in contact.interactions:
            yield from (instant for instant in (entry.stamp.start, entry.stamp.over) if instant > situation.now)
    for interview in past.interviews:
        lapse = thanks_lapse(interview, situation.settings)
        if lapse > situation.now:
            yield lapse


def _gentle(item: Standing) -> Gentle:
    follow_up = item.follow_up
    day = dates.local(follow_up.due_by, follow_up.zone).date()
    return Gentle(follow_up.due_by, dates.start_of_day(day, follow_up.zone), follow_up.contact.tier or "E")


def foremost(waiting: Iterable[tuple[str, str]], settings: FollowUpSettings) -> list[str]:
    """Of the contacts who wait for a gentle word alone, those whom the day's cap may let through.

    ``waiting`` are slugs and companies, in the order of the list. Whoever is left out is kept back in any case: each
    of those before them takes one of the day's places, or meets the cap of a company at which somebody else took one.
    """
    found: list[str] = []
    companies: dict[str, int] = {}
    for slug, company in waiting:
        if len(found) >= settings.daily_cap:
            break
        if company:
            companies[company] = companies.get(company, 0) + 1
        if not company or companies[company] <= settings.company_cap:
            found.append(slug)
    return found
