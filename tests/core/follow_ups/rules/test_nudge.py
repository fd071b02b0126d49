from __future__ import annotations

import pytest

from tests.core.builders import book, instants, person, states, the

DEADLINES = [
    # a Tuesday; a Friday; a Sunday; before the holidays of the 17th and 18th
    ("2026-06-02 10:00", "06-09 00:00", "06-11 23:59:59", "06-23 10:00"),
    ("2026-06-05 23:59", "06-12 00:00", "06-16 23:59:59", "06-26 23:59"),
    ("2026-06-07", "06-12 00:00", "06-16 23:59:59", "06-28 00:00"),
    ("2026-06-15 10:00", "06-24 00:00", "06-26 23:59:59", "07-06 10:00"),
    # at the start and end of days by the clock, whatever their length
    ("2026-03-23 10:00", "03-30 00:00", "04-01 23:59:59", "04-13 10:00"),
]


@pytest.mark.parametrize(("stamp", "opens", "due_by", "lapses"), DEADLINES)
def test_deadlines(stamp: str, opens: str, due_by: str, lapses: str) -> None:
    contents = book(person(f"- {stamp} request: x"), toml='[follow_up]\nholidays = ["2026-06-17", "2026-06-18"]')
    found = the(contents, "2026-12-01", "nudge")
    assert instants(found) == (f"2026-{opens}", None, f"2026-{due_by}", f"2026-{lapses}")


STATES = [
    ("2026-06-02 09:59", []),
    ("2026-06-02 10:00", ["upcoming"]),
    ("2026-06-08 23:59:59", ["upcoming"]),
    ("2026-06-09 00:00", ["open"]),
    ("2026-06-11 00:00", ["due"]),
    ("2026-06-12 00:00", ["late"]),
    ("2026-06-23 09:59", ["late"]),
    ("2026-06-23 10:00", ["lapsed"]),
]


@pytest.mark.parametrize(("now", "expected"), STATES)
def test_where_it_stands(now: str, expected: list[str]) -> None:
    assert states(person("- 2026-06-02 10:00 request: x"), now, "nudge") == expected


SETTLED = [
    ("2026-06-05 10:00 reply", True),
    ("2026-06-05 10:00 question", True),
    ("2026-06-05 10:00 call", True),
    ("2026-06-05 10:00 nudge", True),
    ("2026-06-02 10:00 reply", True),
    ("2026-06-02 reply", True),
    ("2026-06-02 09:59 reply", False),
    ("2026-06-05 10:00 auto-reply", False),
    ("2026-06-05 10:00 email", False),
    ("2026-06-05 10:00 note", False),
    # an appointment is no answer yet
    ("2026-06-30 10:00 interview", False),
]


@pytest.mark.parametrize(("then", "settles"), SETTLED)
def test_what_settles_it(then: str, settles: bool) -> None:
    found = person(f"- 2026-06-02 10:00 request: x\n- {then}")
    assert states(found, "2026-06-12", "nudge") == ["settled" if settles else "late"]


def test_one_reminder_and_no_more() -> None:
    found = person("- 2026-06-02 10:00 request: x\n- 2026-06-09 10:00 nudge")
    assert states(found, "2026-06-22", "nudge") == ["settled"]


def test_a_request_that_did_not_arrive_is_not_repeated_but_a_lost_reminder_is() -> None:
    assert states(person("- 2026-06-02 10:00 request\n- 2026-06-02 10:01 bounce"), "2026-06-12", "nudge") == []
    lost = person("- 2026-06-02 10:00 request\n- 2026-06-09 10:00 nudge\n- 2026-06-09 10:01 bounce")
    assert states(lost, "2026-06-12", "nudge") == ["late"]


def test_each_request_has_its_own() -> None:
    found = person("- 2026-06-02 request: a\n- 2026-06-03 reply: no\n- 2026-06-04 request: b")
    assert states(found, "2026-06-12", "nudge") == ["settled", "open"]
