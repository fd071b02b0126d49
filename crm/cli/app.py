"""The ``crm`` command: its global options, its verbs (each loaded when it is called), and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from crm import __version__
from crm.adapters import environment
from crm.adapters.store import StoreError
from crm.book.errors import CrmError, Wrong
from crm.cli.output.out import Out
from crm.cli.session import Session

VERBS = {
    "init": "Make a new book.",
    "add": "Add a contact.",
    "log": "Log an interaction with one or several contacts.",
    "due": "Who is owed what today, and why.",
    "digest": "The day's list to read elsewhere: text, Markdown, HTML, a mail.",
    "why": "Why something is, or is not, on the list.",
    "show": "Show a contact, what is due, and the log.",
    "list": "List contacts, all or those that a query fits.",
    "find": "Find words in contacts, notes and articles.",
    "query": "Addresses for a mail program to complete.",
    "prep": "What to have in mind before you meet.",
    "edit": "Open a contact's file in your editor.",
    "set": "Set or remove one field of a contact.",
    "snooze": "Hide a contact until a day.",
    "done": "Tick a task in a contact's log.",
    "note": "Draft a note from what the log holds.",
    "send": "Hand a note to your own mail.",
    "sent": "Record that a note was sent.",
    "article": "The reading list: articles, and whom they are for.",
    "export": "Write the book in other programs' formats.",
    "import": "Bring in what other programs hold, with a plan first.",
    "schema": "Print the JSON Schema of contacts, notes, articles or settings.",
    "dupes": "Who may be in the book twice, and why.",
    "merge": "Make one contact of two who are the same person.",
    "triage": "Sort in what was jotted down in the inbox.",
    "check": "Check the book for what cannot be read as meant.",
    "history": "Tell a contact's life, from the log and from git.",
    "undo": "Take back the last operation, or that of a commit.",
    "sync": "Bring the book and its remote in step.",
    "resolve": "Put right what merges left behind.",
}
"""The verbs in the order of the help, each a module of ``crm.cli.verbs``, and the first sentence of its help.

The sentence stands here as well, so that ``crm --help`` need not import them all; a test holds the two together.
"""

_WITH_VALUE = {"--book": "DIR", "--now": "WHEN"}
_FLAGS = ("--debug", "--no-commit", "--version")
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Verbs(TyperGroup):
    """The verbs, each imported when it is called: starting one does not wait for the others."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = dict.fromkeys(VERBS)  # type: ignore[assignment]  # for the suggestion of a misspelt verb

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 - typer's signature
        return list(VERBS)

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ARG002 - typer's signature
        return load(cmd_name) if cmd_name in VERBS else None

    def format_commands(self, ctx: object, formatter: Any) -> None:  # noqa: ARG002 - typer's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


def load(verb: str) -> Any:
    """The command of a verb: its module's function ``command`` or, for one with verbs below it, its ``app``."""
    module = import_module(f"crm.cli.verbs.{verb}")
    below: typer.Typer | None = getattr(module, "app", None)
    if below is None:
        below = _typer()
        below.command(verb, context_settings={**_SETTINGS, **getattr(module, "SETTINGS", {})})(module.command)
    loaded = typer.main.get_command(below)
    loaded.name = verb
    return loaded


def _typer(**options: Any) -> typer.Typer:
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=_SETTINGS,
        **options,
    )


app = typer.Typer(
    cls=Verbs,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=_SETTINGS,
    epilog="--book, --now, --no-commit and --debug may stand before or after the command.",
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"crm {__version__}\n")
        raise typer.Exit


@app.callback()
def crm(
    ctx: typer.Context,
    book: Annotated[
        str | None, typer.Option(metavar="DIR", help="The book; else $CRM_BOOK, or the folder you are in.")
    ] = None,
    now: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Another now, to look ahead or back; also $CRM_NOW.")
    ] = None,
    no_commit: Annotated[bool, typer.Option("--no-commit", help="Write files, but record nothing in git.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error came from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A personal CRM in plain text: log conversations, see who is owed what, and follow through."""
    del debug, version  # looked at before typer is
    ctx.obj = Session(book, now, commit=not no_commit)


def main() -> None:
    """The console command. Exit status: 0 done, 1 a problem was met or found, 2 the call was wrong."""
    environment.open_streams()
    arguments = sys.argv[1:]
    try:
        app(hoisted(arguments), prog_name="crm")
    except SystemExit as end:
        if environment.is_output_lost():
            _end(arguments, "standard output is closed, so nothing is shown; what was written stays", end.code or 1)
        raise
    except CrmError as error:
        _end(arguments, f"{error}; {error.hint}" if error.hint else str(error), error.status)
    except StoreError as error:
        _end(arguments, f"{error.message}; {error.hint}" if error.hint else error.message, 1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _end(arguments, f"{where}{error.strerror or error}; what was written before stays", 1)
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is helped by a traceback that they did not ask for
        _end(arguments, f"an error of its own, {type(error).__name__}: {error}; see where with --debug", 1)


def _end(arguments: Sequence[str], sentence: str, status: int | str) -> NoReturn:
    """Ends with a sentence; with ``--debug`` the traceback of what is being handled stands above it."""
    if "--debug" in arguments:
        import traceback

        traceback.print_exc()
    Out(environment.terminal()).say(f"crm: {sentence}")
    raise SystemExit(status)


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the global options moved to the front, wherever before ``--`` they stood. Raises Wrong."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest.append(word)
            rest.extend(words)
        elif word in _FLAGS or word.startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            front.append(word)
        elif word in _WITH_VALUE:
            value = next(words, None)
            if value is None:
                raise Wrong(f"{word} needs a value", f"write it as {word} {_WITH_VALUE[word]}")
            front.extend([word, value])
        else:
            rest.append(word)
    return [*front, *rest]
