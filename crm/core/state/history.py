"""What has happened between a contact and me by a moment: the log without what is yet to come or came to nothing.

Source: docs/follow-ups.md, "Future entries", "bounce", "cancelled / no-show", and how dates compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from crm.core.kinds import INTERVIEWS, MEETINGS
from crm.core.model import EARLIEST, Contact, Interaction
from crm.core.times.dates import local
from crm.core.values import dataclass

_CALLED_OFF = frozenset({"cancelled", "no-show"})
_BY_MAIL = frozenset({None, "email"})
PUSHES = frozenset({"update", "article", "message", "email", "congratulation"})
"""Kinds that ask for attention: the ones that the daily cap and the back-off count."""

_WORDS_OF_MINE = PUSHES | frozenset({"report-back"})


def at_or_after(later: Interaction, earlier: Interaction) -> bool:
    """Whether one entry stands at or after another: to the minute, or by date where either has a date only.

    On the same date or minute the answer is yes, so that what can settle does settle.
    """
    if later.stamp.date_only:
        return later.stamp.day >= _date_beside(earlier, later)
    if earlier.stamp.date_only:
        return _date_beside(later, earlier) >= earlier.stamp.day
    return later.stamp.start >= earlier.stamp.start


def same_day(meeting: Interaction, other: Interaction) -> bool:
    """Whether an entry stands on the day of a meeting, counted in the zone of the one that has a date only."""
    if other.stamp.date_only:
        return other.stamp.day == _date_beside(meeting, other)
    return _date_beside(other, meeting) == meeting.stamp.day


def _date_beside(entry: Interaction, dated: Interaction) -> date:
    """The date of an entry as it compares with that of another, which has a date only."""
    if entry.stamp.date_only:
        return entry.stamp.day
    return local(entry.stamp.start, dated.stamp.zone).date()


def is_card(entry: Interaction) -> bool:
    """Whether an entry went as a handwritten card."""
    return entry.channel == "card"


def is_thanks(entry: Interaction) -> bool:
    """Whether an entry is thanks that arrive at once: a card takes days and is only a supplement."""
    return entry.kind.like == "thank-you" and not is_card(entry)


def is_real_contact(entry: Interaction) -> bool:
    """Whether an entry restarts the clock: two-way contact, a word of theirs, or a message of mine that arrived."""
    if entry.kind.direction in {"both", "in"}:
        return True
    return entry.kind.like in _WORDS_OF_MINE or is_thanks(entry)


@dataclass(frozen=True, slots=True)
class History:
    """One contact's log as of now.

    ``entries`` have happened and came to something, in time order. ``appointments`` are later than now. ``void`` maps
    what did not happen or did not arrive to the entry that says so.
    """

    contact: Contact
    now: datetime
    entries: tuple[Interaction, ...]
    appointments: tuple[Interaction, ...]
    void: tuple[tuple[Interaction, Interaction], ...]

    def of(self, kinds: Iterable[str]) -> list[Interaction]:
        """The entries that are like one of these kinds, in time order."""
        wanted = frozenset(kinds)
        return [entry for entry in self.entries if entry.kind.like in wanted]

    def ended(self, kinds: Iterable[str]) -> list[Interaction]:
        """Those of these kinds whose end has come."""
        return [entry for entry in self.of(kinds) if entry.stamp.over <= self.now]

    @property
    def interviews(self) -> list[Interaction]:
        """Interviews and coffees that have ended."""
        return self.ended(INTERVIEWS)

    def last_real_contact(self) -> Interaction | None:
        """The latest entry that restarts the clock."""
        return next((entry for entry in reversed(self.entries) if is_real_contact(entry)), None)

    def called_off(self, entry: Interaction) -> bool:
        """Whether a meeting did not happen."""
        return any(gone is entry and by.kind.like in _CALLED_OFF for gone, by in self.void)


def shortened(contact: Contact) -> tuple[Contact, datetime]:
    """A contact with no more of its log than the last real contact, and the instant from which on that is the last one.

    It is that of the latest entry: until it has come, what is called off, bounced or ahead may be told otherwise.
    """
    settled = max((entry.stamp.start for entry in contact.interactions), default=EARLIEST)
    last = history(contact, settled).last_real_contact()
    return replace(contact, interactions=(last,) if last else ()), settled


def history(contact: Contact, now: datetime) -> History:
    """The history of a contact as of an instant."""
    happened = [entry for entry in contact.interactions if entry.stamp.start <= now]
    void = [*_cancelled(happened, contact.interactions), *_bounced(happened)]
    gone = {id(entry) for entry, _ in void}
    left = [entry for entry in contact.interactions if id(entry) not in gone]
    begun = sum(entry.stamp.start <= now for entry in left)
    return History(contact, now, tuple(left[:begun]), tuple(left[begun:]), tuple(void))


def _cancelled(
    happened: list[Interaction], interactions: Iterable[Interaction]
) -> list[tuple[Interaction, Interaction]]:
    """The meetings, also of later today, on a day for which somebody has called off."""
    off = [entry for entry in happened if entry.kind.like in _CALLED_OFF]
    if not off:
        return []
    meetings = [entry for entry in interactions if entry.kind.like in MEETINGS]
    words = ((meeting, next((word for word in off if same_day(meeting, word)), None)) for meeting in meetings)
    return [(meeting, word) for meeting, word in words if word is not None]


def _bounced(happened: list[Interaction]) -> list[tuple[Interaction, Interaction]]:
    bounces = [entry for entry in happened if entry.kind.like == "bounce"]
    if not bounces:
        return []
    mailed = [
        entry
        for entry in happened
        if entry.kind.direction == "out" and entry.kind.like != "linkedin" and entry.channel in _BY_MAIL
    ]
    lost: dict[int, tuple[Interaction, Interaction]] = {}
    for bounce in bounces:
        before = [entry for entry in mailed if at_or_after(bounce, entry)]
        if before:
            lost.setdefault(id(before[-1]), (before[-1], bounce))
    return list(lost.values())


def thanks_for(interview: Interaction, past: History) -> Interaction | None:
    """The thanks that settle an interview: the first at or after its start, by anything but a card."""
    return next((entry for entry in past.entries if is_thanks(entry) and at_or_after(entry, interview)), None)


def unanswered(past: History) -> list[Interaction]:
    """The updates, articles, messages, e-mails and congratulations of mine with nothing from them since."""
    theirs = [entry for entry in past.entries if entry.kind.direction in {"both", "in"}]
    return [entry for entry in past.of(PUSHES) if not any(at_or_after(word, entry) for word in reversed(theirs))]


def advice_without_update(past: History) -> list[Interaction]:
    """The entries with advice of theirs that no update of mine has followed, in time order."""
    updates = past.of({"update"})
    return [
        entry
        for entry in past.entries
        if entry.texts("advice") and not any(at_or_after(update, entry) for update in updates)
    ]
