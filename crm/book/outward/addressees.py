"""Whom a mail program is offered."""

from __future__ import annotations

from collections.abc import Iterable

from crm.book.book import Book
from crm.core.contacts import addressees
from crm.core.model import Contact


def find(book: Book, text: str) -> list[str]:
    """The lines (``crm.core.contacts.addressees``) of all whose words begin like those of a text, by name."""
    wanted = addressees.wanted(text)
    known = book.addressees(wanted)
    return addressees.in_order(_read(book.each(), wanted) if known is None else known)


def _read(contacts: Iterable[Contact], wanted: list[str]) -> Iterable[str]:
    for contact in contacts:
        line = addressees.addressee(contact)
        if line is not None and addressees.fits(wanted, addressees.words_of(contact)):
            yield line
