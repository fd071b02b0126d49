"""Writes reference.md beside it, from the tables and the commands themselves. Run by `make docs`; a test compares.

With it goes the table by which completion answers: docs/completion.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import time
from pathlib import Path
from typing import Any

import typer

from crm.adapters import phrases
from crm.cli.app import VERBS, load
from crm.core.contacts.fields import FIELDS
from crm.core.follow_ups.rules import RULES
from crm.core.kinds import BUILT_IN
from crm.core.notes import lint
from crm.core.notes.drafts import facts
from crm.core.schema import SCHEMAS
from crm.core.settings import SECTIONS, rows
from docs import completion

PAGE = Path(__file__).with_suffix(".md")
FOLDER = Path(__file__).with_name("schema")

HEAD = """\
# Reference

Made from the code by `make docs`. What all commands have in common is told in [command-line.md](command-line.md), what
the words mean in the other pages of this folder.
"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD, *commands(), *contact_fields(), *kinds(), *rules(), *settings(), *template_values(), *phrase_lists()]
    return "\n".join(parts)


def table(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """A table of Markdown, in which no cell ends a cell."""
    head = list(head)
    cells = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in cells)


def commands() -> Iterator[str]:
    """Each command as its own help describes it."""
    yield "## Commands\n"
    for verb in VERBS:
        yield from helps(load(verb), f"crm {verb}")


def helps(command: Any, name: str) -> Iterator[str]:
    """The help of a command, then of those below it."""
    context = typer.Context(command, info_name=name, **{**command.context_settings, "terminal_width": 100})
    yield f"### {name}\n\n```\n{command.get_help(context).rstrip()}\n```\n"
    for below, its in getattr(command, "commands", {}).items():
        yield from helps(its, f"{name} {below}")


def contact_fields() -> Iterator[str]:
    """The keys of a contact's front matter."""
    yield "## A contact's fields\n"
    yield table(
        ("field", "value", "meaning", "example"),
        ((f"`{field.name}`", field.kind, field.description, f"`{field.example}`") for field in FIELDS),
    )


def kinds() -> Iterator[str]:
    """The kinds of interaction."""
    yield "## Kinds of interaction\n"
    yield table(("kind", "direction", "meaning"), ((f"`{k.name}`", k.direction, k.meaning) for k in BUILT_IN.values()))


def rules() -> Iterator[str]:
    """What `crm due` can ask for."""
    yield "## Actions of `crm due`\n"
    yield table(
        ("action", "looks for"),
        ((", ".join(f"`{action}`" for action in rule.actions), rule.looks_for) for rule in RULES),
    )


def values_of_a_template() -> dict[str, str]:
    """What each value of a template is, from the table in the docstring of the module that makes them."""
    found: dict[str, str] = {}
    for line in (facts.__doc__ or "").split("=\n")[1:2][0].splitlines():
        if line.startswith("``"):
            name, _, meaning = line.partition("`` ")
            found[name.strip("`")] = meaning.strip()
        elif line.startswith(" "):
            found[[*found][-1]] += f" {line.strip()}"
    return {name: meaning.replace("``", "`") for name, meaning in found.items()}


def template_values() -> Iterator[str]:
    """What a template of a note is given."""
    yield "## What a template of a note is given\n"
    yield "Texts are empty, lists and mappings have empty texts in them, where the book says nothing.\n"
    yield table(("value", "what it is"), ((f"`{name}`", said) for name, said in values_of_a_template().items()))


def phrase_lists() -> Iterator[str]:
    """The lists that the lint goes by, each with what its first line says of it."""
    found, _ = phrases.load()
    folder = Path(lint.__file__).with_name("data")
    firsts = {name: (folder / f"{name}.txt").read_text("utf-8").splitlines()[0] for name in sorted(found.names)}
    yield "## Lists of phrases\n"
    yield "A file of the same name in `templates/phrases/` adds to one: [notes.md](notes.md#the-lint) says how.\n"
    yield table(
        ("list", "what it holds"), ((f"`{name}.txt`", line.removeprefix("# ")) for name, line in firsts.items())
    )


def settings() -> Iterator[str]:
    """The keys of crm.toml."""
    yield "## Settings\n"
    yield "The keys of `crm.toml`; one that is missing has its default.\n"
    for section in SECTIONS:
        yield f"### [{section}]\n"
        yield table(
            ("setting", "value", "default", "meaning"),
            (
                (f"`{row.name}`", row.metadata["type"].name, f"`{toml(row.default)}`", row.metadata["description"])
                for row in rows(section)
            ),
        )


def toml(value: object) -> str:
    """A default as it would be written in crm.toml."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple | frozenset):
        return f"[{', '.join(map(toml, value))}]"
    return str(value)


def schema(what: str) -> str:
    """A JSON Schema as it is published beside the page."""
    return json.dumps(SCHEMAS[what](), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for what in SCHEMAS:
        (FOLDER / f"{what}.json").write_text(schema(what), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
    completion.write()
