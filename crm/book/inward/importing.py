"""Importing people: another program's file as a plan, and the plan carried out as one operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from crm.adapters import phones
from crm.adapters.letters import latin
from crm.adapters.store import Exists, StoreError
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.folders import CONTACTS
from crm.book.logging import appended
from crm.book.operation import Operation
from crm.core.contacts import importing
from crm.core.contacts.fields import BY_NAME
from crm.core.contacts.person import Arrivals
from crm.core.contacts.plans import Gain, Plan, Wishes
from crm.core.contacts.quotation import quotation
from crm.core.contacts.sameness import Reading
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.documents.slugs import stem
from crm.core.logs import prose
from crm.core.logs.entry import NewEntry, lines_of
from crm.core.times import dates


@dataclass(slots=True)
class Done:
    """What was written: the slugs of new and of filled contacts, and what could not be, by path.

    ``resumed`` are the files that an import had made which was killed: they are recorded with this one.
    """

    added: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    resumed: list[str] = field(default_factory=list)


# --- the plan -------------------------------------------------------------------------------------------------------


def plan(book: Book, arrivals: Arrivals, wishes: Wishes) -> Plan:
    """What an import would do to the book as it is."""
    taken = {stem(path) for path in book.store.paths(CONTACTS)}
    return importing.plan(arrivals, book.each(), taken, reading(book), wishes, partial(_prose, book))


def _prose(book: Book, path: str) -> str:
    """What somebody wrote into a contact's file, outside its log."""
    try:
        return "\n".join(prose.read(document.read(book.store.read(path).data)).around)
    except StoreError:
        return ""  # it is gone meanwhile, which whoever writes it says


def reading(book: Book) -> Reading:
    """How phone numbers and other scripts are read: national numbers as those of the user's own country."""
    me = book.settings.me
    region = phones.region_of_number(me.phone) if me.phone else None
    region = region or (phones.region_of_zone(me.timezone) if me.timezone else None)
    return Reading(lambda text: phones.international(text, region), latin)


# --- doing it -------------------------------------------------------------------------------------------------------


def carry_out(book: Book, plan: Plan, kind: str, tick: Callable[[], None]) -> Done:
    """Writes what a plan says, as one operation; ``tick`` is called for each contact. Raises Unmet.

    Whose name or values cannot be written is left out and told; a full disk ends it, and the same import once more
    completes it.
    """
    done = Done()
    with book.writing("import"):
        done.resumed = book.begin([_path(gain.slug) for gain in plan.new])
        for gain in plan.new:
            _create(book, gain, done)
            tick()
        if plan.new:
            book.store.settle(CONTACTS)
        _fill(book, plan.filled, done, tick)
        paths = [*done.resumed, *map(_path, done.added), *map(_path, done.filled)]
        if paths:
            added = len(done.added) + len(done.resumed)
            book.record(Operation(f"import: {kind}, {added} added, {len(done.filled)} filled in", "import", paths))
        book.end()
    return done


def _path(slug: str) -> str:
    return f"{CONTACTS}/{slug}.md"


def _create(book: Book, gain: Gain, done: Done) -> None:
    path = _path(gain.slug)
    keys = {"added": (_today(book),), **gain.values}
    ordered = {key: _written(key, keys[key]) for key in BY_NAME if key in keys}
    try:
        book.create(path, ordered, _body(gain, _today(book)), settle=False)
    except Exists:
        done.failed[path] = "there is something of that name already"
    except Unmet as error:
        done.failed[path] = str(error)
    else:
        done.added.append(gain.slug)


def _written(key: str, texts: tuple[str, ...]) -> str | tuple[str, ...]:
    """A value as front matter has it: a single address without brackets."""
    listed = BY_NAME[key].shape == "list" and not (key in {"email", "phone"} and len(texts) == 1)
    return texts if listed else texts[0]


def _body(gain: Gain, today: str) -> str:
    """The text below the front matter."""
    note = quotation(gain.note)
    entry = "\n" + "\n".join(lines_of(_entry(gain, today))) + "\n" if gain.connected else ""
    return f"\n{note}{chr(10) if note else ''}## Log\n{entry}"


def _entry(gain: Gain, today: str) -> NewEntry:
    """That they are connected: so nobody is asked to invite them, also where the day of it is not known."""
    if gain.connected == "unknown":
        return NewEntry(today, "linkedin", summary="connected already; the day is not known")
    return NewEntry(str(gain.connected), "linkedin", summary="connected")


def _today(book: Book) -> str:
    return dates.local(book.now, book.zone).date().isoformat()


def _fill(book: Book, gains: Sequence[Gain], done: Done, tick: Callable[[], None]) -> None:
    edits = {gain.path: partial(_filled, gain=gain, today=_today(book)) for gain in gains}
    for path, failure in book.change_each(edits, tick).items():
        done.failed[path] = failure
    done.filled += [gain.slug for gain in gains if gain.path not in done.failed]


def _filled(before: Document, gain: Gain, today: str) -> Document:
    """A contact's file with its blanks filled; what was filled meanwhile stays."""
    for key, texts in gain.values.items():
        value = before.keys.get(key)
        if value is None or value.null or (key == "name" and "@" in (value.text or "")):
            before = document.set_key(before, key, _written(key, texts))
        elif key == "aliases":  # alone of all, it also gains beside what stands there: who it is, the user said
            have = value.items if value.items is not None else (value.text or "",)
            before = document.set_key(before, key, tuple(dict.fromkeys((*have, *texts))))
    if gain.note and not prose.read(before).around:
        before = _noted(before, gain.note)
    return appended(before, _entry(gain, today), gain.path) if gain.connected else before


def _noted(before: Document, note: str) -> Document:
    """A file without a text of its own, with a note above its log."""
    at, newline = before.body_start, before.newline
    above = "" if before.text[:at].endswith(("\n", "\r")) else newline
    below = newline if before.body.strip() and not before.body.startswith(("\n", "\r")) else ""
    return document.splice(before, at, at, above + newline + quotation(note).replace("\n", newline) + below)
