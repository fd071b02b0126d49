"""``crm init``: a new book."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from crm.adapters import clock, environment
from crm.book import opening
from crm.book.errors import Wrong
from crm.book.syncing import driver
from crm.cli.output.text import safe
from crm.cli.session import session
from crm.core import myself
from crm.core.contacts.fields import BadField

_QUESTIONS = {
    "name": "Your name, as notes are signed",
    "email": "Your mail address (enter for none)",
    "phone": "Your phone number (enter for none)",
    "linkedin": "Your LinkedIn address (enter for none)",
    "timezone": "Your time zone",
    "goal": "What you work towards, such as: move from support into data (enter to skip)",
}

_MERGING = "Shall git's own merges go by meaning too (crm sync's do)?"


def command(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where; made if it is missing.", show_default=False)
    ] = Path(),
    name: Annotated[str | None, typer.Option(help="Your name, as notes are signed.")] = None,
    email: Annotated[str | None, typer.Option(help="Your mail address.")] = None,
    phone: Annotated[str | None, typer.Option(help="Your phone number.")] = None,
    linkedin: Annotated[str | None, typer.Option(help="Your LinkedIn address.")] = None,
    timezone: Annotated[str | None, typer.Option(help="The zone of your times; else the machine's.")] = None,
    goal: Annotated[str | None, typer.Option(help="What you work towards; a thank-you mentions it.")] = None,
    git: Annotated[bool, typer.Option("--git/--no-git", help="Make it a git repository, with a first commit.")] = True,
    merging: Annotated[
        bool | None,
        typer.Option("--driver/--no-driver", help="Let git merge it by meaning too; also in a book that is there."),
    ] = None,
) -> None:
    """Make a new book.

    Asks for what is not given as an option, where somebody is there to answer. In another clone of a book, --driver is
    all that is left to do.
    """
    here = session(ctx)
    known = opening.here(folder, clock.now(), commits=here.commit) if merging else None
    if known is not None:
        driver.install(known)
        here.out.lines([safe(f"In {known.root}, git merges by meaning.")])
        return
    opening.must_be_free(folder)  # before anybody answers six questions for nothing
    given = {"name": name, "email": email, "phone": phone, "linkedin": linkedin, "timezone": timezone, "goal": goal}
    defaults = {"timezone": opening.machine_zone_name()}
    asking = environment.can_ask()
    me = {key: _value(key, value, defaults.get(key, ""), asking) for key, value in given.items()}
    book = opening.init(folder, me, clock.now(), git=git and here.commit)
    for remark in book.remarks:
        here.out.say(remark)
    here.out.lines([safe(f"A new book in {book.root}.")])
    if merging is None and asking and driver.possible(book):
        merging = typer.confirm(_MERGING, default=False, err=True)
    if merging:
        driver.install(book)
    where = "" if book.root == Path.cwd() else f"cd {folder}; "
    here.out.say(
        f'Next: {where}crm add "First Last"; after a talk, crm log NAME interview "what about"; each day, crm due.'
    )


def _value(key: str, value: str | None, default: str, asking: bool) -> str:
    """What was given as an option, else the answer to the question, else the default."""
    if value is not None:
        return _given(key, value)
    if not asking or key not in _QUESTIONS:
        return default
    answer: str = typer.prompt(
        _QUESTIONS[key],
        default=default,
        show_default=bool(default),
        err=True,
        value_proc=partial(_answered, key),
    )
    return answer


def _answered(key: str, answer: str) -> str:
    """What is written for an answer, which may be given once more."""
    try:
        return myself.checked(key, answer)
    except BadField as error:
        raise typer.BadParameter(f"{safe(str(error))}; {error.hint}") from None


def _given(key: str, value: str) -> str:
    """What is written for the value of an option. Raises Wrong."""
    try:
        return myself.checked(key, value)
    except BadField as error:
        raise Wrong(f"--{key}: {error}", error.hint) from None
