"""``crm import linkedin|google|outlook|vcard|csv``: people out of another program's export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from crm.adapters import environment
from crm.book.inward import files, importing
from crm.book.inward.importing import Done
from crm.cli import asking
from crm.cli.output import import_plan
from crm.cli.output.progress import progress
from crm.cli.session import Session, session
from crm.core.contacts.person import Arrivals
from crm.core.contacts.plans import Answer, Plan, Wishes

_File = Annotated[str, typer.Argument(metavar="FILE", help="The export; - is standard input.", show_default=False)]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
_Dry = Annotated[bool, typer.Option("--dry-run", help="Only print the plan.")]
_Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="What the file is written in, where letters come out wrong.", show_default=False),
]
_Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
_Likely = Annotated[
    Literal["hold", "same", "new"],
    typer.Option(help="What a row becomes that may be somebody you have: held back, the same, or a new contact."),
]


_SAID = {
    "linkedin": """Connections on LinkedIn: Connections.csv.

    Each gets an entry of the day on which you connected, so nobody is asked to connect twice. Once more with a newer
    export, it tells who changed jobs.
    """,
    "google": "Google Contacts: its CSV, with the old or the new headers.",
    "outlook": "Outlook: its CSV.",
    "vcard": """Cards of a phone or mail program: a .vcf file.

    Of vCard 2.1, 3.0 or 4.0, with any number of cards in it.
    """,
}
"""The help of the formats that need to be told nothing but the file."""


def _told_nothing(kind: str) -> Callable[..., None]:
    """The command of such a format."""

    def command(
        ctx: typer.Context,
        file: _File,
        encoding: _Encoding = None,
        yes: _Yes = False,
        dry_run: _Dry = False,
        likely: _Likely = "hold",
        as_json: _Json = False,
    ) -> None:
        _run(ctx, kind, file, _Call(yes, dry_run, as_json, likely, encoding))

    command.__name__, command.__doc__ = kind, _SAID[kind]
    return command


def csv(
    ctx: typer.Context,
    file: _File,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help="What a column holds; repeat for more.", show_default=False),
    ] = None,
    encoding: _Encoding = None,
    yes: _Yes = False,
    dry_run: _Dry = False,
    likely: _Likely = "hold",
    as_json: _Json = False,
) -> None:
    """Any other table, by the names of its columns.

    FIELD is name, first, last, email, phone, linkedin, company, role, location, birthday, tags, note or connected.
    """
    _run(ctx, "csv", file, _Call(yes, dry_run, as_json, likely, encoding, tuple(mapping or ())))


COMMANDS = (*map(_told_nothing, _SAID), csv)


@dataclass(frozen=True, slots=True)
class _Call:
    yes: bool
    dry_run: bool
    as_json: bool
    likely: Answer
    encoding: str | None = None
    mapping: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        return environment.can_ask() and not (self.yes or self.dry_run or self.as_json)


def _run(ctx: typer.Context, kind: str, file: str, call: _Call) -> None:
    """The plan, the question, and what was done."""
    here = session(ctx)
    arrivals = files.read(file, kind, call.mapping, call.encoding)
    wishes = Wishes(call.likely)
    plan = importing.plan(here.book, arrivals, wishes)
    if not call.as_json:
        here.out.lines(import_plan.lines(plan, file, here.out))
    if arrivals.guessed:
        here.out.say(f"{file} is not UTF-8, and was read as Windows-1252; {files.OTHER_ENCODING}")
    if call.asks and plan.of("held"):
        plan = _asked(plan, arrivals, wishes, here)
        here.out.lines(import_plan.totals(plan, file, here.out))
    why_not = _why_not(plan, call)
    done = None if call.dry_run or why_not else _carried_out(plan, kind, here)
    if call.as_json:
        here.out.json(import_plan.json(plan, file, kind, done))
    elif done is not None:
        here.out.lines(import_plan.done_lines(plan, done, here.out))
    here.report()
    if why_not:
        here.out.say(why_not)
    if why_not or (done is not None and done.failed):
        raise typer.Exit(1)


def _carried_out(plan: Plan, kind: str, here: Session) -> Done:
    with progress("Writing", len(plan.new) + len(plan.filled)) as tick:
        return importing.carry_out(here.book, plan, kind, tick)


def _why_not(plan: Plan, call: _Call) -> str:
    """Why nothing is written although there is something to write; empty where there is no reason."""
    if plan.empty or call.yes or call.dry_run:
        return ""
    if not call.asks:
        return "nothing was changed: nobody is here to be asked; to do it, add --yes"
    counts = f"Add {len(plan.new):,} and fill in {len(plan.filled):,}?"
    return "" if typer.confirm(counts, default=False, err=True) else "nothing was changed"


def _asked(plan: Plan, arrivals: Arrivals, wishes: Wishes, here: Session) -> Plan:
    """The plan after the user was asked of each row who it is; an answer can bring up a question on a later row."""
    answers = dict(wishes.answers)
    while open_rows := [step for step in plan.of("held") if step.person.line not in answers]:
        answers |= asking.same_people(open_rows)
        plan = importing.plan(here.book, arrivals, Wishes(wishes.likely, answers))
    return plan
