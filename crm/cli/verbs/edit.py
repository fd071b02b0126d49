"""``crm edit``: a contact's file in the user's editor."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import editing
from crm.cli import complete
from crm.cli.session import session


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
) -> None:
    """Open a contact's file in your editor.

    What cannot be read afterwards is said at once.
    """
    here = session(ctx)
    found = editing.edit_contact(here.book, contact)
    for remark in here.book.remarks:
        here.out.say(remark)
    here.out.problems(found)
    if any(problem.severity == "error" for problem in found):
        raise typer.Exit(1)
