"""Keeping the index up to date with the files: what is new, changed or gone since it last looked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from crm.adapters.index.codec import Codec, seconds
from crm.adapters.index.database import Index, Row
from crm.adapters.index.errors import Broken
from crm.adapters.index.manifest import trusted
from crm.adapters.store import Store, StoreError
from crm.book.folders import CONTACTS
from crm.book.index import mailing
from crm.book.index.looking import Folder
from crm.book.index.outlooks import Columns, columns, forget_tied
from crm.book.watching import Watch
from crm.core.documents.slugs import stem
from crm.core.model import Contact
from crm.core.state.contents import Contents
from crm.core.state.history import shortened

_AT_ONCE = 500
"""Files that are read before what they say is written."""

_STEP, _STEPS = 2000, 10
"""Files that are read before what is written stays, whatever happens; and into how many steps many files go."""


class Said(NamedTuple):
    """What a file says, as rows of the index: a contact's for the list, and for mail programs, too."""

    row: Row
    person: Columns | None = None
    addressee: mailing.Entry | None = None
    brief: tuple[str, str, int] | None = None


@contextmanager
def if_possible() -> Iterator[None]:
    """Goes on without what cannot be written now: somebody else is writing, or the disk is read-only."""
    try:
        yield
    except Broken as error:
        if error.damaged:
            raise


class Keeper:
    """Brings the index of a book up to date. Of ``book`` only settings and zone are asked.

    ``watch`` is told how many files are read, and of how many. ``unreadable`` are the paths that nobody may read now,
    and why: nothing that the index could keep.
    """

    def __init__(self, index: Index, codec: Codec, store: Store, book: Contents, now: datetime, watch: Watch) -> None:
        self._index, self._codec, self._store, self._book, self._now = index, codec, store, book, now
        self._watch = watch
        self.unreadable: dict[str, StoreError] = {}

    def refresh(self, folder: Folder) -> None:
        """Reads what is new or changed in a folder, and forgets what is gone. Raises Broken.

        So it does where two of its files may have one slug, by which the index knows them.
        """
        changed, gone = self._differences(folder)
        if changed or gone:
            if not all(name.endswith(".md") for name in folder.manifest.names):
                raise Broken("the index knows files by their slugs")
            try:
                self._in_steps(folder, len(changed))
            finally:
                self._watch(len(changed), len(changed))
        elif folder.mark and not self._is_noted(folder.name, folder.mark):
            self._note_mark(folder)

    def _in_steps(self, folder: Folder, total: int) -> None:
        """Reads what is new or changed so that each step stays where the next is broken off."""
        self._read, self._total = 0, total
        size = max(_STEP, total // _STEPS)
        read: set[str] = set()
        while True:
            with self._index.writing():
                changed, gone = self._differences(folder)  # anew: another command may have been faster
                left = [name for name in changed if name not in read]
                self._write(folder, left[:size], gone, left[size:])
            read.update(left[:size])
            if len(left) <= size:
                return

    def _note(self, key: str, text: str) -> None:
        self._index.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, text])

    def _is_noted(self, key: str, text: str) -> bool:
        return bool(self._index.rows("SELECT 1 FROM meta WHERE key = ? AND value = ?", [key, text]))

    def _note_mark(self, folder: Folder) -> None:
        """Notes that a folder holds what the index says it does."""
        with if_possible(), self._index.writing():
            if not any(self._differences(folder)):
                self._note(folder.name, folder.mark)

    def _differences(self, folder: Folder) -> tuple[list[str], list[str]]:
        kept = self._index.rows("SELECT names, marks FROM manifest WHERE folder = ?", [folder.name])
        return folder.manifest.differences(*(kept[0] if kept else (b"", b"")))

    def _write(self, folder: Folder, changed: Sequence[str], gone: Sequence[str], left: Sequence[str]) -> None:
        """Writes down what changed files say; those that are ``left`` are not trusted yet."""
        paths = [f"{folder.name}/{name}" for name in changed]
        manifest = trusted(folder.manifest, folder.looked)
        known = bool(self._index.rows("SELECT 1 FROM people LIMIT 1"))
        for start in range(0, len(changed), _AT_ONCE):
            some = changed[start : start + _AT_ONCE]
            said = [self._said(f"{folder.name}/{name}", manifest.mark(name)) for name in some]
            self._index.run_all("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (one.row for one in said))
            if known:
                self._forget_people(one.row.path for one in said)
            people = [one.person for one in said if one.person is not None]
            self._index.run_all("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", people)
            briefs = [one.brief for one in said if one.brief is not None]
            self._index.run_all("INSERT INTO briefs VALUES (?, ?, ?)", briefs)
            mailing.keep(self._index, [one.addressee for one in said if one.addressee is not None])
        lost = [f"{folder.name}/{name}" for name in gone]
        self._index.run_all("DELETE FROM files WHERE path = ?", ((path,) for path in lost))
        self._forget_people(lost)
        if known and folder.name == CONTACTS:
            forget_tied(self._index, map(stem, [*paths, *lost]))
        inside = f"{folder.name}/"
        unread = (path.removeprefix(inside) for path in self.unreadable if path.startswith(inside))
        names, marks = manifest.without([*left, *unread]).packed()
        self._index.run("INSERT OR REPLACE INTO manifest VALUES (?, ?, ?)", [folder.name, names, marks])
        self._note(folder.name, "" if left else folder.mark)

    def _forget_people(self, paths: Iterable[str]) -> None:
        slugs = [stem(path) for path in paths if path.startswith(f"{CONTACTS}/")]
        self._index.run_all("DELETE FROM people WHERE slug = ?", ((slug,) for slug in slugs))
        self._index.run_all("DELETE FROM briefs WHERE slug = ?", ((slug,) for slug in slugs))
        mailing.forget(self._index, slugs)

    def _said(self, path: str, mark: str) -> Said:
        """What a file with this mark says, for the index."""
        from crm.book import reading

        self._read += 1
        self._watch(self._read, self._total)
        try:
            data = self._store.read(path).data
        except StoreError as error:
            self.unreadable[path] = error
            return Said(Row(path, None, None))
        if not path.startswith(f"{CONTACTS}/"):
            article, faults = reading.article_in(data, path)
            said = self._codec.article(article) if article else None
            return Said(Row(path, said, self._codec.problems(article.problems if article else faults)))
        contact, faults = reading.contact_in(data, path, self._codec.kinds, self._codec.zone)
        if contact is None:
            return Said(Row(path, None, self._codec.problems(faults)))
        row = Row(path, self._codec.contact(contact), self._codec.problems(contact.problems))
        return Said(row, columns(contact, self._book, self._now), mailing.entry(contact, mark), self._brief(contact))

    def _brief(self, contact: Contact) -> tuple[str, str, int]:
        """What a list needs of a contact, as a row of ``briefs``."""
        short, settled = shortened(contact)
        return contact.slug, self._codec.contact(replace(short, lines={})), seconds(settled)
