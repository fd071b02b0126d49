"""The contacts as one table."""

from __future__ import annotations

from collections.abc import Sequence

from crm.book.book import Book
from crm.book.outward.picking import picked
from crm.exchange import csv_writer


def contacts(book: Book, query: Sequence[str]) -> bytes:
    """The contacts that a query fits, by slug, as comma-separated values. Raises Wrong."""
    return csv_writer.table(picked(book, query))


def ours(data: bytes) -> bool:
    """Whether a file is such a table."""
    return csv_writer.ours(data)
