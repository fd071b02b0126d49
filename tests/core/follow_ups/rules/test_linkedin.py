from __future__ import annotations

import pytest

from tests.core.builders import instants, person, states, the

DEADLINES = [
    ("2026-06-09 14:00", "06-09 14:00", "06-09 23:59:59", "06-10 14:00", "06-23 14:00"),
    ("2026-06-09", "06-09 00:00", "06-09 23:59:59", "06-10 23:59:59", "06-23 00:00"),
    ("2026-03-28 14:00", "03-28 14:00", "03-28 23:59:59", "03-29 15:00", "04-11 14:00"),
    ("2026-10-24 14:00", "10-24 14:00", "10-24 23:59:59", "10-25 13:00", "11-07 14:00"),
]


@pytest.mark.parametrize(("stamp", "opens", "best_by", "due_by", "lapses"), DEADLINES)
def test_deadlines(stamp: str, opens: str, best_by: str, due_by: str, lapses: str) -> None:
    found = the(person(f"- {stamp} thank-you"), "2026-12-01", "linkedin")
    assert instants(found) == tuple(f"2026-{moment}" for moment in (opens, best_by, due_by, lapses))


STATES = [
    ("2026-06-09 13:59", []),
    ("2026-06-09 14:00", ["open"]),
    ("2026-06-09 23:59:59", ["due"]),
    ("2026-06-10 14:00", ["due"]),
    ("2026-06-10 14:01", ["late"]),
    ("2026-06-23 13:59", ["late"]),
    ("2026-06-23 14:00", ["lapsed"]),
]


@pytest.mark.parametrize(("now", "expected"), STATES)
def test_where_it_stands(now: str, expected: list[str]) -> None:
    found = person("- 2026-06-09 10:00 interview: x\n- 2026-06-09 14:00 thank-you")
    assert states(found, now, "linkedin") == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("- 2026-06-09 10:00 interview", []),
        ("- 2026-06-09 14:00 thank-you (message)", ["open"]),
        ("- 2026-06-09 14:00 thank-you (card)", []),
        ("- 2026-06-09 14:00 thank-you (linkedin)", ["settled"]),
        ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 linkedin", ["settled"]),
        ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 linkedin", ["settled"]),
        # connected long before
        ("- 2025-01-09 linkedin\n- 2026-06-09 14:00 thank-you", ["settled"]),
        ("- 2025-01-09 thank-you (linkedin)\n- 2026-06-09 14:00 thank-you", ["settled"]),
        ("- 2026-06-09 14:00 thank-you\n- 2026-06-10 10:00 linkedin", ["open"]),
        ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 email (linkedin)", ["open"]),
        # closed with the thanks that did not arrive
        ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:01 bounce", []),
        # an invitation does not go by mail
        ("- 2026-06-09 14:00 thank-you (message)\n- 2026-06-09 14:05 linkedin\n- 2026-06-09 15:00 bounce", ["settled"]),
    ],
)
def test_what_opens_and_settles_it(log: str, expected: list[str]) -> None:
    assert states(person(log), "2026-06-09 18:00", "linkedin") == expected


@pytest.mark.parametrize(
    ("linkedin", "expected"),
    [("none", []), ("None", []), ("https://www.linkedin.com/in/x", ["open"]), ("nonesuch", ["open"])],
)
def test_somebody_without_an_account_is_not_invited(linkedin: str, expected: list[str]) -> None:
    assert states(person("- 2026-06-09 14:00 thank-you", linkedin=linkedin), "2026-06-09 18:00", "linkedin") == expected


@pytest.mark.parametrize(
    ("now", "opens", "state"),
    [
        ("2026-06-10 12:00", "2026-06-01 14:00", "late"),
        ("2026-06-15 13:59", "2026-06-01 14:00", "late"),
        ("2026-06-15 14:01", "2026-06-09 14:00", "late"),
        ("2026-06-30 12:00", "2026-06-09 14:00", "lapsed"),
    ],
)
def test_one_at_a_time_from_the_earliest_that_has_not_lapsed(now: str, opens: str, state: str) -> None:
    found = the(person("- 2026-06-01 14:00 thank-you\n- 2026-06-09 14:00 thank-you"), now, "linkedin")
    assert (instants(found)[0], found.state) == (opens, state)
