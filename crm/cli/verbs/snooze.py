"""``crm snooze``: no reminders of one contact for a while."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import people
from crm.cli import complete
from crm.cli.output import times
from crm.cli.output.text import safe
from crm.cli.session import session


def command(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
    until: Annotated[str, typer.Argument(metavar="UNTIL", help="The day they come back: 2026-12-01, in 2 weeks, mon.")],
) -> None:
    """Hide a contact until a day.

    Thanks, promises and answers are shown all the same.
    """
    here = session(ctx)
    found, day = people.snooze(here.book, contact, until)
    here.out.lines([safe(f"{found.name} is snoozed until {times.day(day, here.book.situation.today)}.")])
    here.report()
