"""``crm check``: what in the book cannot be read as meant, or is doubted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from crm.book import checking
from crm.book.book import Book
from crm.book.syncing import resolve
from crm.cli.output import findings, views
from crm.cli.session import Session, session


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Only these files.", show_default=False)
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put right what merges left, and what can be read in one way only.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings make the exit status 1 too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check the book for what cannot be read as meant.

    Contact files, logs, settings. Without --fix nothing is changed.
    """
    here = session(ctx)
    book = _put_right(here, paths or ()) if fix else here.book
    found = checking.check(book, paths or ())
    errors = sum(problem.severity == "error" for problem in found)
    warnings = sum(problem.severity == "warning" for problem in found)
    if as_json:
        problems = [views.problem(problem) for problem in found]
        here.out.json({"problems": problems, "errors": errors, "warnings": warnings})
    else:
        here.out.lines(findings.lines(found, here.out))
        here.out.say(findings.summary(errors, warnings))
    if errors or (strict and warnings):
        raise typer.Exit(1)


def _put_right(here: Session, paths: Sequence[str]) -> Book:
    """The book with what can be put right; what merges left behind is, where no files are named."""
    if not paths:
        mended = resolve.resolve(here.book).mended
        for path in mended.paths:
            here.out.say(f"{path}: put right")
        for one in mended.decisions:
            here.out.say(f"{one.path}: {one.text}")
        here.opened_anew()
    for path in checking.fix(here.book, paths):
        here.out.say(f"{path}: put right")
    for remark in here.book.remarks:
        here.out.say(remark)
    return here.opened_anew()
