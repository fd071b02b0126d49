from __future__ import annotations

import pytest

from tests.core.builders import instants, person, states, the

DEADLINES = [
    ("2026-06-09 09:30-10:00", "06-09 10:00", "06-09 12:00", "06-09 23:59:59", "06-16 10:00"),
    ("2026-06-09 09:30", "06-09 09:30", "06-09 11:30", "06-09 23:59:59", "06-16 09:30"),
    ("2026-06-09", "06-09 00:00", "06-09 23:59:59", "06-09 23:59:59", "06-16 00:00"),
    # the day on which it ended
    ("2026-06-09 23:00-00:30", "06-10 00:30", "06-10 02:30", "06-10 23:59:59", "06-17 00:30"),
    ("2026-06-09 22:30-23:30", "06-09 23:30", "06-10 01:30", "06-09 23:59:59", "06-16 23:30"),
    # elapsed hours over the change, calendar days for the lapse
    ("2026-10-25 01:00-01:30", "10-25 01:30", "10-25 02:30", "10-25 23:59:59", "11-01 01:30"),
]


@pytest.mark.parametrize(("stamp", "opens", "best_by", "due_by", "lapses"), DEADLINES)
def test_deadlines(stamp: str, opens: str, best_by: str, due_by: str, lapses: str) -> None:
    found = the(person(f"- {stamp} coffee: x"), "2026-12-01", "record")
    assert instants(found) == tuple(f"2026-{moment}" for moment in (opens, best_by, due_by, lapses))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-06-09 09:45", ["upcoming"]),
        ("2026-06-09 10:00", ["open"]),
        ("2026-06-09 12:00", ["due"]),
        ("2026-06-10 00:00", ["late"]),
        ("2026-06-16 09:59", ["late"]),
        ("2026-06-16 10:00", ["lapsed"]),
    ],
)
def test_where_it_stands(now: str, expected: list[str]) -> None:
    assert states(person("- 2026-06-09 09:30-10:00 interview: x"), now, "record") == expected


@pytest.mark.parametrize(
    ("log", "owes"),
    [
        ("- 2026-06-09 interview: a long summary", 1),
        ("- 2026-06-09 interview\n  - takeaway: x", 0),
        ("- 2026-06-09 interview\n  free text", 0),
        ("- 2026-06-09 interview\n  - [x] done", 0),
        ("- 2026-06-09 interview\n\n- 2026-06-09 note: elsewhere\n  - takeaway: x", 1),
        ("- 2026-06-09 call: x", 0),
        ("- 2026-06-10 interview: tomorrow", 0),
        ("- 2026-06-09 interview\n- 2026-06-09 cancelled", 0),
        ("- 2026-06-08 interview\n- 2026-06-09 coffee", 2),
    ],
)
def test_what_owes_notes(log: str, owes: int) -> None:
    assert len(states(person(log), "2026-06-09 12:00", "record")) == owes
