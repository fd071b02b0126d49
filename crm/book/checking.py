"""Checking the book: what cannot be read, what is doubted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from crm.adapters.store import StoreError
from crm.book.book import ARTICLES, CONTACTS, NOTES, Book
from crm.book.errors import Wrong
from crm.core import checks, config, document
from crm.core.model import Problem

_FOLDERS = (CONTACTS, NOTES, ARTICLES)


def check(book: Book, paths: Sequence[str] = ()) -> list[Problem]:
    """Every problem of the book, or of some of its files, in the order of files and lines. Raises Wrong."""
    wanted = {_in_book(book, path) for path in paths}
    found = [*book.problems, *_doubts(book)]
    return sorted(
        (one for one in found if not wanted or one.path in wanted), key=lambda one: (one.path, one.line, one.rule)
    )


def _doubts(book: Book) -> Iterator[Problem]:
    for contact in book.contents.contacts.values():
        try:
            text = document.read(book.store.read(contact.path).data)
        except StoreError:
            continue  # gone since the book was read
        yield from checks.contact(contact, text, book.contents)
    for folder in _FOLDERS:
        yield from checks.nested(book.store.nested(folder))


def _in_book(book: Book, path: str) -> str:
    """A path as the user gave it, from the folder they are in or from the book's; relative to the book."""
    for base in (Path.cwd(), book.root):
        full = (base / path).resolve()
        if full.is_file() and full.is_relative_to(book.root):
            inside = full.relative_to(book.root).as_posix()
            if inside == config.NAME or inside.split("/")[0] in _FOLDERS:
                return inside
    raise Wrong(f"{path} is no file of the book", "name a file in contacts/, notes/ or articles/, or crm.toml")
