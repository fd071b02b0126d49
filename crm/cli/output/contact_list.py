"""Contacts in columns: as wide as the terminal, or in full in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from crm.cli.output.out import Out
from crm.cli.output.text import columns, cut, pad, safe
from crm.core.query import last_contact
from crm.core.state.history import History

_WIDEST = 40
_AT_ONCE = 200
"""Contacts that are looked at before the columns have their widths; wider ones below them make these wider."""

_HEAD = ("slug", "name", "last contact", "works", "tags")


def lines(found: Iterable[History], out: Out) -> Iterator[str]:
    """A line each, as they come: slug, name, where they work, the last real contact, tags."""
    coming = map(_cells, found)
    widths = [0, 0, 0, 0]
    head = [] if out.piped else [_HEAD]
    while rows := list(islice(coming, _AT_ONCE)):
        rows = [*head, *rows]
        widths = [max(width, *(columns(row[index]) for row in rows)) for index, width in enumerate(widths)]
        widths = [min(width, _WIDEST) for width in widths]
        for row in rows:
            line = "  ".join([*(pad(cell, width) for cell, width in zip(row[:4], widths, strict=True)), row[4]])
            shown = line if out.piped else cut(line, out.width)
            yield out.style(shown, "dim") if row is _HEAD else shown
        head = []


def _cells(past: History) -> tuple[str, str, str, str, str]:
    contact, last = past.contact, last_contact(past)
    work = ", ".join(text for text in (contact.role, contact.company) if text)
    tags = " ".join(f"#{tag}" for tag in contact.tags)
    status = "" if contact.status == "active" else f"({contact.status}) "
    return (
        safe(contact.slug),
        safe(contact.name),
        str(last) if last else "never",
        cut(safe(work), _WIDEST),
        safe(status + tags),
    )
