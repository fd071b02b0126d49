"""Zones: the IANA database's names and plain offsets, from their text and back."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from crm.core.text.texts import quoted

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader

_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
_WIDEST_OFFSET = timedelta(hours=14)  # Pacific/Kiritimati


@cache
def zone(name: str) -> tzinfo:
    """The zone of an IANA name, capitalised as in the database, or of an offset such as ``+02:00`` (up to 14 hours).

    Raises ValueError with one sentence, which names the nearest known zone where the name is a near miss.
    """
    if not is_zone(name):
        raise ValueError(_unknown(name))
    offset = _offset(name)
    return ZoneInfo(name) if offset is None else timezone(offset)


def is_zone(name: str) -> bool:
    """Whether there is a zone of that name or offset: cheaper than to ask why not."""
    return name in _names() or _offset(name) is not None


def _offset(name: str) -> timedelta | None:
    match = _OFFSET.fullmatch(name)
    if match is None or int(match[3]) > 59:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return None if offset > _WIDEST_OFFSET else -offset if match[1] == "-" else offset


@cache
def _names() -> frozenset[str]:
    """The names of the tzdata package: the same on every machine, and with case on disks that ignore it."""
    spec = find_spec("tzdata")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package tzdata is missing: install crm again")
    listing = f"{spec.submodule_search_locations[0]}/zones"
    return frozenset(cast("ResourceLoader", spec.loader).get_data(listing).decode().split())


@cache
def _unknown(name: str) -> str:
    near = _nearest(name)
    hint = f"did you mean {near}?" if near else "they are written as Europe/Berlin or +02:00"
    return f"{quoted(name)} is no time zone ({hint})"


def _nearest(name: str) -> str | None:
    from difflib import get_close_matches  # only a misspelling pays for it

    by_name = {known.casefold(): known for known in sorted(_names())}
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
