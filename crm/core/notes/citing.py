"""How a note names the interaction that it is about: by its date, or its date and time.

Source: docs/format.md, ``about``. What is named is found by ``crm.core.notes.talks``.
"""

from __future__ import annotations

from crm.core.times.dates import local
from crm.core.model import Contact, Interaction, Note
from crm.core.state.situation import Situation
from crm.core.notes.talks import Talk, talk_of


def cite(entry: Interaction, contact: Contact, situation: Situation) -> str:
    """The text of ``about`` for an entry of a contact's log: the date, with the time where that says more."""
    day = f"{entry.stamp.day}"
    named = cited(day, contact, situation)
    if entry.stamp.date_only or (named and named.entry is entry):
        return day
    return f"{day} {local(entry.stamp.start, entry.stamp.zone):%H:%M}"


def cited(about: str, contact: Contact, situation: Situation) -> Talk | None:
    """The interaction that ``about`` names in a note to a contact. Raises ValueError where it holds no date."""
    return talk_of(Note("", "", contact.slug, about=about), situation)
