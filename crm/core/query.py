"""The query of ``crm list``: words that all must hold, as ``field:value``, ``#topic`` or plain words.

company:grid        the field holds the text, case and accents ignored; a list field: one item does
tag:alumni          one of the tags (also tags:), topic:… one of the topics, those of the log included
tier:A  status:paused
last:<2026-03-01    the last real contact before (<) or from (>) that day, or last:never
energy              the name, slug, company, role, a tag or topic holds the text
-tag:alumni         not so
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from crm.core.contacts.fields import BY_NAME, plain_value
from crm.core.contacts.people import plain
from crm.core.logs.topics import same
from crm.core.state.history import History
from crm.core.text.texts import quoted
from crm.core.times import dates
from crm.core.values import dataclass

_SINGULAR = {"tag": "tags", "topic": "topics", "alias": "aliases", "mail": "email"}


class BadQuery(ValueError):
    """A word that is no query. ``hint`` says what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Query:
    """A compiled query: call ``matches`` with a contact's history.

    ``asks_log`` says whether it asks for more of a log than the last real contact.
    """

    tests: tuple[Callable[[History], bool], ...]
    asks_log: bool

    def matches(self, past: History) -> bool:
        return all(test(past) for test in self.tests)


def parse(words: Sequence[str]) -> Query:
    """The query that some words make. Raises BadQuery."""
    return Query(tuple(_negatable(word) for word in words if word), any(map(_asks_topics, words)))


def _asks_topics(word: str) -> bool:
    """Whether a word of a query is about topics, which stand in the log too: so may a word without a field."""
    asked = word.removeprefix("not:")
    name, colon, _ = asked.partition(":")
    return bool(word) and (not colon or asked.startswith("#") or _SINGULAR.get(name.lower(), name.lower()) == "topics")


def _negatable(word: str) -> Callable[[History], bool]:
    negated = word.removeprefix("not:")
    if negated != word and negated:
        test = _test(negated)
        return lambda past: not test(past)
    return _test(word)


def _test(word: str) -> Callable[[History], bool]:
    if word.startswith("#"):
        return _topic(word[1:])
    name, colon, value = word.partition(":")
    if not colon:
        return _anywhere(plain(word))
    name = _SINGULAR.get(name.lower(), name.lower())
    if name == "topics":
        return _topic(value)
    if name == "last":
        return _last(value)
    if name != "slug" and name not in BY_NAME:
        raise BadQuery(
            f"there is no field {quoted(name)} to list by", f"use one of: {', '.join(['last', 'slug', *BY_NAME])}"
        )
    return _field(name, plain(value))


def _field(name: str, value: str) -> Callable[[History], bool]:
    def test(past: History) -> bool:
        contact = past.contact
        held = contact.slug if name == "slug" else contact.status if name == "status" else contact.fields.get(name)
        written = plain_value(held)
        items = written if isinstance(written, list) else [] if written is None else [written]
        return any(value in plain(str(item)) for item in items)

    return test


def _topic(topic: str) -> Callable[[History], bool]:
    wanted = same(topic)
    return lambda past: any(wanted in same(own) for own in topics_of(past))


def topics_of(past: History) -> list[str]:
    """The topics of a contact: its field's and its log's."""
    return [*past.contact.topics, *(topic for entry in past.entries for topic in entry.topics)]


def _last(value: str) -> Callable[[History], bool]:
    if value == "never":
        return lambda past: past.last_real_contact() is None
    sign, text = value[:1], value[1:]
    try:
        if sign not in {"<", ">"}:
            raise ValueError("it needs < or > and a date")
        day = dates.parse_date(text)
    except ValueError as error:
        hint = "write last:<2026-03-01, last:>2026-03-01 or last:never (in quotes, for the shell)"
        raise BadQuery(f"last:{value} cannot be read: {error}", hint) from None
    return lambda past: _holds(last_contact(past), sign, day)


def _holds(last: date | None, sign: str, day: date) -> bool:
    return last is not None and (last < day if sign == "<" else last >= day)


def last_contact(past: History) -> date | None:
    """The day of the last real contact."""
    entry = past.last_real_contact()
    return entry.stamp.day if entry else None


def _anywhere(wanted: str) -> Callable[[History], bool]:
    def test(past: History) -> bool:
        contact = past.contact
        texts = [contact.name, contact.slug, contact.company, contact.role, *contact.tags, *topics_of(past)]
        return any(wanted in plain(text) for text in texts if text)

    return test
