"""Completion in the shell: contacts, kinds, actions and fields, as the book at hand has them.

Most of it is answered by ``crm.cli.instant`` before typer is loaded. Every verb imports this, and few calls complete
anything: what a table of words needs is imported where it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import typer

from crm.book import glance
from crm.book.errors import CrmError
from crm.book.folders import ARTICLES, NOTES


def _book(ctx: typer.Context) -> str | None:
    """The book that the half-written command line names."""
    return cast("str | None", ctx.find_root().params.get("book"))


def contacts(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The slugs that begin like this: the files' names, which need no reading."""
    yield from glance.slugs(incomplete, _book(ctx))


def contacts_or_kinds(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """What may stand among the words of ``crm log``."""
    yield from contacts(ctx, incomplete)
    yield from (kind for kind in _kinds(ctx) if kind.startswith(incomplete))


def _kinds(ctx: typer.Context) -> list[str]:
    """The kinds of the book at hand; completion never fails, it only knows less."""
    from crm.book import opening

    try:
        return opening.open_book(_book(ctx), None).settings.kinds.names()
    except CrmError:
        return []


def actions(incomplete: str) -> Iterator[str]:
    """The actions of the list."""
    from crm.core.follow_ups.rules import ACTIONS

    yield from (action for action in ACTIONS if action.startswith(incomplete))


def keys(incomplete: str) -> Iterator[str]:
    """The fields of a contact."""
    from crm.core.contacts.fields import FIELDS

    yield from (field.name for field in FIELDS if field.name.startswith(incomplete))


def note_kinds(incomplete: str) -> Iterator[str]:
    """The kinds of note."""
    from crm.core.notes.note import KINDS

    yield from (kind for kind in KINDS if kind.startswith(incomplete))


def schemas(incomplete: str) -> Iterator[str]:
    """What there are schemas of."""
    yield from (name for name in ("contact", "note", "article", "settings") if name.startswith(incomplete))


def notes(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The notes' files, by path or by name."""
    yield from glance.files(NOTES, incomplete, _book(ctx))


def articles(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The articles' slugs."""
    yield from glance.files(ARTICLES, incomplete, _book(ctx))
