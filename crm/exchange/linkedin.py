"""Connections.csv of LinkedIn's data export.

Above the header stand lines on missing addresses; most connections have none. ``Connected On`` is as ``09 Jun 2026``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from crm.core.contacts.person import Arrivals, Person, Raw, Since, Unread, arrivals, clean, tidied
from crm.core.incoming import decoding, tables

COLUMNS = frozenset({"first name", "last name", "url", "email address", "company", "position", "connected on"})
_NEEDED = frozenset({"first name", "connected on"})
_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4})\Z")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\b")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def knows(header: Sequence[str]) -> int:
    """How many columns of a line are those of this format; 0 where one that is needed is missing."""
    return len(COLUMNS.intersection(header)) if _NEEDED.issubset(header) else 0


def read(data: bytes) -> Arrivals | None:
    """The connections in a file; None where it has no such table."""
    table = tables.read(decoding.text_of(data), knows)
    if table is None:
        return None
    return arrivals((_person(row) for row in table.rows), table.blank)


def _person(row: tables.Row) -> Person | Unread:
    if row.fault:
        return Unread(row.line, row.fault)
    first, last, when = row.first("first name"), row.first("last name"), clean(row.first("connected on"))
    url, email = row.first("url"), row.first("email address")
    if not (first.strip() or last.strip() or email.strip()):
        return Unread(row.line, "it names nobody: LinkedIn leaves the row of a closed account empty")
    connected: Since = _day(when) or "unknown"  # whoever is in this file is connected, whatever the date
    odd = f'"{when}" is no date' if when else "there is no date"
    slip = (
        (f"connected on: {odd}; the linkedin entry says that the day is not known",) if connected == "unknown" else ()
    )
    return tidied(
        Raw(
            row.line,
            [f"{first} {last}"],
            emails=[email],
            urls=[url],
            company=row.first("company"),
            role=row.first("position"),
            connected=connected,
            left_out=slip,
        )
    )


def _day(text: str) -> date | None:
    match, iso = _DAY.match(text), _ISO.match(text)
    try:
        if match and match[2].lower() in _MONTHS:
            return date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None
