"""The daily list, on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from crm.cli.output import times
from crm.cli.output.out import Out
from crm.cli.output.text import columns, cut, pad, safe, wrap
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import command, why
from crm.core.state.situation import Situation

_WIDE = 120
"""Columns from which the command stands on the first line."""

_NAME = 30
"""Columns that a name takes at most."""

_LEAST = 12
"""Columns of a name that are shown in any case."""


def lines(shown: Sequence[Standing], hidden: int, situation: Situation, out: Out) -> Iterator[str]:
    """The list, ready to print; ``hidden`` counts what the cap keeps back."""
    now, zone = situation.now, situation.contents.zone
    if not shown:
        yield "Enough for today." if hidden else "Nothing is due. Enjoy the conversation you are in."
        return
    owed = [item for item in shown if item.state != "upcoming"]
    coming = [item for item in shown if item.state == "upcoming"]
    if not out.piped:
        yield out.style(f"{times.moment(now, zone, now)} · {counted(owed)}", "bold")
    if out.piped:
        yield from _rows(shown, now, zone, out)
    else:
        yield from _cards(owed, now, zone, out)
        if coming:
            yield ""
            yield out.style("Coming up", "bold")
            yield from _cards(coming, now, zone, out)


def counted(owed: Sequence[Standing]) -> str:
    """How many there are, and how many of them are late."""
    if not owed:
        return "nothing is due"
    late = sum(item.state == "late" for item in owed)
    count = f"{len(owed)} follow-up{'s' if len(owed) != 1 else ''}"
    return f"{count}, {late} late" if late else count


def when(item: Standing, now: datetime, zone: tzinfo) -> str:
    """The moment that matters next, relative and absolute, in both zones where they differ."""
    follow_up = item.follow_up
    if item.state == "upcoming":
        return f"opens in {times.span(item.opens - now)}, {times.both(item.opens, follow_up.zone, zone, now)}"
    due_by = times.both(follow_up.due_by, follow_up.zone, zone, now)
    if item.state == "late":
        return f"{times.span(now - follow_up.due_by)} late, was due {due_by}"
    if item.state == "open" and follow_up.best_by and follow_up.best_by < follow_up.due_by:
        best = times.both(follow_up.best_by, follow_up.zone, zone, now)
        return f"best in {times.span(follow_up.best_by - now)}, {best}; due {due_by}"
    return f"due in {times.span(follow_up.due_by - now)}, {due_by}"


def _cards(items: Sequence[Standing], now: datetime, zone: tzinfo, out: Out) -> Iterator[str]:
    """Who, what and when; why, and where it stands; the command, on the first line where that is wide enough."""
    actions = max((len(item.follow_up.action) for item in items), default=0)
    room = max(min(_NAME, out.width - actions - 4), _LEAST)
    names = min(max((columns(safe(item.follow_up.contact.name)) for item in items), default=0), room)
    indent = " " * 4
    for item in items:
        follow_up = item.follow_up
        name, said, step = safe(follow_up.contact.name), when(item, now, zone), safe(command(follow_up))
        label = out.style(follow_up.action, item.state) + " " * (actions - len(follow_up.action))
        name = cut(name, names)
        head, behind = f"  {label}  {out.style(name, 'bold')}", " " * (names - columns(name))
        used = 2 + actions + 2 + names
        yield ""
        if out.width >= _WIDE and used + 4 + columns(said) + columns(step) <= out.width:
            yield f"{head}{behind}  {said}  {step}"
            step = ""
        elif used + 2 + columns(said) <= out.width:
            yield f"{head}{behind}  {said}"
        else:
            yield head
            yield from wrap(said, out.width, indent)
        source = f"({follow_up.cause.path}:{follow_up.cause.line})"
        for line in wrap(safe(f"{why(follow_up)} {source}"), out.width, indent):
            yield out.style(line, "dim")
        if step:  # whole, however narrow it is: whoever copies it is to get all of it
            yield indent + step


def _rows(items: Sequence[Standing], now: datetime, zone: tzinfo, out: Out) -> Iterator[str]:
    """A line each, in columns: for other programs, and for the eye behind a pipe."""
    rows = [
        (
            item.state,
            item.follow_up.action,
            safe(item.follow_up.contact.name),
            when(item, now, zone),
            safe(command(item.follow_up)),
            safe(f"{why(item.follow_up)} ({item.follow_up.cause.path}:{item.follow_up.cause.line})"),
        )
        for item in items
    ]
    widths = [min(max(columns(row[index]) for row in rows), 60) for index in range(5)]
    for row in rows:
        state, *cells = (pad(cell, width) for cell, width in zip(row[:5], widths, strict=True))
        yield "  ".join([out.style(state, row[0]), *cells, row[5]])
