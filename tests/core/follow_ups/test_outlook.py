"""Whoever is left alone would not have been on the list: in random books, at any moment from that of the outlook on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.follow_ups.due import due
from crm.core.follow_ups.outlook import Outlook, foremost, outlook, ties
from crm.core.model import Contact
from crm.core.state.contents import Contents
from crm.core.state.situation import Situation
from tests.core.builders import book, person, piece
from tests.core.follow_ups.test_due_properties import entries, nows, what

SLUGS = ("al", "bo", "cy", "di", "el", "fy")
TOMLS = ("", "[follow_up]\ndaily_cap = 1\n", "[follow_up]\ncompany_cap = 2\nbirthday_lapse_days = 400\n")

logs = st.lists(
    entries(["update", "article", "message", "email", "interview", "thank-you", "call", "question", "report-back"]),
    max_size=3,
)
fronts = st.fixed_dictionaries(
    {"added": st.just("2026-05-20"), "topics": st.just("[grids]")},
    optional={
        "tier": st.sampled_from("ABCD"),
        "cadence": st.sampled_from(["3 days", "2 weeks", "3 weeks"]),
        "birthday": st.sampled_from(["06-09", "06-20", "07-01"]),
        "introduced_by": st.sampled_from(SLUGS),
        "company": st.sampled_from(["Grid", "Sun"]),
        "linkedin": st.just("none"),
        "snooze": st.just("2026-06-15"),
        "status": st.sampled_from(["active", "paused"]),
    },
)
books = st.lists(st.tuples(logs, fronts), min_size=len(SLUGS), max_size=len(SLUGS))


def made(people: list[tuple[list[str], dict[str, str]]], toml: str) -> Contents:
    some = [person("\n".join(log), slug=slug, **front) for slug, (log, front) in zip(SLUGS, people, strict=True)]
    return book(*some, toml=toml, articles=(piece("costs", "grids"), piece("more", "grids", "tariffs")))


def known(contents: Contents, then: datetime) -> dict[str, Outlook | None]:
    """The outlook of each contact, from a moment on."""
    return {
        one.slug: outlook(one, contents.contacts.get(one.introduced_by or ""), contents, then)
        for one in contents.contacts.values()
    }


def asleep(outlooks: dict[str, Outlook | None], now: datetime, until: datetime) -> dict[str, Outlook]:
    return {slug: one for slug, one in outlooks.items() if one and one.since <= now and until < one.until}


def looked_at(contents: Contents, sleeping: dict[str, Outlook]) -> Contents:
    """The contents with those alone on whom the list may depend."""
    waiting = {slug: one.gentle for slug, one in sleeping.items() if one.gentle}
    ordered = sorted(waiting, key=lambda slug: (waiting[slug].due_by, waiting[slug].tier, slug))
    companies = [(slug, ties(contents.contacts[slug]).company) for slug in ordered]
    wanted = {slug for slug in contents.contacts if slug not in sleeping}
    wanted |= set(foremost(companies, contents.settings.follow_up))
    wanted |= {contents.contacts[slug].introduced_by or slug for slug in wanted}
    those = {slug: contents.contacts[slug] for slug in wanted}
    met = {ties(one).company for one in those.values()}
    sharing = {slug: one for slug, one in contents.contacts.items() if ties(one).shared and ties(one).company in met}
    return replace(contents, contacts=those | sharing)


@settings(max_examples=250)
@given(books, st.sampled_from(TOMLS), nows, st.lists(st.integers(0, 40 * 24), max_size=6), st.integers(0, 20))
def test_the_list_of_those_who_are_looked_at_is_the_list_of_all(
    people: list[tuple[list[str], dict[str, str]]], toml: str, then: datetime, later: list[int], within: int
) -> None:
    contents = made(people, toml)
    outlooks = known(contents, then)
    for now in [then, *(then + timedelta(hours=hours) for hours in later)]:
        until = now + timedelta(days=within)
        sleeping = asleep(outlooks, now, until)
        some = looked_at(contents, sleeping)
        everybody = due(Situation(contents, now), until=until)
        listed = due(Situation(some, now), until=until)
        assert list(map(what, listed.shown)) == list(map(what, everybody.shown))
        left_out = [one for slug, one in sleeping.items() if one.gentle and slug not in some.contacts]
        assert len(listed.hidden) + len(left_out) == len(everybody.hidden)
        pressing = Counter(one.state in {"due", "late"} for one in everybody.hidden)[True]
        unseen = sum(one.gentle is not None and one.gentle.pressing <= now for one in left_out)
        assert Counter(one.state in {"due", "late"} for one in listed.hidden)[True] + unseen == pressing


def a(log: str = "", **keys: str) -> Contact:
    return person(log, **keys)


def seen(contact: Contact, now: str) -> Outlook | None:
    return outlook(contact, None, book(contact), datetime.fromisoformat(now).replace(tzinfo=UTC))


def test_somebody_of_whom_nothing_is_asked_is_left_alone_for_good() -> None:
    found = seen(a("- 2026-06-01 call"), "2026-06-09")
    assert found is not None
    assert found.until.year == 9999
    assert found.gentle is None


def test_somebody_with_an_interval_is_left_alone_until_it_is_over() -> None:
    found = seen(a("- 2026-06-01 call", tier="A"), "2026-06-09")
    assert found is not None
    assert f"{found.until:%Y-%m-%d %H:%M}" == "2026-07-12 22:00"  # in Berlin Monday 13 July


def test_a_gentle_word_alone_needs_no_second_look() -> None:
    found = seen(a("- 2026-03-01 call", tier="A"), "2026-06-09")
    assert found is not None
    assert found.gentle is not None
    assert found.gentle.tier == "A"


def test_a_debt_keeps_somebody_awake() -> None:
    assert seen(a("- 2026-06-09 question"), "2026-06-09 12:00") is None


def test_who_was_written_to_today_is_awake() -> None:
    assert seen(a("- 2026-06-09 email"), "2026-06-09 12:00") is None
