"""What ``crm log`` wrote, and what that made due and settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.book.logging import Logged
from crm.cli.output import times
from crm.cli.output.out import Out
from crm.cli.output.text import safe
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import command
from crm.core.state.situation import Situation
from crm.core.times.when import echo


def lines(done: Logged, situation: Situation, out: Out) -> Iterator[str]:
    """A line on what was logged, then what it settled and made due."""
    names = ", ".join(contact.name for contact in done.contacts)
    yield safe(f"Logged for {names}: {done.entry.kind}, {echo(done.stamp)}")
    if done.settled:
        yield f"  settled  {safe(_listed(done.settled, done))}"
    for item in done.made_due:
        yield _owed(item, _named(item, done), situation, out)
    if not done.made_due and done.stamp.over > situation.now:
        meets = situation.contents.settings.kinds[done.entry.kind].direction == "both"
        yield "  an appointment: what it owes opens when it is over" if meets else "  ahead: it counts from then on"


def owed_line(item: Standing, situation: Situation, out: Out) -> str:
    """What is owed now, and to whom."""
    return _owed(item, f"{item.follow_up.action} to {item.follow_up.contact.name}", situation, out)


def _owed(item: Standing, what: str, situation: Situation, out: Out) -> str:
    follow_up = item.follow_up
    due_by = times.both(follow_up.due_by, follow_up.zone, situation.contents.zone, situation.now)
    return f"  {out.style('now owed', item.state)}  {safe(what)} by {due_by}: {safe(command(follow_up))}"


def _listed(items: Sequence[Standing], done: Logged) -> str:
    return ", ".join(_named(item, done) for item in items)


def _named(item: Standing, done: Logged) -> str:
    """The action, and to whom where that is not plain."""
    follow_up = item.follow_up
    plain = len(done.contacts) == 1 and follow_up.contact.slug == done.contacts[0].slug
    return follow_up.action if plain else f"{follow_up.action} to {follow_up.contact.name}"
