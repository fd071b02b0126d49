"""Files of the book as the values that they say.

Imported when a file is to be read, not before: what parses them takes longer to load than most commands to run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import TypeVar

from crm.core.articles import article
from crm.core.contacts import contact
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.kinds import Kinds
from crm.core.model import Article, Contact, Note, Problem
from crm.core.notes import note

_T = TypeVar("_T")

Said = tuple[_T | None, tuple[Problem, ...]]
"""The value of a file; or none, where it cannot be parsed, and why."""


def contact_in(data: bytes, path: str, kinds: Kinds, zone: tzinfo) -> Said[Contact]:
    """What a contact's file says; ``zone`` is the book's."""
    return _said(data, path, lambda found, path: contact.read(found, path, kinds, zone))


def article_in(data: bytes, path: str) -> Said[Article]:
    """What an article's file says."""
    return _said(data, path, article.read)


def note_in(data: bytes, path: str) -> Said[Note]:
    """What a note's file says."""
    return _said(data, path, note.read)


def _said(data: bytes, path: str, read: Callable[[Document, str], _T | None]) -> Said[_T]:
    found = document.read(data)
    value = read(found, path)
    return (value, ()) if value is not None else (None, tuple(contact.faults(found, path)))
