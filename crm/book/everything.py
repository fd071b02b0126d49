"""All files of a book, and all that they say: for leaving with everything, and for coming back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from crm.adapters import foreign, outside
from crm.adapters.foreign import NoFile
from crm.adapters.outside import OutsideError
from crm.adapters.store import Listing, Missing, StoreError
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.book.operation import Operation
from crm.core import plain
from crm.core.contacts import contact
from crm.core.contacts.fields import BY_NAME, plain_value
from crm.core.documents import document, places
from crm.core.documents.document import Document
from crm.core.documents.slugs import stem
from crm.core.model import Contact
from crm.core.plain import Plain
from crm.exchange import book_json
from crm.exchange.book_json import File, NoBook

_FOLDERS = frozenset((*places.FOLDERS, "templates/phrases"))


def export(book: Book) -> bytes:
    """The whole book as JSON. Raises Unmet for a file that cannot be read at all."""
    files = [File(path, _data(book, path)) for path in _paths(book)]
    said: Plain = {
        "settings": plain.settings(book.settings),
        "contacts": [_contact(one, book) for one in _in(CONTACTS, files)],
        "notes": [_page(one) for one in _in(NOTES, files)],
        "articles": [_page(one) for one in _in(ARTICLES, files)],
    }
    return book_json.text(said, files)


def _in(folder: str, files: Sequence[File]) -> Iterator[File]:
    return (one for one in files if one.path.startswith(f"{folder}/"))


def ours(data: bytes) -> bool:
    """Whether a file is such an export."""
    return book_json.ours(data)


def _data(book: Book, path: str) -> bytes:
    try:
        return book.store.read(path).data
    except StoreError as error:
        raise Unmet(f"{error.message}, so the export would not be whole", error.hint) from None


def _paths(book: Book) -> Iterator[str]:
    """The paths of the book's files, as ``docs/format.md`` names them; links are left out, and said."""
    for name in sorted(places.FILES):
        try:
            book.store.read(name)
        except Missing:
            continue
        except StoreError:
            pass  # whoever reads it says so
        yield name
    for folder in sorted(_FOLDERS):
        suffix = ".md" if folder in {CONTACTS, NOTES, ARTICLES} else ""
        found: Listing = book.store.listing(folder, suffix)
        book.remarks.extend(f"{path} is a symbolic link, and is left out" for path in found.symlinks)
        book.remarks.extend(_beside(book, folder, found.files))
        yield from found.files


def _beside(book: Book, folder: str, taken: Collection[str]) -> Iterator[str]:
    """A sentence on the files of a folder that are none of the book's, and so are not in its export."""
    every = (*book.store.paths(folder, ""), *book.store.nested(folder, ""))
    within = tuple(f"{one}/" for one in _FOLDERS if one.startswith(f"{folder}/"))
    found = [path for path in every if path not in taken and not path.startswith(within)]
    if found:
        more = f" and {len(found) - _NAMED_BESIDE:,} more" if len(found) > _NAMED_BESIDE else ""
        are = "is no file of the book, and is" if len(found) == 1 else "are no files of the book, and are"
        yield f"{', '.join(found[:_NAMED_BESIDE])}{more} {are} left out"


_NAMED_BESIDE = 5
"""Files that are left out and are named; more are counted."""


def _contact(file: File, book: Book) -> Plain:
    """A contact with typed fields, unknown keys, and its log; one that cannot be read has its problems alone."""
    page = document.read(file.data)
    found = contact.read(page, file.path, book.settings.kinds, book.zone)
    if found is None:
        return {"slug": stem(file.path), "path": file.path, "problems": _problems(page, file.path)}
    return {
        "slug": found.slug,
        "path": found.path,
        "fields": {key: plain_value(value) for key, value in found.fields.items()},
        "unknown": plain.keys(page, BY_NAME),
        "interactions": [plain.interaction(entry) for entry in found.interactions],
        "body": page.body,
        "problems": _said(found),
    }


def _said(found: Contact) -> list[str]:
    return [f"{one.path}:{one.line}: {one.message}" for one in found.problems]


def _page(file: File) -> Plain:
    """A note or an article: its keys as they are written, and its text."""
    page = document.read(file.data)
    if not page.readable:
        return {"slug": stem(file.path), "path": file.path, "problems": _problems(page, file.path)}
    return {"slug": stem(file.path), "path": file.path, "keys": plain.keys(page), "body": page.body}


def _problems(page: Document, path: str) -> list[str]:
    return [f"{path}:{fault.line}: {fault.message}" for fault in page.faults]


@dataclass(slots=True)
class Plan:
    """What bringing a book's files in would do. The lists together are all files of the export.

    ``differing`` are there already with other bytes, ``refused`` are pairs of a path and why it is kept out.
    """

    new: list[File] = field(default_factory=list)
    equal: list[str] = field(default_factory=list)
    differing: list[File] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Brought:
    """The paths that were written, and by path why others could not be.

    ``resumed`` are the files that an import had made which was killed: they are recorded with this one.
    """

    written: list[str] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def plan(book: Book, name: str) -> Plan:
    """What bringing in an exported book would do; ``-`` is standard input. Raises Wrong, and Unmet for no such file."""
    try:
        files = book_json.read(_bytes(name))
    except NoBook as error:
        raise Unmet(f"{name}: {error}", error.hint) from None
    found = Plan()
    for file in files:
        if not (places.of_the_book(file.path) and places.is_safe(file.path)):
            found.refused.append((file.path, "is no path of a file of a book"))
            continue
        try:
            there = book.store.read(file.path).data
        except Missing:
            found.new.append(file)
        except StoreError as error:
            found.refused.append((file.path, error.message))
        else:
            if there == file.data:
                found.equal.append(file.path)
            else:
                found.differing.append(file)
    return found


def _bytes(name: str) -> bytes:
    try:
        data = foreign.read(name) if name == "-" else outside.read(Path(name))
    except (NoFile, OutsideError) as error:
        raise Wrong(str(error), "name the file that crm export json wrote") from None
    if data is None:
        raise Wrong(f"there is no file {name}", "name the file that crm export json wrote")
    return data


def bring_in(book: Book, wanted: Plan, *, force: bool = False) -> Brought:
    """Writes the new files, with ``force`` also those that differ, as one operation. Raises Unmet."""
    done = Brought()
    over = wanted.differing if force else []
    with book.writing("import"):
        done.resumed = book.begin([file.path for file in wanted.new])
        book.record_edits([file.path for file in over])
        for file in wanted.new:
            _write(file, done, partial(book.store.create, file.path, file.data))
        for file in over:
            _write(file, done, partial(_over, book, file))
        paths = [*done.resumed, *done.written]
        if paths:
            slugs = [stem(path) for path in paths if path.startswith(f"{CONTACTS}/")]
            files = "1 file" if len(paths) == 1 else f"{len(paths)} files"
            book.record(Operation(f"import: json, {files}", "import", paths, slugs[:_NAMED]))
        book.end()
    return done


def _write(file: File, done: Brought, write: Callable[[], object]) -> None:
    try:
        write()
    except StoreError as error:
        done.failed[file.path] = error.message
    else:
        done.written.append(file.path)


def _over(book: Book, file: File) -> None:
    book.store.replace(book.store.read(file.path), file.data)


_NAMED = 100
"""Contacts that the commit of an import names at most."""
