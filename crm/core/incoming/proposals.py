"""Sightings and the logs → proposals of entries: what is in no log yet, was not refused, and is about a contact.

Nothing here writes. A proposal with a doubt is only ever written after the user has said yes to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crm.core.incoming.guessing import is_a_day_to_know, is_thanks, kind_of
from crm.core.incoming.known import Known, is_lately
from crm.core.incoming.meetings import Written
from crm.core.incoming.recognising import Acquaintance, Match
from crm.core.incoming.refusals import Refusals
from crm.core.incoming.sightings import Person, Sighting, clean, digest, in_time
from crm.core.kinds import BUILT_IN, Kinds
from crm.core.model import Contact, Interaction, Note, Stamp

_KINDS = {"received": "reply", "sent": "email", "bounce": "bounce", "auto-reply": "auto-reply"}
_MAIL = frozenset(_KINDS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that could be written into a contact's log, and the sighting it is made of.

    ``doubts`` say why it may be wrong; ``more`` counts the mails of the same day that it stands for too. Where it
    ``moves`` an entry that there is, that is the entry, whose time alone is changed.
    """

    contact: Contact
    stamp: Stamp
    kind: str
    summary: str
    sighting: Sighting
    channel: str | None = None
    doubts: tuple[str, ...] = ()
    more: int = 0
    moves: Interaction | None = None

    @property
    def keys(self) -> tuple[str, str]:
        """What a refusal can name: this one (of mail, that day's in its direction), or all of its series."""
        one = self.sighting
        if self.moves:
            key = digest("moved", one.key, one.stamp.start.isoformat())
            return (key, key)
        if one.what in _MAIL:
            return (digest(one.what, one.stamp.day.isoformat()), one.series)
        return (one.key, one.series)


@dataclass(frozen=True, slots=True)
class Moves:
    """Which meetings were ``written`` into a log, and when.

    What begins at ``until`` or later is looked at for nothing but whether one of these was moved there.
    """

    written: Written = field(default_factory=dict)
    until: datetime | None = None


@dataclass(slots=True)
class Tally:
    """What became of the sightings: each proposal, and how many of the others were left out for which reason.

    ``strangers`` counts the sightings of each person who is in no contact's file.
    """

    proposals: list[Proposal] = field(default_factory=list)
    logged: int = 0
    refused: int = 0
    nobody: int = 0
    declined: int = 0
    called_off: int = 0
    strangers: Counter[Person] = field(default_factory=Counter)


def propose(
    sightings: Iterable[Sighting],
    contacts: Sequence[Contact],
    mine: frozenset[str],
    refusals: Refusals,
    kinds: Kinds,
    notes: Sequence[Note] = (),
    moves: Moves | None = None,
) -> Tally:
    """What the sightings give to log. ``mine`` are my own addresses; a letter of mine may be one of the ``notes``.

    ``moves`` tell by what a meeting is known again that was moved.
    """
    moves = moves or Moves()
    tally = Tally()
    known = Known(contacts)
    folded: dict[tuple[str, str, str], int] = {}
    acquaintance = Acquaintance(contacts)
    by_slug = {contact.slug: contact for contact in contacts}
    for one in in_time(_latest(sightings)):
        beyond = moves.until is not None and one.stamp.start >= moves.until
        if one.declined & mine:
            tally.declined += not beyond
            continue
        moved = set(_moved(one, known, moves.written.get(one.key, {}), by_slug, refusals, tally))
        if beyond:
            continue
        matches = list(_whom(one, acquaintance, mine, tally))
        if not matches:
            tally.nobody += 1
        for match in matches:
            if match.contact.slug not in moved:
                _take(one, match, known, refusals, _Writing(kinds, mine, notes, folded), tally)
    tally.strangers = _each_once(tally.strangers)
    return tally


def _each_once(strangers: Counter[Person]) -> Counter[Person]:
    """Each address once, with the first name that is more than the address: calendars name people in several ways."""
    names: dict[str, str] = {}
    for person in strangers:
        if person.name and person.name.casefold() != person.address:
            names.setdefault(person.address, person.name)
    found: Counter[Person] = Counter()
    for person, count in strangers.items():
        found[Person(person.address, names.get(person.address, ""))] += count
    return found


def _moved(
    one: Sighting,
    known: Known,
    stamps: Mapping[str, frozenset[str]],
    contacts: Mapping[str, Contact],
    refusals: Refusals,
    tally: Tally,
) -> Iterator[str]:
    """Proposes to move the entries that were written of a meeting; tells whose they are."""
    for slug in sorted(stamps.keys() & contacts.keys()):
        entry = known.moved(one, slug, stamps[slug]) if one.what == "meeting" else None
        if entry is None:
            continue
        yield slug
        doubt = f"the log has it at {entry.stamp_text}, and the calendar has moved it: a yes changes line {entry.line}"
        proposal = Proposal(
            contacts[slug], one.stamp, entry.kind.name, entry.summary, one, entry.channel, (doubt,), moves=entry
        )
        if refusals.holds(proposal.keys, slug):
            tally.refused += 1
        else:
            tally.proposals.append(proposal)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What a proposal is worded by; ``folded`` tells where the mails of a day and direction stand already."""

    kinds: Kinds
    mine: frozenset[str]
    notes: Sequence[Note]
    folded: dict[tuple[str, str, str], int]


def _latest(sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    """Each thing once, where several files tell of it: a cancellation is the last word on it."""
    found: dict[str, Sighting] = {}
    for one in sightings:
        before = found.get(one.key)
        if before is None or before.what != "cancelled":
            found[one.key] = one
    return iter(found.values())


def _whom(one: Sighting, acquaintance: Acquaintance, mine: frozenset[str], tally: Tally) -> Iterator[Match]:
    """The contacts whom a sighting is about, each once; strangers are counted."""
    others = [each for each in one.persons if each.address not in mine and each.address not in one.declined]
    seen: set[str] = set()
    for person in others:
        matches = acquaintance.of(person)
        if not matches and person.address and one.what in {"meeting", "sent"}:
            tally.strangers[person] += 1
        for match in matches:
            if match.contact.slug not in seen:
                seen.add(match.contact.slug)
                yield match
    if not others and one.what not in _MAIL and not is_a_day_to_know(one.summary):
        yield from acquaintance.named_in(one.summary)


def _take(one: Sighting, match: Match, known: Known, refusals: Refusals, writing: _Writing, tally: Tally) -> None:
    """Proposes an entry for one contact, or counts why not."""
    slug = match.contact.slug
    if one.what == "cancelled":
        off = known.to_call_off(one, slug)
        if off is None:
            tally.called_off += 1
            return
        proposal = Proposal(
            match.contact, off.stamp, "cancelled", one.summary, one, doubts=_all(match.doubt, off.doubt)
        )
    else:
        if known.has(one, slug):
            tally.logged += 1
            return
        proposal = _worded(one, match, writing, doubt=_stray(one, slug, known, tally))
    if refusals.holds(proposal.keys, slug):
        tally.refused += 1
        return
    day = (slug, one.what, one.stamp.day.isoformat())
    if one.what in _MAIL and day in writing.folded:
        at = writing.folded[day]
        tally.proposals[at] = replace(tally.proposals[at], more=tally.proposals[at].more + 1)
        return
    writing.folded[day] = len(tally.proposals)
    tally.proposals.append(proposal)


def _stray(one: Sighting, slug: str, known: Known, tally: Tally) -> str | None:
    """What speaks against a bounce: without the mail that it is about, it would void an earlier one."""
    if one.what != "bounce" or known.wrote_lately(one, slug):
        return None
    sent = [each for each in tally.proposals if each.contact.slug == slug and each.sighting.what == "sent"]
    if any(is_lately(each.stamp.start, one) for each in sent):
        return None
    return "the log has no mail to them of the days before, so this would void an earlier one"


def _worded(one: Sighting, match: Match, writing: _Writing, doubt: str | None) -> Proposal:
    if one.what in _MAIL:
        note = _note_of(one, match.contact, writing.notes)
        drafted = f"it may be {note.path}, which is recorded in full by: crm sent {note.path}" if note else None
        kind = "thank-you" if one.what == "sent" and not one.answers and is_thanks(one.summary) else _KINDS[one.what]
        if note and note.kind in BUILT_IN:
            kind = note.kind
        channel = "email" if one.what == "received" else None
        return Proposal(match.contact, one.stamp, kind, one.summary, one, channel, _all(match.doubt, doubt, drafted))
    others = sum(person.address not in writing.mine for person in one.persons)
    kind = kind_of(one.summary, others, writing.kinds)
    return Proposal(match.contact, one.stamp, kind, one.summary, one, one.channel, _all(match.doubt))


def _note_of(one: Sighting, contact: Contact, notes: Sequence[Note]) -> Note | None:
    """The note that a letter of mine may be: one to this contact that is not known to be sent, with its subject."""
    if one.what != "sent":
        return None
    waiting = [note for note in notes if note.to == contact.slug and note.status != "sent" and note.subject]
    return next((note for note in waiting if clean(note.subject or "").casefold() == one.summary.casefold()), None)


def _all(*doubts: str | None) -> tuple[str, ...]:
    return tuple(doubt for doubt in doubts if doubt)
