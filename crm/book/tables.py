"""The contacts as one table."""

from __future__ import annotations

from crm.book.book import Book
from crm.exchange import csv_writer


def contacts(book: Book) -> bytes:
    """All contacts, by slug, as comma-separated values."""
    return csv_writer.table(book.each())


def ours(data: bytes) -> bool:
    """Whether a file is such a table."""
    return csv_writer.ours(data)
