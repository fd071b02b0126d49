from __future__ import annotations

import pytest

from tests.core.builders import book, every, instants, owed, person, states, the

DEADLINES = [
    # stamp, zone to show in, opens, best by, due by, lapses
    ("2026-06-09 09:30-10:00", "", "06-09 10:00", "06-09 18:00", "06-10 10:00", "07-09 10:00"),
    ("2026-06-09 09:30", "", "06-09 09:30", "06-09 18:00", "06-10 09:30", "07-09 09:30"),
    ("2026-06-09", "", "06-09 00:00", "06-09 23:59:59", "06-10 23:59:59", "07-09 00:00"),
    # the hour of the start decides
    ("2026-06-09 11:59-13:00", "", "06-09 13:00", "06-09 18:00", "06-10 13:00", "07-09 13:00"),
    ("2026-06-09 12:00-13:00", "", "06-09 13:00", "06-10 10:00", "06-10 13:00", "07-09 13:00"),
    ("2026-06-09 05:00-05:30", "", "06-09 05:30", "06-09 18:00", "06-10 05:30", "07-09 05:30"),
    ("2026-06-09 04:59-05:30", "", "06-09 05:30", "06-09 10:00", "06-10 05:30", "07-09 05:30"),
    ("2026-06-09 00:00-00:30", "", "06-09 00:30", "06-09 10:00", "06-10 00:30", "07-09 00:30"),
    ("2026-06-09 11:30-19:00", "", "06-09 19:00", "06-09 18:00", "06-10 19:00", "07-09 19:00"),
    ("2026-06-09 23:30-00:30", "", "06-10 00:30", "06-10 10:00", "06-11 00:30", "07-10 00:30"),
    # no exception for Saturdays
    ("2026-06-12 15:00-15:45", "", "06-12 15:45", "06-13 10:00", "06-13 15:45", "07-12 15:45"),
    # 24 hours are elapsed: the clocks go forward on 29 March at 02:00 and back on 25 October at 03:00
    ("2026-03-28 15:00-16:00", "", "03-28 16:00", "03-29 10:00", "03-29 17:00", "04-27 16:00"),
    ("2026-10-24 15:00-16:00", "", "10-24 16:00", "10-25 10:00", "10-25 15:00", "11-23 16:00"),
    ("2026-10-25 01:30-03:30", "", "10-25 03:30", "10-25 10:00", "10-26 03:30", "11-24 03:30"),
    ("2026-10-24", "", "10-24 00:00", "10-24 23:59:59", "10-25 23:59:59", "11-23 00:00"),
    # all of it in the zone of the meeting
    ("2026-06-09 09:30-10:00 Asia/Tokyo", "Asia/Tokyo", "06-09 10:00", "06-09 18:00", "06-10 10:00", "07-09 10:00"),
    ("2026-06-09 15:00 -05:00", "Etc/GMT+5", "06-09 15:00", "06-10 10:00", "06-10 15:00", "07-09 15:00"),
    ("2026-06-09 Asia/Tokyo", "Asia/Tokyo", "06-09 00:00", "06-09 23:59:59", "06-10 23:59:59", "07-09 00:00"),
    (
        *("2026-10-31 15:00-16:00 America/New_York", "America/New_York"),
        *("10-31 16:00", "11-01 10:00", "11-01 15:00", "11-30 16:00"),
    ),
]


@pytest.mark.parametrize(("stamp", "zone", "opens", "best_by", "due_by", "lapses"), DEADLINES)
def test_deadlines(stamp: str, zone: str, opens: str, best_by: str, due_by: str, lapses: str) -> None:
    found = the(person(f"- {stamp} interview: x"), "2026-12-01", "thank-you")
    expected = tuple(f"2026-{moment}" for moment in (opens, best_by, due_by, lapses))
    assert instants(found, zone or "Europe/Berlin") == expected


STATES = [
    ("2026-06-09 09:30-10:00", "2026-06-09 09:29", []),
    ("2026-06-09 09:30-10:00", "2026-06-09 09:30", ["upcoming"]),
    ("2026-06-09 09:30-10:00", "2026-06-09 09:59", ["upcoming"]),
    ("2026-06-09 09:30-10:00", "2026-06-09 10:00", ["open"]),
    ("2026-06-09 09:30-10:00", "2026-06-09 17:59", ["open"]),
    ("2026-06-09 09:30-10:00", "2026-06-09 18:00", ["due"]),
    ("2026-06-09 09:30-10:00", "2026-06-10 10:00", ["due"]),
    ("2026-06-09 09:30-10:00", "2026-06-10 10:00:01", ["late"]),
    ("2026-06-09 09:30-10:00", "2026-07-09 09:59", ["late"]),
    ("2026-06-09 09:30-10:00", "2026-07-09 10:01", ["lapsed"]),
    ("2026-06-09", "2026-06-08 23:59", []),
    ("2026-06-09", "2026-06-09 00:00", ["open"]),
    ("2026-06-09", "2026-06-10 23:59:59", ["due"]),
    ("2026-06-09", "2026-06-11 00:00", ["late"]),
]


@pytest.mark.parametrize(("stamp", "now", "expected"), STATES)
def test_where_it_stands(stamp: str, now: str, expected: list[str]) -> None:
    assert states(person(f"- {stamp} interview: x"), now, "thank-you") == expected


@pytest.mark.parametrize(
    ("kind", "owes"),
    [("interview", 1), ("coffee (video)", 1), ("call", 0), ("meeting", 0), ("event", 0), ("reply", 0), ("podcast", 0)],
)
def test_interviews_and_coffees_owe_thanks(kind: str, owes: int) -> None:
    assert len(every(person(f"- 2026-06-09 {kind}: x"), "2026-06-09 12:00", "thank-you")) == owes


def test_an_own_kind_owes_what_the_kind_it_is_like_owes() -> None:
    toml = '[kinds.lunch]\nlike = "coffee"\n[kinds.stroll]\nlike = "call"\n'
    found = person("- 2026-06-09 lunch: x\n- 2026-06-09 stroll: y", toml=toml)
    assert states(found, "2026-06-09 12:00", "thank-you") == ["open"]


SETTLED = [
    # what follows a meeting of 2026-06-09 09:30-10:00, whether it settles the thanks
    ("2026-06-09 14:00 thank-you", True),
    ("2026-06-09 14:00 thank-you (email)", True),
    ("2026-06-09 14:00 thank-you (message)", True),
    ("2026-06-09 14:00 thank-you (linkedin)", True),
    ("2026-06-09 14:00 thank-you (Card)", False),
    ("2026-06-09 14:00 email: thanks", False),
    ("2026-06-09 14:00 reply", False),
    ("2026-06-20 14:00 thank-you", True),
    # from its start on
    ("2026-06-09 09:45 thank-you", True),
    ("2026-06-09 09:30 thank-you", True),
    ("2026-06-09 09:29 thank-you", False),
    # by date where there is no time
    ("2026-06-09 thank-you", True),
    ("2026-06-08 thank-you", False),
    # in the zone of the one that has a date only: 09:30 in Berlin is the 9th in Tokyo, and 21:30 of the 8th in Honolulu
    ("2026-06-09 Asia/Tokyo thank-you", True),
    ("2026-06-08 Pacific/Honolulu thank-you", True),
    ("2026-06-08 Asia/Tokyo thank-you", False),
    # not yet
    ("2026-06-25 14:00 thank-you", False),
]


@pytest.mark.parametrize(("then", "settles"), SETTLED)
def test_what_settles_it(then: str, settles: bool) -> None:
    found = person(f"- 2026-06-09 09:30-10:00 interview: x\n- {then}")
    assert states(found, "2026-06-25 12:00", "thank-you") == ["settled" if settles else "late"]


@pytest.mark.parametrize(
    ("thanks", "settles"),
    [
        ("2026-06-09 00:00 thank-you", True),
        ("2026-06-09 thank-you", True),
        ("2026-06-08 23:59 thank-you", False),
        # the timed one's date in the zone of the meeting: still the 8th in Berlin, then the 9th
        ("2026-06-09 06:00 Asia/Tokyo thank-you", False),
        ("2026-06-08 23:00 UTC thank-you", True),
        ("2026-06-09 Asia/Tokyo thank-you", True),
    ],
)
def test_a_meeting_with_a_date_only_is_compared_by_date(thanks: str, settles: bool) -> None:
    found = person(f"- 2026-06-09 interview: x\n- {thanks}")
    assert states(found, "2026-06-12 12:00", "thank-you") == ["settled" if settles else "late"]


def test_three_interviews_owe_three_thanks() -> None:
    found = person("\n".join(f"- 2026-06-0{day} 10:00 interview: x" for day in (7, 8, 9)))
    assert owed(found, "2026-06-09 12:00").count("thank-you") == 3


@pytest.mark.parametrize(
    ("thanks", "expected"),
    [
        ("2026-06-09 17:00", ["settled", "settled"]),
        ("2026-06-09", ["settled", "settled"]),
        ("2026-06-09 12:00", ["settled", "late"]),
    ],
)
def test_one_thank_you_after_two_meetings_settles_both(thanks: str, expected: list[str]) -> None:
    found = person(f"- 2026-06-09 10:00 interview: x\n- 2026-06-09 15:00 coffee: y\n- {thanks} thank-you")
    assert states(found, "2026-06-12 12:00", "thank-you") == expected


def test_a_card_first_changes_nothing_but_the_words() -> None:
    found = person("- 2026-06-09 09:30-10:00 interview: x\n- 2026-06-09 13:00 thank-you (card)")
    standing = the(found, "2026-06-09 13:05", "thank-you")
    assert (standing.state, instants(standing)[2]) == ("open", "2026-06-10 10:00")
    assert standing.follow_up.because.endswith("card sent; e-mail still owed")
    before = the(found, "2026-06-09 12:00", "thank-you")
    assert "card" not in before.follow_up.because


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        ("04:00", "before dawn: best that morning"),
        ("09:30", "morning: best the same day"),
        ("15:00", "after noon: best by the next morning"),
    ],
)
def test_it_says_why(hour: str, words: str) -> None:
    found = the(person(f"- 2026-06-09 {hour} interview: x", slug="jo"), "2026-06-09 20:00", "thank-you").follow_up
    assert found.because == words
    assert (found.cause.path, found.cause.line, found.cause.entry) == (
        "contacts/jo.md",
        7,
        found.contact.interactions[0],
    )


@pytest.mark.parametrize(
    ("stamp", "origin"),
    [
        ("2026-06-09 09:30-10:00", "its end"),
        ("2026-06-09 09:30", "its start (no end is written)"),
        ("2026-06-09", "the start of its day (no time is written)"),
    ],
)
def test_its_arithmetic_says_what_it_counts_from(stamp: str, origin: str) -> None:
    terms = the(person(f"- {stamp} interview: x"), "2026-06-09 12:00", "thank-you").follow_up.terms
    assert terms["opens"] == origin
    assert terms["lapses"] == f"30 days after {origin}"


def test_every_number_is_a_setting() -> None:
    toml = """
        [follow_up]
        thank_you_hours = 48
        thank_you_lapse_days = 10
        morning_begins = "06:00"
        morning_ends = "09:00"
        morning_best_by = "17:00"
        later_best_by = "11:30"
        """
    log = "\n".join(f"- 2026-06-09 {time} interview" for time in ("05:30", "08:30", "09:00", ""))
    found = every(book(person(log), toml=toml), "2026-06-12", "thank-you")
    assert [instants(one)[1:] for one in found] == [
        ("2026-06-09 23:59:59", "2026-06-11 23:59:59", "2026-06-19 00:00"),
        ("2026-06-09 11:30", "2026-06-11 05:30", "2026-06-19 05:30"),
        ("2026-06-09 17:00", "2026-06-11 08:30", "2026-06-19 08:30"),
        ("2026-06-10 11:30", "2026-06-11 09:00", "2026-06-19 09:00"),
    ]
