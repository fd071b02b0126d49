"""Where an export goes: a file or folder that the user names, never over what is not ours unless they say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crm.adapters import environment, outside
from crm.adapters.outside import OutsideError
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.core.documents import places

STDOUT = "-"

_THE_BOOKS_OWN = frozenset((*places.FOLDERS, *places.FILES, ".git"))


def place(book: Book, word: str) -> Path:
    """The file or folder that a word names. Raises Unmet for one that belongs to the book itself."""
    path = Path(environment.home(word))
    full = path.resolve()
    if full == book.root or (full.is_relative_to(book.root) and full.relative_to(book.root).parts[0] in _THE_BOOKS_OWN):
        raise Unmet(f"{word} belongs to the book itself", "name a file or folder elsewhere; nothing was written")
    return path


def write(book: Book, word: str, data: bytes, *, ours: Callable[[bytes], bool], force: bool) -> bool:
    """Writes a file where it is new, or an earlier export (``ours``); whether anything had to be written.

    Raises Unmet for a file that is not ours, unless ``force``.
    """
    file = place(book, word)
    try:
        before = outside.read(file)
        if before == data:
            return False
        if before and not force and not ours(before):
            raise Unmet(f"{word} is there, and is no such export", "name another file, or add --force")
        outside.write(file, data)
    except OutsideError as error:
        raise Unmet(str(error), error.hint) from None
    return True
