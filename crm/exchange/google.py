"""The CSV of Google Contacts: the headers of before 2024 (``Given Name``, ``Organization 1 - Name``) and the new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.core.contacts.person import Arrivals, Person, Raw, Unread, arrivals, linkedin, tidied
from crm.core.incoming import decoding, tables

_MANY = range(1, 10)
_MARKS = frozenset({"e mail 1 value", "phone 1 value", "organization 1 name", "organization name", "group membership"})
_NAMES = frozenset({"name", "given name", "family name", "first name", "last name", "file as"})
_BETWEEN = " ::: "
_READ = (
    "name prefix|name suffix|middle name|additional name|nickname|short name|e mail value|phone value"
    "|organization name|organization title|occupation|address city|address country|address formatted|location"
    "|birthday|labels|group membership|notes"
)
_TAKEN = _NAMES.union(_READ.split("|"))
"""Columns that are read, or say what one that is read does, without their numbers."""

_WORDS = {
    **dict.fromkeys(
        ("street", "po box", "region", "postal code", "extended address"),
        "street address",
    ),
    "department": "department",
    "event value": "anniversary",
    "relation value": "relatives",
    "website value": "web address",
    "im value": "chat address",
    "custom field value": "custom field",
}


def knows(header: Sequence[str]) -> int:
    """How many columns of a line are those of this format; 0 where none is that only this format has."""
    return len((_MARKS | _NAMES).intersection(header)) if _MARKS.intersection(header) else 0


def read(data: bytes) -> Arrivals | None:
    """The people in a file; None where it has no such table."""
    table = tables.read(decoding.text_of(data), knows)
    if table is None:
        return None
    people = (Unread(row.line, row.fault) if row.fault else _person(row) for row in table.rows)
    return replace(arrivals(people, table.blank), dropped=tables.dropped(table, _beyond))


def _beyond(name: str, text: str) -> str:
    """What a cell says and no field of a contact holds: in the words of the plan, else the name of its column."""
    bare = " ".join(re.sub(r"\d+", "", name).split())
    if bare in _TAKEN or bare.endswith(("type", "label", "service")) or linkedin(text):
        return ""
    kind = bare.removeprefix("address ").removeprefix("organization ")
    return _WORDS.get(kind, bare)


def _person(row: tables.Row) -> Person | Unread:
    return tidied(
        Raw(
            row.line,
            [row.first("name"), _full_name(row), row.first("file as"), row.first("nickname"), _company(row)],
            _split(row.all("nickname", "short name")),
            _numbered(row, "e mail", "value"),
            _numbered(row, "phone", "value"),
            [*_numbered(row, "website", "value"), *_numbered(row, "im", "value"), *_fields(row)],
            _company(row),
            next(iter(_split(row.all("organization title", "organization 1 title", "occupation"))), ""),
            _place(row),
            row.first("birthday"),
            [tag for tag in _split(row.all("labels", "group membership")) if not tag.startswith("*")],
            row.first("notes"),
        )
    )


def _full_name(row: tables.Row) -> str:
    pieces = (
        row.first("name prefix"),
        row.first("first name", "given name"),
        row.first("middle name", "additional name"),
        row.first("last name", "family name"),
        row.first("name suffix"),
    )
    titled = pieces[1].casefold().startswith(f"{pieces[0]} ".casefold())  # "Dr. Mia" beside the title "Dr."
    return " ".join(piece for piece in pieces[titled:] if piece)


def _company(row: tables.Row) -> str:
    return next(iter(_split(row.all("organization name", "organization 1 name"))), "")


def _place(row: tables.Row) -> str:
    for number in _MANY:
        city, country = row.first(f"address {number} city"), row.first(f"address {number} country")
        if city or country:
            return ", ".join(piece for piece in (city, country) if piece)
    return row.first("location")


def _numbered(row: tables.Row, name: str, what: str) -> list[str]:
    return _split(row.all(*(f"{name} {number} {what}" for number in _MANY)))


def _fields(row: tables.Row) -> list[str]:
    """Fields of the user's own, in which a LinkedIn address may stand."""
    return _numbered(row, "custom field", "value")


def _split(texts: Sequence[str]) -> list[str]:
    return [part for text in texts for part in text.split(_BETWEEN) if part.strip()]
