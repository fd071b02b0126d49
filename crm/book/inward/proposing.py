"""Proposals of entries from calendars and mail: found, and written or refused as the user says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from crm.adapters.store import Missing
from crm.book import logging, moments
from crm.book.book import Book
from crm.book.errors import Wrong
from crm.book.inward import moving
from crm.book.operation import Operation
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.documents.places import MEETINGS, REFUSED
from crm.core.follow_ups.due import Standing
from crm.core.incoming import meetings, refusals
from crm.core.incoming.meetings import Written
from crm.core.incoming.proposals import Moves, Proposal, Tally, propose
from crm.core.incoming.refusals import Refusals
from crm.core.incoming.sightings import Oddity, Sighting, address
from crm.core.logs import entry
from crm.core.logs.entry import NewEntry
from crm.core.model import Contact
from crm.core.state.situation import Situation
from crm.core.times import dates

DAYS = 7
"""How far back is looked when nobody says: who logs once a week misses nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when is looked for what happened, as instants."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What some files hold of a span: sightings, what in them could not be read, which files not, and their number.

    ``passed`` counts what is no contact with anybody, such as newsletters. What begins at ``until`` or later lies
    beyond the span, and is there for meetings that were moved.
    """

    sightings: tuple[Sighting, ...]
    oddities: tuple[Oddity, ...] = ()
    unreadable: tuple[str, ...] = ()
    files: int = 0
    passed: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What is proposed, and the files it was found in."""

    tally: Tally
    seen: Seen


def span(book: Book, since: str | None, ahead: str | None = None) -> Span:
    """The span to look at: from ``since`` (else a week ago) to now, or as far ``ahead`` of it. Raises Wrong."""
    if since:
        start = moments.moment(since, book, look="back").start
    else:
        start = dates.start_of_day(dates.local(dates.later(book.now, book.zone, -DAYS), book.zone).date(), book.zone)
    end = _end(book, ahead) if ahead else book.now
    if start >= end:
        raise Wrong(f"--since {since or ''} is not before now", "name an earlier day, such as: --since 14d ago")
    return Span(start, end)


def _end(book: Book, ahead: str) -> datetime:
    """The end of the day, or the moment, that lies so far ahead."""
    stamp = moments.moment(ahead if ahead.startswith("in ") else f"in {ahead}", book)
    return dates.end_of_day(stamp.day, stamp.zone) if stamp.date_only else stamp.start


def own_addresses(book: Book, more: Iterable[str]) -> frozenset[str]:
    """My own addresses: those of crm.toml, and ``more``."""
    me = book.settings.me
    return frozenset(address(text) for text in (me.email, *me.addresses, *more) if text)


def proposed(book: Book, seen: Seen, mine: frozenset[str]) -> Round:
    """What the sightings give to log in this book."""
    contacts = list(book.contents.contacts.values())
    notes = book.with_notes.notes if any(one.what == "sent" for one in seen.sightings) else ()
    kinds = book.settings.kinds
    found = propose(seen.sightings, contacts, mine, refused(book), kinds, notes, Moves(written(book), seen.until))
    return Round(found, seen)


def refused(book: Book) -> Refusals:
    """What the user did not want, on this machine or another."""
    return refusals.read(_text(book, REFUSED))


def written(book: Book) -> Written:
    """Which meetings of a calendar were written into a log, on this machine or another."""
    return meetings.read(_text(book, MEETINGS))


def _text(book: Book, path: str) -> str:
    try:
        return document.read(book.store.read(path).data).text
    except Missing:
        return ""


def accept(book: Book, proposals: Sequence[Proposal], source: str) -> None:
    """Writes proposals into their contacts' logs as one operation, as ``crm log`` does. Raises Unmet."""
    if len(proposals) == 1 and proposals[0].moves:
        moving.move(book, proposals[0], new_entry(book, proposals[0]).stamp, partial(_remember, book, proposals))
        return
    entries = [(one.contact, new_entry(book, one)) for one in proposals]
    if len(proposals) == 1:
        (one,) = proposals
        subject = f"import: {one.contact.slug} {one.kind} {one.stamp.day}"
    else:
        subject = f"import: {len(proposals)} entries from {source}"
    met = [one for one in proposals if one.sighting.what == "meeting"]
    logging.write(
        book, entries, subject, "import", then=partial(_remember, book, met), touched=[MEETINGS] if met else ()
    )


def _remember(book: Book, proposals: Sequence[Proposal]) -> None:
    """Writes down which meeting of the calendar an entry is. To be called under the book's lock."""
    for one in proposals:
        said = meetings.line(one.sighting.key, one.contact.slug, new_entry(book, one).stamp)
        _append(book, MEETINGS, said, meetings.HEADING)


def new_entry(book: Book, one: Proposal) -> NewEntry:
    """A proposal as the entry that it would be."""
    return NewEntry(entry.stamp_text(one.stamp, book.written_zone), one.kind, one.channel, one.summary)


def refuse(book: Book, one: Proposal, *, series: bool = False) -> None:
    """Remembers that a proposal is not wanted, with ``series`` none of its series. Raises Unmet."""
    key = one.keys[1 if series else 0]
    said = f"{one.stamp.day} {one.kind}{' and all of its series' if series else ''}: {one.summary}"
    line = refusals.line(key, one.contact.slug, said)
    with book.writing("import"):
        _append(book, REFUSED, line, refusals.HEADING)
        book.record(Operation(f"import: refused {one.contact.slug} {one.kind} {one.stamp.day}", "import", [REFUSED]))


def _append(book: Book, path: str, line: str, heading: str) -> None:
    try:
        book.change({path: partial(_with_line, line=line, heading=heading)})
    except Missing:
        book.store.create(path, refusals.added("", line, heading=heading).encode())


def _with_line(before: Document, line: str, heading: str) -> Document:
    end = len(before.text)
    added = refusals.added(before.text[before.body_start :], line, before.newline, heading)
    return document.splice(before, before.body_start, end, added)


def due_of(book: Book, contacts: Sequence[Contact], before: Situation) -> tuple[Standing, ...]:
    """What is owed to contacts now that was not owed in the situation before."""
    return logging.compare(before, book.reread([one.slug for one in contacts]))[0]
