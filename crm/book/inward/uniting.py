"""Contacts who are there twice: finding them, making them one, and remembering who is not the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crm.adapters.store import Missing, Snapshot
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.book.inward import importing
from crm.book.operation import Operation
from crm.core.contacts import dupes, uniting
from crm.core.contacts.dupes import Pair
from crm.core.contacts.sameness import Reading
from crm.core.documents import document, references
from crm.core.documents.document import DocumentError
from crm.core.documents.places import LINEWISE
from crm.core.documents.slugs import stem
from crm.core.merge import Decision
from crm.core.model import Contact

INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class United:
    """Who is one contact now: the slug that is kept, and the one that is gone.

    ``noted`` are the values that differed and did not stand, ``decisions`` what else was decided, ``followed`` the
    paths of the files that named the one that is gone.
    """

    keep: str
    gone: str
    noted: tuple[str, ...]
    decisions: tuple[Decision, ...]
    followed: tuple[str, ...]


def pairs(book: Book, words: Sequence[str] = ()) -> list[Pair]:
    """Those who are, or may be, one person; with ``words``, only the pairs of the contacts whom they mean."""
    slugs = {book.slug(word) for word in words}
    found = dupes.pairs(book.each(), importing.reading(book))
    return [pair for pair in found if not slugs or slugs & {pair.keep, pair.gone}]


def unite(book: Book, word: str, other: str) -> United:
    """Makes one contact of two, under the first one's slug. Raises Wrong and Unmet; then nothing was written."""
    keep, gone = book.contact(word), book.contact(other)
    if keep.slug == gone.slug:
        raise Wrong(f"both are {keep.slug}", "name two contacts")
    if _apart(keep, gone):
        hint = f"take it out of different_from in {keep.path} or {gone.path} first"
        raise Wrong(f"{keep.slug} and {gone.slug} are marked as different people", hint)
    with book.writing("merge"):
        mentioning = [path for path in _files(book) if path not in {keep.path, gone.path}]
        changed = list(_following(book, mentioning, gone.slug, keep.slug))
        book.record_edits([keep.path, gone.path, *(one.path for one, _ in changed)])
        kept, left = book.store.read(keep.path), book.store.read(gone.path)
        data, decisions = _united(kept, left, importing.reading(book))
        book.store.replace_all([(kept, data), *changed])
        book.store.delete(left)
        followed = tuple(one.path for one, _ in changed)
        paths = [keep.path, gone.path, *followed]
        book.record(Operation(f"merge: {gone.slug} into {keep.slug}", "merge", paths, [keep.slug, gone.slug]))
    before = {*uniting.noted(kept.data), *uniting.noted(left.data)}
    noted = tuple(text for text in uniting.noted(data) if text not in before)
    others = tuple(one for one in decisions if one.rule != "conflict")
    return United(keep.slug, gone.slug, noted, others, followed)


def _united(kept: Snapshot, left: Snapshot, reading: Reading) -> tuple[bytes, tuple[Decision, ...]]:
    first, second = document.read(kept.data), document.read(left.data)
    for path, doc in ((kept.path, first), (left.path, second)):
        if not doc.readable:
            raise Unmet(f"{path}:{doc.faults[0].line}: {doc.faults[0].message}", doc.faults[0].hint)
    try:
        merged = uniting.united(first, second, kept.path, left.path, reading)
        if merged.beside is not None:
            raise Unmet(f"{kept.path} and {left.path} cannot be one file", "put them together in an editor")
        both = references.renamed(document.read(merged.data), stem(left.path), stem(kept.path))
        return document.encode(both), merged.decisions
    except DocumentError as error:
        raise Unmet(f"{kept.path} and {left.path} cannot be put together: {error}", error.hint) from None


def _files(book: Book) -> Iterator[str]:
    for folder in (CONTACTS, NOTES, ARTICLES, INBOX):
        yield from book.store.paths(folder)
    yield from LINEWISE


def _following(book: Book, paths: list[str], old: str, new: str) -> Iterator[tuple[Snapshot, bytes]]:
    """The files that name the old slug, with the new one in its place."""
    for path in paths:
        try:
            snapshot = book.store.read(path)
        except Missing:
            continue
        data = _renamed(book, snapshot, old, new) if old.encode() in snapshot.data else snapshot.data
        if data != snapshot.data:
            yield snapshot, data


def _renamed(book: Book, snapshot: Snapshot, old: str, new: str) -> bytes:
    """What a file becomes; one that cannot be read stays as it is, and that is told. Raises Unmet."""
    if snapshot.path in LINEWISE:
        return references.renamed_in_lines(snapshot.data, old, new)
    before = document.read(snapshot.data)
    if not before.readable:
        book.remarks.append(f"{snapshot.path} cannot be read, so what it says of {old} stays as it is")
        return snapshot.data
    try:
        return document.encode(references.renamed(before, old, new))
    except DocumentError as error:
        raise Unmet(f"{snapshot.path} names {old}, and {error}", error.hint) from None


def tell_apart(book: Book, words: Sequence[str]) -> tuple[Contact, Contact]:
    """Writes into a contact's file that another is somebody else. Raises Wrong and Unmet."""
    try:
        one, two = map(book.contact, words)
    except ValueError:
        raise Wrong("two contacts are to be named", "write crm dupes --different CONTACT OTHER") from None
    if one.slug == two.slug:
        raise Wrong(f"both are {one.slug}", "name two contacts")
    if _apart(one, two):
        raise Wrong(f"{one.slug} and {two.slug} are marked as different people already", "nothing was changed")
    others = (*one.different_from, two.slug)
    with book.writing("dupes"):
        book.change({one.path: lambda before: document.set_key(before, "different_from", others)})
        book.record(Operation(f"dupes: {one.slug} is not {two.slug}", "dupes", [one.path], [one.slug]))
    return one, two


def _apart(one: Contact, two: Contact) -> bool:
    return two.slug in one.different_from or one.slug in two.different_from
