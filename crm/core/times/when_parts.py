"""The parts of a WHEN: what names the day, the times and the zone."""

from __future__ import annotations

import re
from datetime import time, tzinfo

from crm.core.text.texts import quoted
from crm.core.times.when_digits import AmbiguousDate, BadDate
from crm.core.times.zones import is_zone
from crm.core.times.zones import zone as zone_of
from crm.core.values import dataclass

_TIME = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?|[0-9]{1,2} ?[ap]m|noon)"
_TIMES = rf"(?P<start>{_TIME})(?:(?P<dash>[-–]| [-–] )(?P<end>{_TIME}))?"
_TIMED = re.compile(rf"(?:(?P<day>.*?),?(?P<gap> |(?<=[0-9])t))??(?:at )?{_TIMES}", re.IGNORECASE)
_TIMED_FIRST = re.compile(rf"{_TIMES}(?P<gap> )(?:on )?(?P<day>.+)", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?(?::([0-9]{2})(?:[.,][0-9]+)?)? ?([ap]m)?", re.IGNORECASE)
# A minus that touches the time may be the dash of a range: ``split`` decides.
_OFFSET = re.compile(r"(.*[0-9])(?: ?(?P<utc>z)|(?: |(?=\+))(?P<offset>[+-][0-9]{2}:[0-9]{2}))", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"[0-9]{2}:[0-9]{2}")
_NAME = r"[A-Za-z][A-Za-z0-9_+-]*"
_NAMED = re.compile(rf"(.*) ({_NAME}(?:/{_NAME})*)")


@dataclass(frozen=True, slots=True)
class Parts:
    """``day`` is what names the day, empty for a time alone; ``zone`` is empty where none is written."""

    day: str
    start: time | None = None
    end: time | None = None
    zone: tzinfo | None = None


def split(words: str, *, ranges: bool) -> Parts:
    """The parts of a text whose spaces are single ones.

    ``09:30-05:00`` is a range, where ``ranges`` are read; after a ``T`` or with seconds, as in ISO 8601, it ends in an
    offset. Raises ``AmbiguousDate`` and ``BadDate``.
    """
    rest, zone = _zone(words)
    match = _TIMED.fullmatch(rest) or _TIMED_FIRST.fullmatch(rest)
    if match is None:
        return Parts(rest, zone=zone)
    day, start, end = match["day"] or "", _clock(match["start"]), match["end"]
    if end is None:
        return Parts(day, start, zone=zone)
    touching = match["dash"] == "-" and zone is None and _HOURS_AND_MINUTES.fullmatch(end)
    if touching and (match["gap"] in ("t", "T") or match["start"].count(":") == 2):
        return Parts(day, start, zone=_known_zone(f"-{end}"))
    if not ranges:
        raise _no_range(words, match["start"], f"-{end}" if touching else "")
    return Parts(day, start, _clock(end), zone)


def _zone(words: str) -> tuple[str, tzinfo | None]:
    """What stands before the zone, and the zone."""
    if match := _OFFSET.fullmatch(words):
        return match[1], _known_zone("UTC" if match["utc"] else match["offset"])
    match = _NAMED.fullmatch(words)
    if match and ("/" in match[2] or is_zone(match[2])):
        return match[1], _known_zone(match[2])
    return words, None


def _known_zone(name: str) -> tzinfo:
    try:
        return zone_of(name)
    except ValueError as error:
        raise BadDate(str(error)) from None


def _no_range(words: str, start: str, offset: str) -> BadDate:
    if not is_zone(offset):
        return BadDate(f"{quoted(words)} is a range of times, and one is wanted: write {start} alone")
    readings = (f"a time from {start} on", f"{start} in the zone {offset}")
    return AmbiguousDate(
        f"{quoted(words)} can mean {' or '.join(readings)}: write {start} or {start} {offset}", readings
    )


def _clock(text: str) -> time:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return time(12)  # noon
    hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3))
    if match[4]:
        valid = 1 <= hour <= 12
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    else:
        valid = hour < 24
    if not valid or minute > 59 or second > 59:
        raise BadDate(f"there is no {text}: the time of a day goes from 00:00 to 23:59")
    return time(hour, minute, second)
