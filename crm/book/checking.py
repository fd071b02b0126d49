"""Checking the book: what cannot be read, what is doubted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from crm.adapters.store import StoreError
from crm.book.book import Book
from crm.book.errors import Wrong
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.book.notes import Reader
from crm.book.operation import Operation
from crm.core import checks, config, myself
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.filenames import is_ours
from crm.core.logs import fixes
from crm.core.model import Contact, Problem
from crm.core.notes.lint import lint

_FOLDERS = (CONTACTS, NOTES, ARTICLES)


def check(book: Book, paths: Sequence[str] = ()) -> list[Problem]:
    """Every problem of the book, or of some of its files, in the order of files and lines. Raises Wrong.

    Notes are read as a friend would who is shown them before they go: all drafts, and those that are named.
    """
    wanted = _wanted(book, paths)
    found = [*book.problems, *_doubts(book), *_notes(book, wanted)]
    return sorted((one for one in found if _covers(wanted, one.path)), key=lambda one: (one.path, one.line, one.rule))


def _notes(book: Book, wanted: Collection[str]) -> Iterator[Problem]:
    """What is wrong with notes' files, and what the lint says of their texts."""
    contents = book.with_notes
    yield from contents.problems[len(book.contents.problems) :]
    yield from (problem for note in contents.notes for problem in note.problems)
    drafts = (note for note in contents.notes if note.status == "draft" and _covers(wanted, note.path))
    named = (note for note in contents.notes if note.status != "draft" and note.path in wanted)
    if read := [*drafts, *named]:
        reader = Reader(book)
        yield from reader.listed[1]
        yield from (problem for note in read for problem in lint(note, reader.desk))


def fix(book: Book, paths: Sequence[str] = ()) -> list[str]:
    """Puts right what can be read in one way only; returns the paths that it changed. Raises Unmet."""
    wanted = _wanted(book, paths)
    contacts = [one for one in book.each() if one.problems and _covers(wanted, one.path)]
    changed: list[str] = []
    with book.writing("check --fix"):
        for contact in contacts:
            before = document.read(book.store.read(contact.path).data)
            if fixes.fixes(before.body, before.body_line):
                book.change({contact.path: _fixed})
                changed.append(contact.path)
        if changed:
            slugs = [contact.slug for contact in contacts if contact.path in changed]
            book.record(Operation(f"fix: {', '.join(slugs)}", "fix", changed, slugs))
    return changed


def _fixed(before: Document) -> Document:
    return document.splice(before, before.body_start, len(before.text), fixes.fixed(before.body))


def _doubts(book: Book) -> Iterator[Problem]:
    for contact in book.each():
        yield from checks.contact(contact, book.contents)
        if not contact.interactions:
            yield from _of_the_file(contact, book)
    for folder in _FOLDERS:
        yield from checks.nested(book.store.nested(folder))
    yield from _of_me(book)


def _of_me(book: Book) -> Iterator[Problem]:
    """An address or number of mine that nobody could reach me by."""
    for key, error in myself.doubts(book.settings.me):
        line = config.line_of(book.store.read(config.NAME).data, ("me", key))
        yield Problem(config.NAME, line, "setting", "warning", f"me.{key}: {error}", error.hint)


def _of_the_file(contact: Contact, book: Book) -> Iterator[Problem]:
    """What only the file itself tells, where nothing is read as its log."""
    try:
        found = document.read(book.store.read(contact.path).data)
    except StoreError:
        return  # gone since the book was read
    yield from checks.sections(contact, found)


def _wanted(book: Book, paths: Sequence[str]) -> set[str]:
    """The files and folders to be checked, relative to the book; none at all means the whole book. Raises Wrong."""
    wanted = {_in_book(book, path) for path in paths}
    return set() if "." in wanted else wanted


def _covers(wanted: Collection[str], path: str) -> bool:
    """Whether a file is one of those, or lies in a folder that is."""
    return not wanted or path in wanted or any(path.startswith(f"{one}/") for one in wanted)


def _in_book(book: Book, path: str) -> str:
    """A path as the user gave it, from the folder they are in or from the book's; relative to the book."""
    for base in (Path.cwd(), book.root):
        full = (base / path).resolve()
        if full.exists() and full.is_relative_to(book.root):
            inside = full.relative_to(book.root).as_posix()
            if inside in {".", config.NAME} or (inside.split("/")[0] in _FOLDERS and _is_read(full)):
                return inside
    raise Wrong(
        f"{path} is no file of the book", "name one in contacts/, notes/ or articles/ that ends in .md, or crm.toml"
    )


def _is_read(full: Path) -> bool:
    return full.is_dir() or is_ours(full.name, ".md")
