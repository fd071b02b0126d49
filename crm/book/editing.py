"""Files of the book in the user's editor."""

from __future__ import annotations

from crm.adapters import editor, environment
from crm.adapters.editor import NoEditor
from crm.adapters.environment import BadConfig
from crm.book.book import CONTACTS, Book
from crm.book.errors import Unmet
from crm.core.model import Problem


def edit_contact(book: Book, word: str) -> list[Problem]:
    """Opens a contact's file, also one that cannot be read, and returns its problems afterwards. Raises Unmet."""
    path = f"{CONTACTS}/{book.slug(word)}.md"
    edit_file(book, path)
    after = Book(book.root, book.now)
    return [problem for problem in after.problems if problem.path == path]


def edit_file(book: Book, path: str) -> None:
    """Opens a file of the book in the user's editor and waits. Raises Unmet."""
    try:
        editor.edit(book.root / path, environment.editor())
    except (NoEditor, BadConfig) as error:
        raise Unmet(str(error), f"the file is {book.root / path}") from None
