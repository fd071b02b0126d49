"""``crm prep``: one screen before a meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.cli import complete
from crm.cli.output import prep_page
from crm.cli.session import session
from crm.core.prep import prep


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
) -> None:
    """What to have in mind before you meet.

    Last topics and takeaways, promises both ways, their advice and what came of it.
    """
    here = session(ctx)
    situation = here.book.situation
    found = here.book.contact(contact)
    about = here.book.prose(found).around
    here.out.lines(prep_page.lines(found, about, prep(situation.history(found)), situation, here.out))
    here.report()
