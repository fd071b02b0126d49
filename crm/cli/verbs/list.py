"""``crm list``: contacts by what their files say."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Annotated

import typer

from crm.book.errors import Wrong
from crm.cli.output import contact_list, paging, views
from crm.cli.session import session
from crm.core import query
from crm.core.follow_ups.due import standings
from crm.core.query import BadQuery
from crm.core.state.history import history


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY]...",
            help="All must hold: company:grid, tag:alumni, topic:storage, tier:A, status:paused, "
            "'last:<2026-03-01', last:never, any word; not:tag:alumni.",
            show_default=False,
        ),
    ] = None,
    parked: Annotated[
        bool, typer.Option("--parked", help="Only those who were written to often enough without an answer.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print all at once, however long.")] = False,
) -> None:
    """List contacts, all or those that a query fits."""
    here = session(ctx)
    try:
        wanted = query.parse(words or ())
    except BadQuery as error:
        raise Wrong(str(error), error.hint) from None
    book = here.book
    held = {one.follow_up.contact.slug for one in standings(book.situation) if one.state == "held"} if parked else set()
    contacts = book.each() if wanted.asks_log else book.briefly()
    pasts = (history(contact, book.now) for contact in contacts if not parked or contact.slug in held)
    found = (past for past in pasts if wanted.matches(past))
    if as_json:
        here.out.json_list(views.row(past) for past in found)
    elif not paging.show(contact_list.lines(found, here.out), here.out, pager=not no_pager):
        here.out.say(_nobody(words or (), parked=parked))
    here.report()


def _nobody(words: Sequence[str], *, parked: bool) -> str:
    """That there is nobody to list, and what to try."""
    if parked:
        return (
            "Nobody is parked." if not words else "Nobody who is parked fits. See all who are with: crm list --parked"
        )
    if not words:
        return 'No contact is here yet. Add one with: crm add "First Last"'
    plain = [word for word in words if ":" not in word and not word.startswith("#")]
    look = f", or look in whole files with: crm find {shlex.join(plain)}" if plain else ""
    return f"No contact fits. Take a word of the query out{look}"
