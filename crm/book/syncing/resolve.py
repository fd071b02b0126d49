"""Putting right what merges left behind, of git, of other programs and of our own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from crm.adapters.git import GitError, Repository, locks, writing
from crm.adapters.git.ancestry import foreign_merges
from crm.adapters.git.objects import Objects, objects
from crm.adapters.git.unmerged import conclude, mark_settled
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.folders import CONTACTS
from crm.book.operation import Operation
from crm.book.syncing.joining import age
from crm.book.syncing.mending import MENDED, Mended, mend_dropped, mend_markers, mend_stages
from crm.core.documents.slugs import stem
from crm.core.merge import Age, Order

_UNKNOWN = Order(Age(0, "ours"), Age(1, "theirs"))


@dataclass(slots=True)
class Resolved:
    """What was put right; whether that ended the user's merge; what is going on still (``a rebase``)."""

    mended: Mended = field(default_factory=Mended)
    concluded: bool = False
    going_on: str | None = None


class Undecided(NamedTuple):
    """A value that a merge noted because another stands: ``value`` stands (empty: none), ``other`` is noted."""

    path: str
    key: str
    value: str
    other: str


def resolve(book: Book) -> Resolved:
    """Puts right what can be, all over the book. Raises Unmet."""
    repository = Repository.at(book.root)
    done = Resolved()
    with book.writing("resolve"):
        if repository is None:
            done.mended.add(mend_markers(book.store))
            return done
        try:
            with locks.journal(repository), objects(repository) as found:
                _settle_merge(book, repository, found, done)
        except GitError as error:
            raise Unmet(f"git failed: {error}", "look at git status") from None
        if done.going_on is None:
            dropped = mend_since(book, repository)
            unrecorded = dropped.paths if done.concluded else [*done.mended.paths, *dropped.paths]
            done.mended.add(dropped)
            if unrecorded:
                record(book, unrecorded)
    return done


def _settle_merge(book: Book, repository: Repository, found: Objects, done: Resolved) -> None:
    """Settles what git could not merge, takes markers out, and ends a merge of which nothing is left."""
    head, other = found.commit("HEAD"), found.commit("MERGE_HEAD")
    order = Order(age(head), age(other)) if head and other else _UNKNOWN
    stages = mend_stages(book.store, repository, found, order)
    done.mended.add(stages)
    done.mended.add(mend_markers(book.store))
    done.going_on = repository.unfinished()
    if other is not None and done.going_on == "a merge":
        if done.mended.paths:
            mark_settled(repository, done.mended.paths, book.keep)
        if not done.mended.left:
            conclude(repository, book.keep)
            done.concluded, done.going_on = True, None
    elif stages.paths:
        mark_settled(repository, stages.paths, book.keep)


def settle_stages(book: Book, repository: Repository) -> Mended:
    """Settles what git could not merge, where no merge is going on any more. Under the book's lock."""
    with locks.journal(repository), objects(repository) as found:
        done = mend_stages(book.store, repository, found, _UNKNOWN)
    if done.paths:
        mark_settled(repository, done.paths, book.keep)
    return done


def mend_since(book: Book, repository: Repository) -> Mended:
    """Brings back what merges of other programs dropped since that was looked at last. Under the book's lock.

    Where it never was, what is past is past.
    """
    done = Mended()
    with suppress(GitError), locks.journal(repository):
        with objects(repository) as found:
            head, last = found.commit("HEAD"), found.commit(MENDED)
        if head is not None and head != last:
            done = mend_merges(book, repository, foreign_merges(repository, last.id, head.id)) if last else done
            writing.move(repository, {MENDED: (head.id, None)}, "crm", book.keep)
    return done


def mend_merges(book: Book, repository: Repository, merges: Sequence[str]) -> Mended:
    """Brings back what these merges of other programs dropped. Under the book's lock. Raises GitError."""
    if not merges:
        return Mended()
    with objects(repository) as found:
        return mend_dropped(book.store, repository, found, merges)


def record(book: Book, paths: Iterable[str]) -> None:
    """Records what was put right. Under the book's lock."""
    names = [stem(path) if path.endswith(".md") else path for path in paths]
    slugs = [stem(path) for path in paths if path.startswith(f"{CONTACTS}/")]
    book.record(Operation(f"resolve: {', '.join(names)}", "resolve", list(paths), slugs))


def undecided(book: Book) -> list[Undecided]:
    """What merges noted in the front matter of contacts, for somebody to decide."""
    from crm.core.documents import document
    from crm.core.versions import settling

    found = []
    for contact in book.contents.contacts.values():
        if contact.fields.get(settling.KEY):
            doc = document.read(book.store.read(contact.path).data)
            for key, other in settling.undecided(doc):
                value = doc.keys.get(key)
                stands = value.text or ", ".join(value.items or ()) if value is not None else ""
                found.append(Undecided(contact.path, key, stands, other))
    return found


def decide(book: Book, one: Undecided, *, take: bool) -> None:
    """Takes the noted value, or lets it go. Raises Unmet."""
    from crm.core.versions import settling

    with book.writing("resolve"):
        book.change({one.path: partial(settling.decide, key=one.key, other=one.other, take=take)})
        record(book, [one.path])
