"""WHEN: the dates and times that a command is given, as far as they are ISO, a stamp of the log or a few words of ours.

    WHEN  [DAY] [[at] TIME[-TIME]] [ZONE], TIME[-TIME] [on] DAY, or: now, 2 hours ago, in 20 min
    DAY   2026-06-09, today, yesterday, tomorrow, 3d ago, in 4 months, mon, last tuesday, next friday
    TIME  09:30, 9:30, 09:30:15, 3pm, 3:30 pm, noon
    ZONE  Z, +02:00, or an IANA name, capitalised

A bare weekday that looks back is the last one, today included; one that looks ahead is the next one after today.
"last" is the nearest before today; "next" is the nearest after today, and refused while that one is in this week.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from crm.core.model import Cadence, Stamp
from crm.core.text.texts import quoted
from crm.core.times import dates
from crm.core.times.when_digits import AmbiguousDate as AmbiguousDate
from crm.core.times.when_digits import BadDate as BadDate
from crm.core.times.when_digits import Look as Look
from crm.core.times.when_digits import in_words as in_words
from crm.core.times.when_digits import read_digits
from crm.core.times.when_parts import split

Guess = Callable[[str, date, Look], date | None]
"""The day that some words name, today's date and the direction given: ``crm.adapters.natural.guess``."""

_HOW = "write it as 2026-06-09, 2026-06-09 09:30, yesterday 15:00, 3d ago or in 2 weeks"
_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_AWAY = re.compile(r"in (?P<ahead>.+)|(?P<back>.+) ago")
_HOURS = re.compile(r"(?P<ahead>in )?(?P<count>[0-9]{1,4}) ?(?:(?P<hours>h|hours?)|min|mins|minutes?)(?(ahead)| ago)")
_WEEKDAY = re.compile(
    r"(?:(?P<which>last|next|on) )?"
    r"(?P<name>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_when(
    text: str, *, now: datetime, zone: tzinfo, look: Look, stamps: bool, guess: Guess | None = None
) -> Stamp | None:
    """When a text means, or None for words that neither are ours nor ``guess`` knows as the name of a day.

    ``now`` is an instant; ``zone`` is the one that counts where the text names none; with ``stamps`` a range and a
    time alone (today's) are read too. A time that the clocks show twice is the earlier. Raises ``AmbiguousDate`` for
    what can be read in two ways and ``BadDate`` for what is no date or time at all.
    """
    words = " ".join(text.split())
    instant = _elapsed(words.lower(), now)
    if instant:
        return Stamp(instant, zone)
    parts = split(words, ranges=stamps)
    zone = parts.zone or zone
    today = dates.local(now, zone).date()
    if parts.start and not parts.day:
        if not stamps:
            raise BadDate(f"{quoted(words)} is a time without a day: write it as today 09:30 or 2026-06-09 09:30")
        return stamp(today, parts.start, parts.end, zone)
    begun = parts.start is None or dates.at(today, parts.start, zone) <= now
    day = _day(parts.day.lower(), today, look, begun=begun)
    if day is None and not any(letter.isalpha() for letter in words):
        raise unknown(words)
    if day is None and guess:
        day = guess(parts.day, today, look)
    return None if day is None else stamp(day, parts.start, parts.end, zone)


def unknown(text: str) -> BadDate:
    """What to raise for words that nobody could read."""
    return BadDate(f"{quoted(text)} cannot be read as a date or time: {_HOW}")


def stamp(day: date, start: time | None, end: time | None, zone: tzinfo) -> Stamp:
    """A day, perhaps with a time, or from one time to another (after midnight where that is the earlier).

    Raises ``BadDate`` for a time that the clocks skip and for a span of more than 12 hours.
    """
    if start is None:
        return Stamp(dates.start_of_day(day, zone), zone, date_only=True)
    begins = _instant(day, start, zone)
    if end is None:
        return Stamp(begins, zone)
    ends = _instant(day if end >= start else _moved(day, 1), end, zone)
    if not timedelta() <= ends - begins <= dates.LONGEST_SPAN:
        raise BadDate(
            f"{start:%H:%M}-{end:%H:%M} spans more than 12 hours: correct the end, "
            "or put a space before it if it is an offset from UTC"
        )
    return Stamp(begins, zone, ends)


def _elapsed(words: str, now: datetime) -> datetime | None:
    if words == "now":
        return now.replace(microsecond=0)
    match = _HOURS.fullmatch(words)
    if match is None:
        return None
    hours = int(match["count"]) / (1 if match["hours"] else 60)
    return dates.elapsed(now.replace(microsecond=0), hours if match["ahead"] else -hours)


def _instant(day: date, clock: time, zone: tzinfo) -> datetime:
    if not dates.exists(day, clock, zone):
        raise BadDate(
            f"{_clock(clock)} on {in_words(day)} does not exist in {dates.zone_name(zone)}: "
            "the clocks go forward then, correct the time"
        )
    return dates.at(day, clock, zone)


def _day(text: str, today: date, look: Look, *, begun: bool) -> date | None:
    """The day that a text names; ``begun`` says whether the time that goes with it has passed today."""
    if text in _WORDS:
        return _moved(today, _WORDS[text])
    if match := _AWAY.fullmatch(text):
        return _away(match, today)
    if match := _WEEKDAY.fullmatch(text):
        return _weekday(match, today, look, begun=begun)
    return read_digits(text, today, look)


def _moved(day: date, days: int) -> date:
    return dates.add_calendar(day, Cadence(days, "days"))


def _away(match: re.Match[str], today: date) -> date | None:
    try:
        cadence = dates.parse_cadence(match["ahead"] or match["back"])
    except ValueError:
        return None
    return dates.add_calendar(today, cadence if match["ahead"] else Cadence(-cadence.count, cadence.unit))


def _weekday(match: re.Match[str], today: date, look: Look, *, begun: bool) -> date:
    ahead = (_DAYS.index(match["name"][:3]) - today.weekday()) % 7  # 0 is today
    if match["which"] == "last" or (look == "back" and match["which"] != "next"):
        stays = ahead == 0 and begun and match["which"] != "last"
        return _moved(today, 0 if stays else ahead - 7)
    day = _moved(today, ahead or 7)
    if match["which"] == "next" and day.weekday() > today.weekday():
        later = _moved(day, 7)
        readings = (in_words(day), in_words(later))
        raise AmbiguousDate(f"{quoted(match[0])} can mean {' or '.join(readings)}: write {day} or {later}", readings)
    return day


def echo(stamp: Stamp) -> str:
    """A stamp in full, as ``Tue 9 June 2026, 09:30–10:00 (Asia/Tokyo)``; without a time, as ``Tue 9 June 2026``.

    A time that the clocks show twice has its offset beside the zone.
    """
    start = dates.local(stamp.start, stamp.zone)
    if stamp.date_only:
        return _full(start.date())
    text = f"{_full(start.date())}, {_clock(start.time())}"
    if stamp.end:
        end = dates.local(stamp.end, stamp.zone)
        text += f"–{_clock(end.time())}" + (" the next day" if end.date() != start.date() else "")
    name = dates.zone_name(stamp.zone)
    if dates.twice(start.date(), start.time(), stamp.zone):
        name += f", {start.isoformat()[-6:]}"
    return f"{text} ({name})"


def _full(day: date) -> str:
    return f"{dates.WEEKDAYS[day.weekday()][:3]} {in_words(day)}"


def _clock(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")
