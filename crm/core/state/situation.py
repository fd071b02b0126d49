"""The contents of a book at a moment: what each rule is a function of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime
from typing import Any, TypeVar

from crm.core.model import Contact
from crm.core.settings import FollowUpSettings
from crm.core.state.contents import Contents
from crm.core.state.history import History, history
from crm.core.times.dates import local
from crm.core.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Situation:
    """A book and now (an instant, UTC), with what follows from them worked out once.

    With a ``horizon``, nothing is asked for that opens later: a rule may leave that out.
    """

    contents: Contents
    now: datetime
    horizon: datetime | None = None
    _histories: dict[str, History] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def settings(self) -> FollowUpSettings:
        return self.contents.settings.follow_up

    @property
    def today(self) -> date:
        """The date of now, in the book's zone."""
        return local(self.now, self.contents.zone).date()

    def is_beyond(self, opens: datetime) -> bool:
        """Whether nobody asks for what opens at an instant."""
        return self.horizon is not None and opens > self.horizon

    def history(self, contact: Contact) -> History:
        """What has happened with a contact by now."""
        known = self._histories.get(contact.slug)
        if known is None:
            known = self._histories[contact.slug] = history(contact, self.now)
        return known

    def once(self, work_out: Callable[[Situation], T]) -> T:
        """What a function makes of this situation: asked again, the same value."""
        if work_out not in self._known:
            self._known[work_out] = work_out(self)
        found: T = self._known[work_out]
        return found
