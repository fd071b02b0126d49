"""``crm dupes``: who may be in the book twice."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Annotated

import typer

from crm.book.inward import uniting
from crm.cli import complete
from crm.cli.output.out import Out
from crm.cli.output.text import behind, columns, safe, wrap
from crm.cli.session import session
from crm.core.contacts.dupes import Pair


def command(
    ctx: typer.Context,
    contacts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONTACT...]", autocompletion=complete.contacts, help="Only their pairs.", show_default=False
        ),
    ] = None,
    different: Annotated[
        bool, typer.Option("--different", help="The two contacts are two people: not listed again.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Who may be in the book twice, and why.

    Certain are those who share a mail address, a phone number or a LinkedIn profile; likely those with the same name,
    or a similar one at the same company; unlikely those with the same name and another LinkedIn profile.
    """
    here = session(ctx)
    if different:
        one, two = uniting.tell_apart(here.book, contacts or ())
        here.out.lines([safe(f"{one.slug} and {two.slug} are two people: noted in {one.path}")])
        here.report()
        return
    found = uniting.pairs(here.book, contacts or ())
    if as_json:
        here.out.json(
            [
                {"keep": one.keep, "other": one.gone, "certainty": one.certainty, "reason": one.reason}
                | {"command": shlex.join(["crm", "merge", one.keep, one.gone])}
                for one in found
            ]
        )
    else:
        here.out.lines(_lines(found, here.out))
    here.report()


def _lines(found: list[Pair], out: Out) -> Iterator[str]:
    for one in found:
        head, said = out.style(one.certainty, "bold") + "  ", safe(f"{one.keep}  {one.gone}: {one.reason}")
        fits = len(one.certainty) + 2 + columns(said) <= out.width
        yield from [head + said] if fits else behind(head, said, out.width, len(one.certainty) + 2)
        both = f"{shlex.quote(one.keep)} {shlex.quote(one.gone)}"
        merge, different = f"    crm merge {both}", f"    crm dupes --different {both}"
        steps = {"certain": [merge], "likely": [merge, different], "unlikely": [different, merge]}
        yield from map(safe, steps[one.certainty])
    if not found:
        yield from wrap("Nobody is in the book twice, as far as names and addresses tell.", out.width, "")
