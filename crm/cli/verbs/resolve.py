"""``crm resolve``: what merges left behind is put right."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.adapters import environment
from crm.book.syncing import driver, resolve
from crm.cli import asking
from crm.cli.output import mended
from crm.cli.session import session


def command(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    files: Annotated[
        tuple[str, str, str, str] | None,
        typer.Option("--driver", metavar="BASE OURS THEIRS PATH", help="Merge as git asks a driver to.", hidden=True),
    ] = None,
) -> None:
    """Put right what merges left behind.

    Merges by meaning what git could not merge, what has conflict markers in it, and what merges elsewhere dropped;
    ends the merge that is going on. On a terminal it asks what only you can decide.
    """
    if files is not None:
        raise typer.Exit(0 if driver.merge_files(*files) else 1)
    here = session(ctx)
    done = resolve.resolve(here.book)
    book = here.opened_anew()
    undecided = resolve.undecided(book)
    if as_json:
        here.out.json(mended.json(done, undecided))
    else:
        here.out.lines(mended.lines(done, undecided, here.out))
        if undecided and environment.can_ask() and asking.settle(book, undecided):
            book = here.opened_anew()
            undecided = resolve.undecided(book)
    here.report()
    if undecided or done.mended.left or done.going_on:
        raise typer.Exit(1)
