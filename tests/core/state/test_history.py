from __future__ import annotations

import pytest

from crm.core.state.history import at_or_after, history, same_day
from tests.core.builders import entry, instant, instants, owed, person, states, the

ORDER = [
    # one entry, another, whether the first stands at or after the other
    ("2026-06-09 10:00", "2026-06-09 10:00", True),
    ("2026-06-09 10:01", "2026-06-09 10:00", True),
    ("2026-06-09 09:59", "2026-06-09 10:00", False),
    # minutes of different zones are instants
    ("2026-06-09 10:00 UTC", "2026-06-09 12:00 Europe/Berlin", True),
    ("2026-06-09 09:59 UTC", "2026-06-09 12:00 Europe/Berlin", False),
    # an hour that comes twice
    ("2026-10-25 02:30", "2026-10-25 02:30 +01:00", False),
    ("2026-10-25 02:30 +01:00", "2026-10-25 02:30", True),
    # a date alone compares by date, in its own zone
    ("2026-06-09", "2026-06-09 23:59", True),
    ("2026-06-09 00:00", "2026-06-09", True),
    ("2026-06-08", "2026-06-09 00:00", False),
    ("2026-06-08 23:59", "2026-06-09", False),
    ("2026-06-09 Asia/Tokyo", "2026-06-09 16:59 Europe/Berlin", True),
    ("2026-06-09 Asia/Tokyo", "2026-06-09 17:00 Europe/Berlin", False),
    ("2026-06-09 16:59 Europe/Berlin", "2026-06-10 Asia/Tokyo", False),
    ("2026-06-09 17:00 Europe/Berlin", "2026-06-10 Asia/Tokyo", True),
    # two dates are two dates, wherever
    ("2026-06-09 Asia/Tokyo", "2026-06-09 Pacific/Honolulu", True),
    ("2026-06-09 Pacific/Honolulu", "2026-06-09 Asia/Tokyo", True),
    ("2026-06-08 Pacific/Honolulu", "2026-06-09 Asia/Tokyo", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), ORDER)
def test_at_or_after(one: str, other: str, expected: bool) -> None:
    assert at_or_after(entry(f"- {one} email"), entry(f"- {other} call")) is expected


@pytest.mark.parametrize(
    ("meeting", "word", "expected"),
    [
        ("2026-06-09 10:00", "2026-06-09 08:00", True),
        ("2026-06-09 10:00", "2026-06-09", True),
        ("2026-06-09", "2026-06-09 23:59", True),
        ("2026-06-09 10:00", "2026-06-08 23:59", False),
        ("2026-06-09 10:00", "2026-06-10 00:00", False),
        # the day of the meeting is counted in its zone: 20:00 in New York is 02:00 of the 10th in Berlin
        ("2026-06-09 20:00 America/New_York", "2026-06-10 03:00", True),
        ("2026-06-09 20:00 America/New_York", "2026-06-10 06:00", False),
    ],
)
def test_same_day(meeting: str, word: str, expected: bool) -> None:
    assert same_day(entry(f"- {meeting} call"), entry(f"- {word} cancelled")) is expected


# --- entries later than now ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "happened"),
    [
        ("2026-06-08 23:59", 0),
        ("2026-06-09 00:00", 1),
        ("2026-06-09 09:59", 1),
        ("2026-06-09 10:00", 2),
        ("2026-06-10 12:00", 2),
        ("2026-06-11 00:00", 3),
    ],
)
def test_what_is_later_than_now_has_not_happened(now: str, happened: int) -> None:
    past = history(person("- 2026-06-11 call\n- 2026-06-09 10:00 call\n- 2026-06-09 email"), instant(now))
    assert (len(past.entries), len(past.appointments)) == (happened, 3 - happened)


def test_the_past_is_told_as_it_was() -> None:
    log = "- 2026-06-09 10:00 interview: x\n  - y\n- 2026-06-09 14:00 thank-you\n- 2026-06-09 15:00 linkedin"
    then = [owed(person(log), f"2026-06-09 {time}") for time in ("09:00", "12:00", "14:30", "16:00")]
    assert then == [[], ["thank-you"], ["linkedin"], []]


# --- bounces -------------------------------------------------------------------------------------------------------

INTERVIEW = "- 2026-06-09 10:00-10:30 interview: x\n  - y\n"

BOUNCED = [
    # log below an interview, what is owed on the 11th at noon
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 linkedin", []),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:01 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you (email)\n- 2026-06-09 14:01 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:00 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 bounce", ["thank-you"]),
    ("- 2026-06-09 thank-you\n- 2026-06-09 09:00 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-11 09:00 bounce", ["thank-you"]),
    # not before it
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 13:59 bounce", ["linkedin"]),
    # the last that went by mail
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 linkedin\n- 2026-06-09 15:00 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 email (linkedin)\n- 2026-06-09 15:00 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 thank-you (card)\n- 2026-06-09 15:00 bounce", ["thank-you"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 email\n- 2026-06-09 15:00 bounce", ["linkedin"]),
    ("- 2026-06-09 14:00 thank-you (message)\n- 2026-06-09 15:00 bounce", ["linkedin"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:05 reply\n- 2026-06-09 15:00 bounce", ["thank-you"]),
    # sent again
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:01 bounce\n- 2026-06-09 15:00 thank-you", ["linkedin"]),
    (
        "- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:01 bounce\n- 2026-06-10 15:00 thank-you\n- 2026-06-10 bounce",
        ["thank-you"],
    ),
    # each bounce is of the last mail before it: two of one mail are of one mail
    (
        "- 2026-06-09 13:00 thank-you\n- 2026-06-09 14:00 email\n- 2026-06-09 14:01 bounce\n- 2026-06-09 14:02 bounce",
        ["linkedin"],
    ),
    # not yet
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-12 09:00 bounce", ["linkedin"]),
    ("- 2026-06-09 14:00 thank-you\n- 2026-06-09 14:01 auto-reply", ["linkedin"]),
]


@pytest.mark.parametrize(("log", "expected"), BOUNCED)
def test_a_bounce_opens_again_what_was_settled_and_closes_what_was_opened(log: str, expected: list[str]) -> None:
    assert owed(person(INTERVIEW + log), "2026-06-11 12:00") == expected


def test_the_old_deadline_stands() -> None:
    before = the(person(INTERVIEW), "2026-06-11", "thank-you")
    after = the(
        person(f"{INTERVIEW}- 2026-06-09 14:00 thank-you\n- 2026-06-10 09:00 bounce"), "2026-06-11", "thank-you"
    )
    assert instants(after) == instants(before)
    assert instants(after)[2] == "2026-06-10 10:30"
    assert after.state == "late"


@pytest.mark.parametrize(
    ("log", "action"),
    [
        ("- 2026-06-09 question: slides?\n- 2026-06-10 email\n- 2026-06-10 bounce", "answer"),
        ("- 2026-06-02 request: x\n- 2026-06-09 nudge\n- 2026-06-09 bounce", "nudge"),
    ],
)
def test_any_debt_is_open_again(log: str, action: str) -> None:
    assert owed(person(log), "2026-06-11 12:00") == [action]


# --- meetings that did not happen ----------------------------------------------------------------------------------

CALLED_OFF = [
    ("- 2026-06-09 cancelled", []),
    ("- 2026-06-09 no-show", []),
    ("- 2026-06-09 08:00 cancelled: ill", []),
    ("- 2026-06-09 10:15 no-show", []),
    ("- 2026-06-08 cancelled", ["record", "thank-you", "promise"]),
    ("- 2026-06-10 cancelled", ["record", "thank-you", "promise"]),
    ("- 2026-06-09 note: cancelled", ["record", "thank-you", "promise"]),
]


@pytest.mark.parametrize(("word", "expected"), CALLED_OFF)
def test_a_meeting_that_is_called_off_on_its_day_owes_nothing(word: str, expected: list[str]) -> None:
    found = person(f"- 2026-06-09 10:00-10:30 interview: x\n{word}")
    task = person(f"- 2026-06-09 10:00-10:30 call: x\n  - [ ] y\n{word}")
    assert [*owed(found, "2026-06-10 12:00"), *owed(task, "2026-06-10 12:00")] == expected


def test_it_is_no_contact_either() -> None:
    found = person("- 2026-06-01 call: x\n- 2026-06-09 10:00 call: y\n- 2026-06-09 cancelled", cadence="7 days")
    assert instants(the(found, "2026-06-10", "keep-in-touch"))[0] == "2026-06-08 00:00"
    asked = person("- 2026-06-02 request\n- 2026-06-03 10:00 call\n- 2026-06-03 no-show")
    assert states(asked, "2026-06-10", "nudge") == ["open"]


def test_what_is_called_off_this_morning_is_no_appointment_any_more() -> None:
    found = person("- 2026-06-09 15:00 interview: x\n- 2026-06-09 08:00 cancelled\n- 2026-06-12 15:00 interview: y")
    before, after = history(found, instant("2026-06-09 07:00")), history(found, instant("2026-06-09 09:00"))
    assert [one.summary for one in before.appointments if one.summary] == ["x", "y"]
    assert [one.summary for one in after.appointments] == ["y"]
