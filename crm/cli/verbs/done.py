"""``crm done``: a promise kept."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import people
from crm.cli import complete
from crm.cli.output.text import safe
from crm.cli.session import session


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
    task: Annotated[str, typer.Argument(help="A part of the task's text that no other open task has.")],
) -> None:
    """Tick a task in a contact's log."""
    here = session(ctx)
    found, ticked = people.tick(here.book, contact, task)
    here.out.lines([safe(f"Done for {found.name}: {ticked.text} ({found.path}:{ticked.line})")])
    here.report()
