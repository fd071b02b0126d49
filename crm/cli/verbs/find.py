"""``crm find``: full text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from crm.book.finding import Match, Search
from crm.cli.output import matches, paging
from crm.cli.output.progress import Progress
from crm.cli.session import session, unread
from crm.core.text.texts import quoted


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help="All of them, anywhere in a file; several in quotation marks are a phrase.",
            show_default=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print all at once, however long.")] = False,
) -> None:
    """Find words in contacts, notes and articles.

    Case and accents do not matter, nor where in a word they stand; one of two letters counts as a whole word. The exit
    status is 1 where nothing is found.
    """
    here = session(ctx)
    progress = Progress("Reading the book")
    search = Search(here.root, words, progress.watch)

    def found() -> Iterator[Match]:
        for match in search:
            progress.clear()
            yield match

    if as_json:
        here.out.json_list(
            {"path": one.path, "lines": [{"line": n, "text": text} for n, text in one.lines]} for one in found()
        )
    else:
        paging.show(matches.lines(found(), search.wanted, here.out), here.out, pager=not no_pager, before=progress.end)
    here.out.problems(unread(search.problems))
    if not search.count:
        if not as_json:
            here.out.say(_nothing(words))
        raise typer.Exit(1)


def _nothing(words: list[str]) -> str:
    """That nothing was found, and what to try."""
    said = " ".join(words)
    if len(words) > 1:
        return f"No file holds all of these words: {said}. Take one out, or write only a part of it."
    return f"No file holds {quoted(said)}. Write only a part of it, or see who is there with: crm list"
