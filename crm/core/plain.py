"""Values as plain data, which any format of data has: texts, numbers, lists and mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING

from crm.core.contacts.fields import plain_value
from crm.core.kinds import Kinds
from crm.core.model import Interaction
from crm.core.settings import SECTIONS, Settings
from crm.core.times.dates import iso

if TYPE_CHECKING:
    from crm.core.documents.document import Document

Plain = dict[str, object]


def interaction(entry: Interaction) -> Plain:
    """One entry of a log, with the fields of docs/command-line.md, "JSON"."""
    stamp = entry.stamp
    return {
        "at": stamp.day.isoformat() if stamp.date_only else iso(stamp.start, stamp.zone),
        "end": instant(stamp.end, stamp.zone),
        "date_only": stamp.date_only,
        "kind": entry.kind.name,
        "channel": entry.channel,
        "summary": entry.summary,
        "topics": list(entry.topics),
        "details": [
            {
                "label": detail.label,
                "text": detail.text,
                "done": detail.done if detail.label == "task" else None,
                "by": detail.by.isoformat() if detail.by else None,
            }
            for detail in entry.details
        ],
        "line": entry.line,
    }


def instant(moment: datetime | None, zone: tzinfo) -> str | None:
    """An instant by the clocks of a zone, in ISO 8601."""
    return iso(moment, zone) if moment else None


def keys(document: Document, but: Mapping[str, object] | None = None) -> Plain:
    """The keys of a front matter, ``but`` some, with their texts: what is neither text nor list as it is written."""
    found: Plain = {}
    for key, value in document.keys.items():
        if but is None or key not in but:
            items = value.items
            start, end = value.span
            found[key] = None if value.null else list(items) if items is not None else value.text
            if found[key] is None and not value.null:
                found[key] = document.text[start:end]
    return found


def settings(said: Settings) -> Plain:
    """All settings, those that are not written with their defaults."""
    found: Plain = {
        name: {row.name: _setting(getattr(getattr(said, name), row.name)) for row in fields(table)}
        for name, table in SECTIONS.items()
    }
    return {**found, "kinds": _kinds(said.kinds)}


def _kinds(own: Kinds) -> Plain:
    return {name: {"like": like} for name, like in own.own.items()}


def _setting(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, frozenset):
        return sorted(item.isoformat() for item in value if isinstance(item, date))
    return plain_value(value)
