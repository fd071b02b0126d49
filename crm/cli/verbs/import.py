"""``crm import``: what other programs hold, into the book. Its commands are in ``crm.cli.imports``."""

from __future__ import annotations

from collections.abc import Callable

import typer

from crm.cli.imports import people, seen, whole

app = typer.Typer(
    help="Bring in what other programs hold, with a plan first.\n\nNothing is written before you have seen the plan.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: tuple[Callable[..., None], ...] = (*people.COMMANDS, seen.calendar, seen.mail, whole.json)

for command in COMMANDS:
    app.command()(command)
