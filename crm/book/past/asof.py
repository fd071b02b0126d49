"""The book as it was: its files in a commit, read in place of those in its folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from crm.adapters.git import GitError, Repository
from crm.adapters.git.objects import LINK, Commit, Entry, Objects, objects
from crm.adapters.store import Listing, Missing, Snapshot
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.core import config
from crm.core.filenames import is_ours
from crm.core.text.texts import quoted
from crm.core.times import dates
from crm.core.times.when import BadDate, parse_when

_FOLDERS = (CONTACTS, NOTES, ARTICLES)


class PastFiles:
    """The files of a book in one commit, read as the store reads those in its folder."""

    def __init__(self, entries: Mapping[str, Entry], contents: Mapping[str, bytes]) -> None:
        self._entries, self._contents = entries, contents

    def listing(self, folder: str, suffix: str = ".md") -> Listing:
        """What lay directly in a folder."""
        inside = [path for path in sorted(self._entries) if path.rpartition("/")[0] == folder]
        ours = [path for path in inside if is_ours(path.rpartition("/")[2], suffix)]
        files = [path for path in ours if self._entries[path].regular]
        return Listing(files, [path for path in ours if self._entries[path].mode == LINK], [])

    def read(self, path: str) -> Snapshot:
        """A file as it was. Raises ``Missing``."""
        entry = self._entries.get(path)
        if entry is None or not entry.regular:
            raise Missing(f"{path} cannot be read: there was no such file", "look at a later moment", path)
        data = self._contents[entry.id]
        return Snapshot(path, data, (0, len(data), 0))


def book_as_of(book: Book, text: str, *, keep_now: bool = False) -> Book:
    """The book as it was in a commit or at a date, with that moment as now unless ``keep_now``.

    A date alone is its start, as it is for ``--now``. Raises Wrong for what is neither, and Unmet.
    """
    repository = Repository.at(book.root)
    if repository is None:
        raise Unmet("the book has no history: it is no git repository", "leave --as-of out, or make one with: git init")
    try:
        with objects(repository) as found:
            commit, moment = _meant(book, repository, found, text)
            entries = found.files(commit.tree)
            wanted = [entry.id for path, entry in entries.items() if entry.regular and _is_of_the_book(path)]
            files = PastFiles(entries, found.blobs(wanted))
    except GitError as error:
        raise Unmet(f"the book as of {quoted(text)} cannot be read: {error}", "look at git log") from None
    past = Book(book.root, book.now if keep_now else moment, commits=False, past=files)
    past.remarks.extend(book.remarks)
    day = dates.local(_instant(commit), past.zone)
    past.remarks.append(f"as of commit {commit.id[:10]} of {day:%Y-%m-%d %H:%M}: {commit.subject}")
    return past


def _is_of_the_book(path: str) -> bool:
    return path == config.NAME or path.rpartition("/")[0] in _FOLDERS


def _meant(book: Book, repository: Repository, found: Objects, text: str) -> tuple[Commit, datetime]:
    """The commit that is meant, and the moment. What reads as a date is one."""
    try:
        stamp = parse_when(text, now=book.now, zone=book.zone, look="back", stamps=False)
    except BadDate as error:
        stamp, fault = None, str(error)
    else:
        fault = f"{quoted(text)} is neither a date nor a commit"
    if stamp is None:
        commit = found.commit(text)
        if commit is None:
            raise Wrong(fault, "write a date as 2026-06-09, or a commit as git log shows it")
        return commit, _instant(commit)
    commit = found.commit(_before(repository, stamp.start)) if found.commit("HEAD") else None
    if commit is None:
        when = f"{dates.local(stamp.start, book.zone):%Y-%m-%d %H:%M}"
        raise Unmet(f"the book has no history before {when}", "see when it begins with: git log --reverse")
    return commit, stamp.start


def _before(repository: Repository, moment: datetime) -> str:
    """The id of the last commit at or before a moment; empty where there is none."""
    said = repository.run("rev-list", "-1", f"--min-age={int(moment.timestamp())}", "HEAD")
    return said.decode("ascii", "replace").strip()


def _instant(commit: Commit) -> datetime:
    return datetime.fromtimestamp(commit.time, UTC)
