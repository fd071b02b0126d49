"""Months later: a progress update, a fitting article or a word to keep in touch; one of the three, and never pushy."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, tzinfo

from crm.core.articles import reading_list
from crm.core.logs.topics import unique
from crm.core.model import Cadence, Cause, FollowUp, Interaction
from crm.core.state.deadlines import thanks_lapse, unthanked
from crm.core.state.history import History, advice_without_update, thanks_for, unanswered
from crm.core.state.situation import Situation
from crm.core.times import dates
from crm.core.values import dataclass

ACTIONS = ("update", "article", "keep-in-touch")
LOOKS_FOR = "a tier or cadence, with a first contact or added; or an interview that owes no thanks any more"

_MONDAY_TO_FRIDAY = range(1, 6)
"""A day's ordinal modulo 7."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """From which day an interval runs, what caused it, and where its opening comes from."""

    opens: date
    zone: tzinfo
    cause: Cause
    term: str


def follow_ups(past: History, situation: Situation) -> Iterator[FollowUp]:
    """At most one for each contact."""
    interval = _interval(past, situation)
    if interval is None:
        return
    cadence, origin = interval
    settings, pushes = situation.settings, len(unanswered(past))
    parked = pushes >= settings.park_after
    if pushes >= settings.double_after:
        cadence = replace(cadence, count=cadence.count * 2)
        origin += f", doubled after {pushes} messages without an answer"
    clock = _clock(past, situation, cadence, origin)
    if clock is None:
        return
    opens = dates.start_of_day(clock.opens, clock.zone)
    if situation.is_beyond(opens):
        return
    action, because, article = _choice(past, situation)
    clears = "a talk or a word of theirs" if parked else "a talk, a word of theirs, or a message of mine that arrives"
    window = Cadence(dates.days_of(cadence) // settings.window_divisor, "days")
    yield FollowUp(
        past.contact,
        action,
        opens=opens,
        due_by=dates.end_of_day(dates.add_calendar(clock.opens, window), clock.zone),
        zone=clock.zone,
        cause=clock.cause,
        held=f"parked: {pushes} messages of mine without an answer" if parked else None,
        because="; ".join(part for part in (because, _belated(past, situation)) if part),
        terms={
            "opens": clock.term,
            "due by": f"the end of the day {_words(window)} later (the interval divided by {settings.window_divisor})",
            "lapses": "never",
        },
        clears=clears,
        article=article,
    )


def _interval(past: History, situation: Situation) -> tuple[Cadence, str] | None:
    """How long to wait after the last real contact, and why so long; None where nothing asks for one."""
    contact, settings = past.contact, situation.settings
    if contact.cadence:
        return contact.cadence, f"cadence {_words(contact.cadence)}"
    if contact.tier:
        return Cadence(settings.tier_days(contact.tier), "days"), f"tier {contact.tier}"
    if any(_owes_no_thanks(interview, past, situation) for interview in past.interviews):
        tier = settings.interviewee_tier
        return Cadence(settings.tier_days(tier), "days"), f"an interviewee without a tier counts as tier {tier}"
    return None


def _owes_no_thanks(interview: Interaction, past: History, situation: Situation) -> bool:
    return thanks_for(interview, past) is not None or thanks_lapse(interview, situation.settings) <= situation.now


def _clock(past: History, situation: Situation, cadence: Cadence, origin: str) -> _Clock | None:
    """When the interval is over, moved forward to a business day; None where it has nothing to run from."""
    contact, holidays = past.contact, situation.settings.holidays
    last = past.last_real_contact()
    if last is not None:
        opens = dates.forward_to_business_day(dates.add_calendar(last.stamp.day, cadence), holidays)
        term = (
            f"the last real contact ({last.stamp.day} {last.kind.name}) + {_words(cadence)} ({origin}), a business day"
        )
        return _Clock(opens, last.stamp.zone, Cause(contact.path, last.line, last), term)
    if contact.added is None:
        return None
    opens = _first_day(contact.slug, contact.added, cadence, holidays)
    key = "cadence" if contact.cadence else "tier"
    term = f"a day within {_words(cadence)} ({origin}) after {contact.added}, when they entered the book"
    return _Clock(opens, situation.contents.zone, Cause(contact.path, contact.lines.get(key, 1), key=key), term)


def _first_day(slug: str, added: date, cadence: Cadence, holidays: AbstractSet[date]) -> date:
    """The first day for somebody without a history: a business day within one interval, picked evenly by the slug."""
    import hashlib  # slow to load, and few contacts have no history

    first, last = added.toordinal() + 1, dates.add_calendar(added, Cadence(dates.days_of(cadence), "days"))
    free = {day.toordinal() for day in holidays}
    business = [day for day in range(first, last.toordinal() + 1) if day % 7 in _MONDAY_TO_FRIDAY and day not in free]
    if not business:
        return dates.forward_to_business_day(last, holidays)
    return date.fromordinal(business[int.from_bytes(hashlib.sha256(slug.encode()).digest()) % len(business)])


def _words(cadence: Cadence) -> str:
    return f"{cadence.count} {cadence.unit if cadence.count != 1 else cadence.unit.removesuffix('s')}"


def _choice(past: History, situation: Situation) -> tuple[str, str, str | None]:
    """Which of the three it is, why, and the article it names."""
    advice = advice_without_update(past)
    if advice:
        return "update", f"their advice of {advice[-1].stamp.day} has had no update", None
    topics = unique([*past.contact.topics, *(topic for entry in past.entries for topic in entry.topics)])
    if not topics or not past.interviews:
        lacks = "topic to share" if past.interviews else "interview or coffee to come back to"
        return "keep-in-touch", f"no advice to report on and no {lacks}", None
    found = reading_list.best(past, situation)
    if found is None:
        return "article", f"no article on: {', '.join(topics)}", None
    return "article", f"on {', '.join(found.shared)}: {found.article.title}", found.article.slug


def _belated(past: History, situation: Situation) -> str:
    """What is said of an interview whose thanks have lapsed."""
    interview = unthanked(past, situation.settings)
    return f"begin with belated thanks for the {interview.kind.name} of {interview.stamp.day}" if interview else ""
