"""``crm sync``: the book and its remote brought in step."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.adapters import environment
from crm.book.errors import TooMany
from crm.book.syncing import sync
from crm.book.syncing.sync import Wishes
from crm.cli.output import synced
from crm.cli.output.progress import Progress
from crm.cli.session import session


def command(
    ctx: typer.Context,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Record this file although it looks damaged.", show_default=False),
    ] = None,
    allow_deletions: Annotated[
        bool, typer.Option("--allow-deletions", help="Although that would delete many contacts.")
    ] = False,
    join: Annotated[
        bool, typer.Option("--join", help="Put both together although they share no history, or theirs was rewritten.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing when there is nothing to tell.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Bring the book and its remote in step.

    Records what was edited, takes in what others did, merges both by meaning, and pushes. It never asks for what git
    would ask for, so it may run from cron. The exit status is 1 where something could not be done.
    """
    here = session(ctx)
    wishes = Wishes(tuple(accept or ()), allow_deletions, join)
    shown = Progress("Syncing")
    try:
        done = sync.sync(here.book, wishes, shown.watch)
    except TooMany as error:
        shown.clear()
        if as_json or not environment.can_ask() or not typer.confirm(f"{error}. Go on?", default=False, err=True):
            raise
        done = sync.sync(here.book, wishes._replace(deletions=True), shown.watch)
    finally:
        shown.end()
    if as_json:
        here.out.json(synced.json(done))
    else:
        here.out.lines(synced.lines(done, here.out, quiet=quiet))
    for warning in synced.warnings(done):
        here.out.say(warning)
    if done.decisions and not as_json and environment.can_ask():
        from crm.book.syncing import resolve
        from crm.cli import asking  # not for a sync by cron

        book = here.opened_anew()
        if asking.settle(book, resolve.undecided(book)):
            here.out.say("Decided; crm sync sends it.")
    if not done.complete:
        raise typer.Exit(1)
