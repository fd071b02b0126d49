"""``crm schema``: what may stand in a book's files, for editors and other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book.errors import Wrong
from crm.cli import complete
from crm.cli.session import session
from crm.core.schema import SCHEMAS
from crm.core.text.texts import quoted


def command(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="contact, note, article or settings.",
            autocompletion=complete.schemas,
            show_default=False,
        ),
    ],
) -> None:
    """Print the JSON Schema of contacts, notes, articles or settings.

    For editors and other programs: of the front matter, and of crm.toml. It needs no book.
    """
    if what not in SCHEMAS:
        raise Wrong(f"there is no schema {quoted(what)}", f"the schemas are {', '.join(SCHEMAS)}")
    session(ctx).out.json(SCHEMAS[what]())
