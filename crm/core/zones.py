"""Zones: the IANA database's names and plain offsets, from their text and back."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from crm.core.texts import quoted

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader

_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
_WIDEST_OFFSET = timedelta(hours=14)  # Pacific/Kiritimati


@cache
def zone(name: str) -> tzinfo:
    """The zone of an IANA name, capitalised as in the database, or of an offset such as ``+02:00`` (up to 14 hours).

    Raises ValueError with one sentence, which names the nearest known zone where the name is a near miss.
    """
    if match := _OFFSET.fullmatch(name):
        return _offset_zone(name, match)
    if name not in _zone_names():
        raise ValueError(_unknown_zone(name))
    return ZoneInfo(name)


def _offset_zone(name: str, match: re.Match[str]) -> tzinfo:
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or offset > _WIDEST_OFFSET:
        raise ValueError(f"{quoted(name)} is not an offset: hours go up to 14, minutes to 59")
    return timezone(-offset if sign == "-" else offset)


@cache
def _zone_names() -> frozenset[str]:
    """The names of the tzdata package: the same on every machine, and with case on disks that ignore it."""
    spec = find_spec("tzdata")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package tzdata is missing: install crm again")
    listing = spec.origin.removesuffix("__init__.py") + "zones"
    return frozenset(cast("ResourceLoader", spec.loader).get_data(listing).decode().split())


@cache
def _unknown_zone(name: str) -> str:
    near = _nearest_zone(name)
    hint = f"did you mean {near}?" if near else "write a name such as Europe/Berlin or an offset such as +02:00"
    return f"{quoted(name)} is not a time zone: {hint}"


def _nearest_zone(name: str) -> str | None:
    from difflib import get_close_matches  # only a misspelling pays for it

    by_name = {known.casefold(): known for known in sorted(_zone_names())}
    by_city = {known.rpartition("/")[2]: by_name[known] for known in by_name}
    wanted = name.strip().casefold().replace(" ", "_")
    if wanted in by_name:
        return by_name[wanted]
    if wanted in by_city:
        return by_city[wanted]
    if len(wanted) < 5:
        return None  # PST is nearer to EST in letters than in hours
    close = get_close_matches(wanted, by_name, n=1, cutoff=0.8)
    return by_name[close[0]] if close else None


def zone_name(zone: tzinfo) -> str:
    """The text from which ``zone`` makes that zone again: ``Europe/Berlin``, ``UTC`` or ``+02:00``."""
    if isinstance(zone, ZoneInfo) and zone.key:
        return zone.key
    offset = zone.utcoffset(None)
    if offset is None:
        return str(zone)
    return "UTC" if not offset else _signed(offset)


def _signed(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
