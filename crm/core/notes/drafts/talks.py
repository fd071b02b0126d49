"""The interaction that a draft is asked to be about, and how its front matter names it."""

from __future__ import annotations

from crm.core.notes.citing import cite, cited
from crm.core.kinds import MEETINGS
from crm.core.model import Contact
from crm.core.state.situation import Situation
from crm.core.notes.talks import Talk, introductions


class NoSuchTalk(ValueError):
    """An interaction was asked for that the log does not have. ``hint`` says which it has."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def about(talk: Talk, to: Contact, situation: Situation) -> str:
    """The text of ``about`` that names a talk in a note to somebody; the slug of whom I met stands before the date."""
    date = cite(talk.entry, talk.contact, situation)
    return date if talk.contact.slug == to.slug else f"{talk.contact.slug} {date}"


def asked_for(kind: str, wanted: str, to: Contact, situation: Situation) -> Talk:
    """The interaction that ``--about`` names. Raises NoSuchTalk."""
    try:
        found = _introduced_on(wanted, to, situation) if kind == "report-back" else None
        found = found or cited(wanted, to, situation)
    except ValueError as error:
        raise NoSuchTalk(f"--about {wanted!r} names no interaction", str(error)) from None
    if found is None:
        days = sorted({f"{entry.stamp.day}" for entry in to.interactions if entry.kind.like in MEETINGS})
        has = f"its talks are of {', '.join(days)}" if days else "it has no talk yet"
        raise NoSuchTalk(f"the log of {to.slug} has nothing of {wanted}", has)
    return found


def _introduced_on(wanted: str, to: Contact, situation: Situation) -> Talk | None:
    """The introduction of that date, where ``--about`` of a report-back names no slug."""
    named = ((talk, cited(wanted, talk.contact, situation)) for talk in introductions(to, situation))
    return next((talk for talk, found in named if found and found.entry is talk.entry), None)
