"""Which interaction a note is about: the latest that still owes a note of that kind, or the one that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crm.core.citing import cite, cited
from crm.core.deadlines import thanks_lapse
from crm.core.history import PUSHES, History, at_or_after, is_card, is_thanks, thanks_for
from crm.core.kinds import MEETINGS
from crm.core.model import Contact, Interaction
from crm.core.situation import Situation
from crm.core.talks import Talk as Talk

_MET = frozenset({"interview", "coffee", "call", "meeting"})
_REPORTS = ("report-back", "update", "email", "message", "thank-you")


class NoSuchTalk(ValueError):
    """An interaction was asked for that the log does not have. ``hint`` says which it has."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def about(talk: Talk, to: Contact, situation: Situation) -> str:
    """The text of ``about`` that names a talk in a note to somebody; the slug of whom I met stands before the date."""
    date = cite(talk.entry, talk.contact, situation)
    return date if talk.contact.slug == to.slug else f"{talk.contact.slug} {date}"


def asked_for(kind: str, wanted: str, to: Contact, situation: Situation) -> Talk:
    """The interaction that ``--about`` names. Raises NoSuchTalk."""
    try:
        found = _introduced_on(wanted, to, situation) if kind == "report-back" else None
        found = found or cited(wanted, to, situation)
    except ValueError as error:
        raise NoSuchTalk(f"--about {wanted!r} names no interaction", str(error)) from None
    if found is None:
        days = sorted({f"{entry.stamp.day}" for entry in to.interactions if entry.kind.like in MEETINGS})
        has = f"its talks are of {', '.join(days)}" if days else "it has no talk yet"
        raise NoSuchTalk(f"the log of {to.slug} has nothing of {wanted}", has)
    return found


def latest_owing(kind: str, to: Contact, situation: Situation) -> Talk | None:
    """The latest interaction that still owes a note of that kind; where none does, the latest it could be about."""
    if kind == "report-back":
        return _latest_introduction(to, situation)
    past = situation.history(to)
    candidates = _candidates(kind, past)
    entry = _latest(entry for entry in candidates if _owes(kind, entry, past)) or _latest(candidates)
    return Talk(to, entry) if entry else None


def unthanked(to: Contact, situation: Situation) -> Interaction | None:
    """The latest interview whose thanks have lapsed, until the next message of mine has made up for it."""
    past = situation.history(to)
    words = past.of(PUSHES)
    for interview in reversed(past.interviews):
        lapsed = thanks_lapse(interview, situation.settings) <= situation.now
        if lapsed and thanks_for(interview, past) is None and not any(at_or_after(word, interview) for word in words):
            return interview
    return None


def advice_without_update(past: History) -> Iterator[Interaction]:
    """The entries with advice of theirs that no update of mine has followed, in time order."""
    updates = past.of({"update"})
    for entry in past.entries:
        if entry.texts("advice") and not any(at_or_after(update, entry) for update in updates):
            yield entry


def _candidates(kind: str, past: History) -> list[Interaction]:
    if kind == "nudge":
        return past.of({"request"})
    advised = [entry for entry in past.entries if entry.texts("advice")] if kind == "update" else []
    return advised or (past.interviews if kind in {"thank-you", "card"} else []) or _met(past)


def _met(past: History) -> list[Interaction]:
    return past.ended(MEETINGS) or past.of(MEETINGS)


def _owes(kind: str, entry: Interaction, past: History) -> bool:
    """Whether a candidate still waits for its note."""
    return not any(_settles(kind, later) and at_or_after(later, entry) for later in past.entries)


def _settles(kind: str, later: Interaction) -> bool:
    if kind == "thank-you":
        return is_thanks(later)
    if kind == "card":
        return later.kind.like == "thank-you" and is_card(later)
    if kind == "nudge":
        return later.kind.like == "nudge" or later.kind.direction in {"in", "both"}
    return later.kind.like == kind


def _latest(entries: Iterable[Interaction]) -> Interaction | None:
    return max(entries, key=lambda entry: entry.stamp.start, default=None)


def _introductions(to: Contact, situation: Situation) -> list[Talk]:
    """The first talk with each person whom a contact introduced, in time order."""
    found = []
    for other in situation.contents.contacts.values():
        if other.introduced_by == to.slug and other.slug != to.slug:
            first = next(iter(situation.history(other).of(_MET)), None)
            if first:
                found.append(Talk(other, first))
    return sorted(found, key=lambda talk: (talk.entry.stamp.start, talk.contact.slug))


def _latest_introduction(to: Contact, situation: Situation) -> Talk | None:
    introductions = _introductions(to, situation)
    reports = situation.history(to).of(_REPORTS)
    owing = [talk for talk in introductions if not any(at_or_after(report, talk.entry) for report in reports)]
    waiting = owing or introductions
    return waiting[-1] if waiting else None


def _introduced_on(wanted: str, to: Contact, situation: Situation) -> Talk | None:
    """The introduction of that date, where ``--about`` of a report-back names no slug."""
    introductions = _introductions(to, situation)
    named = ((talk, cited(wanted, talk.contact, situation)) for talk in introductions)
    return next((talk for talk, found in named if found and found.entry is talk.entry), None)
