"""``crm triage``: what was jotted down on a phone becomes entries of the log, after a yes to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import typer

from crm.adapters import environment
from crm.book import people
from crm.book.errors import CrmError
from crm.book.inward.inbox import Inbox, Waits, accept, drop, written
from crm.book.logging import compare, twins
from crm.cli import confirming
from crm.cli.output import jotted
from crm.cli.output.answered import taken_back
from crm.cli.output.logged import owed_line
from crm.cli.output.text import safe
from crm.cli.session import Session, session
from crm.core.contacts.people import Found
from crm.core.incoming.jotting import Jotting, Named
from crm.core.logs.entry import NewEntry, one_line
from crm.core.model import Contact


def command(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show how each line is read.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON; writes nothing.")] = False,
) -> None:
    """Sort in what was jotted down in the inbox.

    Each line of the files in inbox/ ("coffee w ada, grid storage, owes me intro") is shown as the entry that it would
    be, and asked about. A line that became an entry is taken out of its file by the same operation; one that is left
    for later stays as it is.
    """
    here = session(ctx)
    inbox = Inbox(here.book)
    waits = inbox.all()
    if as_json:
        read = [(one, inbox.read(one)) for one in waits]
        here.out.json(
            [
                jotted.json(one.path, one.capture.line, one.capture.text, each, inbox.entry(each, one.capture.text))
                for one, each in read
            ]
        )
    elif dry_run or not environment.can_ask():
        for one in waits:
            _show(here, inbox, _Line(one, one.capture.text))
        if waits and not dry_run:
            here.out.say("nothing was written: answer on a terminal")
    else:
        _ask_all(here, waits)
    if not waits and not as_json and not inbox.unreadable:
        here.out.say("The inbox is empty.")
    here.report()
    for message in inbox.unreadable:
        here.out.say(message)
    if inbox.unreadable or (waits and not (dry_run or as_json or environment.can_ask())):
        raise typer.Exit(1)


@dataclass
class _Line:
    """A line that is asked about: how it reads now, and whom somebody said its names to mean, by what is written."""

    waits: Waits
    text: str
    means: dict[str, str] = field(default_factory=dict)


def _show(here: Session, inbox: Inbox, line: _Line) -> Jotting:
    """Prints how a line is read, and returns that."""
    read = inbox.read(line.waits, line.text)
    new = inbox.entry(read, line.text)
    known = [(each, _known(here, line, each)) for each in _names(read)]
    contacts = [contact for _, contact in known if contact]
    names = [contact.name if contact else f"{each.text}?" if each.text else "nobody" for each, contact in known]
    here.out.lines(["", f"{here.out.style(safe(line.waits.where), 'dim')}  {safe(line.text)}"])
    here.out.lines(jotted.lines(read, new, names, twins(contacts, new), here.out))
    return read


def _names(read: Jotting) -> tuple[Named, ...]:
    """The names of a line; an empty one where it names nobody."""
    return read.names or (Named("", Found()),)


def _known(here: Session, line: _Line, named: Named) -> Contact | None:
    slug = named.found.slug or line.means.get(named.text)
    return here.book.contents.contacts.get(slug or "")


def _ask_all(here: Session, waits: list[Waits]) -> None:
    logged = dropped = left = 0
    for number, one in enumerate(waits):
        try:
            answer = _ask(here, one)
        except CrmError as error:
            here.out.say(f"  {error}; {error.hint}" if error.hint else f"  {error}")
            answer = "l"
        if answer is None or answer == "q":
            left += len(waits) - number
            break
        logged += answer == "y"
        dropped += answer == "d"
        left += answer == "l"
    counts = (f"{logged} logged", f"{dropped} dropped" if dropped else "", f"{left} left in the inbox")
    here.out.say(", ".join(filter(None, counts)) + taken_back(logged + dropped))


_LOGGED = {"y": "[y]es, take the line out", "a": "log it [a]gain"}
_CHOICES = {"y": "[y]es", "e": "[e]dit the line", "l": "[l]ater", "d": "[d]rop it", "q": "[q]uit"}


def _ask(here: Session, one: Waits) -> str | None:
    """Asks about a line until it is known what becomes of it; returns the letter of that."""
    line = _Line(one, one.capture.text)
    while True:
        inbox = Inbox(here.book)
        read = _show(here, inbox, line)
        stranger = next((named for named in _names(read) if _known(here, line, named) is None), None)
        told = _ask_whom(here, line, stranger) if stranger else False
        if told is None:
            return None
        if told:
            continue
        contacts, new = _contacts(here, line, read), inbox.entry(read, line.text)
        answer = _choose(here, contacts, new)
        if answer in {"y", "a"}:
            _accept(here, one, contacts, new, again=answer == "a")
            return "y"
        if answer == "d":
            drop(here.book, one)
        elif answer == "e":
            typed = confirming.ask("  line", line.text)
            if typed is None:
                return None
            line.text = one_line(typed) or line.text
            continue
        return answer


def _choose(here: Session, contacts: list[Contact], new: NewEntry) -> str | None:
    """What is to become of a line; of one whose entry is written already, whether that is enough."""
    if not contacts:
        return confirming.choose({letter: _CHOICES[letter] for letter in "eldq"}, "Nobody to log it with.")
    if len(written(here.book, contacts, new)) < len(contacts):
        return confirming.choose(_CHOICES, "Log it?")
    return confirming.choose(_LOGGED | {letter: _CHOICES[letter] for letter in "elq"}, "This is logged already.")


def _contacts(here: Session, line: _Line, read: Jotting) -> list[Contact]:
    """The contacts of a line, each once; none, where one of them is not known."""
    found = [_known(here, line, named) for named in _names(read)]
    return list({one.slug: one for one in found if one}.values()) if all(found) else []


def _accept(here: Session, one: Waits, contacts: list[Contact], new: NewEntry, *, again: bool) -> None:
    slugs = [contact.slug for contact in contacts]
    before = here.book.about(*slugs)
    accept(here.book, one, contacts, new, again=again)
    here.opened_anew()
    owed = compare(before, here.book.about(*slugs))[0]
    here.out.lines(owed_line(item, here.book.situation, here.out) for item in owed)


def _ask_whom(here: Session, line: _Line, named: Named) -> bool | None:
    """Asks whom a name means, which may add them; whether that is known then. None when who is asked has left."""
    said, default = _question(named)
    while True:
        typed = confirming.ask(said)
        answer = (typed or "").strip()
        if not answer:
            return None if typed is None else False
        try:
            if answer.startswith("+"):
                slug = people.add(here.book, answer[1:].strip() or default, {}).slug
                here.opened_anew()
            else:
                slug = here.book.contact(_numbered(answer, named)).slug
        except CrmError as error:
            here.out.say(f"  {error}; {error.hint}" if error.hint else f"  {error}")
            continue
        line.means[named.text] = slug
        return True


def _question(named: Named) -> tuple[str, str]:
    """What to ask about somebody, and the name that a new contact would get."""
    if not named.text:
        return "  Whom is it about? Type a contact, +NAME to add one, or nothing", ""
    could_be = named.found.could_be or named.found.near
    default = named.text if named.text != named.text.lower() else named.text.title()
    listed = ", ".join(f"{number} {slug}" for number, slug in enumerate(could_be, 1))
    who = f"{named.text} could be {listed}." if could_be else f"Nobody is called {named.text}."
    return f"  {who} Type a {'number, a ' if could_be else ''}contact, + to add {default}, or nothing", default


def _numbered(typed: str, named: Named) -> str:
    """The slug that a number stands for, else what was typed."""
    could_be = named.found.could_be or named.found.near
    return could_be[int(typed) - 1] if typed.isdigit() and 0 < int(typed) <= len(could_be) else typed
