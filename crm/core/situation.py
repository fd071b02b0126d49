"""The contents of a book at a moment: what each rule is a function of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from crm.core.contents import Contents
from crm.core.dates import local
from crm.core.history import History, history
from crm.core.model import Contact
from crm.core.settings import FollowUpSettings


@dataclass(frozen=True, slots=True)
class Situation:
    """A book and now (an instant, UTC), with each contact's history worked out once."""

    contents: Contents
    now: datetime
    _histories: dict[str, History] = field(default_factory=dict, repr=False, compare=False)

    @property
    def settings(self) -> FollowUpSettings:
        return self.contents.settings.follow_up

    @property
    def today(self) -> date:
        """The date of now, in the book's zone."""
        return local(self.now, self.contents.zone).date()

    def history(self, contact: Contact) -> History:
        """What has happened with a contact by now."""
        known = self._histories.get(contact.slug)
        if known is None:
            known = self._histories[contact.slug] = history(contact, self.now)
        return known
