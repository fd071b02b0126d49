"""The table of a contact's fields: name, type, description, and how each is read from its text.

A row here is all that a new field costs: reading, ``crm set``, ``crm show --json``, the checks and the reference page
follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from crm.core.times import dates
from crm.core.model import Birthday, Cadence
from crm.core.text.texts import quoted
from crm.core.values import dataclass

Shape = Literal["text", "list"]

STATUSES = ("active", "paused", "do-not-contact", "deceased")
TIERS = ("A", "B", "C", "D")
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\Z")
_SLUG = re.compile(r"[^/\\\x00-\x1f]+\Z")


class BadField(ValueError):
    """A value that its field cannot hold. ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Field:
    """One known key of a contact's front matter.

    ``parse`` turns the text of a scalar (for a ``list``, of each item) into its typed value and raises ``BadField``.
    ``fallback`` stands in for a value that cannot be read; ``None`` leaves the field out.
    """

    name: str
    shape: Shape
    kind: str
    description: str
    parse: Callable[[str], object] = str
    fallback: object = None
    example: str = ""


def _parsed(parse: Callable[[str], object], hint: str) -> Callable[[str], object]:
    """A parser of ``crm.core.times.dates`` whose errors carry what to write instead."""

    def read(text: str) -> object:
        try:
            return parse(text)
        except ValueError as error:
            raise BadField(str(error), hint) from None

    return read


def _choice(what: str, choices: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        for choice in choices:
            if text.casefold() == choice.casefold():
                return choice
        raise BadField(f"{quoted(text)} is no {what}", f"write one of {', '.join(choices)}")

    return read


def _email(text: str) -> str:
    if not _EMAIL.match(text):
        raise BadField(f"{quoted(text)} is no mail address", "write it as name@example.org")
    return text


def _flag(text: str) -> bool:
    if text.casefold() in {"true", "yes"}:
        return True
    if text.casefold() in {"false", "no"}:
        return False
    raise BadField(f"{quoted(text)} is neither true nor false", "write true or false")


def _slug(text: str) -> str:
    """The slug of another contact, also as a wikilink."""
    slug = text.removeprefix("[[").removesuffix("]]").split("|")[0].removesuffix(".md").removeprefix("contacts/")
    if not _SLUG.match(slug):
        raise BadField(f"{quoted(text)} is no contact", "write the stem of the contact's file")
    return slug


def _zone(text: str) -> str:
    dates.zone(text)
    return text


_DATE_HINT = "write it as YYYY-MM-DD"

FIELDS: tuple[Field, ...] = (
    Field("name", "text", "text", "the one required key", example="Jordan Example"),
    Field("aliases", "list", "list", "other names they go by", example="[J. Example]"),
    Field("email", "list", "mail address, or a list", "the first is preferred", _email, example="jordan@example.org"),
    Field("phone", "list", "text, or a list", "the first is preferred", example='"+1 555 0100"'),
    Field(
        "linkedin",
        "text",
        "address, or none",
        "their profile; none: they have no account, so no invitation is owed",
        example="https://www.linkedin.com/in/jordan-example",
    ),
    Field("company", "text", "text", "where they work", example="Example Grid"),
    Field("role", "text", "text", "what they do there", example="Head of Data"),
    Field("location", "text", "text", "where they live", example="Berlin"),
    Field(
        "timezone",
        "text",
        "IANA zone",
        "theirs; only shown, never used to read a stamp",
        _parsed(_zone, "write an IANA zone such as Europe/Berlin"),
        example="Europe/Berlin",
    ),
    Field("met", "text", "text", "how we met", example="Energy meetup, spring 2026"),
    Field(
        "introduced_by", "text", "slug", "the contact who introduced us; is owed a report", _slug, example="sam-example"
    ),
    Field("tags", "list", "list", "labels to find them by", example="[energy, alumni]"),
    Field("topics", "list", "list", "what we talk about; articles are matched by it", example="[grid storage]"),
    Field(
        "tier",
        "text",
        "A, B, C or D",
        "how close to keep in touch: 42, 90, 180 or 365 days",
        _choice("tier", TIERS),
        example="B",
    ),
    Field(
        "cadence",
        "text",
        "N days, weeks, months or years",
        "how often to be in touch; overrides the tier's",
        _parsed(dates.parse_cadence, "write it as 6 weeks, or 6w"),
        example="6 weeks",
    ),
    Field(
        "snooze",
        "text",
        "date",
        "until that day nothing is shown but thanks, promises and answers",
        _parsed(dates.parse_date, _DATE_HINT),
        example="2026-12-01",
    ),
    Field(
        "status",
        "text",
        "active, paused, do-not-contact or deceased",
        "who is not to be written to",
        _choice("status", STATUSES),
        fallback="paused",
        example="active",
    ),
    Field(
        "birthday",
        "text",
        "MM-DD or YYYY-MM-DD",
        "shown on the day, for tier A",
        _parsed(dates.parse_birthday, "write it as 05-17 or 1980-05-17"),
        example="05-17",
    ),
    Field("card", "text", "true or false", "also owes a handwritten card", _flag, example="true"),
    Field(
        "added",
        "text",
        "date",
        "when the contact entered the book",
        _parsed(dates.parse_date, _DATE_HINT),
        example="2026-06-09",
    ),
    Field(
        "different_from",
        "list",
        "slug, or a list",
        "contacts who are somebody else although they look alike; crm dupes leaves them out",
        _slug,
        example="jordan-example-2",
    ),
    Field(
        "conflicts",
        "list",
        "list",
        "what a merge could not settle, as key: value; delete a line to settle it",
        example='["tier: B"]',
    ),
)

BY_NAME = {field.name: field for field in FIELDS}


def plain_value(value: object) -> object:
    """A typed value as JSON has it; what JSON has no type for is written as in the file."""
    if isinstance(value, tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Cadence):
        return f"{value.count} {value.unit}"
    if isinstance(value, Birthday):
        year = f"{value.year:04}-" if value.year else ""
        return f"{year}{value.month:02}-{value.day:02}"
    return value
