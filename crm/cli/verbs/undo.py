"""``crm undo``: an operation taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book.past import undo
from crm.cli.output.text import safe
from crm.cli.session import session


def command(
    ctx: typer.Context,
    operation: Annotated[
        str | None,
        typer.Argument(metavar="[COMMIT]", help="Which; else the last operation of crm.", show_default=False),
    ] = None,
) -> None:
    """Take back the last operation, or that of a commit.

    That is an operation too: crm undo once more brings it back. What has changed since stays; where both cannot be,
    nothing is done.
    """
    here = session(ctx)
    done = undo.undo(here.book, operation)
    said = f"{'Brought back' if done.back else 'Undone'}: {done.subject} ({done.commit[:10]})"
    here.out.lines([safe(said), *(safe(f"  {path}") for path in done.paths)])
    here.report()
