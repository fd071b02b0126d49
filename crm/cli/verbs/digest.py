"""``crm digest``: the day's list, to read elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from crm.book.book import Book
from crm.book.errors import Wrong
from crm.book.outward import digesting
from crm.book.outward.digesting import Digest
from crm.cli.output import digest
from crm.cli.session import session
from crm.core.state.situation import Situation
from crm.core.text.texts import quoted

_FORMATS: dict[str, Callable[[Digest, Situation], str]] = {
    "text": digest.text,
    "markdown": digest.markdown,
    "md": digest.markdown,
    "html": digest.html,
}


def command(
    ctx: typer.Context,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, markdown, html or eml.")] = "text",
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="Also what opens within this time: 7d, 2 weeks.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing when there is nothing to tell.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when something is due or late.")] = False,
) -> None:
    """The day's list to read elsewhere: text, Markdown, HTML, a mail.

    Thanks come first, then all in the order of crm due, each with its reason, and with a mailto link where a draft is
    ready. As eml it is a mail from you to you, for sendmail -t. For cron and the like: docs/every-day.md.
    """
    here = session(ctx)
    if form not in {*_FORMATS, "eml"}:
        raise Wrong(f"--format cannot be {quoted(form)}", "write one of text, markdown, html, eml")
    found = digesting.digest(here.book, within)
    if not (quiet and found.empty):
        here.out.data(_made(form, found, here.book))
    here.report()
    if exit_code and found.pressing:
        raise typer.Exit(1)


def _made(form: str, found: Digest, book: Book) -> bytes:
    situation = book.situation
    if form != "eml":
        return _FORMATS[form](found, situation).encode()
    title = "Nothing is due" if found.empty else digest.title(found, situation)
    return digesting.mail(book, title, digest.text(found, situation), digest.html(found, situation))
