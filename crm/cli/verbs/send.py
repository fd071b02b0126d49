"""``crm send``: a note into the user's own mail."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.adapters import environment
from crm.book import sending
from crm.book.errors import Unmet
from crm.book.sending import Outgoing
from crm.cli import complete
from crm.cli.output import logged
from crm.cli.output.text import safe
from crm.cli.session import Session, session


def command(
    ctx: typer.Context,
    note: Annotated[
        str, typer.Argument(metavar="NOTE", help="The note's file, or its name.", autocompletion=complete.notes)
    ],
    via: Annotated[str | None, typer.Option(metavar="WAY", help="eml (the default), mailto, imap or smtp.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Send over SMTP without asking.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Although crm check finds errors in it.")] = False,
) -> None:
    """Hand a note to your own mail.

    As an .eml file that mail programs open as a draft, a mailto: link, a message in your Drafts folder, or over SMTP.
    Only what a server accepted is recorded as sent. Servers and the way you prefer stand in your own config.toml.
    """
    here = session(ctx)
    going = sending.prepare(here.book, note, via, force=force)
    if going.way == "smtp":
        _deliver(going, here, yes=yes)
    else:
        if going.way == "imap":
            here.out.say(f"The draft is in {safe(sending.as_draft(going, here.book))}.")
        else:
            handed = sending.as_file(going) if going.way == "eml" else sending.as_link(going)
            here.out.lines([handed])
            if going.way == "mailto" and sending.is_long(handed):
                here.out.say("This link is long, and some mail programs cut it: is it all there? Else take --via eml.")
        for name in going.note.attachments:
            here.out.say(f"Attach {safe(name)} before you send it.")
        sending.handed(going, here.book)
        here.out.say(f"Once it is out: crm sent {going.note.path}")
    here.report()


def _deliver(going: Outgoing, here: Session, *, yes: bool) -> None:
    """Sends it after a yes."""
    through, to = sending.server(), going.letter.to
    here.out.say(f"To {safe(f'{to.name} <{to.address}>')} through {safe(through.host)}: {safe(going.letter.subject)}")
    if not yes and not (environment.can_ask() and typer.confirm("Send it?", err=True)):
        raise Unmet("nothing was sent", "say yes, or add --yes")
    done = sending.deliver(going, here.book, through)
    here.out.lines(logged.lines(done, here.book.situation, here.out))
