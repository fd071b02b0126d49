"""``crm log``: one interaction, in one line."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import logging
from crm.cli import complete
from crm.cli.output import logged
from crm.cli.session import session

SETTINGS = {"allow_interspersed_args": True}

_Texts = list[str] | None


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CONTACT... KIND [TEXT]...",
            help="Whom, what kind of interaction, and what it was about.",
            autocompletion=complete.contacts_or_kinds,
            show_default=False,
        ),
    ],
    on: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="When: 2026-06-09 09:30-10:00, 09:30-10:00, yesterday, mon. Else now (meetings: today).",
        ),
    ] = None,
    via: Annotated[str | None, typer.Option(metavar="CHANNEL", help="How: video, phone, email, card …")] = None,
    takeaway: Annotated[
        _Texts, typer.Option(metavar="TEXT", help="What they said that stuck.", show_default=False)
    ] = None,
    advice: Annotated[
        _Texts, typer.Option(metavar="TEXT", help="Advice of theirs that I mean to act on.", show_default=False)
    ] = None,
    result: Annotated[_Texts, typer.Option(metavar="TEXT", help="What came of it.", show_default=False)] = None,
    offer: Annotated[_Texts, typer.Option(metavar="TEXT", help="What they promised me.", show_default=False)] = None,
    promise: Annotated[
        _Texts, typer.Option(metavar="'TEXT by DATE'", help="What I promised them.", show_default=False)
    ] = None,
    anecdote: Annotated[
        _Texts, typer.Option(metavar="TEXT", help="A story worth remembering.", show_default=False)
    ] = None,
    private: Annotated[
        _Texts, typer.Option(metavar="TEXT", help="For me alone; never quoted in a note.", show_default=False)
    ] = None,
) -> None:
    """Log an interaction with one or several contacts.

    Kinds: interview, coffee, call, meeting, event; reply, question; request, nudge, thank-you, linkedin, update,
    article, report-back, email, message, congratulation; cancelled, no-show, bounce, auto-reply, note; and your own.

    crm log jordan interview "from support into data" --on 09:30-10:00 --via video \
--takeaway "Weekly reviews saved the migration"
    """
    here = session(ctx)
    labelled = {
        "takeaway": takeaway,
        "advice": advice,
        "result": result,
        "offer": offer,
        "anecdote": anecdote,
        "private": private,
    }
    details = [(label, text) for label, texts in labelled.items() for text in texts or ()]
    request = logging.Request(words, on, via, details, promise or ())
    done = logging.log(here.book, request)
    here.out.lines(logged.lines(done, here.book.situation, here.out))
    here.report()
