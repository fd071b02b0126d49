from __future__ import annotations

import pytest

from tests.core.builders import book, every, instants, person, states, the

DEADLINES = [
    # stamp of the question, zone to show in, opens, best by, due by
    ("2026-06-09 09:00", "", "06-09 09:00", "06-09 23:59:59", "06-10 23:59:59"),
    ("2026-06-09 23:59", "", "06-09 23:59", "06-09 23:59:59", "06-10 23:59:59"),
    ("2026-06-09", "", "06-09 00:00", "06-09 23:59:59", "06-10 23:59:59"),
    # Friday, Saturday, Sunday
    ("2026-06-05 15:00", "", "06-05 15:00", "06-05 23:59:59", "06-08 23:59:59"),
    ("2026-06-06 15:00", "", "06-06 15:00", "06-06 23:59:59", "06-08 23:59:59"),
    ("2026-06-07 15:00", "", "06-07 15:00", "06-07 23:59:59", "06-08 23:59:59"),
    # before a holiday, and on one
    ("2026-06-10 15:00", "", "06-10 15:00", "06-10 23:59:59", "06-12 23:59:59"),
    ("2026-06-11 15:00", "", "06-11 15:00", "06-11 23:59:59", "06-12 23:59:59"),
    # a day of 25 hours
    ("2026-10-24 15:00", "", "10-24 15:00", "10-24 23:59:59", "10-26 23:59:59"),
    ("2026-06-09 23:00 America/New_York", "America/New_York", "06-09 23:00", "06-09 23:59:59", "06-10 23:59:59"),
]


@pytest.mark.parametrize(("stamp", "zone", "opens", "best_by", "due_by"), DEADLINES)
def test_deadlines(stamp: str, zone: str, opens: str, best_by: str, due_by: str) -> None:
    contents = book(person(f"- {stamp} question: slides?"), toml='[follow_up]\nholidays = ["2026-06-11"]')
    found = the(contents, "2026-12-01", "answer")
    assert instants(found, zone or "Europe/Berlin") == (f"2026-{opens}", f"2026-{best_by}", f"2026-{due_by}", None)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-06-05 08:59", []),
        ("2026-06-05 09:00", ["open"]),
        ("2026-06-06 00:00", ["due"]),
        ("2026-06-08 23:59:59", ["due"]),
        ("2026-06-09 00:00", ["late"]),
        ("2027-06-09 00:00", ["late"]),
    ],
)
def test_where_it_stands(now: str, expected: list[str]) -> None:
    assert states(person("- 2026-06-05 09:00 question: slides?"), now, "answer") == expected


SETTLED = [
    ("2026-06-05 15:00 email", True),
    ("2026-06-05 09:00 email", True),
    ("2026-06-05 email", True),
    ("2026-06-05 08:59 email", False),
    ("2026-06-04 email", False),
    *((f"2026-06-05 15:00 {kind}", True) for kind in ("message", "thank-you (card)", "linkedin", "nudge", "request")),
    *((f"2026-06-05 15:00 {kind}", True) for kind in ("update", "article", "report-back", "congratulation")),
    *((f"2026-06-05 15:00 {kind}", True) for kind in ("call", "interview", "event")),
    *((f"2026-06-05 15:00 {kind}", False) for kind in ("reply", "question", "note", "auto-reply", "bounce", "podcast")),
    ("2026-06-20 15:00 email", False),
]


@pytest.mark.parametrize(("then", "settles"), SETTLED)
def test_any_word_of_mine_or_meeting_settles_it(then: str, settles: bool) -> None:
    found = person(f"- 2026-06-05 09:00 question: slides?\n- {then}")
    assert every(found, "2026-06-12", "answer")[0].state == ("settled" if settles else "late")


def test_each_question_waits_for_its_own_answer() -> None:
    found = person("- 2026-06-05 09:00 question: a\n- 2026-06-05 10:00 email\n- 2026-06-05 11:00 question: b")
    assert states(found, "2026-06-05 12:00", "answer") == ["settled", "open"]
