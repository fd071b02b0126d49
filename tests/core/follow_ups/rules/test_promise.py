from __future__ import annotations

import pytest

from tests.core.builders import book, every, instants, person, shown, states, the

DEADLINES = [
    # entry, task, zone to show in, opens, due by
    ("2026-06-12 10:00 call", "send it (by 2026-06-16)", "", "2026-06-12 10:00", "2026-06-16 23:59:59"),
    ("2026-06-12 10:00-11:00 call", "send it (by 2026-06-16)", "", "2026-06-12 11:00", "2026-06-16 23:59:59"),
    ("2026-06-12 call", "send it (by 2026-06-16)", "", "2026-06-12 00:00", "2026-06-16 23:59:59"),
    ("2026-06-12 call", "send it (by 2026-06-01)", "", "2026-06-12 00:00", "2026-06-01 23:59:59"),
    # business days from a Friday, a Thursday, a Saturday; the 17th is a holiday
    ("2026-06-12 10:00 call", "send it", "", "2026-06-12 10:00", "2026-06-16 23:59:59"),
    ("2026-06-11 10:00 call", "send it", "", "2026-06-11 10:00", "2026-06-15 23:59:59"),
    ("2026-06-13 10:00 call", "send it", "", "2026-06-13 10:00", "2026-06-16 23:59:59"),
    ("2026-06-15 10:00 call", "send it", "", "2026-06-15 10:00", "2026-06-18 23:59:59"),
    ("2026-10-23 10:00 call", "send it (by 2026-10-25)", "", "2026-10-23 10:00", "2026-10-25 23:59:59"),
    ("2026-06-12 10:00 Asia/Tokyo call", "it (by 2026-06-16)", "Asia/Tokyo", "2026-06-12 10:00", "2026-06-16 23:59:59"),
]


@pytest.mark.parametrize(("entry", "task", "zone", "opens", "due_by"), DEADLINES)
def test_deadlines(entry: str, task: str, zone: str, opens: str, due_by: str) -> None:
    contents = book(person(f"- {entry}: x\n  - [ ] {task}"), toml='[follow_up]\nholidays = ["2026-06-17"]')
    assert instants(the(contents, "2026-12-01", "promise"), zone or "Europe/Berlin") == (opens, None, due_by, None)


STATES = [
    ("2026-06-12 09:00", []),
    ("2026-06-12 10:00", ["open"]),
    ("2026-06-15 23:59", ["open"]),
    ("2026-06-16 00:00", ["due"]),
    ("2026-06-16 23:59:59", ["due"]),
    ("2026-06-17 00:00", ["late"]),
    ("2036-06-17 00:00", ["late"]),
]


@pytest.mark.parametrize(("now", "expected"), STATES)
def test_where_it_stands(now: str, expected: list[str]) -> None:
    assert states(person("- 2026-06-12 10:00 call\n  - [ ] send it"), now, "promise") == expected


def test_ticked_it_is_gone() -> None:
    found = person("- 2026-06-12 call\n  - [ ] a\n  - [x] b\n    - [ ] c\n- 2026-06-11 note\n  - [X] d\n  - [ ] e")
    texts = [one.follow_up.cause.task.text for one in every(found, "2026-06-13", "promise") if one.follow_up.cause.task]
    assert sorted(texts) == ["a", "c", "e"]


@pytest.mark.parametrize("kind", ["call", "reply", "note", "email", "podcast", "bounce", "request"])
def test_a_promise_may_stand_under_any_kind(kind: str) -> None:
    assert states(person(f"- 2026-06-12 {kind}\n  - [ ] a"), "2026-06-12 12:00", "promise") == ["open"]


def test_what_was_promised_in_a_mail_that_bounced_is_still_owed() -> None:
    found = person("- 2026-06-12 10:00 email: x\n  - [ ] a\n- 2026-06-12 10:05 bounce")
    assert states(found, "2026-06-12 12:00", "promise") == ["open"]


def test_it_hangs_on_the_line_of_the_task() -> None:
    found = the(person("- 2026-06-12 call: x\n  - takeaway: y\n  - [ ] a"), "2026-06-12 12:00", "promise").follow_up
    assert (found.cause.line, found.cause.entry) == (9, found.contact.interactions[0])


# What an offer of theirs promises is theirs.
@pytest.mark.parametrize("below", ["- offer: will introduce me", "- [ ]", "- takeaway: [ ] x", "text [ ] x"])
def test_nothing_else_is_a_promise_of_mine(below: str) -> None:
    assert states(person(f"- 2026-06-12 call\n  {below}"), "2026-07-01", "promise") == []


APPOINTMENTS = [
    # an appointment with a task, and now; opens, state
    ("2026-06-20 10:00-11:00", "(by 2026-06-18)", "2026-06-10 23:59", "2026-06-11 00:00", "upcoming"),
    ("2026-06-20 10:00-11:00", "(by 2026-06-18)", "2026-06-11 00:00", "2026-06-11 00:00", "open"),
    ("2026-06-20 10:00-11:00", "(by 2026-06-18)", "2026-06-18 12:00", "2026-06-11 00:00", "due"),
    ("2026-06-20 10:00-11:00", "(by 2026-06-18)", "2026-06-19 12:00", "2026-06-11 00:00", "late"),
    # a date after the meeting: shown from its end
    ("2026-06-20 10:00-11:00", "(by 2026-07-18)", "2026-06-20 10:30", "2026-06-20 11:00", "upcoming"),
    ("2026-06-20 10:00-11:00", "(by 2026-07-18)", "2026-06-20 11:00", "2026-06-20 11:00", "open"),
    # without a date: nothing before the meeting has ended
    ("2026-06-20 10:00-11:00", "", "2026-06-20 09:59", None, None),
    ("2026-06-20 10:00-11:00", "", "2026-06-20 10:30", "2026-06-20 11:00", "upcoming"),
    ("2026-06-20 10:00-11:00", "", "2026-06-20 11:00", "2026-06-20 11:00", "open"),
    ("2026-06-20", "(by 2026-06-22)", "2026-06-14 23:59", "2026-06-15 00:00", "upcoming"),
    ("2026-10-27 10:00", "(by 2026-10-27)", "2026-10-20 00:00", "2026-10-20 00:00", "open"),
]


@pytest.mark.parametrize(("stamp", "by", "now", "opens", "state"), APPOINTMENTS)
def test_under_an_appointment(stamp: str, by: str, now: str, opens: str | None, state: str | None) -> None:
    found = every(person(f"- {stamp} interview: x\n  - [ ] send it {by}"), now, "promise")
    assert [(shown(one.follow_up.opens), one.state) for one in found] == ([(opens, state)] if opens else [])


@pytest.mark.parametrize(
    ("cancelled", "now", "owes"),
    [
        ("2026-06-20 cancelled", "2026-06-21", 0),
        ("2026-06-20 no-show", "2026-06-21", 0),
        # called off in the morning: also what the meeting of that day was to owe
        ("2026-06-20 08:00 cancelled", "2026-06-20 08:30", 0),
        ("2026-06-20 08:00 cancelled", "2026-06-20 07:30", 1),
        ("2026-06-19 cancelled", "2026-06-21", 1),
    ],
)
def test_a_meeting_that_is_called_off_owes_no_promise(cancelled: str, now: str, owes: int) -> None:
    found = person(f"- 2026-06-20 10:00 interview: x\n  - [ ] send it (by 2026-06-22)\n- {cancelled}")
    assert len(states(found, now, "promise")) == owes
