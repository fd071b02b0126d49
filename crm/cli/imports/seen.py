"""``crm import calendar|mail``: what was in a calendar or mailbox, proposed as entries of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from crm.adapters import environment
from crm.book.inward import proposing
from crm.book.inward.proposing import Round
from crm.cli import confirming
from crm.cli.output import proposed
from crm.cli.output.answered import taken_back
from crm.cli.output.logged import owed_line
from crm.cli.output.progress import Progress
from crm.cli.session import Session, session
from crm.core.incoming.proposals import Proposal
from crm.core.text.texts import quoted

_Me = Annotated[
    list[str] | None,
    typer.Option(metavar="ADDRESS", help="Another address of yours, beside those of crm.toml.", show_default=False),
]
_Since = Annotated[str | None, typer.Option(metavar="WHEN", help="From this day on; else from a week ago.")]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Log all that are without a doubt, and ask nothing.")]
_Dry = Annotated[bool, typer.Option("--dry-run", help="Only show what would be proposed.")]
_Json = Annotated[bool, typer.Option("--json", help="As JSON; writes nothing without --yes.")]


@dataclass(frozen=True, slots=True)
class _Way:
    yes: bool
    dry_run: bool
    as_json: bool


def calendar(
    ctx: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE|DIR...", help="Calendars saved as .ics.", show_default=False)
    ],
    since: _Since = None,
    ahead: Annotated[
        str | None, typer.Option(metavar="TIME", help="Also appointments up to then: 7d, 2 weeks.")
    ] = None,
    me: _Me = None,
    yes: _Yes = False,
    dry_run: _Dry = False,
    as_json: _Json = False,
) -> None:
    """Meetings of a calendar, proposed as entries.

    Each meeting that no log has is shown and asked about. Whom you met is known by their mail address; who is known by
    name alone is a doubt, and so said. What you refuse is not proposed again. What was logged and is called off
    is proposed as cancelled.
    """
    from crm.book.inward import calendars

    here = session(ctx)
    span = proposing.span(here.book, since, ahead)
    seen = calendars.seen(here.book, paths, span)
    mine = proposing.own_addresses(here.book, me or ())
    found = proposing.proposed(here.book, seen, mine)
    if found.tally.strangers and not mine:
        here.out.say("your own address is not known, so you count as a stranger: set me.email in crm.toml, or add --me")
    _run(here, found, "a calendar", _Way(yes, dry_run, as_json))


def mail(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="An mbox, a Maildir, .eml files, or folders of them.", show_default=False
        ),
    ],
    since: _Since = None,
    me: _Me = None,
    yes: _Yes = False,
    dry_run: _Dry = False,
    as_json: _Json = False,
) -> None:
    """Mail on the disk, proposed as entries.

    Who wrote to whom on a day is shown, where no log has it, and asked about. Only the heads of letters are read, and
    only the subject is kept. What did not arrive and automatic replies are told apart from answers; newsletters
    are passed over. What you refuse is not proposed again.
    """
    from crm.book.inward import mailboxes

    here = session(ctx)
    mine = proposing.own_addresses(here.book, me or ())
    bar = Progress("Reading mail, MB")
    try:
        seen = mailboxes.seen(here.book, paths, proposing.span(here.book, since), mine, bar.watch)
    finally:
        bar.end()
    _run(here, proposing.proposed(here.book, seen, mine), "mail", _Way(yes, dry_run, as_json))


def _run(here: Session, found: Round, source: str, way: _Way) -> None:
    """Shows, asks and writes; then says what became of the rest."""
    before = here.book.about(*(one.contact.slug for one in found.tally.proposals))
    written: list[Proposal] = []
    operations = 0
    if way.yes and not way.dry_run:
        written = [one for one in found.tally.proposals if not one.doubts]
        if written:
            proposing.accept(here.book, written, source)
            operations = 1
    if way.as_json:
        here.out.json(proposed.json(found, len(written)))
    elif written or way.yes or way.dry_run or not environment.can_ask():
        shown = written if way.yes and not way.dry_run else found.tally.proposals
        here.out.lines(line for one in shown for line in (proposed.head(one, here.out), *proposed.below(one, here.out)))
    else:
        written, operations = _asked(here, found.tally.proposals)
    if not way.as_json:
        _said(here, found, written, operations, way)
        contacts = list({one.contact.slug: one.contact for one in written}.values())
        for item in proposing.due_of(here.book, contacts, before) if contacts else ():
            here.out.lines([owed_line(item, here.book.situation, here.out)])
    here.report()
    for message in found.seen.unreadable:
        here.out.say(message)
    for odd in found.seen.oddities:
        here.out.say(f"{odd.where}: {odd.message}")
    unanswered = found.tally.proposals and not (way.yes or way.dry_run or way.as_json or environment.can_ask())
    if found.seen.unreadable or unanswered:
        raise typer.Exit(1)


def _said(here: Session, found: Round, written: list[Proposal], operations: int, way: _Way) -> None:
    here.out.say(proposed.summed(found))
    open_ones = len(found.tally.proposals) - len(written)
    if operations:
        here.out.say(f"logged {len(written)}{taken_back(operations)}")
    elif found.tally.proposals and not environment.can_ask() and not (way.dry_run or way.yes):
        here.out.say("nothing was written: answer on a terminal, or log all that are without a doubt with --yes")
    if way.yes and open_ones and not way.dry_run:
        here.out.say(f"{open_ones} in doubt: run it on a terminal without --yes to say what is right")
    said = proposed.strangers(found)
    if said:
        here.out.say(said)


_CHOICES = {
    "y": "[y]es",
    "n": "[n]o (remembered)",
    "e": "[e]dit",
    "l": "[l]ater",
    "a": "not [a]ny of its series",
    "q": "[q]uit",
}


def _asked(here: Session, proposals: list[Proposal]) -> tuple[list[Proposal], int]:
    """Asks about each, and writes after each answer: what was answered stands, whatever comes next.

    Returns what was logged, and how many operations that and the refusals were.
    """
    written = []
    refused = 0
    never: set[tuple[str, str]] = set()
    for number, one in enumerate(proposals, 1):
        if (one.sighting.series, one.contact.slug) in never:
            continue
        here.out.lines(["", f"{number}/{len(proposals)}  {proposed.head(one, here.out)}"])
        here.out.lines(proposed.below(one, here.out))
        answer, one = _answered(here, one, _choices(one))
        if answer is None or answer == "q":
            break
        if answer == "y":
            proposing.accept(here.book, [one], "")
            written.append(one)
        elif answer == "n":
            proposing.refuse(here.book, one)
            refused += 1
        elif answer == "a":
            proposing.refuse(here.book, one, series=True)
            refused += 1
            never.add((one.sighting.series, one.contact.slug))
    return written, len(written) + refused


def _choices(one: Proposal) -> Mapping[str, str]:
    alone = one.keys[0] == one.keys[1]
    out = {"a"} if alone else set()
    if one.moves:
        out |= {"e"}
    return {letter: said for letter, said in _CHOICES.items() if letter not in out}


def _answered(here: Session, one: Proposal, choices: Mapping[str, str]) -> tuple[str | None, Proposal]:
    """The answer, and the proposal as it was edited before."""
    while True:
        answer = confirming.choose(choices, "Change its time?" if one.moves else "Log it?")
        if answer != "e":
            return answer, one
        edited = _edited(here, one)
        if edited is None:
            return None, one
        one = edited
        here.out.lines([proposed.head(one, here.out)])


def _edited(here: Session, one: Proposal) -> Proposal | None:
    """The proposal with another kind and text; None when whoever is asked has left."""
    kinds = here.book.settings.kinds
    while True:
        kind = confirming.ask("  kind", one.kind)
        if kind is None:
            return None
        if kind.strip() in kinds:
            break
        here.out.say(f"  {quoted(kind)} is no kind; the kinds are {', '.join(kinds.names())}")
    text = confirming.ask("  text (- for none)", one.summary)
    if text is None:
        return None
    return replace(one, kind=kind.strip().lower(), summary="" if text.strip() == "-" else " ".join(text.split()))
