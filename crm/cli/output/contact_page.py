"""One contact on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crm.cli.output import times
from crm.cli.output.due_list import when
from crm.cli.output.out import Out
from crm.cli.output.text import behind, safe, titled, wrap
from crm.cli.output.views import field_text
from crm.core.contacts.fields import FIELDS
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import command
from crm.core.model import Contact, Interaction
from crm.core.state.situation import Situation

if TYPE_CHECKING:
    from crm.core.logs.prose import Prose

_MARGIN = 80
"""Columns up to which text is wrapped: longer lines are hard to read."""


def lines(contact: Contact, due: Sequence[Standing], prose: Prose, situation: Situation, out: Out) -> Iterator[str]:
    """Name, fields, what I wrote about them, what is due, then the log from the latest entry to the first."""
    for name, path in titled(safe(contact.name), safe(contact.path), out.width):
        yield out.style(name, "bold") + out.style(path, "dim")
    for field in FIELDS:
        if field.name != "name" and field.name in contact.fields:
            yield from behind(f"  {field.name:13} ", safe(field_text(contact.fields[field.name])), out.width)
    if prose.around:
        yield ""
    for text in prose.around:
        yield from wrap(safe(text), min(out.width, _MARGIN), "  ") or [""]
    if due:
        yield ""
        yield out.style("Due", "bold")
        for item in due:
            said = when(item, situation.now, situation.contents.zone)
            action = item.follow_up.action
            yield from behind(f"  {out.style(action, item.state)}  ", said, out.width, 4 + len(action))
            yield f"    {safe(command(item.follow_up))}"
    if contact.interactions:
        yield ""
        yield out.style("Log", "bold")
    for entry in reversed(contact.interactions):
        yield from _entry(entry, prose.below.get(entry.line, ()), situation, out)


def _entry(entry: Interaction, below: Sequence[str], situation: Situation, out: Out) -> Iterator[str]:
    """An entry as it is written, every line below it included."""
    channel = f" ({entry.channel})" if entry.channel else ""
    ahead = " (ahead)" if entry.stamp.start > situation.now else ""
    width = min(out.width, _MARGIN)
    weekday = times.day(entry.stamp.day, entry.stamp.day).split()[0]
    head, *more = wrap(safe(f"{entry.stamp_text} {entry.kind.name}{channel}{ahead}"), width, " " * 6)
    yield f"  {weekday} {out.style(head[6:], 'bold')}"
    yield from (" " * 6 + out.style(line[6:], "bold") for line in more)
    yield from wrap(safe(entry.summary), width, " " * 6)
    for text in below:
        bare = text.lstrip()
        yield from wrap(safe(bare), width, " " * (6 + len(text) - len(bare)))
