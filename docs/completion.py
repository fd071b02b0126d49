"""Writes the table by which completion answers, crm/cli/instant/commands.tsv, from the commands. Run by `make docs`."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from crm.cli import complete
from crm.cli.app import VERBS, app, load
from crm.cli.instant.grammar import TABLE


def table() -> str:
    """The whole table; crm/cli/instant/grammar.py says what its columns are."""
    top = typer.main.get_command(app)
    return "".join("\t".join(row) + "\n" for row in rows(top, "", {verb: load(verb) for verb in VERBS}))


def rows(command: Any, name: str, below: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of a command and of those below it."""
    context = typer.Context(command, info_name=name, **command.context_settings)
    completers = _completers(command)
    for verb, its in below.items():
        if not its.hidden:
            yield name, verb, "command", "", its.get_short_help_str()
    for parameter in command.get_params(context):
        if not getattr(parameter, "hidden", False):
            says = " ".join((getattr(parameter, "help", None) or "").split())
            names = [*parameter.opts, *parameter.secondary_opts]
            yield (
                name,
                " ".join(sorted(names) if parameter.name == "help" else names),
                _kind(parameter),
                completers.get(parameter.name) or _words(parameter.type),
                says,
            )
    for verb, its in below.items():
        yield from rows(its, f"{name} {verb}".strip(), getattr(its, "commands", {}))


def _kind(parameter: Any) -> str:
    if parameter.nargs not in (1, -1):
        raise ValueError(f"{parameter.name}: the table has no word for {parameter.nargs} values")
    if parameter.param_type_name == "argument":
        return "argument" if parameter.nargs == 1 else "arguments"
    if parameter.is_flag or parameter.count:
        return "flag"
    return "values" if parameter.multiple else "value"


def _words(kind: Any) -> str:
    """What a type completes by itself: the words of a choice; of files, only typer knows."""
    if hasattr(kind, "choices"):
        return " ".join(map(str, kind.choices))
    return "" if kind.name in {"str", "boolean", "int", "float"} else "?"


def _completers(command: Any) -> dict[str, str]:
    """What completes each parameter that says it, by its name."""
    if command.callback is None:
        return {}
    found = {}
    for name, kind in typing.get_type_hints(inspect.unwrap(command.callback), include_extras=True).items():
        for info in getattr(kind, "__metadata__", ()):
            if getattr(info, "autocompletion", None):
                found[name] = _completer(info.autocompletion)
    return found


def _completer(function: Any) -> str:
    """The words that a function has, or its name where they depend on the book."""
    if inspect.getmodule(function) is not complete:
        return "?"
    return f"@{function.__name__}" if "ctx" in inspect.signature(function).parameters else " ".join(function(""))


def write() -> None:
    """Write it."""
    Path(TABLE).write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    write()
