"""The talk that a note is about, and the book as it was when the note was sent.

Source: docs/notes.md: the talk that ``about:`` names, else the latest that still owes this kind of note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crm.core.times import dates
from crm.core.state.history import History, at_or_after, is_card, is_real_contact, is_thanks
from crm.core.kinds import MEETINGS
from crm.core.model import Contact, Interaction, Note, Problem
from crm.core.notes.note import About, about_of, moment
from crm.core.state.situation import Situation
from crm.core.text.texts import quoted

_MET = MEETINGS - {"event"}
_REPORTS = ("report-back", "update", "email", "message", "thank-you")


@dataclass(frozen=True, slots=True)
class Talk:
    """An interaction that a note is about, and in whose log it stands: the note's contact, or whom I met."""

    contact: Contact
    entry: Interaction


def sending(note: Note, situation: Situation) -> datetime:
    """The instant at which a note was sent; for a draft now."""
    if note.status != "sent" or not note.sent:
        return situation.now
    sent, zone = moment(note.sent), situation.contents.zone
    if sent.zone and dates.is_zone(sent.zone):
        zone = dates.zone(sent.zone)
    return dates.at(sent.day, sent.clock, zone) if sent.clock else dates.end_of_day(sent.day, zone)


def at_sending(note: Note, situation: Situation) -> Situation:
    """The book as it was when a note was sent; for a draft as it is."""
    instant = sending(note, situation)
    return situation if instant == situation.now else Situation(situation.contents, instant)


def talk_of(note: Note, situation: Situation) -> Talk | None:
    """The talk that a note is about; ``None`` where there is none, or where ``about`` names none.

    Raises ValueError where ``about`` holds no date.
    """
    to = situation.contents.contacts.get(note.to)
    if to is None:
        return None
    return _named(about_of(note.about), note.kind, to, situation) if note.about else latest(note.kind, to, situation)


def latest(kind: str, to: Contact, situation: Situation) -> Talk | None:
    """The latest talk that still owes a note of a kind; where none does, the latest that it could be about.

    A nudge is about a request that waits for an answer, or about none.
    """
    if kind == "report-back":
        met = introductions(to, situation)
        reports = situation.history(to).of(_REPORTS)
        owing = [talk for talk in met if not any(at_or_after(report, talk.entry) for report in reports)]
        return next(reversed(owing or met), None)
    past = situation.history(to)
    candidates = list(_candidates(kind, past))
    waiting = [entry for entry in candidates if not any(_settles(kind, later, entry) for later in past.entries)]
    entries = waiting if kind == "nudge" else waiting or candidates
    return Talk(to, entries[-1]) if entries else None


def unknown(note: Note, situation: Situation) -> Iterator[Problem]:
    """What a note names and the book does not have: its contact, its talk, its article."""
    contents = situation.contents
    if note.to and note.to not in contents.contacts:
        yield _doubt(note, "to", f"there is no contact {quoted(note.to)}", "correct the slug, or add them: crm add")
    elif note.to and note.about and talk_of(note, situation) is None:
        hint = "write the date, or date and time, of an entry of the log"
        yield _doubt(note, "about", f"the log has no entry of {note.about}", hint)
    if note.article and note.article not in contents.articles:
        yield _doubt(note, "article", f"there is no article {quoted(note.article)}", "correct the slug, or add it")


def _doubt(note: Note, key: str, message: str, hint: str) -> Problem:
    return Problem(note.path, note.lines.get(key, 1), key, "warning", message, hint)


def _named(about: About, kind: str, to: Contact, situation: Situation) -> Talk | None:
    """The entry of a date, or date and time: what such a note is usually about sooner than another, the first."""
    met = situation.contents.contacts.get(about.slug) if about.slug else to
    if met is None:
        return None
    first = {"request"} if kind == "nudge" else MEETINGS
    there = [entry for entry in met.interactions if entry.stamp.day == about.moment.day and _at(entry, about)]
    ranked = sorted(there, key=lambda entry: (entry.kind.like not in first, not is_real_contact(entry)))
    return Talk(met, ranked[0]) if ranked else None


def _at(entry: Interaction, about: About) -> bool:
    if about.moment.clock is None:
        return True
    stamp = entry.stamp
    return not stamp.date_only and dates.local(stamp.start, stamp.zone).time() == about.moment.clock


def _candidates(kind: str, past: History) -> Iterable[Interaction]:
    """The entries that a note of a kind could be about, in time order."""
    if kind == "nudge":
        return past.of({"request"})
    advised = [entry for entry in past.entries if entry.texts("advice")] if kind == "update" else []
    interviews = past.interviews if kind in {"thank-you", "card"} else []
    return advised or interviews or past.ended(MEETINGS) or past.of(MEETINGS)


def _settles(kind: str, later: Interaction, entry: Interaction) -> bool:
    """Whether an entry is a note of a kind that was owed for another."""
    if not at_or_after(later, entry):
        return False
    if kind == "thank-you":
        return is_thanks(later)
    if kind == "card":
        return later.kind.like == "thank-you" and is_card(later)
    if kind == "nudge":
        return later.kind.like == "nudge" or later.kind.direction in {"in", "both"}
    return later.kind.like == kind


def nudged_or_answered(request: Interaction, past: History) -> Interaction | None:
    """What has followed a request so that no nudge is owed: the nudge itself, or a word of theirs."""
    return next((later for later in past.entries if _settles("nudge", later, request)), None)


def introduced(situation: Situation) -> dict[str, list[Contact]]:
    """Whom each contact introduced, by the slug of who did."""
    found: dict[str, list[Contact]] = {}
    for contact in situation.contents.contacts.values():
        if contact.introduced_by:
            found.setdefault(contact.introduced_by, []).append(contact)
    return found


def introductions(to: Contact, situation: Situation) -> list[Talk]:
    """The first talk with each person whom a contact introduced, in time order."""
    found = []
    for other in situation.once(introduced).get(to.slug, ()):
        met = situation.history(other).of(_MET) if other.slug != to.slug else ()
        if met:
            found.append(Talk(other, met[0]))
    return sorted(found, key=lambda talk: (talk.entry.stamp.start, talk.contact.slug))
