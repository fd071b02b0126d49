from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crm.adapters.natural import guess
from crm.core.times.when import BadDate, echo, parse_when

WEDNESDAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("phrase", "in_the_past", "in_the_future"),
    [
        ("9 june", "2026-06-09", "2027-06-09"),
        ("june 9", "2026-06-09", "2027-06-09"),
        ("June 9th", "2026-06-09", "2027-06-09"),
        ("june the 9th", "2026-06-09", "2027-06-09"),
        ("the 9th of june", "2026-06-09", "2027-06-09"),
        ("on june 9", "2026-06-09", "2027-06-09"),
        ("10 june", "2026-06-10", "2026-06-10"),  # today is on both sides
        ("11 june", "2025-06-11", "2026-06-11"),
        ("june 9 2026", "2026-06-09", "2026-06-09"),
        ("Jun 9, 2026", "2026-06-09", "2026-06-09"),
        ("9 JUNE 2026", "2026-06-09", "2026-06-09"),
        ("2026 june 9", "2026-06-09", "2026-06-09"),
        ("9-jun-2026", "2026-06-09", "2026-06-09"),
        ("9/jun/2026", "2026-06-09", "2026-06-09"),
        ("Tue 9 June 2026", "2026-06-09", "2026-06-09"),
        ("Tuesday, June 9, 2026", "2026-06-09", "2026-06-09"),
        ("may 5", "2026-05-05", "2027-05-05"),
        ("mar 3", "2026-03-03", "2027-03-03"),
        ("3 sept.", "2025-09-03", "2026-09-03"),
        ("1 jan", "2026-01-01", "2027-01-01"),
        ("dec 31", "2025-12-31", "2026-12-31"),
        ("29 february", "2024-02-29", "2028-02-29"),
        ("sat 13 june", None, "2026-06-13"),
    ],
)
def test_a_date_in_words_is_the_nearest_in_that_direction(
    phrase: str, in_the_past: str | None, in_the_future: str
) -> None:
    if in_the_past is None:
        with pytest.raises(BadDate, match="13 June 2025 is a Friday"):
            guess(phrase, WEDNESDAY, "back")
    else:
        assert str(guess(phrase, WEDNESDAY, "back")) == in_the_past
    assert str(guess(phrase, WEDNESDAY, "ahead")) == in_the_future


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("a week ago", "2026-06-03"),
        ("two weeks ago", "2026-05-27"),
        ("three days ago", "2026-06-07"),
        ("12 days ago", "2026-05-29"),
        ("one month ago", "2026-05-10"),
        ("a fortnight ago", "2026-05-27"),
        ("the day before yesterday", "2026-06-08"),
        ("in a fortnight", "2026-06-24"),
        ("in two weeks", "2026-06-24"),
        ("In Twelve Days", "2026-06-22"),
        ("10 days from now", "2026-06-20"),
        ("a week from now", "2026-06-17"),
        ("in a year", "2027-06-10"),
        ("the day after tomorrow", "2026-06-12"),
    ],
)
def test_a_distance_in_words_needs_no_direction(phrase: str, day: str) -> None:
    assert str(guess(phrase, WEDNESDAY, "back")) == day
    assert str(guess(phrase, WEDNESDAY, "ahead")) == day


@pytest.mark.parametrize(
    "phrase",
    [
        # no day
        *("next week", "last week", "next month", "this week", "may", "june", "june 2026", "march", "sun", "week 23"),
        *("end of month", "early june", "q3", "christmas", "the 5th", "5th", "1st", "friday 13"),
        # no date
        *("", "nonsense", "lunch", "soon", "never", "🎉", "a", "now and then", "9. Juni", "٩ june"),
        # digits never reach it
        *("5/11", "05/11/2026", "2026-13-01", "11.5.", "1234", "20260609", "2026", "9 6 2026", "--"),
        # what it would read in part, or wrongly
        *(
            "yesterday at 9",
            "june 9 at 3",
            "june 9 9:30-10:00",
            "june 9 3pm PST",
            "june 9 0:30pm",
            "june 9 15:00 +05:00",
        ),
        *("june 9 26", "9 june 26", "june 5 or 6", "5 or 6 june", "june june 9", "9 june july", "june 9 or so"),
        *("a week from today", "in -3 days", "-3 days ago", "today + 3 days", "1.5 weeks ago", "5 days", "1 week"),
        *("0 days ago", "in 0 days", "in 5000 years", "2 weeks ago june 9", "tomorrow tomorrow", "in 1-3 days"),
        *("June 9 with Sam", "meeting june 9", "before june 9", "not june 9", "by june 9", "june 9?"),
        # no such day
        *("31 june", "30 february", "feb 29 2027", "june 31 2026", "0 june", "june 0", "june 32", "9 june 0000"),
        # ways of speaking that it does not know
        *("third of june", "first of july", "last friday of may", "friday week", "monday after next", "tonight"),
    ],
)
def test_what_is_not_plain_is_no_guess(phrase: str) -> None:
    assert guess(phrase, WEDNESDAY, "back") is None
    assert guess(phrase, WEDNESDAY, "ahead") is None


@pytest.mark.parametrize("phrase", ["wed 9 june 2026", "Wednesday, June 9, 2026", "monday 9 june"])
def test_a_weekday_that_contradicts_the_date_is_refused(phrase: str) -> None:
    with pytest.raises(BadDate, match="9 June 2026 is a Tuesday"):
        guess(phrase, WEDNESDAY, "back")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("june 9 2026 3pm", "Tue 9 June 2026, 15:00 (Europe/Berlin)"),
        ("9 june, 2026, 3:30 pm", "Tue 9 June 2026, 15:30 (Europe/Berlin)"),
        ("3pm on june 9", "Tue 9 June 2026, 15:00 (Europe/Berlin)"),
        ("june 9 09:30-10:00 Asia/Tokyo", "Tue 9 June 2026, 09:30–10:00 (Asia/Tokyo)"),
        ("two weeks ago at noon", "Wed 27 May 2026, 12:00 (Europe/Berlin)"),
        ("Tue 9 June 2026, 09:30–10:00", "Tue 9 June 2026, 09:30–10:00 (Europe/Berlin)"),  # our own echo
        ("june 9 at 3", None),
        ("next week", None),
        ("june 9 15:00 PST", None),
    ],
)
def test_times_and_zones_are_not_its_business(text: str, meaning: str | None) -> None:
    now = datetime(2026, 6, 10, 12, 30, tzinfo=UTC)
    found = parse_when(text, now=now, zone=ZoneInfo("Europe/Berlin"), look="back", stamps=True, guess=guess)
    assert (echo(found) if found else None) == meaning


def test_a_time_that_the_clocks_skip_is_refused_here_too() -> None:
    now = datetime(2026, 6, 10, 12, 30, tzinfo=UTC)
    with pytest.raises(BadDate, match="does not exist in Europe/Berlin"):
        parse_when("29 march 2:30", now=now, zone=ZoneInfo("Europe/Berlin"), look="back", stamps=True, guess=guess)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_hold(today: date) -> None:
    for phrase in ("in a year", "a year ago", "9 june", "june 9 2026", "the day after tomorrow"):
        guess(phrase, today, "back")
        guess(phrase, today, "ahead")


def test_dateparser_is_not_loaded_for_what_cannot_be_a_day() -> None:
    code = (
        "import sys, datetime; from crm.adapters.natural import guess;"
        "guess('5/11', datetime.date(2026, 6, 10), 'back'); guess('lunch', datetime.date(2026, 6, 10), 'back');"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
