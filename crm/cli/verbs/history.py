"""``crm history``: a contact's life, from the log and from git together."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book.past.life import life_of
from crm.cli import complete
from crm.cli.output import life
from crm.cli.session import session


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Tell a contact's life, from the log and from git.

    Each line ends with the commit that recorded it: what crm undo takes.
    """
    here = session(ctx)
    found = life_of(here.book, contact)
    if as_json:
        here.out.json(life.json(found, here.book.zone))
    else:
        here.out.lines(life.lines(found, here.book.now, here.book.zone, here.out))
    here.report()
