from __future__ import annotations

import pytest

from tests.core.builders import book, every, instants, person, states, the

INSTANTS = [
    # birthday, now, opens, due by, lapses, state
    ("05-17", "2026-05-16 23:59", "2026-05-17 00:00", "2026-05-17 23:59:59", "2026-05-19 00:00", "upcoming"),
    ("05-17", "2026-05-17 00:00", "2026-05-17 00:00", "2026-05-17 23:59:59", "2026-05-19 00:00", "due"),
    ("1980-05-17", "2026-05-17 23:59", "2026-05-17 00:00", "2026-05-17 23:59:59", "2026-05-19 00:00", "due"),
    ("05-17", "2026-05-18 00:00", "2026-05-17 00:00", "2026-05-17 23:59:59", "2026-05-19 00:00", "late"),
    ("05-17", "2026-05-18 23:59", "2026-05-17 00:00", "2026-05-17 23:59:59", "2026-05-19 00:00", "late"),
    ("05-17", "2026-05-19 00:00", "2027-05-17 00:00", "2027-05-17 23:59:59", "2027-05-19 00:00", "upcoming"),
    # over the end of the year
    ("12-31", "2027-01-01 12:00", "2026-12-31 00:00", "2026-12-31 23:59:59", "2027-01-02 00:00", "late"),
    ("12-31", "2027-01-02 00:00", "2027-12-31 00:00", "2027-12-31 23:59:59", "2028-01-02 00:00", "upcoming"),
    ("01-01", "2026-12-31 12:00", "2027-01-01 00:00", "2027-01-01 23:59:59", "2027-01-03 00:00", "upcoming"),
    # 29 February
    ("02-29", "2026-02-28 12:00", "2026-02-28 00:00", "2026-02-28 23:59:59", "2026-03-02 00:00", "due"),
    ("02-29", "2028-02-28 12:00", "2028-02-29 00:00", "2028-02-29 23:59:59", "2028-03-02 00:00", "upcoming"),
    # a day of 23 hours
    ("03-29", "2026-03-29 12:00", "2026-03-29 00:00", "2026-03-29 23:59:59", "2026-03-31 00:00", "due"),
]


@pytest.mark.parametrize(("birthday", "now", "opens", "due_by", "lapses", "state"), INSTANTS)
def test_the_day(birthday: str, now: str, opens: str, due_by: str, lapses: str, state: str) -> None:
    found = the(person(tier="A", birthday=birthday), now, "birthday")
    assert (*instants(found), found.state) == (opens, None, due_by, lapses, state)


def test_the_day_is_that_of_the_books_zone_and_hangs_on_the_key() -> None:
    contents = book(person(tier="A", birthday="05-17", timezone="Asia/Tokyo"), zone="America/New_York")
    found = the(contents, "2026-05-17 12:00", "birthday")
    assert instants(found, "America/New_York")[0] == "2026-05-17 00:00"
    assert (found.follow_up.cause.line, found.follow_up.cause.key) == (4, "birthday")


@pytest.mark.parametrize("tier", ["B", "C", "D", "", "E"])
def test_only_for_those_who_are_closest(tier: str) -> None:
    assert every(person(tier=tier, birthday="05-17"), "2026-05-17 12:00", "birthday") == []


def test_only_where_it_is_known() -> None:
    assert every(person(tier="A"), "2026-05-17 12:00", "birthday") == []
    assert every(person(tier="A", birthday="30 February"), "2026-05-17 12:00", "birthday") == []


SETTLED = [
    ("2026-05-17 00:00 congratulation", True),
    ("2026-05-17 12:00 message", True),
    ("2026-05-18 23:00 email", True),
    ("2026-05-16 23:59 congratulation", False),
    ("2026-05-17 12:00 call", False),
    ("2026-05-17 12:00 update", False),
    ("2025-05-17 12:00 congratulation", False),
    # a date only, in whatever zone, is compared by date
    ("2026-05-17 congratulation", True),
    ("2026-05-18 congratulation", True),
    ("2026-05-16 congratulation", False),
    ("2026-05-17 Asia/Tokyo congratulation", True),
    ("2026-05-16 Pacific/Honolulu congratulation", False),
    # a time is an instant: 22:30 of the 16th in London is 23:30 in Berlin
    ("2026-05-16 22:30 Europe/London congratulation", False),
    ("2026-05-16 23:30 Europe/London congratulation", True),
]


@pytest.mark.parametrize(("word", "settles"), SETTLED)
def test_a_word_in_those_days_settles_it(word: str, settles: bool) -> None:
    found = person(f"- {word}", tier="A", birthday="05-17")
    assert states(found, "2026-05-18 23:30", "birthday") == ["settled" if settles else "late"]
    assert states(found, "2026-05-16 12:00", "birthday") == ["upcoming"]
