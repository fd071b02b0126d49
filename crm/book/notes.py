"""Notes: drafting one from the log, and recording that it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from crm.adapters import phrases
from crm.book import moments
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import NOTES
from crm.book.logging import Logged, appended, compare
from crm.book.operation import Operation
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.documents.slugs import stem
from crm.core.logs import entry
from crm.core.logs.entry import NewEntry
from crm.core.model import Contact, Note, Problem, Stamp
from crm.core.notes.lint import Desk, lint
from crm.core.notes.talks import talk_of
from crm.core.state.situation import Situation
from crm.core.text.phrases import Phrases, Slip
from crm.core.text.texts import quoted
from crm.core.times.when import echo

PHRASES = "templates/phrases"

CHANNELS = ("email", "message", "linkedin", "card")
"""How a note can go out."""


@dataclass
class Reader:
    """A book's notes as a friend reads them before they go."""

    book: Book

    @cached_property
    def desk(self) -> Desk:
        return Desk(Situation(self.book.with_notes, self.book.now), self.listed[0])

    @cached_property
    def listed(self) -> tuple[Phrases, list[Problem]]:
        """The lists of phrases, the user's own among them, and what cannot be used of these."""
        own = {
            stem(path).removesuffix(".txt"): self.book.store.read(path).data.decode("utf-8-sig", "replace")
            for path in self.book.store.paths(PHRASES, ".txt")
        }
        found, slips = phrases.load(own)
        unread = [Slip(name, 1, "this list is not UTF-8: save it as that") for name in own if "\ufffd" in own[name]]
        return found, [
            Problem(f"{PHRASES}/{slip.name}.txt", slip.line, "phrases", "error", slip.message)
            for slip in (*slips, *unread)
        ]

    def findings(self, note: Note) -> list[Problem]:
        """What is wrong with a note's file and what is to be said of its text, by line."""
        return sorted([*note.problems, *lint(note, self.desk)], key=lambda one: (one.line, one.rule))


def note_at(book: Book, path: str) -> Note:
    """The note in a file. Raises Unmet where it cannot be read."""
    found = next((note for note in book.with_notes.notes if note.path == path), None)
    if found is None:
        problem = next((one for one in book.with_notes.problems if one.path == path), None)
        if problem is None:
            raise Unmet(f"{path} is gone", "see what there is in notes/")
        raise Unmet(f"{path}:{problem.line}: {problem.message}", problem.hint)
    return found


def find(book: Book, word: str) -> Note:
    """The note that a word means: a path, a file's stem, or the unique beginning of one. Raises Wrong and Unmet."""
    paths = book.store.paths(NOTES)
    full = (Path.cwd() / word).resolve()
    inside = full.relative_to(book.root).as_posix() if full.is_relative_to(book.root) else ""
    wanted = stem(word)
    exact = [path for path in paths if path in {inside, word} or stem(path) == wanted]
    found = exact[:1] or [path for path in paths if wanted and stem(path).startswith(wanted)]
    if len(found) == 1:
        return note_at(book, found[0])
    found = found or _drafts_to(book, word)
    if len(found) == 1:
        return note_at(book, found[0])
    if found:
        raise Wrong(f"{quoted(word)} could be {', '.join(found)}", "name one of them in full")
    raise Wrong(f"there is no note {quoted(word)}", "name a file in notes/, or a contact with one draft")


def _drafts_to(book: Book, word: str) -> list[str]:
    """The paths of the drafts to a contact, where the word means one."""
    try:
        slug = book.slug(word)
    except Wrong:
        return []
    return [note.path for note in book.with_notes.notes if note.to == slug and note.status == "draft"]


def must_be_good(book: Book, note: Note, *, anyway: bool) -> None:
    """Raises Unmet for a note that the lint finds errors in, unless ``anyway``."""
    errors = [one for one in Reader(book).findings(note) if one.severity == "error"]
    if errors and not anyway:
        said = "; ".join(f"line {one.line}: {one.rule} {one.message}" for one in errors[:3])
        more = f"; and {len(errors) - 3} more" if len(errors) > 3 else ""
        raise Unmet(f"{note.path} is not ready to go: {said}{more}", "mend it (crm check tells all), or add --force")


def must_be_of_a_kind(note: Note) -> None:
    """Raises Unmet for a note without a kind that the program knows: no rule could tell what it settles."""
    problem = next((one for one in note.problems if one.rule == "kind"), None)
    if problem:
        raise Unmet(f"{note.path}:{problem.line}: {problem.message}, so it neither goes nor is recorded", problem.hint)


def recipient(book: Book, note: Note) -> Contact:
    """The contact whom a note is to. Raises Unmet where that is nobody."""
    contact = book.contents.contacts.get(note.to)
    if contact is None:
        line = note.lines.get("to", 1)
        raise Unmet(f"{note.path}:{line}: there is no contact {note.to}", "correct to: or bring the contact back")
    return contact


def sent(book: Book, note: Note, *, on: str | None = None, via: str | None = None, force: bool = False) -> Logged:
    """Records that a note was sent: its status and the entry in the contact's log, as one operation.

    ``via`` is the channel, ``on`` when (else now). Raises Wrong for a note that was sent before, and Unmet.
    """
    if note.status == "sent":
        raise Wrong(f"{note.path} was sent already, {note.sent or 'at an unknown time'}", "nothing was recorded twice")
    must_be_of_a_kind(note)
    contact = recipient(book, note)
    must_be_good(book, note, anyway=force)
    stamp = (
        moments.moment(on, book, look="back", stamps=True)
        if on
        else Stamp(book.now.replace(second=0, microsecond=0), book.zone)
    )
    if via and via.lower() not in CHANNELS:
        raise Wrong(f"a note does not go by {quoted(via)}", f"write --via {', '.join(CHANNELS)}")
    _must_be_possible(book, note, stamp)
    new = _entry(note, entry.stamp_text(stamp, book.written_zone), via)
    path = contact.path
    with book.writing("sent"):
        edits = {note.path: partial(_marked, stamp=new.stamp), path: partial(appended, new=new, path=path)}
        book.change(edits)
        subject = f"sent: {note.kind} {contact.slug}"
        book.record(Operation(subject, "sent", [note.path, path], [contact.slug]))
    made_due, settled = compare(book.about(contact.slug), book.reread([contact.slug]))
    return Logged((contact,), new, stamp, made_due, settled)


def _must_be_possible(book: Book, note: Note, stamp: Stamp) -> None:
    """Raises Wrong for a note that went out before the talk that it thanks for, or after now."""
    if stamp.start > book.now:
        raise Wrong(f"{echo(stamp)} is yet to come", "say it once the note is out")
    talk = talk_of(note, Situation(book.contents, book.now)) if note.kind in {"thank-you", "card"} else None
    if talk and stamp.day < talk.entry.stamp.day:
        raise Wrong(f"the {talk.entry.kind.name} was on {talk.entry.stamp.day}, after {stamp.day}", "correct the day")


def handed(book: Book, note: Note, way: str) -> None:
    """Writes into a note that it is with the user's mail program, which alone knows what becomes of it."""
    stamp = entry.stamp_text(Stamp(book.now.replace(second=0, microsecond=0), book.zone), book.written_zone)
    with book.writing("send"):
        book.change({note.path: lambda before: document.set_key(before, "handed", stamp)})
        book.record(Operation(f"send: {note.kind} {note.to} by {way}", "send", [note.path], [note.to]))


def _marked(before: Document, stamp: str) -> Document:
    """The note's file with its status and when it was sent."""
    current = before.keys.get("status")
    if current and current.text == "sent":
        raise Wrong("the note was marked as sent in the same moment", "nothing was recorded twice")
    return document.set_key(document.set_key(before, "status", "sent"), "sent", stamp)


def _entry(note: Note, stamp: str, via: str | None) -> NewEntry:
    """The log's entry for a sent note: its kind, and beside the note's link that of the article it shares."""
    links = f"[[{stem(note.path)}]]" + (f" [[{note.article}]]" if note.kind == "article" and note.article else "")
    if note.kind == "card":
        return NewEntry(stamp, "thank-you", "card", links)
    if note.kind == "linkedin":
        return NewEntry(stamp, "linkedin", via, links)
    channel = (via or "email").lower()
    if note.kind == "keep-in-touch":
        return NewEntry(stamp, "email" if channel == "email" else "message", channel, links)
    return NewEntry(stamp, note.kind, channel, links)
