"""What a note is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.core.times import dates
from crm.core.notes.drafts.phrases import clean
from crm.core.model import Contact, Interaction
from crm.core.articles.reading_list import Match
from crm.core.state.situation import Situation
from crm.core.notes.talks import Talk

Facts = dict[str, object]
"""Values for a template: texts, numbers, and lists and mappings of them."""


@dataclass(frozen=True, slots=True)
class Order:
    """One note to be drafted: its kind, whom it goes to, the talk and the article that it is about."""

    kind: str
    to: Contact
    situation: Situation
    talk: Talk | None = None
    article: Match | None = None

    @property
    def entry(self) -> Interaction | None:
        return self.talk.entry if self.talk else None

    def texts(self, label: str) -> list[str]:
        """The details of the talk with a label, those that say something."""
        return [text for text in (self.entry.texts(label) if self.entry else ()) if clean(text)]

    def today(self, entry: Interaction) -> date:
        """The date of now in the zone of an entry, in which its own day is counted."""
        return dates.local(self.situation.now, entry.stamp.zone).date()
