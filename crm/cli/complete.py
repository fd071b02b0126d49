"""Completion in the shell: contacts, kinds, actions and fields, as the book at hand has them.

Every verb imports this, and few calls complete anything: what a table of words needs is imported where it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from crm.book.errors import CrmError
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.core.slugs import stem

if TYPE_CHECKING:
    from crm.book.book import Book


def _book(ctx: typer.Context) -> Book | None:
    """The book of the half-written command line; completion never fails, it only knows less."""
    from crm.book import opening

    try:
        return opening.open_book(ctx.find_root().params.get("book"), None)
    except CrmError:
        return None


def contacts(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The slugs that begin like this: the files' names, which need no reading."""
    book = _book(ctx)
    slugs = (stem(path) for path in book.store.paths(CONTACTS)) if book else ()
    yield from (slug for slug in slugs if slug.startswith(incomplete))


def contacts_or_kinds(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """What may stand among the words of ``crm log``."""
    yield from contacts(ctx, incomplete)
    book = _book(ctx)
    yield from (name for name in (book.settings.kinds.names() if book else ()) if name.startswith(incomplete))


def actions(incomplete: str) -> Iterator[str]:
    """The actions of the list."""
    from crm.core.rules import ACTIONS

    yield from (action for action in ACTIONS if action.startswith(incomplete))


def keys(incomplete: str) -> Iterator[str]:
    """The fields of a contact."""
    from crm.core.fields import FIELDS

    yield from (field.name for field in FIELDS if field.name.startswith(incomplete))


def note_kinds(incomplete: str) -> Iterator[str]:
    """The kinds of note."""
    from crm.core.note import KINDS

    yield from (kind for kind in KINDS if kind.startswith(incomplete))


def notes(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The notes' files, by path or by name."""
    yield from _files(ctx, NOTES, incomplete)


def articles(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The articles' slugs."""
    yield from _files(ctx, ARTICLES, incomplete)


def _files(ctx: typer.Context, folder: str, incomplete: str) -> Iterator[str]:
    book = _book(ctx)
    for path in book.store.paths(folder) if book else ():
        yield from (word for word in (path, stem(path)) if word.startswith(incomplete))
