"""A word on the birthday of those who are closest: tier A."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, datetime, tzinfo

from crm.core.model import Cause, FollowUp, Interaction
from crm.core.state.history import History
from crm.core.state.situation import Situation
from crm.core.times import dates

ACTIONS = ("birthday",)
LOOKS_FOR = "tier A and a birthday"


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """The birthday that is now or comes next."""
    birthday = past.contact.birthday
    if birthday is None or past.contact.tier != "A":
        return
    zone, lapse_days = situation.contents.zone, situation.settings.birthday_lapse_days
    year_now = situation.today.year
    words = past.of({"congratulation", "message", "email"})
    for year in range(max(year_now - 1, MINYEAR), min(year_now + 1, MAXYEAR) + 1):
        day = dates.birthday_in(birthday, year)
        opens = dates.start_of_day(day, zone)
        lapses = dates.later(opens, zone, lapse_days)
        if lapses <= situation.now:
            continue
        yield FollowUp(
            past.contact,
            "birthday",
            opens=opens,
            due_by=dates.end_of_day(day, zone),
            lapses=lapses,
            zone=zone,
            cause=Cause(past.contact.path, past.contact.lines.get("birthday", 1), key="birthday"),
            settled_by=next((word for word in words if _falls_within(word, opens, lapses, zone)), None),
            because=f"{day.day} {dates.MONTHS[day.month - 1]}",
            terms={"opens": "the start of the day", "due by": "its end", "lapses": f"{lapse_days} days after it opens"},
            clears="a congratulation, message or email in those days",
        )
        return


def _falls_within(word: Interaction, opens: datetime, lapses: datetime, zone: tzinfo) -> bool:
    """Whether a word of mine went in the days from one instant to another; one with a date only is compared by date."""
    if not word.stamp.date_only:
        return opens <= word.stamp.start < lapses
    return dates.local(opens, zone).date() <= word.stamp.day < dates.local(lapses, zone).date()
