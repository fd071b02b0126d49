"""``crm due``: who is owed what, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book.errors import Wrong
from crm.book.inward import waiting
from crm.book.outward import horizon
from crm.book.selection import Selection
from crm.cli import complete
from crm.cli.output import due_list
from crm.cli.session import session, unread
from crm.core.follow_ups.due import Standing, due
from crm.core.follow_ups.rules import ACTIONS
from crm.core.text.texts import quoted


def command(
    ctx: typer.Context,
    whom: Annotated[
        str | None,
        typer.Argument(
            metavar="[CONTACT]", help="The same as --contact.", autocompletion=complete.contacts, show_default=False
        ),
    ] = None,
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="Also what opens within this time: 7d, 2 weeks.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Do not stop at the day's cap.")] = False,
    action: Annotated[
        str | None,
        typer.Option(metavar="ACTION", help="Only this action, such as thank-you.", autocompletion=complete.actions),
    ] = None,
    contact: Annotated[
        str | None, typer.Option(metavar="CONTACT", help="Only this contact.", autocompletion=complete.contacts)
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="WHEN|COMMIT", help="The book as it was then, by its git history.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when something is due or late.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Who is owed what today, and why."""
    here = session(ctx)
    if as_of:
        here.look_back(as_of)
    book = here.book
    if action is not None and action not in ACTIONS:
        raise Wrong(f"there is no action {quoted(action)}", f"the actions are {', '.join(ACTIONS)}")
    named = contact or whom
    slug = book.contact(named).slug if named else None
    until = horizon.until(within, book) if within else None
    narrowed = everything or action is not None or slug is not None
    chosen = Selection(book.about(slug)) if slug else book.for_list(until, capped=not narrowed)
    found = due(chosen.situation, until=until, capped=not narrowed)
    hidden = len(found.hidden) + chosen.beyond
    shown = book.with_handed([item for item in found.shown if _wanted(item, action, slug)])
    if as_json:
        from crm.cli.output import views

        problems = len(unread(book.problems))
        here.out.json(views.due(shown, hidden, problems, book.now, book.zone))
    else:
        here.out.lines(due_list.lines(shown, hidden, chosen.situation, here.out))
        if hidden:
            here.out.say(f"{hidden} more with --all")
        waits = None if as_of else waiting.hint(book.store)
        if waits:
            here.out.say(waits)
    here.report()
    pressing = chosen.pressing or any(item.state in {"due", "late"} for item in (*shown, *found.hidden))
    if exit_code and pressing:
        raise typer.Exit(1)


def _wanted(item: Standing, action: str | None, slug: str | None) -> bool:
    return (action is None or item.follow_up.action == action) and (slug is None or item.follow_up.contact.slug == slug)
