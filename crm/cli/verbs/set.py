"""``crm set``: one field of a contact."""

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
    key: Annotated[str, typer.Argument(help="The field, such as company or tags.", autocompletion=complete.keys)],
    value: Annotated[str, typer.Argument(help="Its value; a list with commas; empty to remove the field.")],
) -> None:
    """Set or remove one field of a contact.

    Nothing else in the file changes.
    """
    here = session(ctx)
    found, written = people.set_field(here.book, contact, key, value)
    said = f"{key}: {written}" if written else f"{key} removed"
    here.out.lines([safe(f"{found.path}: {said}")])
    here.report()
