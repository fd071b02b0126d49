"""What is due as entries of a calendar: what is late today, everything else when it is due.

A pure function of (follow-ups, situation): same book, same now, same entries. Each has an identity that stays while the
follow-up does, and a number that grows when its day moves, by which a calendar knows the newer version (RFC 5545).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Literal

from crm.core.contacts.names import written_out
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import command, why
from crm.core.model import FollowUp
from crm.core.state.situation import Situation
from crm.core.times import dates

Privacy = Literal["full", "initials", "count"]
PRIVACY: tuple[Privacy, ...] = ("full", "initials", "count")
"""How much a calendar tells that others may see: who and why, initials alone, or how many a day."""

_UID = re.compile(r"[0-9a-f]{32}(?:-\d+)?@crm")
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``at`` is the instant (UTC) at which it is due; None where the whole ``day`` will do.

    ``said`` is the instant from which it has been like this, ``moved`` by how many days it has moved.
    """

    identity: str
    day: date
    summary: str
    said: datetime
    at: datetime | None = None
    moved: int = 0
    details: str = ""
    action: str = ""


def uid(identity: str) -> str:
    """The identity of an entry among those of other programs."""
    return f"{identity}@crm"


def is_ours(text: str) -> bool:
    """Whether an entry of a calendar, by its UID, is one that was made here: no meeting, but a debt."""
    return _UID.fullmatch(text) is not None


def entries(items: Iterable[Standing], situation: Situation, privacy: Privacy) -> list[Entry]:
    """The entries, by day."""
    made = list(_each(items, situation, names=privacy == "full"))
    if privacy == "count":
        made = list(_counted(made, dates.start_of_day(situation.today, situation.contents.zone)))
    return sorted(made, key=lambda one: (one.day, one.at is not None, one.at or one.said, one.identity))


def _each(items: Iterable[Standing], situation: Situation, *, names: bool) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for item in items:
        follow_up = item.follow_up
        identity = _identity(follow_up, situation)
        seen[identity] += 1
        due_day, shown, at = _when(item, situation)
        entry = follow_up.cause.entry
        today = dates.start_of_day(situation.today, situation.contents.zone)
        known = entry is not None and entry.stamp.over <= situation.now and item.state != "late"
        who = follow_up.contact.name if names else _initials(follow_up.contact.name)
        late = "late: " if item.state == "late" else ""
        yield Entry(
            identity if seen[identity] == 1 else f"{identity}-{seen[identity]}",
            shown,
            f"{late}{follow_up.action}: {who}",
            entry.stamp.over if entry is not None and known else today,
            at,
            max((shown - due_day).days, 0),
            f"{why(follow_up)}\n{command(follow_up)}" if names else "",
            follow_up.action,
        )


def _when(item: Standing, situation: Situation) -> tuple[date, date, datetime | None]:
    """The day on which it is due, that on which it stands, and the instant, where it has one and is yet to come."""
    zone = situation.contents.zone
    due_at = dates.local(item.follow_up.due_by, zone)
    if item.state == "late":
        return due_at.date(), situation.today, None
    if item.opens > item.follow_up.due_by:  # snoozed beyond it
        return due_at.date(), dates.local(item.opens, zone).date(), None
    of_a_day = dates.local(item.follow_up.due_by, item.follow_up.zone).time() == _LAST_SECOND
    return due_at.date(), due_at.date(), None if of_a_day else item.follow_up.due_by


def _identity(follow_up: FollowUp, situation: Situation) -> str:
    """What stays the same as long as the follow-up does, wherever its lines move to."""
    cause = follow_up.cause
    parts = [follow_up.contact.slug, follow_up.action, follow_up.about or "", cause.key or ""]
    if cause.entry:
        parts += [cause.entry.stamp_text, cause.entry.kind.name]
    if cause.task:
        parts.append(cause.task.text)
    if follow_up.action == "birthday":
        parts.append(str(dates.local(follow_up.due_by, situation.contents.zone).year))
    return _digest(*parts)


def _counted(made: Iterable[Entry], said: datetime) -> Iterator[Entry]:
    for day, number in sorted(Counter(one.day for one in made).items()):
        yield Entry(_digest("count", str(day)), day, f"{number} follow-up{'' if number == 1 else 's'}", said)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _initials(name: str) -> str:
    return " ".join(f"{part[0].upper()}." for part in written_out(name).split())
