"""The contacts that a query fits, as ``crm list`` understands it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.book.book import Book
from crm.book.errors import Wrong
from crm.core import query
from crm.core.model import Contact
from crm.core.query import BadQuery
from crm.core.state.history import history


def picked(book: Book, words: Sequence[str]) -> Iterator[Contact]:
    """The contacts that all words fit, by slug; without words all of them. Raises Wrong."""
    try:
        wanted = query.parse(words)
    except BadQuery as error:
        raise Wrong(str(error), error.hint) from None
    return (one for one in book.each() if not words or wanted.matches(history(one, book.now)))
