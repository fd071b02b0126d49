"""Every rule for one contact in words: what it saw, its arithmetic, what would clear or keeps it back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from crm.cli.output import times
from crm.cli.output.due_list import when
from crm.cli.output.out import Out
from crm.cli.output.text import behind, safe, wrap
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.rules import RULES, Rule
from crm.core.follow_ups.wording import command, why
from crm.core.model import Contact, FollowUp, Interaction
from crm.core.state.situation import Situation

_BEHIND = 12
"""Columns in front of what stands behind a name."""

_HANGING = 4
"""Columns at which a long line goes on."""


def lines(
    contact: Contact, found: Sequence[Standing], capped: Collection[FollowUp], situation: Situation, out: Out
) -> Iterator[str]:
    """A paragraph for each follow-up that a rule sees, in the order of the rules; what does not count; the rest."""
    for line in wrap(safe(f"{contact.name} ({contact.path})"), out.width, ""):
        yield out.style(line, "bold")
    now, zone = situation.now, situation.contents.zone
    yield f"as of {times.moment(now, zone, now)}"
    silent: list[Rule] = []
    for rule in RULES:
        mine = [item for item in found if item.follow_up.action in rule.actions]
        if not mine:
            silent.append(rule)
        for item in sorted(mine, key=lambda item: item.follow_up.opens):
            yield ""
            yield from _paragraph(item, item.follow_up in capped, situation, out)
    yield from _left_out(contact, situation, out)
    if silent:
        yield ""
        yield out.style("Nothing seen by the other rules", "bold")
        for rule in silent:
            yield from behind("  ", f"{'/'.join(rule.actions)}: looks for {rule.looks_for}", out.width, _HANGING)


def _left_out(contact: Contact, situation: Situation, out: Out) -> Iterator[str]:
    """The entries that no rule counts, and why."""
    past = situation.history(contact)
    reasons = [(gone, _entry(by)) for gone, by in past.void]
    reasons += [(entry, "yet to come") for entry in past.appointments]
    if reasons:
        yield ""
        yield out.style("Does not count", "bold")
    for entry, reason in reasons:
        yield from behind("  ", safe(f"{_entry(entry)}: {reason}"), out.width, _HANGING)


def _paragraph(item: Standing, capped: bool, situation: Situation, out: Out) -> Iterator[str]:
    follow_up = item.follow_up
    style = item.state if item.state in {"late", "due", "open", "upcoming"} else "dim"
    head = f"{out.style(follow_up.action, style)}: "
    yield from behind(head, safe(_state(item, capped, situation)), out.width, len(follow_up.action) + 2)
    source = f"({follow_up.cause.path}:{follow_up.cause.line})"
    yield from _row("saw", safe(f"{why(follow_up)} {source}"), out)
    instants = {
        "opens": follow_up.opens,
        "best by": follow_up.best_by,
        "due by": follow_up.due_by,
        "lapses": follow_up.lapses,
    }
    for name, instant in instants.items():
        term = safe(follow_up.terms.get(name, ""))
        if instant is not None:
            moment = times.both(instant, follow_up.zone, situation.contents.zone, situation.now)
            yield from _row(name, f"{moment}{': ' + term if term else ''}", out)
    yield from _row("cleared", f"by {safe(follow_up.clears)}", out)
    if item.state in {"late", "due", "open"}:
        yield f"  {'next':9} {safe(command(follow_up))}"


def _row(name: str, text: str, out: Out) -> list[str]:
    """A name and what belongs to it, wrapped behind the name."""
    return behind(f"  {name:9} ", text, out.width, _BEHIND)


def _state(item: Standing, capped: bool, situation: Situation) -> str:
    """Where it stands, in words."""
    now, zone = situation.now, situation.contents.zone
    follow_up = item.follow_up
    if item.state == "settled" and follow_up.settled_by:
        return f"settled by {_entry(follow_up.settled_by)}"
    if item.state == "lapsed" and follow_up.lapses:
        return f"lapsed on {times.both(follow_up.lapses, follow_up.zone, zone, now)}"
    if item.state in {"held", "silent"}:
        return f"kept back, {item.reason}"
    snoozed = f" ({item.reason})" if item.reason else ""
    limit = ", kept back by the day's cap" if capped else ""
    return f"{item.state}, {when(item, now, zone)}{snoozed}{limit}"


def _entry(entry: Interaction) -> str:
    channel = f" ({entry.channel})" if entry.channel else ""
    return f"{entry.kind.name}{channel} {entry.stamp_text} (line {entry.line})"
