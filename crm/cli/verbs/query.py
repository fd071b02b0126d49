"""``crm query``: addresses for a mail program."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from crm.book.errors import CrmError
from crm.book.outward import addressees
from crm.cli.instant import query
from crm.cli.output.text import safe
from crm.cli.session import Session, session

SETTINGS = {"allow_interspersed_args": True}


class Form(StrEnum):
    """For which program."""

    mutt = "mutt"
    aerc = "aerc"


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="How a name or an address begins.", show_default=False)
    ],
    form: Annotated[
        Form, typer.Option("--format", help="For mutt and neomutt, or for aerc: address and name alone.")
    ] = Form.mutt,
) -> None:
    """Addresses for a mail program to complete.

    Each word begins one of a name, an alias, a slug, a company or an address. The exit status is 1 where there is none.
    """
    here, text = session(ctx), " ".join(words)
    lines = _found(here, text, form)
    here.out.lines(query.shown(lines, form, text))
    if not lines:
        raise typer.Exit(1)


def _found(here: Session, text: str, form: Form) -> list[str]:
    """The lines of those who fit. What is wrong stands where mutt looks for it: in the line that it shows."""
    try:
        return addressees.find(here.book, text)
    except CrmError as error:
        if form is not Form.mutt:
            raise
        here.out.lines([safe(f"{error}; {error.hint}" if error.hint else str(error))])
        raise typer.Exit(error.status) from None
