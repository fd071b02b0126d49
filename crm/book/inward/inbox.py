"""The inbox: jotted lines, read as entries; each leaves its file in the operation that writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from crm.adapters.store import StoreError
from crm.book import logging
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.folders import INBOX
from crm.book.inward.waiting import Waiting, waiting
from crm.book.operation import Operation
from crm.core.contacts import people
from crm.core.documents import document, markdown
from crm.core.documents.document import Document
from crm.core.incoming import captures
from crm.core.incoming.captures import Capture
from crm.core.incoming.jotting import Jotting, Reader
from crm.core.logs import entry
from crm.core.logs.entry import NewEntry
from crm.core.logs.topics import same
from crm.core.model import Contact
from crm.core.times import dates


@dataclass(frozen=True, slots=True)
class Waits:
    """One capture of the inbox: the path of its file, and where the file says so, as its problems do."""

    path: str
    capture: Capture

    @property
    def where(self) -> str:
        return f"{self.path}:{self.capture.line}"


@dataclass
class Inbox:
    """The inbox of a book."""

    book: Book

    @cached_property
    def _waiting(self) -> Waiting:
        try:
            return waiting(self.book.store)
        except StoreError as error:
            raise Unmet(error.message, error.hint) from None

    def all(self) -> list[Waits]:
        """Every capture that waits. Raises Unmet."""
        return [Waits(path, capture) for path, capture in self._waiting.captures]

    @property
    def unreadable(self) -> list[str]:
        """What of the inbox cannot be read, as sentences."""
        return self._waiting.unreadable

    @cached_property
    def _contacts(self) -> list[Contact]:
        return list(self.book.contents.contacts.values())

    @cached_property
    def _topics(self) -> set[str]:
        """The topics that the book knows, as they compare."""
        entries = [one for contact in self._contacts for one in contact.interactions]
        listed = [topic for contact in self._contacts for topic in contact.topics]
        articles = [topic for article in self.book.contents.articles.values() for topic in article.topics]
        return {same(topic) for topic in (*listed, *articles, *(topic for one in entries for topic in one.topics))}

    def read(self, one: Waits, text: str | None = None) -> Jotting:
        """What a capture (or the text that it was corrected to) may mean, as of the day of its file."""
        reader = Reader(
            lambda word: people.find(word, self._contacts),
            self.book.settings.kinds,
            self._topics,
            self._jotted(one.path),
            self.book.zone,
        )
        return reader.read(text or one.capture.text)

    def _jotted(self, path: str) -> datetime:
        """The moment to count from: the end of the day that a file is named for, else its last change; never ahead."""
        name = path.rpartition("/")[2]
        day = captures.named_day(name)
        try:
            then = dates.end_of_day(dates.parse_date(day), self.book.zone) if day else None
        except ValueError:
            then = None
        if then is None:
            changed = self.book.store.marks(INBOX, [name])[2]
            then = datetime.fromtimestamp(changed / 1e9, tz=self.book.now.tzinfo) if changed else self.book.now
        return min(then, self.book.now)

    def entry(self, jotting: Jotting, text: str) -> NewEntry:
        """The entry that a jotting would be; of one with neither words nor details the whole line is the summary."""
        summary = jotting.summary if jotting.summary or jotting.details or jotting.names else text
        stamp = entry.stamp_text(jotting.stamp, self.book.written_zone)
        return NewEntry(stamp, jotting.kind, None, summary, jotting.details)


def written(book: Book, contacts: Sequence[Contact], new: NewEntry) -> list[Contact]:
    """Those whose log has this very entry: a triage was broken off after it wrote that, and before the line was out."""
    return [contact for contact in contacts if _has(book, contact, new)]


def _has(book: Book, contact: Contact, new: NewEntry) -> bool:
    starts = [known.line - 1 for known in contact.interactions if known.stamp_text == new.stamp]
    if not starts:
        return False
    lines = markdown.lines(document.read(book.store.read(contact.path).data).text)
    wanted = [entry.lines_of(new, mark) for mark in markdown.MARKS]
    return any([line.text for line in lines[start : start + len(wanted[0])]] in wanted for start in starts)


def accept(book: Book, one: Waits, contacts: Sequence[Contact], new: NewEntry, *, again: bool = False) -> None:
    """Writes a capture as an entry of these contacts, and takes it out of its file: one operation. Raises Unmet.

    Who has that very entry already gets no second one, unless it is to be written ``again``.
    """
    slugs = ", ".join(contact.slug for contact in contacts)
    taking = _Taking(one)
    have = {contact.path for contact in written(book, contacts, new)} if not again else set()
    logging.write(
        book,
        [(contact, new) for contact in contacts if contact.path not in have],
        f"triage: {slugs} {new.kind} {new.stamp[:10]}",
        "triage",
        {**dict.fromkeys(have, _as_it_is), one.path: taking.edit},
        lambda: taking.sweep(book),
    )


def drop(book: Book, one: Waits) -> None:
    """Takes a capture out of its file, and writes nothing. Raises Unmet."""
    taking = _Taking(one)
    with book.writing("triage"):
        book.change({one.path: taking.edit})
        taking.sweep(book)
        book.record(Operation(f"triage: dropped a line of {one.path}", "triage", [one.path]))


def _as_it_is(before: Document) -> Document:
    """No change: so that what was written in a file, and not recorded, is recorded first."""
    return before


@dataclass(slots=True)
class _Taking:
    """Takes a capture out of its file; one of which nothing would be left is deleted, once all else is written.

    It is never empty in between: that looks like a damaged file.
    """

    one: Waits
    last: bool = False

    def edit(self, before: Document) -> Document:
        """The file without the capture; as it is where that was the last. Raises Unmet."""
        spot = captures.place(before.text, self.one.capture)
        if spot is None:
            where = self.one.where
            raise Unmet(f"{where}: this line was changed or taken away meanwhile", "nothing was written; run it again")
        rest = document.splice(before, *spot, "")
        self.last = not rest.text.removeprefix("\ufeff").strip()
        return before if self.last else rest

    def sweep(self, book: Book) -> None:
        """Deletes the file, if nothing would be left of it."""
        snapshot = book.store.read(self.one.path)
        text = document.read(snapshot.data).text.removeprefix("\ufeff")
        if self.last and text.strip() == self.one.capture.raw.strip():
            book.store.delete(snapshot)
