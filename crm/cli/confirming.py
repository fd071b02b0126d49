"""One question after another on a terminal, each answered by a letter; what was answered before stands."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from crm.cli.output.text import safe


def choose(choices: Mapping[str, str], question: str = "") -> str | None:
    """The letter of one of the choices, or None when whoever is asked has left (end of input, Ctrl-C).

    ``choices`` maps letters to what they do, in words that have the letter in brackets.
    """
    offered = ", ".join(choices.values())
    asked = f"  {question + ' ' if question else ''}{offered}"
    while True:
        answer = ask(asked)
        if answer is None:
            return None
        letter = answer.strip().lower()[:1]
        if letter in choices:
            return letter
        typer.echo(f"  answer with one of {', '.join(choices)}", err=True)


def ask(question: str, default: str | None = None) -> str | None:
    """A line of text; with a default, that where nothing is typed. None when whoever is asked has left."""
    shown = f"{safe(question)} [{safe(default)}]" if default else safe(question)
    try:
        answer: str = typer.prompt(shown, default=default or "", show_default=False, err=True)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("", err=True)
        return None
    return answer
