"""``crm why``: every rule for one contact, with its arithmetic."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.cli import complete
from crm.cli.output import reasons
from crm.cli.session import session
from crm.core.follow_ups.due import due, standings


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
) -> None:
    """Why something is, or is not, on the list.

    Every rule for one contact, with its arithmetic, and what would clear it or keeps it back.
    """
    here = session(ctx)
    book = here.book
    slug = book.contact(contact).slug
    situation = book.about(slug)
    found = book.with_handed([item for item in standings(situation) if item.follow_up.contact.slug == slug])
    capped = [item.follow_up for item in book.with_handed(due(book.for_list(also=slug).situation).hidden)]
    here.out.lines(reasons.lines(situation.contents.contacts[slug], found, capped, situation, here.out))
    here.report()
