"""An article's file as an Article. Clippings of Obsidian's Web Clipper are read as they are.

Source: the section "An article" of docs/format.md.
"""

from __future__ import annotations

from datetime import date

from crm.core.times import dates
from crm.core.contacts.contact import faults
from crm.core.documents.document import Document, Value
from crm.core.model import Article, Problem
from crm.core.documents.slugs import stem

_CLIPPER = {"url": "source", "added": "created", "topics": "tags"}
"""Our keys, and what the Web Clipper calls them."""


def read(document: Document, path: str) -> Article | None:
    """The article in a file, or ``None`` where the file cannot be parsed."""
    if not document.readable:
        return None
    problems = list(faults(document, path))
    days = {key: _day(key, document, path, problems) for key in ("published", "added", "read")}
    return Article(
        stem(path),
        path,
        _text("title", document) or stem(path),
        _text("url", document),
        _texts("topics", document),
        days["published"],
        days["added"],
        days["read"],
        document.body,
        tuple(problems),
    )


def _value(key: str, document: Document) -> Value | None:
    """The value of a key of ours, under the clipper's name where ours is missing."""
    own = document.keys.get(key)
    if own is not None and not own.null:
        return own
    other = document.keys.get(_CLIPPER.get(key, ""))
    return other if other is not None and not other.null else None


def _text(key: str, document: Document) -> str | None:
    value = _value(key, document)
    return value.text if value else None


def _texts(key: str, document: Document) -> tuple[str, ...]:
    value = _value(key, document)
    if value is None:
        return ()
    found = value.items if value.items is not None else ((value.text,) if value.text else ())
    return tuple(text.lstrip("#") for text in found if text)


def _day(key: str, document: Document, path: str, problems: list[Problem]) -> date | None:
    """A date; the clipper may write a time behind it, which says nothing here."""
    value = _value(key, document)
    if value is None:
        return None
    try:
        return dates.parse_date((value.text or "")[:10])
    except ValueError as error:
        problems.append(Problem(path, value.line, key, "error", f"{key}: {error}", "write it as YYYY-MM-DD"))
        return None
