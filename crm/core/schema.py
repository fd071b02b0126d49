"""What may stand in a book's files as JSON Schema (draft 2020-12), for editors and other programs.

Made from the tables of fields and settings. A schema says what the program reads as meant; what it merely doubts (an
unknown key, which is kept) is no fault here either. A value that YAML itself gives a type, as ``phone: 0123``, is text
to us: so a text may be a number or a truth value to whoever validates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field
from datetime import date, time
from typing import Any

from crm.core.contacts.fields import FIELDS, STATUSES, TIERS
from crm.core.kinds import BUILT_IN
from crm.core.notes import note
from crm.core.settings import SECTIONS, rows

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = rf"{_DAY}([ \tT]+[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?(-[0-9]{{2}}:[0-9]{{2}})?)?([ \t]+[A-Z+-]\S*)?"
_MAIL = r"""[^@\s<>,;"]+@[^@\s<>,;"]+"""
_UNITS = "[dD]([aA][yY][sS]?)?|[wW]([eE][eE][kK][sS]?)?|[mM]([oO][nN][tT][hH][sS]?)?|[yY]([eE][aA][rR][sS]?)?"


def _matching(pattern: str, **more: object) -> Schema:
    return {"type": "string", "pattern": f"^({pattern})$", **more}


def _choice(words: Iterable[str]) -> Schema:
    """One of some words; an editor proposes them as they are, and in any other case they are as good."""
    words = list(words)
    anyhow = "|".join("".join(_either_case(char) for char in word) for word in words)
    return {"anyOf": [{"enum": words}, _matching(anyhow)]}


def _either_case(char: str) -> str:
    return f"[{char.lower()}{char.upper()}]" if char.isalpha() else char


_LINK: Schema = {"type": "array", "items": {"type": "array"}, "minItems": 1, "maxItems": 1}
"""A ``[[wikilink]]`` without quotes, as YAML reads it; to us it is text."""

_TEXT: Schema = {"anyOf": [{"type": ["string", "number", "boolean"]}, _LINK]}
_DATE = _matching(_DAY, format="date")
_SLUG: Schema = {"anyOf": [_matching(r"[^\n]+"), _LINK]}

_OF_KIND: Mapping[str, Schema] = {
    "text": _TEXT,
    "list": _TEXT,
    "mail address, or a list": _matching(_MAIL),
    "text, or a list": _TEXT,
    "address, or none": _TEXT,
    "IANA zone": {"type": "string"},
    "slug": _SLUG,
    "slug, or a list": _SLUG,
    "A, B, C or D": _choice(TIERS),
    "N days, weeks, months or years": _matching(rf"\s*0*[1-9][0-9]{{0,2}}\s*({_UNITS})\s*"),
    "date": _DATE,
    "active, paused, do-not-contact or deceased": _choice(STATUSES),
    "MM-DD or YYYY-MM-DD": _matching(r"([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    "true or false": {"anyOf": [{"type": "boolean"}, _choice(("true", "false", "yes", "no"))]},
}
"""What a value may be, by the kind that the table of fields gives it; a list has such items."""


def contact() -> Schema:
    """The front matter of a contact's file."""
    properties = {}
    for field in FIELDS:
        one = _OF_KIND[field.kind]
        shape = _list(one) if field.shape == "list" else one if field.name == "name" else _or_nothing(one)
        properties[field.name] = {"description": field.description, "examples": [_example(field.example)], **shape}
    return _page("contact", "The front matter of contacts/SLUG.md", properties, ["name"])


def notes() -> Schema:
    """The front matter of a note's file."""
    moment = _or_nothing(_matching(_MOMENT))
    whom = r"(\S*[^\W\d_]\S*[ \t]+)?"
    properties = {
        "kind": {"description": "the kind of note", **_choice(note.KINDS)},
        "to": {"description": "the slug of the contact", **_SLUG},
        "email": {"description": "the address it goes to; else the contact's first", **_or_nothing(_matching(_MAIL))},
        "subject": {"description": "its subject", **_or_nothing(_TEXT)},
        "about": {
            "description": "the talk, by its date or date and time; in a report-back behind the slug of whom I met",
            **_or_nothing(_matching(whom.replace(r"[^\W\d_]", "[^0-9_]") + _MOMENT)),
        },
        "article": {"description": "the slug of the article it shares", **_or_nothing(_SLUG)},
        "attach": {"description": "files that go with it", **_list(_TEXT)},
        "status": {"description": "draft or sent", **_or_nothing(_choice(note.STATUSES))},
        "handed": {"description": "when it was handed to a mail program", **moment},
        "sent": {"description": "when it was sent", **moment},
        "lint-ok": {
            "description": "waived rules, each with a reason",
            **_list(_matching(r"[Ll](0[1-9]|1[0-9]|2[0-8])([:\s]+.*)?")),
        },
    }
    return _page("note", "The front matter of notes/DATE-SLUG-KIND.md", properties, ["kind", "to"])


def article() -> Schema:
    """The front matter of an article's file, as we or Obsidian's Web Clipper write it."""
    day = _or_nothing(_matching(rf"{_DAY}.*"))
    properties = {
        "title": {"description": "its title; else the file's name", **_or_nothing(_TEXT)},
        "url": {"description": "its address", **_or_nothing(_TEXT)},
        "source": {"description": "the same, as the Web Clipper calls it", **_or_nothing(_TEXT)},
        "topics": {"description": "what it is about; contacts are matched by it", **_list(_TEXT)},
        "tags": {"description": "the same, as the Web Clipper calls it", **_list(_TEXT)},
        "published": {"description": "when it was published", **day},
        "added": {"description": "when it entered the reading list", **day},
        "created": {"description": "the same, as the Web Clipper calls it", **day},
        "read": {"description": "when I read it; unread articles are never proposed", **day},
    }
    return _page("article", "The front matter of articles/SLUG.md", properties, [])


_OF_SETTING: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "true or false": {"type": "boolean"},
    "whole number": {"type": "integer", "minimum": 0, "maximum": 10_000},
    "whole number above 0": {"type": "integer", "minimum": 1, "maximum": 10_000},
    "number from 0 to 1": {"type": "number", "minimum": 0, "maximum": 1},
    "time of day": _matching(rf"{_CLOCK}(:00)?"),
    "IANA zone": {"type": "string"},
    "list of dates": {"type": "array", "items": _DATE},
    "list of texts": {"type": "array", "items": {"type": "string"}},
    "A, B, C or D": {"enum": list(TIERS)},
    "[least, most]": {
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": 10_000},
        "minItems": 2,
        "maxItems": 2,
    },
}
"""What a setting may be, by the name of its type."""


def settings() -> Schema:
    """crm.toml."""
    properties: Schema = {
        name: {
            "type": "object",
            "description": (table.__doc__ or "").partition(": ")[2],
            "properties": {row.name: _setting(row) for row in rows(name)},
            "additionalProperties": False,
        }
        for name, table in SECTIONS.items()
    }
    like = {"description": "the built-in kind that it is like", **_choice(BUILT_IN)}
    properties["kinds"] = {
        "type": "object",
        "description": "kinds of interaction of your own",
        "additionalProperties": {
            "type": "object",
            "properties": {"like": like},
            "required": ["like"],
            "additionalProperties": False,
        },
    }
    return {**_page("settings", "crm.toml", properties, []), "additionalProperties": False}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "contact": contact,
    "note": notes,
    "article": article,
    "settings": settings,
}
"""The schemas by what they are of."""


def _page(name: str, title: str, properties: Schema, required: list[str]) -> Schema:
    head = {"$schema": DIALECT, "$id": f"urn:crm:schema:{name}", "title": title, "type": "object"}
    return {**head, "properties": properties, **({"required": required} if required else {})}


def _or_nothing(one: Schema) -> Schema:
    """A value or none: an empty one counts as not written."""
    return {"anyOf": [one, {"type": "null"}]}


def _list(one: Schema) -> Schema:
    """A list of such values, or one of them."""
    return {"anyOf": [one, {"type": "array", "items": _or_nothing(one)}, {"type": "null"}]}


def _example(text: str) -> object:
    """An example of the table, which is written as in the file."""
    if text.startswith("["):
        return [part.strip().strip('"') for part in text.strip("[]").split(",")]
    return text == "true" if text in {"true", "false"} else text.strip('"')


def _setting(row: Field[Any]) -> Schema:
    default = row.default if row.default is not MISSING else None
    return {
        "description": row.metadata["description"],
        "default": _plain(default),
        **_OF_SETTING[row.metadata["type"].name],
    }


def _plain(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | frozenset):
        return sorted(map(_plain, value), key=str) if isinstance(value, frozenset) else [_plain(one) for one in value]
    return value
