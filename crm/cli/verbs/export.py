"""``crm export``: the book in other programs' formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from crm.book import everything
from crm.book.outward import address_book, contact_table, delivery, due_calendar
from crm.book.outward.address_book import Updated
from crm.cli.output.progress import progress
from crm.cli.output.text import safe
from crm.cli.session import Session, session

app = typer.Typer(
    help="Write the book in other programs' formats.\n\nTo a file, written in one step, or with - to standard output. "
    "A file that is no earlier export is never written over without --force.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_File = Annotated[str, typer.Argument(metavar="[FILE]", help="The file; - for standard output.", show_default=False)]
_Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help="Only those whom crm list QUERY lists.", show_default=False),
]
_Force = Annotated[bool, typer.Option("--force", help="Also over a file that is no earlier export.")]


@app.command()
def vcard(
    ctx: typer.Context,
    target: Annotated[
        str,
        typer.Argument(
            metavar="DIR|FILE.vcf", help="A folder for a card each, a file for all, or -.", show_default=False
        ),
    ],
    query: _Query = None,
    force: Annotated[bool, typer.Option("--force", help="Also over cards that another program has edited.")] = False,
) -> None:
    """Contacts as vCards, for phones, khard and vdirsyncer.

    A folder is brought up to date: a card is written only when it has changed, and goes when its contact has gone or
    no longer fits the query.
    """
    here = session(ctx)
    if address_book.is_folder(target):
        with progress("Writing", address_book.count(here.book)) as tick:
            done = address_book.update(here.book, target, query or (), tick, force=force)
        _tell(done, here)
    else:
        _deliver(here, target, address_book.text(here.book, query or ()), address_book.ours, force=force)


@app.command()
def csv(ctx: typer.Context, file: _File = delivery.STDOUT, query: _Query = None, force: _Force = False) -> None:
    """Contacts as a table, for spreadsheets.

    A row each under the names of the fields, lists with semicolons between. What a spreadsheet would run as a formula
    has an apostrophe in front.
    """
    here = session(ctx)
    _deliver(here, file, contact_table.contacts(here.book, query or ()), contact_table.ours, force=force)


@app.command()
def json(ctx: typer.Context, file: _File = delivery.STDOUT, force: _Force = False) -> None:
    """Everything: all files of the book byte for byte, and what they say.

    Into a new book with: crm init DIR; crm import json FILE.
    """
    here = session(ctx)
    _deliver(here, file, everything.export(here.book), everything.ours, force=force)


@app.command()
def calendar(
    ctx: typer.Context,
    file: _File = delivery.STDOUT,
    within: Annotated[str, typer.Option(metavar="TIME", help="Also what opens within this time.")] = "90d",
    privacy: Annotated[
        str, typer.Option(metavar="LEVEL", help="full, initials, or count: how many a day, and no more.")
    ] = "full",
    force: _Force = False,
) -> None:
    """What is due, as a calendar (.ics).

    What is late stands on today, everything else on the day on which it is due, at its hour if it has one. The same
    follow-up keeps its identity from one export to the next.
    """
    here = session(ctx)
    _deliver(here, file, due_calendar.export(here.book, within, privacy), due_calendar.ours, force=force)


def _tell(done: Updated, here: Session) -> None:
    here.out.say(f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed.")
    for path in done.left:
        here.out.say(f"{safe(path)} was edited by another program and is left as it is; --force writes over it")
    for path, name in done.theirs:
        here.out.say(
            safe(f"{path} is another program's card of {name}, so no second one is written; delete it for ours")
        )
    here.report()
    if done.left:
        raise typer.Exit(1)


def _deliver(here: Session, file: str, data: bytes, ours: Callable[[bytes], bool], *, force: bool) -> None:
    """Hands an export over: to standard output or into a file."""
    if file == delivery.STDOUT:
        here.out.data(data)
    elif delivery.write(here.book, file, data, ours=ours, force=force):
        here.out.say(f"Written to {safe(file)}.")
    else:
        here.out.say(f"{safe(file)} is up to date.")
    here.report()
