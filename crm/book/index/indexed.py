"""The book through its index: contacts as values without parsing their files, and those alone that a question needs.

Every answer is the one that the files themselves would give. Where the index cannot be used, ``Broken`` is raised, and
the book reads the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crm.adapters import clock, environment
from crm.adapters.index import addressing, slugs
from crm.adapters.index.codec import Codec, seconds
from crm.adapters.index.database import Index
from crm.adapters.index.errors import Broken
from crm.adapters.index.place import place
from crm.adapters.index.program import fingerprint
from crm.adapters.index.slugs import Known
from crm.adapters.root import BOOK_FILE
from crm.adapters.store import Store
from crm.book.folders import ARTICLES, CONTACTS
from crm.book.index.keeping import Keeper, if_possible
from crm.book.index.looking import Folder, look, settled_mark
from crm.book.index.lookup import Lookup
from crm.book.index.outlooks import forget_other_rules, look_again
from crm.book.selection import Selection
from crm.book.unread import left_out, unreadable
from crm.book.watching import Watch
from crm.core.contacts import people
from crm.core.documents.slugs import stem
from crm.core.follow_ups.outlook import foremost, ties
from crm.core.model import Article, Contact, Problem
from crm.core.state.contents import Contents
from crm.core.state.situation import Situation
from crm.core.times import dates

_AT_ONCE = 500
"""Values in one question to the database; old versions take 999."""

_WAITING = "FROM people WHERE due_by IS NOT NULL AND since <= ? AND until > ?"


def open_indexed(root: Path, store: Store, book: Contents, now: datetime, watch: Watch) -> Indexed | None:
    """The book in a folder through its index; None where it is switched off or cannot be used.

    ``watch`` is told how many files had to be read.
    """
    cache = environment.index_folder()
    if cache is None:
        return None
    file, kinds = Path(place(cache, str(root))), sorted(book.settings.kinds.own.items())
    rests_on = (repr(str(root)), dates.zone_name(book.zone), repr(type(book.zone)), repr(kinds))
    try:
        written = settled_mark(store, BOOK_FILE, clock.nanoseconds())
        index = Index.open(file, fingerprint(*rests_on))
        return Indexed(index, store, book, now, written, watch)
    except Broken as error:
        if error.damaged:
            with suppress(Broken):
                Index.discard(file)
        return None


def _keep_slugs(index: Index, store: Store, contacts: Folder, known: Known) -> None:
    """Keeps the slugs for completion, unless that cannot be now: somebody else is writing, the disk is full."""
    cache, root = environment.index_folder(), str(store.root)
    if cache is None or not known.folder or slugs.is_kept(cache, root, known):
        return
    with if_possible(), suppress(OSError), index.writing():
        slugs.keep(cache, root, known, contacts.manifest.names)


class Indexed:
    """A book's contents through its index, which is brought up to date first. Of ``book``, settings and zone count.

    From then on all is of one moment, whatever other commands do to the index.

    ``settings`` is the mark of the file that these came from. ``doubts`` are the problems of the files that could be
    read. Methods raise Broken.
    """

    def __init__(self, index: Index, store: Store, book: Contents, now: datetime, settings: str, watch: Watch) -> None:
        self._index, self._now, self._codec = index, now, Codec(book.settings.kinds, book.zone)
        forget_other_rules(index, book.settings.follow_up)
        keeper = Keeper(index, self._codec, store, book, now, watch)
        folders = [look(store, name) for name in (CONTACTS, ARTICLES)]
        for folder in folders:
            keeper.refresh(folder)
        _keep_slugs(index, store, folders[0], Known(folders[0].mark, settings, book.settings.kinds.names()))
        index.hold()
        silent, self.doubts = self._problems()
        silent.update((path, (unreadable(path, error),)) for path, error in keeper.unreadable.items())
        unread = list(book.problems)
        for folder in folders:
            unread += left_out(folder.listing)
            unread += [problem for path in folder.listing.files if path in silent for problem in silent[path]]
        files = folders[0].listing.files
        paths = [path for path in files if path not in silent] if silent else files
        self._contacts = Lookup(index, self._codec, store, paths)
        self.contents = replace(book, contacts=self._contacts, articles=self._articles(), problems=tuple(unread))

    def _problems(self) -> tuple[dict[str, tuple[Problem, ...]], list[Problem]]:
        """The problems of the files that say nothing, by path, and those of the others."""
        silent: dict[str, tuple[Problem, ...]] = {}
        doubts: list[Problem] = []
        query = "SELECT path, said IS NULL, problems FROM files WHERE problems IS NOT NULL ORDER BY path"
        for path, says_nothing, text in self._index.rows(query):
            problems = self._codec.read_problems(text, path)
            if says_nothing:
                silent[path] = problems
            else:
                doubts += problems
        doubts.sort(key=lambda problem: not problem.path.startswith(f"{CONTACTS}/"))
        return silent, doubts

    def _articles(self) -> dict[str, Article]:
        query = "SELECT path, said, problems FROM files WHERE path > ? AND path < ? AND said IS NOT NULL ORDER BY path"
        read, problems = self._codec.read_article, self._codec.read_problems
        rows = self._index.rows(query, [f"{ARTICLES}/", f"{ARTICLES}0"])  # 0 comes after /
        return {stem(path): read(said, stem(path), path, problems(text, path)) for path, said, text in rows}

    def each(self) -> Iterator[Contact]:
        """Every contact, by slug."""
        return self._contacts.each()

    def briefly(self) -> Iterator[Contact]:
        """Every contact, by slug, of the log no more than tells the last real contact."""
        return self._contacts.briefly(self._now)

    def named(self, word: str) -> list[Contact]:
        """Those of whom a name begins like a word, as names compare."""
        slugs = self._index.rows("SELECT slug FROM people WHERE instr(names, ?)", [f"\n{people.wanted_by(word)}"])
        return [contact for (slug,) in slugs if (contact := self._contacts.get(slug)) is not None]

    def addressees(self, wanted: Sequence[str]) -> list[str]:
        """The lines of those whose words begin like these."""
        return [line for _, line, _ in self._index.rows(*addressing.query(wanted))]

    def for_list(self, until: datetime | None, *, capped: bool, also: str | None) -> Selection:
        """What the list of now is a function of, with what opens up to ``until``, with or without the day's cap.

        ``also`` is the slug of somebody whom it is to hold in any case.
        """
        look_again(self._index, self._contacts, self.contents, self._now)
        now = seconds(self._now)
        times = [now, seconds(max(until or self._now, self._now))]
        roused = self._index.rows("SELECT slug FROM people WHERE since > ? OR until <= ?", times)
        awake = dict.fromkeys(slug for (slug,) in roused)
        ordered = self._index.each(f"SELECT slug, company {_WAITING} ORDER BY due_by, tier, slug", times)
        if not capped:
            return Selection(self._around([*awake, *(slug for slug, _ in ordered)]))
        first = {*foremost(ordered, self.contents.settings.follow_up), *([also] if also else [])}
        situation = self._around([*awake, *first])
        counted = f"SELECT count(*), ifnull(sum(pressing <= {now}), 0) {_WAITING}"
        waiting, pressing = self._index.rows(counted, times)[0]
        asleep = [slug for slug in situation.contents.contacts if slug not in awake]
        known = [self._index.rows(f"{counted} AND slug = ?", [*times, slug])[0] for slug in asleep]
        beyond = waiting - sum(count for count, _ in known)
        return Selection(situation, beyond, pressing > sum(count for _, count in known))

    def about(self, slugs: Iterable[str]) -> Situation:
        """The situation with all on whom it depends what is owed to these contacts."""
        wanted = list(slugs)
        for slug in wanted[:]:
            query = "SELECT slug FROM people WHERE introduced_by = ? AND introduced_by != ''"
            wanted += [met for (met,) in self._index.rows(query, [slug])]
        return self._around(wanted)

    def _around(self, slugs: Iterable[str]) -> Situation:
        """The situation with these contacts, their introducers, and those whose articles keep others from theirs."""
        contacts = {slug: contact for slug in slugs if (contact := self._contacts.get(slug)) is not None}
        for slug in [contact.introduced_by for contact in contacts.values() if contact.introduced_by]:
            if slug in self._contacts:
                contacts[slug] = self._contacts[slug]
        if self.contents.articles:
            contacts |= {slug: self._contacts[slug] for slug in self._sharing(contacts.values())}
        return Situation(replace(self.contents, contacts=contacts), self._now)

    def _sharing(self, contacts: Iterable[Contact]) -> list[str]:
        """Those in the companies of some contacts to whom an article went not long ago."""
        days = self.contents.settings.notes.article_company_days
        since = seconds(dates.later(self._now, self.contents.zone, -days))
        companies = sorted({company for contact in contacts if (company := ties(contact).company)})
        found: list[str] = []
        for start in range(0, len(companies), _AT_ONCE):
            some = companies[start : start + _AT_ONCE]
            query = f"SELECT slug FROM people WHERE shared >= ? AND company IN ({', '.join('?' * len(some))})"
            found += [slug for (slug,) in self._index.rows(query, [since, *some])]
        return found
