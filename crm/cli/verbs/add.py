"""``crm add``: a new contact."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import people
from crm.cli import complete
from crm.cli.output.text import safe
from crm.cli.session import session

_Texts = list[str] | None


def command(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="First and last name.", show_default=False)],
    email: Annotated[_Texts, typer.Option(help="Mail address; repeat for more.", show_default=False)] = None,
    phone: Annotated[_Texts, typer.Option(show_default=False)] = None,
    linkedin: Annotated[str | None, typer.Option(help="Address of their profile, or none.")] = None,
    company: Annotated[str | None, typer.Option()] = None,
    role: Annotated[str | None, typer.Option()] = None,
    location: Annotated[str | None, typer.Option()] = None,
    timezone: Annotated[str | None, typer.Option(help="Theirs, such as Europe/Berlin.")] = None,
    met: Annotated[str | None, typer.Option(help="How you met.")] = None,
    introduced_by: Annotated[
        str | None, typer.Option(metavar="CONTACT", help="Who introduced you.", autocompletion=complete.contacts)
    ] = None,
    tag: Annotated[_Texts, typer.Option(show_default=False)] = None,
    topic: Annotated[_Texts, typer.Option(help="What you talk about; repeat for more.", show_default=False)] = None,
    alias: Annotated[_Texts, typer.Option(help="Another name of theirs.", show_default=False)] = None,
    tier: Annotated[str | None, typer.Option(help="How close to keep in touch: A, B, C or D.")] = None,
    cadence: Annotated[str | None, typer.Option(help="How often to be in touch: 6 weeks.")] = None,
    birthday: Annotated[str | None, typer.Option(metavar="MM-DD")] = None,
    card: Annotated[bool, typer.Option("--card", help="Also owes a handwritten card.")] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Add them although they look like somebody in the book.")
    ] = False,
) -> None:
    """Add a contact.

    Prints the path of the new file; somebody who may be in the book already is refused.
    """
    one = {
        "linkedin": linkedin,
        "company": company,
        "role": role,
        "location": location,
        "timezone": timezone,
        "met": met,
        "introduced_by": introduced_by,
        "tier": tier,
        "cadence": cadence,
        "birthday": birthday,
        "card": "true" if card else None,
    }
    several = {"aliases": alias, "email": email, "phone": phone, "tags": tag, "topics": topic}
    here = session(ctx)
    values = {
        **{key: texts or [] for key, texts in several.items()},
        **{key: [text] for key, text in one.items() if text},
    }
    added = people.add(here.book, " ".join(name), values, anyway=anyway)
    here.out.lines([safe(added.path)])
    here.report()
