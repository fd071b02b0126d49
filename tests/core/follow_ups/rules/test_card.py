from __future__ import annotations

import pytest

from tests.core.builders import book, instants, owed, person, states, the

DEADLINES = [
    # best by as the thank-you; the 17th is a holiday
    ("2026-06-09 10:30-11:00", "06-09 11:00", "06-09 18:00", "06-10 23:59:59", "06-16 11:00"),
    ("2026-06-09 15:30-16:00", "06-09 16:00", "06-10 10:00", "06-10 23:59:59", "06-16 16:00"),
    ("2026-06-12 15:30-16:00", "06-12 16:00", "06-13 10:00", "06-15 23:59:59", "06-19 16:00"),
    ("2026-06-16 10:30-11:00", "06-16 11:00", "06-16 18:00", "06-18 23:59:59", "06-23 11:00"),
    ("2026-06-09", "06-09 00:00", "06-09 23:59:59", "06-10 23:59:59", "06-16 00:00"),
    # the business day after the day on which it ended
    ("2026-06-09 23:30-00:30", "06-10 00:30", "06-10 10:00", "06-11 23:59:59", "06-17 00:30"),
]


@pytest.mark.parametrize(("stamp", "opens", "best_by", "due_by", "lapses"), DEADLINES)
def test_deadlines(stamp: str, opens: str, best_by: str, due_by: str, lapses: str) -> None:
    contents = book(person(f"- {stamp} interview: x", card="true"), toml='[follow_up]\nholidays = ["2026-06-17"]')
    found = the(contents, "2026-12-01", "card")
    assert instants(found) == tuple(f"2026-{moment}" for moment in (opens, best_by, due_by, lapses))
    assert instants(found)[:2] == instants(the(contents, "2026-12-01", "thank-you"))[:2]


@pytest.mark.parametrize(("card", "owes"), [("true", ["open"]), ("false", []), ("maybe", [])])
def test_only_who_is_to_have_one(card: str, owes: list[str]) -> None:
    assert states(person("- 2026-06-09 10:30 interview: x", card=card), "2026-06-09 12:00", "card") == owes


@pytest.mark.parametrize(
    ("then", "left"),
    [
        ("2026-06-09 13:00 thank-you (card)", ["thank-you"]),
        ("2026-06-09 thank-you (card)", ["thank-you"]),
        ("2026-06-09 10:29 thank-you (card)", ["thank-you", "card"]),
        ("2026-06-09 13:00 thank-you", ["linkedin", "card"]),
        ("2026-06-09 13:00 note (card)", ["thank-you", "card"]),
    ],
)
def test_card_and_email_settle_each_its_own(then: str, left: list[str]) -> None:
    found = person(f"- 2026-06-09 10:30-11:00 interview: x\n  - takeaway: y\n- {then}", card="true")
    assert owed(found, "2026-06-09 14:00") == left


def test_it_lapses_after_a_week() -> None:
    found = person("- 2026-06-09 10:30-11:00 interview: x", card="true")
    assert states(found, "2026-06-16 10:59", "card") == ["late"]
    assert states(found, "2026-06-16 11:01", "card") == ["lapsed"]
