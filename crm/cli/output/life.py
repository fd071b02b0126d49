"""A contact's life, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from crm.book.past.life import Event, Life, Recorded
from crm.cli.output import times, views
from crm.cli.output.out import Out
from crm.cli.output.text import behind, columns, pad, safe, titled
from crm.core.model import Interaction
from crm.core.times.dates import iso

_SHORT = 10
"""Characters of a commit's id."""


def lines(life: Life, now: datetime, zone: tzinfo, out: Out) -> Iterator[str]:
    """A line for each interaction and each change, the first at the top; with the commit that undo takes."""
    for name, path in titled(safe(life.name), safe(life.path), out.width):
        yield out.style(name, "bold") + out.style(path, "dim")
    rows = [row for event in life.events for row in _rows(event, now, zone)]
    width = max((len(when) for when, _, _ in rows), default=0)
    for when, text, commit in rows:
        *said, last = behind(f"  {pad(when, width)}  ", safe(text), out.width)
        yield from said
        if commit and columns(last) + 2 + len(commit) > out.width:
            yield last
            last = " " * (width + 2)
        yield last + (out.style(f"  {commit}", "dim") if commit else "")


def _rows(event: Event, now: datetime, zone: tzinfo) -> Iterator[tuple[str, str, str]]:
    commit = event.recorded.commit[:_SHORT] if event.recorded else ""
    if event.interaction is not None:
        stamp = event.interaction.stamp
        when = times.day(stamp.day, now.astimezone(zone).date())
        yield when if stamp.date_only else times.moment(stamp.start, zone, now), _said(event.interaction), commit
        return
    when = times.moment(event.at, zone, now) if event.recorded else "not recorded"
    for change in event.changes:
        yield when, change, commit
        when, commit = "", ""


def _said(entry: Interaction) -> str:
    channel = f" ({entry.channel})" if entry.channel else ""
    return f"{entry.kind.name}{channel}{f': {entry.summary}' if entry.summary else ''}"


def json(life: Life, zone: tzinfo) -> views.Json:
    """The same as JSON, with the fields of docs/command-line.md."""
    return {"slug": life.slug, "path": life.path, "events": [_event(event, zone) for event in life.events]}


def _event(event: Event, zone: tzinfo) -> views.Json:
    recorded = _recorded(event.recorded, zone) if event.recorded else None
    if event.interaction is not None:
        return {"event": "interaction", **views.interaction(event.interaction), "recorded": recorded}
    return {"event": "change", "at": iso(event.at, zone), "changes": list(event.changes), "recorded": recorded}


def _recorded(recorded: Recorded, zone: tzinfo) -> views.Json:
    return {
        "commit": recorded.commit,
        "at": iso(recorded.at, zone),
        "by": recorded.by,
        "subject": recorded.subject,
        "operation": recorded.operation or None,
    }
