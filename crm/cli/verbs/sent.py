"""``crm sent``: a note went out."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import notes
from crm.cli import complete
from crm.cli.output import logged
from crm.cli.session import session


def command(
    ctx: typer.Context,
    note: Annotated[
        str, typer.Argument(metavar="NOTE", help="The note's file, or its name.", autocompletion=complete.notes)
    ],
    on: Annotated[str | None, typer.Option(metavar="WHEN", help="When it was sent; else now.")] = None,
    via: Annotated[
        str | None, typer.Option(metavar="CHANNEL", help="How: email (the default), message, linkedin, card.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Although crm check finds errors in it.")] = False,
) -> None:
    """Record that a note was sent.

    Marks it as sent and appends the entry to the contact's log. The text in notes/ is the record of what was said.
    """
    here = session(ctx)
    done = notes.sent(here.book, notes.find(here.book, note), on=on, via=via, force=force)
    here.out.lines(logged.lines(done, here.book.situation, here.out))
    here.report()
