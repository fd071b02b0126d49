"""Values as JSON and back: a damaged text raises an error, and can do nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from crm.adapters.index.errors import Broken
from crm.core.kinds import Kind, Kinds
from crm.core.model import Article, Birthday, Cadence, Contact, Detail, Interaction, Problem, Stamp
from crm.core.times import dates

_NONSENSE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What a text raises that is not one of ours."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def seconds(instant: datetime) -> int:
    """An instant as whole seconds since 1970; what is less than one is left out, as no log writes it."""
    return (instant - _EPOCH) // _SECOND


def instant(seconds: int) -> datetime:
    """The instant that many seconds after 1970. Raises OverflowError."""
    return _EPOCH + timedelta(seconds=seconds)


class Codec:
    """Contacts, articles and problems of one book as text, and back as the same values.

    ``zone`` is the book's and ``kinds`` are its own: a text is to be read with those that it was written with.
    """

    def __init__(self, kinds: Kinds, zone: tzinfo) -> None:
        self.kinds, self.zone = kinds, zone
        self._known: dict[str, Kind] = {}

    def contact(self, one: Contact) -> str:
        """A contact as text, without its problems."""
        fields = {key: _field(value) for key, value in one.fields.items()}
        return _text([fields, dict(one.lines), [self._entry(entry) for entry in one.interactions]])

    def read_contact(self, text: str, slug: str, path: str, problems: tuple[Problem, ...]) -> Contact:
        """The contact of a text. Raises Broken."""
        try:
            fields, lines, entries = json.loads(text)
            values = {key: value if type(value) is str else _read_field(value) for key, value in fields.items()}
            interactions = tuple([self._read_entry(entry) for entry in entries])
        except _NONSENSE as error:
            raise Broken(f"{path}: {error}", damaged=True) from error
        return Contact(slug, path, values, lines, interactions, problems)

    def _entry(self, entry: Interaction) -> list[object]:
        stamp = entry.stamp
        return [
            seconds(stamp.start),
            seconds(stamp.end) if stamp.end else None,
            None if stamp.zone is self.zone else _zone_text(stamp.zone),
            stamp.date_only,
            entry.kind.name,
            entry.line,
            entry.channel,
            entry.summary,
            entry.topics,
            [[one.label, one.text, one.line, one.done, one.by and one.by.isoformat()] for one in entry.details],
            entry.written,
            entry.stamp_text,
        ]

    def _read_entry(self, given: list[Any]) -> Interaction:
        start, end, zone, date_only, kind, line, channel, summary, topics, details, written, stamp_text = given
        return Interaction(
            Stamp(
                instant(start),
                self.zone if zone is None else dates.zone(zone),
                None if end is None else instant(end),
                date_only,
            ),
            self._known.get(kind) or self._kind(kind),
            line,
            channel,
            summary,
            tuple(topics),
            tuple(
                [
                    Detail(label, said, number, done, by and date.fromisoformat(by))
                    for label, said, number, done, by in details
                ]
            ),
            written,
            stamp_text,
        )

    def _kind(self, name: str) -> Kind:
        return self._known.setdefault(name, self.kinds[name])

    @staticmethod
    def article(one: Article) -> str:
        """An article as text, without its problems."""
        days = [day and day.isoformat() for day in (one.published, one.added, one.read)]
        return _text([one.title, one.url, one.topics, days, one.text])

    @staticmethod
    def read_article(text: str, slug: str, path: str, problems: tuple[Problem, ...]) -> Article:
        """The article of a text. Raises Broken."""
        try:
            title, url, topics, days, said = json.loads(text)
            published, added, read = (day and date.fromisoformat(day) for day in days)
        except _NONSENSE as error:
            raise Broken(f"{path}: {error}", damaged=True) from error
        return Article(slug, path, title, url, tuple(topics), published, added, read, said, problems)

    @staticmethod
    def problems(some: tuple[Problem, ...]) -> str | None:
        """Problems of one file as text; None for none."""
        found = [[one.line, one.rule, one.severity, one.message, one.hint] for one in some]
        return _text(found) if found else None

    @staticmethod
    def read_problems(text: str | None, path: str) -> tuple[Problem, ...]:
        """The problems of a text. Raises Broken."""
        try:
            return tuple(Problem(path, *one) for one in json.loads(text)) if text else ()
        except _NONSENSE as error:
            raise Broken(f"{path}: {error}", damaged=True) from error


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _zone_text(zone: tzinfo) -> str:
    """A zone as ``dates.zone`` reads it, also where its offset is none: UTC by name is another zone than +00:00."""
    if isinstance(zone, ZoneInfo):
        return zone.key
    if type(zone) is not timezone:
        raise ValueError(f"{zone!r} has no name")
    name = dates.zone_name(zone)
    return "+00:00" if name == "UTC" else name


def _field(value: object) -> object:
    """The typed value of a field; what JSON has no type for, as an object with its type for a key."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Cadence):
        return {"cadence": [value.count, value.unit]}
    if isinstance(value, Birthday):
        return {"birthday": [value.month, value.day, value.year]}
    raise ValueError(f"{value!r} is of no type that a field has")


def _read_field(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, Mapping):
        if "date" in value:
            return date.fromisoformat(value["date"])
        return Cadence(*value["cadence"]) if "cadence" in value else Birthday(*value["birthday"])
    return value
