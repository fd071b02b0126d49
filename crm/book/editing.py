"""Files of the book in the user's editor."""

from __future__ import annotations

from crm.adapters import editor, environment
from crm.adapters.editor import NoEditor
from crm.adapters.environment import BadConfig
from crm.book import checking
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.folders import CONTACTS
from crm.book.operation import Operation
from crm.core.model import Problem


def edit_contact(book: Book, word: str) -> list[Problem]:
    """Opens a contact's file, also one that cannot be read; returns what is wrong or doubted in it afterwards.

    What was changed is recorded. Raises Unmet.
    """
    slug = book.slug(word)
    known = book.contents.contacts.get(slug)
    path = known.path if known else f"{CONTACTS}/{slug}.md"
    before = book.store.read(path).data
    edit_file(book, path)
    after = Book(book.root, book.now, commits=book.commits)
    if after.store.read(path).data != before:
        with after.writing("edit"):
            after.record(Operation(f"edit: {slug}", "edit", [path], [slug]))
        book.remarks.extend(after.remarks)
    return checking.check(after, [str(book.root / path)])


def edit_file(book: Book, path: str) -> None:
    """Opens a file of the book in the user's editor and waits. Raises Unmet."""
    try:
        editor.edit(book.root / path, environment.editor())
    except (NoEditor, BadConfig) as error:
        raise Unmet(str(error), f"the file is {book.root / path}") from None
