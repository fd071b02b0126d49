"""``crm import json``: a whole book out of an export."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.adapters import environment
from crm.book import everything
from crm.book.everything import Plan
from crm.cli.output import brought_in
from crm.cli.session import session


def json(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="What crm export json wrote; - is standard input.", show_default=False)
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print the plan.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also over files of the book that differ.")] = False,
) -> None:
    """A whole book, from what crm export json wrote: its files, byte for byte.

    A file that the book has already stays as it is, also where it differs, unless you add --force.
    """
    here = session(ctx)
    plan = everything.plan(here.book, file)
    here.out.lines(brought_in.lines(plan, file, force=force))
    said = "" if dry_run else _refused(plan, yes=yes, force=force)
    failed: dict[str, str] = {}
    if not dry_run and not said:
        done = everything.bring_in(here.book, plan, force=force)
        failed = done.failed
        here.out.lines(brought_in.done(done))
        here.opened_anew()
    here.report()
    if said:
        here.out.say(said)
    if said or failed or plan.refused:
        raise typer.Exit(1)


def _refused(plan: Plan, *, yes: bool, force: bool) -> str:
    """Why nothing is written; empty where it is."""
    number = len(plan.new) + (len(plan.differing) if force else 0)
    if not number or yes:
        return ""
    if not environment.can_ask():
        return "nothing was changed: nobody is here to be asked; to do it, add --yes"
    return "" if typer.confirm(f"Write {number:,}?", default=False, err=True) else "nothing was changed"
