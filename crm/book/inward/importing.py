"""Importing people: another program's file as a plan, and the plan carried out as one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from crm.adapters import foreign, phones
from crm.adapters.foreign import NoFile
from crm.adapters.letters import latin
from crm.adapters.store import Exists, StoreError
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import CONTACTS
from crm.book.logging import appended
from crm.book.operation import Operation
from crm.core.contacts import importing
from crm.core.contacts.fields import BY_NAME
from crm.core.contacts.importing import Gain, Plan, Wishes
from crm.core.contacts.person import Arrivals
from crm.core.contacts.quotation import quotation
from crm.core.contacts.sameness import Reading
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.documents.slugs import stem
from crm.core.incoming import decoding, tables
from crm.core.logs import prose
from crm.core.logs.entry import NewEntry, lines_of
from crm.core.text.texts import quoted
from crm.core.times import dates
from crm.exchange import anytable, archive, google, linkedin, outlook, recognise, vcard

FORMATS = ("linkedin", "google", "outlook", "vcard", "csv")

_CALLED = {
    "linkedin": "LinkedIn's Connections.csv",
    "google": "a CSV of Google Contacts",
    "outlook": "a CSV of Outlook",
    "vcard": "a vCard file",
    "calendar": "a calendar",
    "mail": "a mail",
    "mbox": "a mail box",
    "json": "JSON",
    "html": "a web page or XML",
    "ldif": "LDIF",
    "excel": "an Excel workbook",
    "office": "a file of an old Office program",
    "pst": "an Outlook data file",
    "zip": "a zip archive",
    "gzip": "a packed file",
    "pdf": "a PDF",
    "picture": "a picture",
    "database": "a database",
    "plist": "a binary property list",
}
_WAY = {
    "excel": "save it as CSV, then: crm import csv FILE",
    "office": "save it as CSV, then: crm import csv FILE",
    "pst": "export CSV from Outlook, then: crm import outlook FILE",
    "zip": "unpack it, and give the file within; LinkedIn's archive with Connections.csv in it is read as it is",
    "gzip": "unpack it first",
    "ldif": "export CSV or vCard instead",
    "calendar": "its meetings become entries of the log by: crm import calendar FILE",
    "mail": "who wrote to whom becomes entries of the log by: crm import mail FILE",
    "mbox": "who wrote to whom becomes entries of the log by: crm import mail FILE",
}


@dataclass(slots=True)
class Done:
    """What was written: the slugs of new and of filled contacts, and what could not be, by path.

    ``resumed`` are the files that an import had made which was killed: they are recorded with this one.
    """

    added: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    resumed: list[str] = field(default_factory=list)


# --- reading --------------------------------------------------------------------------------------------------------


def read(name: str, kind: str, mapping: Sequence[str] = (), encoding: str | None = None) -> Arrivals:
    """The people in a file of a format. Raises Wrong for a file of another kind, Unmet where nobody can be read.

    ``encoding`` is what the user says that the file is written in, by one of Python's names.
    """
    try:
        data = foreign.read(name)
    except NoFile as error:
        raise Wrong(str(error), "name the file that the other program wrote") from None
    if kind == "linkedin" and recognise.kind_of(data) == "zip":
        data = archive.member(data, "Connections.csv") or data
    if encoding:
        data = _recoded(data, name, encoding)
    guessed = decoding.is_a_guess(data)
    columns = _mapping(mapping)
    _must_be(data, name, kind, mapped=bool(columns))
    try:
        found = _people(data, kind, columns)
    except anytable.NoColumn as error:
        wrong = ", ".join(quoted(text) for text in mapping if set(_mapping([text])) & set(error.args))
        raise Wrong(f"{name} has no column for --map {wrong}", _known_columns(data)) from None
    if found is None:
        other = f"; {OTHER_ENCODING}" if guessed else ""
        raise Unmet(f"{name} has no header that is known", _columns(data, kind) + other)
    if not found.people:
        first = "; ".join(f"line {one.line}: {one.reason}" for one in found.unread[:3])
        more = f"; and {len(found.unread) - 3} more" if len(found.unread) > 3 else ""
        raise Unmet(f"{name} has nobody who can be read" + (f": {first}{more}" if first else ""), "nothing was changed")
    return replace(found, guessed=guessed)


OTHER_ENCODING = "if it is in another encoding, name that: --encoding iso-8859-2"
"""What helps where letters come out wrong."""


def _recoded(data: bytes, name: str, encoding: str) -> bytes:
    """The bytes as UTF-8. Raises Wrong."""
    some = "name one such as iso-8859-2, windows-1251, shift_jis, gb18030 or big5"
    try:
        return data.decode(encoding).encode()
    except LookupError:
        raise Wrong(f"--encoding cannot be {quoted(encoding)}", some) from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise Wrong(f"{name}:{line}: this is not {quoted(encoding)}", some) from None


def _people(data: bytes, kind: str, columns: Mapping[str, str]) -> Arrivals | None:
    readers: Mapping[str, Callable[[bytes], Arrivals | None]] = {
        "linkedin": linkedin.read,
        "google": google.read,
        "outlook": outlook.read,
        "vcard": vcard.read,
        "csv": partial(anytable.read, mapping=columns),
    }
    return readers[kind](data)


def _must_be(data: bytes, name: str, kind: str, *, mapped: bool) -> None:
    """Raises Wrong for a file of another kind, Unmet for one without a word."""
    found = recognise.kind_of(data)
    if found == "empty":
        raise Unmet(f"{name} is empty", "export it anew")
    if found in {kind, "text"} or (mapped and found in FORMATS and found != "vcard"):
        return
    way = _WAY.get(found) or (f"crm import {found} {name}" if found in FORMATS else "give the file of an export")
    raise Wrong(f"{name} is {_CALLED[found]}", way)


def _columns(data: bytes, kind: str) -> str:
    if kind == "vcard":
        return "a vCard file begins with BEGIN:VCARD"
    if kind != "csv":
        return f"if it is another table: crm import csv FILE; {_CALLED[kind]} was expected"
    return f'say what a column holds, as --map "Their Header=name"; {_known_columns(data)}'


def _known_columns(data: bytes) -> str:
    return "its columns: " + (", ".join(quoted(name) for name in anytable.columns_of(data)[:12]) or "none")


def _mapping(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        header, _, field = text.rpartition("=")
        if not header.strip() or field.strip().casefold() not in anytable.FIELDS:
            raise Wrong(
                f"--map {quoted(text)} cannot be read",
                f'write it as --map "Their Header=field"; the fields are {", ".join(anytable.FIELDS)}',
            )
        found[tables.normal(header)] = field.strip().casefold()
    return found


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
