"""``crm merge``: one contact of two."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book.inward import uniting
from crm.cli import complete
from crm.cli.output.text import safe
from crm.cli.session import session


def command(
    ctx: typer.Context,
    keep: Annotated[
        str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, help="Who stays.", show_default=False)
    ],
    other: Annotated[
        str,
        typer.Argument(metavar="OTHER", autocompletion=complete.contacts, help="Who is the same.", show_default=False),
    ],
) -> None:
    """Make one contact of two who are the same person.

    Logs and front matter are united as crm sync would do it. Where both have another value, that of CONTACT stands and
    the other is noted under conflicts, for crm resolve. What named OTHER names CONTACT then. crm undo takes it back.
    """
    here = session(ctx)
    done = uniting.unite(here.book, keep, other)
    here.out.lines([safe(f"{done.gone} is {done.keep} now: contacts/{done.keep}.md")])
    here.out.lines(safe(f"  noted under conflicts: {text}") for text in done.noted)
    here.out.lines(safe(f"  {one.text}") for one in done.decisions)
    here.out.lines(safe(f"  {path} names {done.keep} now") for path in done.followed)
    if done.noted:
        here.out.say("To settle what differs: crm resolve")
    here.opened_anew()
    here.report()
