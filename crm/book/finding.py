"""Full text: the files that hold all of some words, and the lines where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crm.adapters.store import StoreError
from crm.book.book import ARTICLES, CONTACTS, NOTES, Book
from crm.book.errors import Wrong
from crm.core import markdown
from crm.core.people import plain

FOLDERS = (CONTACTS, NOTES, ARTICLES)


@dataclass(frozen=True, slots=True)
class Match:
    """A file that holds all the words; ``lines`` are the number and text of each line with any of them."""

    path: str
    lines: tuple[tuple[int, str], ...]


def find(book: Book, words: Sequence[str]) -> list[Match]:
    """The files of the book that hold all of the words, by path. Raises Wrong for no words."""
    wanted = [plain(word) for word in words if plain(word)]
    if not wanted:
        raise Wrong("no word to find", "write crm find WORD")
    return [match for path in _paths(book) if (match := _match(book, path, wanted))]


def _paths(book: Book) -> Iterator[str]:
    for folder in FOLDERS:
        yield from book.store.paths(folder)


def _match(book: Book, path: str, wanted: Sequence[str]) -> Match | None:
    try:
        text = book.store.read(path).data.decode("utf-8", "replace")
    except StoreError:
        return None  # reported with the other problems of the book
    whole = plain(text)
    if not all(word in whole for word in wanted):
        return None
    hits = ((line.number, line.text) for line in markdown.lines(text.removeprefix("\ufeff")))
    return Match(path, tuple((number, hit) for number, hit in hits if any(word in plain(hit) for word in wanted)))
