"""Proposals of entries, and what became of everything else that was seen."""

from __future__ import annotations

from collections.abc import Iterator

from crm.book.inward.proposing import Round
from crm.cli.output.out import Out
from crm.cli.output.text import safe
from crm.cli.output.views import Json
from crm.core.incoming.proposals import Proposal
from crm.core.times.dates import iso
from crm.core.times.when import echo

_STRANGERS = 5
"""People who are in no contact's file and are named; more are counted."""


def head(one: Proposal, out: Out) -> str:
    """Who, what and when, in one line."""
    channel = f" ({one.channel})" if one.channel else ""
    summary = f": {one.summary}" if one.summary else ""
    return f"{out.style(safe(one.contact.name), 'bold')}  {safe(f'{one.kind}{channel}, {echo(one.stamp)}{summary}')}"


def below(one: Proposal, out: Out) -> Iterator[str]:
    """Where it was seen, and what speaks against it."""
    more = f" and {one.more} more that day" if one.more else ""
    yield out.style(safe(f"    {one.sighting.where}{more}"), "dim")
    for doubt in one.doubts:
        yield out.style(safe(f"    in doubt: {doubt}"), "warning")


def lines(found: Round, out: Out) -> Iterator[str]:
    """All proposals."""
    for one in found.tally.proposals:
        yield head(one, out)
        yield from below(one, out)


def summed(found: Round) -> str:
    """How many were found, and what became of those that are not proposed."""
    tally = found.tally
    counts = (
        (len(tally.proposals), "proposed"),
        (tally.logged, "in the log already"),
        (tally.refused, "refused before"),
        (tally.nobody, "with nobody in the book"),
        (tally.declined, "that you declined"),
        (tally.called_off, "called off that no log has"),
        (found.seen.passed, "of lists and machines"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    files = f"{found.seen.files} file{'s' if found.seen.files != 1 else ''}"
    return f"{files}: {said or 'nothing in this time'}"


def strangers(found: Round) -> str | None:
    """Who was met or written to and is in no contact's file."""
    counted = found.tally.strangers.most_common()
    if not counted:
        return None
    names = [f"{person.name} <{person.address}>" if person.name else person.address for person, _ in counted]
    more = f" and {len(names) - _STRANGERS} more" if len(names) > _STRANGERS else ""
    return f"not in the book: {', '.join(names[:_STRANGERS])}{more}; add whom you want: crm add NAME --email ADDRESS"


def json(found: Round, written: int) -> Json:
    """Everything, for other programs."""
    tally = found.tally
    return {
        "proposals": [proposal(one) for one in tally.proposals],
        "written": written,
        "logged": tally.logged,
        "refused": tally.refused,
        "nobody": tally.nobody,
        "declined": tally.declined,
        "called_off": tally.called_off,
        "passed": found.seen.passed,
        "strangers": [
            {"name": person.name, "email": person.address, "seen": count}
            for person, count in tally.strangers.most_common()
        ],
        "unreadable": [
            *({"where": None, "message": message} for message in found.seen.unreadable),
            *({"where": odd.where, "message": odd.message} for odd in found.seen.oddities),
        ],
    }


def proposal(one: Proposal) -> Json:
    """One proposal."""
    stamp = one.stamp
    return {
        "contact": one.contact.slug,
        "name": one.contact.name,
        "kind": one.kind,
        "channel": one.channel,
        "at": stamp.day.isoformat() if stamp.date_only else iso(stamp.start, stamp.zone),
        "end": iso(stamp.end, stamp.zone) if stamp.end else None,
        "date_only": stamp.date_only,
        "summary": one.summary,
        "doubts": list(one.doubts),
        "more": one.more,
        "source": one.sighting.where,
        "key": one.keys[0],
        "moves": one.moves.line if one.moves else None,
    }
