"""``crm show``: one contact, with its timeline and what is due."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.cli import complete
from crm.cli.output import contact_page, views
from crm.cli.session import session
from crm.core.follow_ups.due import due


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="WHEN|COMMIT", help="The book as it was then, by its git history.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show a contact, what is due, and the log.

    The log goes from the latest entry to the first.
    """
    here = session(ctx)
    if as_of:
        here.look_back(as_of)
    book = here.book
    found = book.contact(contact)
    situation = book.about(found.slug)
    items = [item for item in due(situation, capped=False).shown if item.follow_up.contact.slug == found.slug]
    items = [*book.with_handed(items)]
    if as_json:
        here.out.json(views.contact(found, items, book.prose(found)))
    else:
        here.out.lines(contact_page.lines(found, items, book.prose(found), situation, here.out))
    here.report()
