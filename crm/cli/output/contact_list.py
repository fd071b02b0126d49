"""Contacts in columns: as wide as the terminal, or in full in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crm.cli.output.out import Out
from crm.cli.output.text import columns, cut, pad, safe
from crm.core.history import History
from crm.core.query import last_contact

_WIDEST = 40
_HEAD = ("slug", "name", "last contact", "works", "tags")


def lines(found: Iterable[History], out: Out) -> Iterator[str]:
    """A line each: slug, name, where they work, the last real contact, tags."""
    rows = [_cells(past) for past in found]
    if rows and not out.piped:
        rows.insert(0, _HEAD)
    widths = [min(max((columns(row[index]) for row in rows), default=0), _WIDEST) for index in range(4)]
    for row in rows:
        line = "  ".join([*(pad(cell, width) for cell, width in zip(row[:4], widths, strict=True)), row[4]])
        shown = line if out.piped else cut(line, out.width)
        yield out.style(shown, "dim") if row is _HEAD else shown


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
