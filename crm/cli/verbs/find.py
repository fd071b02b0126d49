"""``crm find``: full text."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import finding
from crm.cli.output import matches
from crm.cli.session import session


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="All of them, anywhere in a file.", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Find words in contacts, notes and articles.

    Case and accents do not matter. The exit status is 1 where nothing is found.
    """
    here = session(ctx)
    found = finding.find(here.book, words)
    if as_json:
        here.out.json(
            [{"path": one.path, "lines": [{"line": n, "text": text} for n, text in one.lines]} for one in found]
        )
    else:
        here.out.lines(matches.lines(found, words, here.out))
    here.report()
    if not found:
        raise typer.Exit(1)
