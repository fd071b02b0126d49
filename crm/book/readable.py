"""What a book says at a moment: its files as values, read once, and whom a word means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from crm.adapters import clock
from crm.adapters.store import Listing, Missing, Snapshot, Store, StoreError
from crm.book.errors import Unmet
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.book.unread import left_out, unreadable
from crm.book.watching import Watch, nobody

if TYPE_CHECKING:
    from crm.book.index.indexed import Indexed
    from crm.book.reading import Said
    from crm.book.selection import Selection
    from crm.core.follow_ups.due import Standing
    from crm.core.logs.prose import Prose
    from crm.core.model import Contact, Problem
    from crm.core.settings import Settings
    from crm.core.state.contents import Contents
    from crm.core.state.situation import Situation

_T = TypeVar("_T")


class Files(Protocol):
    """Where a book is read from: its folder, or a commit."""

    def listing(self, folder: str, suffix: str = ".md") -> Listing: ...
    def read(self, path: str) -> Snapshot: ...


@dataclass
class Readable:
    """What the book in a folder says, at a moment.

    ``now`` is an instant (UTC). What a file says is read once; after a write the book is to be opened anew. ``past``
    are the files of the book as it was, which is only read. ``watch`` is told how many files had to be read.
    """

    root: Path
    now: datetime
    past: Files | None = None
    watch: Watch = nobody

    @cached_property
    def store(self) -> Store:
        return Store(self.root)

    @property
    def files(self) -> Files:
        return self.past or self.store

    @cached_property
    def _config(self) -> tuple[Settings, tuple[Problem, ...]]:
        from crm.core import config
        from crm.core.settings import Settings

        try:
            return config.read(self.files.read(config.NAME).data)
        except Missing:
            return Settings(), ()
        except StoreError as error:
            return Settings(), (unreadable(config.NAME, error),)

    @property
    def settings(self) -> Settings:
        return self._config[0]

    @property
    def written_zone(self) -> tzinfo | None:
        """The zone that a time without one will be read in; none, while crm.toml does not say it readably."""
        return None if self._config[1] and not self.settings.me.timezone else self.zone

    @cached_property
    def zone(self) -> tzinfo:
        """The book's zone: that of every time without one."""
        from crm.core.times import dates

        name = self.settings.me.timezone
        return dates.zone(name) if name else clock.machine_zone()

    @cached_property
    def contents(self) -> Contents:
        """Every contact and article, and the problems of the files that could not be read."""
        if self._indexed is not None:
            return self._indexed.contents
        from crm.book import reading
        from crm.core.state.contents import Contents

        problems = list(self._config[1])
        contacts = {one.slug: one for one in self._read_all(CONTACTS, self._contact, problems)}
        articles = {one.slug: one for one in self._read_all(ARTICLES, reading.article_in, problems)}
        return Contents(contacts, self.settings, self.zone, articles, (), tuple(problems))

    @cached_property
    def _indexed(self) -> Indexed | None:
        """What the index knows; None where the files are to be read: those of the past, or without an index."""
        if self.past is not None:
            return None
        from crm.book.index.indexed import open_indexed
        from crm.core.state.contents import Contents

        settings, problems = self._config
        return open_indexed(
            self.root, self.store, Contents({}, settings, self.zone, problems=problems), self.now, self.watch
        )

    def for_list(self, until: datetime | None = None, *, capped: bool = True, also: str | None = None) -> Selection:
        """What ``due`` is to be asked of for the list, with what opens up to ``until``; ``also`` is a slug."""
        if self._indexed is not None:
            with self._or_files():
                return self._indexed.for_list(until, capped=capped, also=also)
        from crm.book.selection import Selection

        return Selection(self.situation)

    def each(self) -> Iterator[Contact]:
        """Every contact, by slug, to be looked at one after the other."""
        contacts = self.contents.contacts
        if self._indexed is not None:
            return self._indexed.each()
        return (contacts[slug] for slug in sorted(contacts))

    def briefly(self) -> Iterator[Contact]:
        """Every contact, by slug, of whose log at least the last real contact counts."""
        return self.each() if self._indexed is None else self._indexed.briefly()

    def addressees(self, wanted: Sequence[str]) -> list[str] | None:
        """The lines of those whose words begin like these, from the index; None where there is none."""
        if self._indexed is not None:
            with self._or_files():
                return self._indexed.addressees(wanted)
        return None

    def about(self, *slugs: str) -> Situation:
        """The situation with all contacts on whom it depends what is owed to these."""
        if self._indexed is not None:
            with self._or_files():
                return self._indexed.about(slugs)
        return self.situation

    @contextmanager
    def _or_files(self) -> Iterator[None]:
        """Lets go of an index that breaks, so that the files are read."""
        from crm.adapters.index.errors import Broken

        try:
            yield
        except Broken:
            self._indexed = None
            for name in ("contents", "situation"):
                self.__dict__.pop(name, None)

    @cached_property
    def situation(self) -> Situation:
        from crm.core.state.situation import Situation

        return Situation(self.contents, self.now)

    @property
    def problems(self) -> list[Problem]:
        """Everything in the book that cannot be read as meant, or is doubted, in the order of the files."""
        contents = self.contents
        found = list(contents.problems)
        if self._indexed is not None:
            found.extend(self._indexed.doubts)
        else:
            found.extend(problem for one in contents.contacts.values() for problem in one.problems)
            found.extend(problem for one in contents.articles.values() for problem in one.problems)
        return sorted(found, key=lambda problem: (problem.path, problem.line))

    def _read_all(self, folder: str, read: Callable[[bytes, str], Said[_T]], problems: list[Problem]) -> Iterator[_T]:
        listing = self.files.listing(folder)
        problems.extend(left_out(listing))
        for path in listing.files:
            try:
                data = self.files.read(path).data
            except StoreError as error:
                problems.append(unreadable(path, error))
                continue
            value, faults = read(data, path)
            problems.extend(faults)
            if value is not None:
                yield value

    @cached_property
    def with_notes(self) -> Contents:
        """The contents together with the notes, which the daily list does not wait for."""
        from crm.book import reading

        problems = list(self.contents.problems)
        notes = tuple(self._read_all(NOTES, reading.note_in, problems))
        return replace(self.contents, notes=notes, problems=tuple(problems))

    def with_handed(self, items: Sequence[Standing]) -> tuple[Standing, ...]:
        """The follow-ups, each with the note for it that is with a mail program; reads only the notes it could be."""
        from crm.core.follow_ups import handed

        paths = [path for path in self.files.listing(NOTES).files if handed.could_be(path, items)]
        if not paths:
            return tuple(items)
        from crm.book import reading

        found = (reading.note_in(self.files.read(path).data, path)[0] for path in paths)
        return handed.with_handed(items, [note for note in found if note])

    def _contact(self, data: bytes, path: str) -> Said[Contact]:
        from crm.book import reading

        return reading.contact_in(data, path, self.settings.kinds, self.zone)

    def prose(self, contact: Contact) -> Prose:
        """What stands in a contact's file in my own words. Raises Unmet where the file is gone."""
        from crm.core.documents import document
        from crm.core.logs import prose

        try:
            return prose.read(document.read(self.files.read(contact.path).data))
        except StoreError as error:
            raise Unmet(error.message, error.hint) from None

    def reread(self, slugs: Sequence[str]) -> Situation:
        """What ``about`` these contacts tells, with their files as they are now."""
        from crm.core.state.situation import Situation

        contacts = dict(self.about(*slugs).contents.contacts)
        for slug in slugs:
            path = contacts[slug].path if slug in contacts else f"{CONTACTS}/{slug}.md"
            found, _ = self._contact(self.store.read(path).data, path)
            if found is not None:
                contacts[slug] = found
        return Situation(replace(self.contents, contacts=contacts), self.now)

    def slug(self, word: str) -> str:
        """The slug that a word means. Raises Wrong where it is none or several."""
        from crm.book import naming

        return naming.slug(word, self.contents, self._named)

    def _named(self, word: str) -> Iterable[Contact]:
        """The contacts whom a word could name."""
        if self._indexed is not None:
            with self._or_files():
                return self._indexed.named(word)
        return self.contents.contacts.values()

    def contact(self, word: str) -> Contact:
        """The contact that a word means. Raises Wrong, and Unmet where its file cannot be read."""
        slug = self.slug(word)
        found = self.contents.contacts.get(slug)
        if found is None:
            path = f"{CONTACTS}/{slug}.md"
            problem = next(one for one in self.contents.problems if one.path == path)
            raise Unmet(f"{path}:{problem.line}: {problem.message}", problem.hint)
        return found
