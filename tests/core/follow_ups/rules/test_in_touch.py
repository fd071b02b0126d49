from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from crm.core.follow_ups.due import Standing
from crm.core.model import Contact
from crm.core.state.contents import Contents
from tests.core.builders import book, every, instant, instants, owed, person, piece, the

GENTLE = ("update", "article", "keep-in-touch")
THANKED = "- 2026-06-09 10:00-10:30 interview: x\n- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 linkedin\n"


def every_gentle(contents: Contents | Contact, now: str) -> list[Standing]:
    """The update, article or keep-in-touch note: never more than one."""
    found = [one for one in every(contents, now) if one.follow_up.action in GENTLE]
    assert len(found) <= 1
    return found


def gentle(contents: Contents | Contact, now: str = "2026-06-10") -> Standing:
    (found,) = every_gentle(contents, now)
    return found


def window(contents: Contents | Contact, now: str = "2026-06-10") -> tuple[str | None, str | None]:
    """When it opens and is due; nothing where there is none."""
    found = every_gentle(contents, now)
    return (instants(found[0])[0], instants(found[0])[2]) if found else (None, None)


# --- the interval --------------------------------------------------------------------------------------------------

INTERVALS = [
    # front matter, opens after a call on Tuesday 2026-06-09, due by
    ({"tier": "A"}, "2026-07-21", "2026-08-04"),
    ({"tier": "B"}, "2026-09-07", "2026-10-07"),
    ({"tier": "C"}, "2026-12-07", "2027-02-05"),  # 6 December is a Sunday
    ({"tier": "D"}, "2027-06-09", "2027-10-08"),
    ({"cadence": "10 days"}, "2026-06-19", "2026-06-22"),
    ({"cadence": "6 weeks"}, "2026-07-21", "2026-08-04"),
    ({"cadence": "2 months"}, "2026-08-10", "2026-08-30"),  # 9 August is a Sunday
    ({"cadence": "1 year"}, "2027-06-09", "2027-10-08"),
    ({"cadence": "1 day"}, "2026-06-10", "2026-06-10"),
    ({"cadence": "6 weeks", "tier": "D"}, "2026-07-21", "2026-08-04"),
    ({}, None, None),
    ({"tier": "E"}, None, None),
]


@pytest.mark.parametrize(("keys", "opens", "due_by"), INTERVALS)
def test_the_interval_after_the_last_real_contact(keys: dict[str, str], opens: str | None, due_by: str | None) -> None:
    found = window(person("- 2026-06-09 10:00 call: x", **keys))
    assert found == ((f"{opens} 00:00", f"{due_by} 23:59:59") if opens else (None, None))


@pytest.mark.parametrize(
    ("holidays", "opens"),
    [('"2026-09-07"', "2026-09-08"), ('"2026-09-07", "2026-09-08"', "2026-09-09"), ('"2026-09-08"', "2026-09-07")],
)
def test_it_opens_on_a_business_day(holidays: str, opens: str) -> None:
    contents = book(person("- 2026-06-09 call: x", tier="B"), toml=f"[follow_up]\nholidays = [{holidays}]")
    assert window(contents) == (f"{opens} 00:00", f"{date.fromisoformat(opens) + timedelta(30)} 23:59:59")


@pytest.mark.parametrize(
    ("log", "now", "expected"),
    [
        ("- 2026-06-09 10:00 interview: x", "2026-07-09 09:59", None),
        ("- 2026-06-09 10:00 interview: x", "2026-07-09 10:01", "2026-09-07 00:00"),  # lapsed
        (THANKED, "2026-06-09 14:00", "2026-09-07 00:00"),
        ("- 2026-06-09 10:00 interview: x\n- 2026-06-09 12:00 thank-you (card)", "2026-06-20", None),
        # one that owes none is enough
        (f"{THANKED}- 2026-06-11 10:00 coffee: y", "2026-06-11 12:00", "2026-09-09 00:00"),
        ("- 2026-06-09 10:00 call: x", "2027-06-09", None),
        ("- 2026-06-09 10:00 interview: x\n- 2026-06-09 no-show", "2027-06-09", None),
        (
            "- 2026-06-09 10:00 interview: x\n- 2026-06-09 11:00 thank-you\n- 2026-06-09 12:00 bounce",
            "2026-06-20",
            None,
        ),
    ],
)
def test_an_interviewee_without_a_tier_counts_as_b(log: str, now: str, expected: str | None) -> None:
    assert window(person(log), now)[0] == expected


def test_with_a_tier_it_does_not_wait_for_the_thanks() -> None:
    found = person("- 2026-06-09 10:00 interview: x", tier="A")
    assert window(found, "2026-06-10") == ("2026-07-21 00:00", "2026-08-04 23:59:59")


def test_the_interviewees_tier_and_all_numbers_are_settings() -> None:
    toml = '[follow_up]\ninterviewee_tier = "A"\ntier_a_days = 10\nwindow_divisor = 5\n'
    assert window(book(person(THANKED), toml=toml)) == ("2026-06-19 00:00", "2026-06-21 23:59:59")


# --- the clock -----------------------------------------------------------------------------------------------------

RESTARTS = [
    *((kind, True) for kind in ("call", "meeting", "event", "interview", "coffee", "reply", "question")),
    *((kind, True) for kind in ("thank-you", "thank-you (linkedin)", "update", "article", "email", "message")),
    *((kind, True) for kind in ("congratulation", "report-back")),
    *((kind, False) for kind in ("request", "nudge", "linkedin", "thank-you (card)", "note", "auto-reply")),
    *((kind, False) for kind in ("cancelled", "no-show", "podcast")),
]


@pytest.mark.parametrize(("kind", "restarts"), RESTARTS)
def test_what_restarts_the_clock(kind: str, restarts: bool) -> None:
    found = window(person(f"- 2026-06-01 call: x\n- 2026-06-09 {kind}", cadence="10 days"))
    assert found[0] == ("2026-06-19 00:00" if restarts else "2026-06-11 00:00")


def test_a_lost_message_does_not_restart_it_and_what_it_had_settled_is_due_as_before() -> None:
    log = "- 2026-06-01 call: x\n- 2026-06-09 10:00 update"
    assert window(person(log, cadence="7 days")) == ("2026-06-16 00:00", "2026-06-18 23:59:59")
    lost = person(f"{log}\n- 2026-06-09 10:01 bounce", cadence="7 days")
    assert window(lost) == ("2026-06-08 00:00", "2026-06-10 23:59:59")


def test_an_appointment_does_not_restart_it_until_it_begins() -> None:
    found = person("- 2026-06-01 call: x\n- 2026-06-12 10:00-11:00 call: y", cadence="7 days")
    assert window(found, "2026-06-12 09:59") == ("2026-06-08 00:00", "2026-06-10 23:59:59")
    assert window(found, "2026-06-12 10:00") == ("2026-06-19 00:00", "2026-06-21 23:59:59")


def test_days_are_those_of_the_zone_of_the_last_contact() -> None:
    found = gentle(person("- 2026-06-09 20:00 America/New_York call: x", cadence="1 week"), "2026-06-11")
    assert instants(found, "America/New_York")[0] == "2026-06-16 00:00"
    assert found.follow_up.cause.entry is found.follow_up.contact.interactions[0]


# --- without a history ---------------------------------------------------------------------------------------------


def imported(count: int, holidays: str = "", **keys: str) -> Contents:
    contacts = [person(slug=f"contact-{number}", added="2026-06-09", **keys) for number in range(count)]
    return book(*contacts, toml=f"[follow_up]\nholidays = [{holidays}]")


@pytest.mark.parametrize(
    ("keys", "days", "most"),
    [({"tier": "A"}, 42, 6), ({"tier": "B"}, 90, 5), ({"cadence": "6 weeks"}, 42, 6), ({"tier": "D"}, 365, 3)],
)
def test_sixty_people_imported_on_one_day_are_spread(keys: dict[str, str], days: int, most: int) -> None:
    contents = imported(60, '"2026-06-10", "2026-07-20"', **keys)
    opened = [
        date.fromisoformat((instants(one)[0] or "")[:10]) for one in every(contents, "2026-06-09", "keep-in-touch")
    ]
    assert len(opened) == 60
    assert all(timedelta() < day - date(2026, 6, 9) <= timedelta(days) for day in opened)
    assert all(day.weekday() < 5 and day not in {date(2026, 6, 10), date(2026, 7, 20)} for day in opened)
    assert max(Counter(opened).values()) <= most
    halves = Counter(day < date(2026, 6, 9) + timedelta(days / 2) for day in opened)
    assert min(halves.values()) >= 20


def test_the_day_depends_on_the_slug_alone() -> None:
    def opens(slug: str, *others: Contact) -> list[str | None]:
        one = person(slug=slug, added="2026-06-09", tier="B")
        return [
            instants(found)[0] for found in every(book(one, *others), "2026-06-09") if found.follow_up.contact is one
        ]

    assert opens("jo") == opens("jo", person(slug="al", added="2026-06-09", tier="B")) != opens("ja")
    # SHA-256 of the slug, modulo the business days of the interval
    assert opens("jordan-example") == ["2026-07-02 00:00"]


@pytest.mark.parametrize(
    ("added", "cadence", "opens"),
    [
        ("2026-06-09", "1 day", "2026-06-10"),
        ("2026-06-12", "1 day", "2026-06-15"),  # a Friday: nothing but the weekend within the interval
        ("2026-06-12", "2 days", "2026-06-15"),
        ("2026-06-12", "3 days", "2026-06-15"),
    ],
)
def test_an_interval_of_few_days(added: str, cadence: str, opens: str) -> None:
    found = gentle(person(added=added, cadence=cadence))
    assert instants(found)[0] == f"{opens} 00:00"
    assert found.follow_up.cause.key == "cadence"


def test_without_a_day_of_entry_nothing_opens() -> None:
    assert every_gentle(person(tier="A"), "2030-01-01") == []
    assert every_gentle(person("- 2026-06-01 request: x\n- 2026-06-02 note: y", tier="A"), "2030-01-01") == []


def test_what_is_no_contact_is_no_history() -> None:
    bare = gentle(person(tier="A", added="2026-06-09"))
    asked = gentle(person("- 2026-06-20 request: x", tier="A", added="2026-06-09"), "2026-06-21")
    assert instants(bare) == instants(asked)
    assert (bare.follow_up.cause.line, bare.follow_up.cause.key) == (3, "tier")


def test_a_day_of_entry_at_the_end_of_the_calendar_is_no_crash() -> None:
    found = gentle(person(added="9999-12-30", cadence="999 years"))
    assert found.state == "upcoming"


# --- never pushy ---------------------------------------------------------------------------------------------------

PUSHES = [
    # words of mine and theirs on 10, 20 … June after a call on the 1st, the interval in days (None: parked)
    (["email"], 30),
    (["email", "message"], 60),
    (["update", "article"], 60),
    (["congratulation", "email"], 60),
    (["email", "email", "email"], None),
    (["email", "email", "email", "email"], None),
    (["email", "email", "reply"], 30),
    (["email", "reply", "email"], 30),
    (["email", "email", "call"], 30),
    (["email", "email", "email", "question"], 30),
    (["thank-you", "thank-you", "report-back"], 30),
    (["email", "request", "nudge", "linkedin"], 30),
    (["email", "email", "auto-reply"], 60),
    (["email", "email", "note"], 60),
    # a lost one was no word
    (["email", "email", "email", "bounce"], 60),
]


@pytest.mark.parametrize(("kinds", "days"), PUSHES)
def test_two_in_a_row_double_the_interval_and_three_park(kinds: list[str], days: int | None) -> None:
    stamps = [date(2026, 6, 10) + timedelta(5 * number) for number in range(len(kinds))]
    log = "\n".join(f"- {stamp} {kind}" for stamp, kind in zip(stamps, kinds, strict=True))
    found = gentle(person(f"- 2026-06-01 call: x\n{log}", cadence="30 days"), "2026-08-31")
    assert (found.state == "held") == (days is None)
    assert ("parked" in (found.follow_up.held or "")) == (days is None)
    if days:
        arrived = [stamp for stamp, kind in zip(stamps, kinds, strict=True) if kind not in SILENT]
        last = max(arrived[: -1 if kinds[-1] == "bounce" else None])
        opens = last + timedelta(days)
        while opens.weekday() > 4:
            opens += timedelta(1)
        due_by = opens + timedelta(days // 3)
        assert (instants(found)[0], instants(found)[2]) == (f"{opens} 00:00", f"{due_by} 23:59:59")


SILENT = {"request", "nudge", "linkedin", "auto-reply", "note", "bounce"}


def test_a_word_on_the_same_date_counts_as_an_answer() -> None:
    found = gentle(person("- 2026-06-01 email\n- 2026-06-02 email\n- 2026-06-02 reply", cadence="30 days"))
    assert instants(found)[0] == "2026-07-02 00:00"


def test_what_is_yet_to_come_parks_nobody() -> None:
    found = person("- 2026-06-01 email\n- 2026-06-02 email\n- 2026-06-20 email", cadence="1 day")
    assert owed(found, "2026-06-10") == ["keep-in-touch"]
    assert owed(found, "2026-06-20") == []


# --- which of the three --------------------------------------------------------------------------------------------

CHOICES = [
    # front matter, log below THANKED, action
    ({}, "", "keep-in-touch"),
    ({"topics": "[grids]"}, "", "article"),
    ({}, "- 2026-06-10 call: about #grids", "article"),
    ({}, "- 2026-06-10 call: x\n  - takeaway: read on #grids", "article"),
    ({"topics": "[grids]"}, "- 2026-06-10 call: x\n  - advice: learn SQL", "update"),
    ({}, "- 2026-06-10 note: x\n  - advice: learn SQL", "update"),
    ({}, "- 2026-06-10 call: x\n  - advice: learn SQL\n- 2026-06-11 update: done", "keep-in-touch"),
    ({}, "- 2026-06-10 call: x\n  - advice: learn SQL\n- 2026-06-10 update: done", "keep-in-touch"),
    ({}, "- 2026-06-10 10:00 call: x\n  - advice: learn SQL\n- 2026-06-10 09:59 update: done", "update"),
    ({}, "- 2026-06-10 call: x\n  - advice: a\n- 2026-06-11 update\n- 2026-06-12 call\n  - advice: b", "update"),
    ({}, "- 2026-06-10 call: x\n  - advice: a\n- 2026-06-11 article: y", "update"),
    ({}, "- 2026-06-10 call: x\n  - result: y", "keep-in-touch"),
    ({}, "- 2026-06-10 call: x\n  - advice: a\n- 2026-06-11 update: y\n- 2026-06-11 bounce", "update"),
    ({}, "- 2026-06-10 call: x\n  - advice: a\n- 2026-06-10 cancelled", "keep-in-touch"),
    ({}, "- 2027-06-10 call: #grids\n  - advice: a", "keep-in-touch"),
]


@pytest.mark.parametrize(("keys", "log", "action"), CHOICES)
def test_update_article_or_keep_in_touch(keys: dict[str, str], log: str, action: str) -> None:
    found = gentle(person(THANKED + log, **keys), "2026-06-20")
    assert found.follow_up.action == action


def test_without_an_interview_there_is_no_article() -> None:
    found = gentle(person("- 2026-06-10 call: about #grids", tier="A", topics="[grids]"), "2026-06-20")
    assert found.follow_up.action == "keep-in-touch"
    assert found.follow_up.because == "no advice to report on and no interview or coffee to come back to"


def test_the_article_is_named_or_said_to_be_missing() -> None:
    one = person(THANKED, topics="[Grids, tariffs]")
    named = the(book(one, articles=(piece("costs", "grids"),)), "2026-06-10", "article").follow_up
    assert (named.article, named.because) == ("costs", "on grids: The costs")
    missing = the(book(one, articles=(piece("costs", "chess"),)), "2026-06-10", "article").follow_up
    assert (missing.article, missing.because) == (None, "no article on: Grids, tariffs")


# --- belated thanks ------------------------------------------------------------------------------------------------

BELATED = "begin with belated thanks for the interview of 2026-06-09"


@pytest.mark.parametrize(
    ("then", "belated"),
    [
        ("", True),
        ("- 2026-06-12 email: the slides", True),  # before the thanks lapsed: no note that made up for it
        ("- 2026-06-12 thank-you (card)", True),
        ("- 2026-09-12 email: belated thanks", False),
        ("- 2026-09-12 update: belated thanks", False),
        ("- 2026-09-12 thank-you", False),
        ("- 2026-09-12 linkedin", True),
        ("- 2026-09-12 email: belated thanks\n- 2026-09-12 bounce", True),
    ],
)
def test_the_next_note_begins_with_belated_thanks(then: str, belated: bool) -> None:
    found = gentle(person(f"- 2026-06-09 interview: x\n{then}"), "2026-09-20")
    assert (BELATED in found.follow_up.because) == belated


def test_it_comes_at_its_usual_time() -> None:
    found = gentle(person("- 2026-06-09 10:00 interview: x"), "2026-08-01")
    assert instants(found)[0] == "2026-09-07 00:00"
    assert instant("2026-09-07") == found.opens


def test_no_belated_thanks_while_the_plain_ones_are_owed() -> None:
    found = gentle(person("- 2026-06-09 10:00 interview: x", tier="A"), "2026-07-09 09:00")
    assert BELATED not in found.follow_up.because
