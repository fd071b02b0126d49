"""``crm note``: a draft from what the log holds."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.adapters import environment
from crm.book import drafting, editing, notes
from crm.book.book import Book
from crm.cli import complete
from crm.cli.output import findings
from crm.cli.output.text import safe
from crm.cli.session import Session, session
from crm.core.notes.note import KINDS


def command(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="thank-you, card, linkedin, update, …", autocompletion=complete.note_kinds)
    ],
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
    about: Annotated[
        str | None, typer.Option(metavar="DATE", help="The talk it is about; else the latest that owes this kind.")
    ] = None,
    article: Annotated[
        str | None,
        typer.Option(metavar="ARTICLE", help="The article to share; else the best.", autocompletion=complete.articles),
    ] = None,
    show: Annotated[bool, typer.Option("--print", help="Show the draft; write nothing.")] = False,
    edit: Annotated[bool, typer.Option("--edit/--no-edit", help="Open it in your editor.")] = True,
    anyway: Annotated[bool, typer.Option("--anyway", help="Draft another although one was sent already.")] = False,
) -> None:
    """Draft a note from what the log holds.

    It is written to notes/ and opened in your editor; then you are told what is still generic, wrong or missing. The
    same talk opens the same draft; thanks and the like that were sent already are refused. Nothing is sent.
    """
    here = session(ctx)
    book = here.book
    if kind.lower() not in KINDS and contact.lower() in KINDS:  # as in crm log: the contact first
        kind, contact = contact, kind
    made = drafting.compose(book, kind.lower(), contact, about, article)
    if show:
        book.remarks += [made.repeats] if made.repeats else []
        subject = [f"Subject: {made.subject}", ""] if made.subject else []
        here.out.lines(safe(line) for line in [*subject, *made.text.splitlines()])
        here.report()
        return
    drafted = drafting.write(book, made, anyway=anyway)
    if drafted.existed:
        here.out.say("This draft was there already; it is as you left it.")
    if edit and _somebody_is_there():
        editing.edit_file(book, drafted.path)
    drafting.record(book, drafted)
    here.out.lines([safe(drafted.path)])  # once it is recorded: a full disk may swallow what is printed
    _read_it(here.opened_anew(), drafted.path, here)
    here.report()


def _somebody_is_there() -> bool:
    return environment.can_ask() or environment.editor() is not None


def _read_it(book: Book, path: str, here: Session) -> None:
    """What a friend says of the draft, and the next step."""
    note = notes.note_at(book, path)
    found = notes.Reader(book).findings(note)
    errors = sum(problem.severity == "error" for problem in found)
    warnings = sum(problem.severity == "warning" for problem in found)
    here.out.problems(found)
    summary = findings.summary(errors, warnings)
    here.out.say(f"{summary} Mend it, then: crm check {path}" if errors else f"{summary} {_next(note.kind, path)}")


def _next(kind: str, path: str) -> str:
    """The step after a draft that is good."""
    if kind == "card":
        return f"Next: write it by hand; once it is posted: crm sent {path}"
    if kind == "linkedin":
        return f"Next: put it into the invitation; once that is out: crm sent {path}"
    return f"Next: crm send {path}; or, once it is out: crm sent {path}"
