from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.model import Stamp
from crm.core.times import dates
from crm.core.times.when import AmbiguousDate, BadDate, Look, echo, parse_when, unknown

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 6, 10, 12, 30, 15, 500000, tzinfo=UTC)  # 14:30 in Berlin


def back(text: str, now: datetime = WEDNESDAY) -> str | None:
    """How ``--on`` reads a text."""
    found = parse_when(text, now=now, zone=BERLIN, look="back", stamps=True)
    return echo(found) if found else None


def ahead(text: str, now: datetime = WEDNESDAY) -> str | None:
    """How every other option reads a text."""
    found = parse_when(text, now=now, zone=BERLIN, look="ahead", stamps=False)
    return echo(found) if found else None


BOTH_WAYS = [
    # ISO
    ("2026-06-09", "Tue 9 June 2026"),
    ("  2026-06-09  ", "Tue 9 June 2026"),
    ("2026-06-09 09:30", "Tue 9 June 2026, 09:30 (Europe/Berlin)"),
    ("2026-06-09  at 9:30", "Tue 9 June 2026, 09:30 (Europe/Berlin)"),
    ("2026-06-09, 09:30", "Tue 9 June 2026, 09:30 (Europe/Berlin)"),
    ("2026-06-09T09:30", "Tue 9 June 2026, 09:30 (Europe/Berlin)"),
    ("2026-06-09T09:30:15+02:00", "Tue 9 June 2026, 09:30:15 (+02:00)"),
    ("2026-06-09t09:30:15.123z", "Tue 9 June 2026, 09:30:15 (UTC)"),
    ("2026-06-09T09:30Z", "Tue 9 June 2026, 09:30 (UTC)"),
    ("2026-06-09T09:30-05:00", "Tue 9 June 2026, 09:30 (-05:00)"),
    ("2026-06-09 09:30:00-05:00", "Tue 9 June 2026, 09:30 (-05:00)"),
    ("2026-06-09 09:30 -05:00", "Tue 9 June 2026, 09:30 (-05:00)"),
    ("2026-06-09 09:30+05:30", "Tue 9 June 2026, 09:30 (+05:30)"),
    ("2026-06-09 00:00", "Tue 9 June 2026, 00:00 (Europe/Berlin)"),
    # stamps of the log
    ("2026-06-09 Asia/Tokyo", "Tue 9 June 2026"),
    ("2026-06-09 +09:00", "Tue 9 June 2026"),
    ("2026-06-09 09:30 Asia/Tokyo", "Tue 9 June 2026, 09:30 (Asia/Tokyo)"),
    # words
    ("now", "Wed 10 June 2026, 14:30:15 (Europe/Berlin)"),
    ("NOW", "Wed 10 June 2026, 14:30:15 (Europe/Berlin)"),
    ("2h ago", "Wed 10 June 2026, 12:30:15 (Europe/Berlin)"),
    ("90 mins ago", "Wed 10 June 2026, 13:00:15 (Europe/Berlin)"),
    ("in 20 minutes", "Wed 10 June 2026, 14:50:15 (Europe/Berlin)"),
    ("today", "Wed 10 June 2026"),
    ("Yesterday", "Tue 9 June 2026"),
    ("yesterday 15:00", "Tue 9 June 2026, 15:00 (Europe/Berlin)"),
    ("yesterday at 3 pm", "Tue 9 June 2026, 15:00 (Europe/Berlin)"),
    ("3pm yesterday", "Tue 9 June 2026, 15:00 (Europe/Berlin)"),
    ("tomorrow 9:00", "Thu 11 June 2026, 09:00 (Europe/Berlin)"),
    ("noon tomorrow", "Thu 11 June 2026, 12:00 (Europe/Berlin)"),
    ("today 12am", "Wed 10 June 2026, 00:00 (Europe/Berlin)"),
    ("today 12:15 PM", "Wed 10 June 2026, 12:15 (Europe/Berlin)"),
    ("tomorrow 15:00 America/New_York", "Thu 11 June 2026, 15:00 (America/New_York)"),
    ("3d ago", "Sun 7 June 2026"),
    ("3 days ago", "Sun 7 June 2026"),
    ("1 day ago 9:00", "Tue 9 June 2026, 09:00 (Europe/Berlin)"),
    ("2w ago", "Wed 27 May 2026"),
    ("in 3d", "Sat 13 June 2026"),
    ("in 4 months", "Sat 10 October 2026"),
    ("in 4m", "Sat 10 October 2026"),
    ("In 2 Years", "Sat 10 June 2028"),
    ("last tuesday 15:00", "Tue 9 June 2026, 15:00 (Europe/Berlin)"),
    ("last wed", "Wed 3 June 2026"),
    ("last thu", "Thu 4 June 2026"),
    ("next wed", "Wed 17 June 2026"),
    ("next tuesday", "Tue 16 June 2026"),
]


@pytest.mark.parametrize(("text", "meaning"), BOTH_WAYS)
def test_read_alike_in_both_directions(text: str, meaning: str) -> None:
    assert back(text) == meaning
    assert ahead(text) == meaning


@pytest.mark.parametrize(
    ("text", "in_the_past", "in_the_future"),
    [
        ("mon", "Mon 8 June 2026", "Mon 15 June 2026"),
        ("Monday", "Mon 8 June 2026", "Mon 15 June 2026"),
        ("on fri", "Fri 5 June 2026", "Fri 12 June 2026"),
        ("thurs 3pm", "Thu 4 June 2026, 15:00 (Europe/Berlin)", "Thu 11 June 2026, 15:00 (Europe/Berlin)"),
        ("wed", "Wed 10 June 2026", "Wed 17 June 2026"),  # its own name: today, or in a week
        ("wed 14:30", "Wed 10 June 2026, 14:30 (Europe/Berlin)", "Wed 17 June 2026, 14:30 (Europe/Berlin)"),
        ("wed 14:31", "Wed 3 June 2026, 14:31 (Europe/Berlin)", "Wed 17 June 2026, 14:31 (Europe/Berlin)"),
    ],
)
def test_a_bare_weekday_looks_in_the_direction_asked_for(text: str, in_the_past: str, in_the_future: str) -> None:
    assert back(text) == in_the_past
    assert ahead(text) == in_the_future


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2026-06-09 09:30-10:00", "Tue 9 June 2026, 09:30–10:00 (Europe/Berlin)"),
        ("2026-06-09 09:30-10:00 Asia/Tokyo", "Tue 9 June 2026, 09:30–10:00 (Asia/Tokyo)"),
        ("2026-06-09 09:30-10:00 -05:00", "Tue 9 June 2026, 09:30–10:00 (-05:00)"),
        ("2026-06-09 23:30-00:30", "Tue 9 June 2026, 23:30–00:30 the next day (Europe/Berlin)"),
        ("2026-06-09 21:30-09:30", "Tue 9 June 2026, 21:30–09:30 the next day (Europe/Berlin)"),  # 12 hours
        ("2026-06-09 09:30-09:30", "Tue 9 June 2026, 09:30–09:30 (Europe/Berlin)"),
        ("09:30", "Wed 10 June 2026, 09:30 (Europe/Berlin)"),
        ("09:30-10:00", "Wed 10 June 2026, 09:30–10:00 (Europe/Berlin)"),
        ("9:30 - 10:00", "Wed 10 June 2026, 09:30–10:00 (Europe/Berlin)"),
        ("3pm–4:15pm", "Wed 10 June 2026, 15:00–16:15 (Europe/Berlin)"),
        ("18:00", "Wed 10 June 2026, 18:00 (Europe/Berlin)"),  # today's, though it is to come
        ("09:30-10:00 Asia/Tokyo", "Wed 10 June 2026, 09:30–10:00 (Asia/Tokyo)"),
        ("mon 09:30-10:00", "Mon 8 June 2026, 09:30–10:00 (Europe/Berlin)"),
        ("09:30-10:00 on monday", "Mon 8 June 2026, 09:30–10:00 (Europe/Berlin)"),
    ],
)
def test_stamps_have_ranges_and_times_alone(text: str, meaning: str) -> None:
    assert back(text) == meaning
    with pytest.raises(BadDate):
        ahead(text)


def test_what_is_found_is_a_stamp_of_the_log() -> None:
    found = parse_when("2026-06-09 23:30-00:30 Asia/Tokyo", now=WEDNESDAY, zone=BERLIN, look="back", stamps=True)
    start = datetime(2026, 6, 9, 14, 30, tzinfo=UTC)
    assert found == Stamp(start, ZoneInfo("Asia/Tokyo"), start + timedelta(hours=1))


def test_a_date_alone_is_its_start() -> None:
    found = parse_when("2026-06-09", now=WEDNESDAY, zone=BERLIN, look="ahead", stamps=False)
    assert found == Stamp(datetime(2026, 6, 8, 22, tzinfo=UTC), BERLIN, date_only=True)


def test_today_is_counted_in_the_zone_that_is_named() -> None:
    midnight = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)
    assert back("today", midnight) == "Wed 10 June 2026"
    assert back("today UTC", midnight) == "Tue 9 June 2026"
    assert back("09:30 UTC", midnight) == "Tue 9 June 2026, 09:30 (UTC)"


@pytest.mark.parametrize(
    ("text", "look", "readings"),
    [
        ("5/11", "back", ("5 November 2025", "11 May 2026")),
        ("5/11", "ahead", ("5 November 2026", "11 May 2027")),
        ("11.5", "back", ("11 May 2026", "5 November 2025")),
        ("11.5.", "back", ("11 May 2026", "5 November 2025")),
        ("10-6", "back", ("10 June 2026", "6 October 2025")),  # today counts
        ("10-6", "ahead", ("10 June 2026", "6 October 2026")),
        ("05/11/2026", "back", ("5 November 2026", "11 May 2026")),
        ("05/11/2026 15:00", "back", ("5 November 2026", "11 May 2026")),
        ("5/11 Asia/Tokyo", "back", ("5 November 2025", "11 May 2026")),
        ("05/11/26", "back", ("5 November 2026", "11 May 2026", "26 November 2005")),
        ("26/11/05", "back", ("26 November 2005", "5 November 2026")),
        ("2026/06/09", "back", ("9 June 2026", "6 September 2026")),
        ("2026-6-9", "back", ("9 June 2026", "6 September 2026")),
        ("2026-13-01", "back", ("13 January 2026", "the month 13 is a typo")),
        ("2026-13-01 15:00", "ahead", ("13 January 2026", "the month 13 is a typo")),
        ("next friday", "ahead", ("12 June 2026", "19 June 2026")),  # said on a Wednesday
        ("next fri 15:00", "back", ("12 June 2026", "19 June 2026")),
    ],
)
def test_two_readings_are_refused_with_both(text: str, look: Look, readings: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousDate) as caught:
        parse_when(text, now=WEDNESDAY, zone=BERLIN, look=look, stamps=True)
    assert caught.value.readings == readings
    assert all(reading in str(caught.value) for reading in readings)


def test_without_ranges_a_touching_offset_has_two_readings() -> None:
    with pytest.raises(AmbiguousDate, match=r"from 09:30 on or 09:30 in the zone -10:00"):
        ahead("2026-06-09 09:30-10:00")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        # impossible
        ("2026-02-30", "there is no 30 February"),
        ("2026-02-29 09:30", "2026 has no 29 February"),
        ("2026-13-32", "there is no month 13"),
        ("0000-01-01", "there is no year 0"),
        ("40/40", "dates are written as 2026-06-09"),
        ("2026-06", "dates are written as 2026-06-09"),
        ("30/2", "dates are written as 2026-06-09"),
        ("today 25:00", "there is no 25:00"),
        ("24:00", "there is no 24:00"),
        ("9:75", "there is no 9:75"),
        ("09:30:60", "there is no 09:30:60"),
        ("13pm", "there is no 13pm"),
        ("0:30 pm", "there is no 0:30 pm"),
        # one reading, but not ours
        ("13/5", "for 13 May 2026 write 2026-05-13"),
        ("13.05.2026", "for 13 May 2026 write 2026-05-13"),
        ("5/5/2026", "for 5 May 2026 write 2026-05-05"),
        ("29.2.", "for 29 February 2024 write 2024-02-29"),
        # neither date nor time
        ("", "cannot be read"),
        ("1234", "cannot be read"),
        ("20260609", "cannot be read"),
        ("2026-06-09-05:00", "cannot be read"),
        ("🎉", "cannot be read"),
        ("--", "cannot be read"),
        ("٢٠٢٦-٠٦-٠٩", "cannot be read"),
        # zones
        ("2026-06-09 09:30 europe/berlin", "did you mean Europe/Berlin"),
        ("2026-06-09T09:30+19:00", "no time zone"),
        # spans
        ("2026-06-09 09:30-05:00", "spans more than 12 hours.*put a space before it"),
        ("09:30-22:00", "spans more than 12 hours"),
        # the clocks
        ("2026-03-29 02:30", "02:30 on 29 March 2026 does not exist in Europe/Berlin"),
        ("2026-03-29 01:30-02:30", "02:30 on 29 March 2026 does not exist"),
        ("2026-03-08 02:30 America/New_York", "does not exist in America/New_York"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(BadDate, match=why):
        back(text)


@pytest.mark.parametrize("text", ["9 june", "june 9 2026 3pm", "next week", "soon", "3d", "1.5 weeks ago", "in", "ago"])
def test_other_words_are_left_to_others(text: str) -> None:
    assert back(text) is None
    assert ahead(text) is None


def test_a_guess_is_asked_only_for_the_day_that_is_not_ours() -> None:
    asked: list[tuple[str, date, Look]] = []

    def guess(text: str, today: date, look: Look) -> date | None:
        asked.append((text, today, look))
        return date(2026, 6, 9) if text == "the day Sam called" else None

    def read(text: str) -> str | None:
        found = parse_when(text, now=WEDNESDAY, zone=BERLIN, look="back", stamps=True, guess=guess)
        return echo(found) if found else None

    assert read("the day Sam called, 15:00-16:00 Asia/Tokyo") == "Tue 9 June 2026, 15:00–16:00 (Asia/Tokyo)"
    assert read("whenever") is None
    assert read("yesterday") == "Tue 9 June 2026"
    assert asked == [("the day Sam called", date(2026, 6, 10), "back"), ("whenever", date(2026, 6, 10), "back")]


def test_a_time_that_is_shown_twice_is_the_earlier_and_says_so() -> None:
    assert back("2026-10-25 02:30") == "Sun 25 October 2026, 02:30 (Europe/Berlin, +02:00)"
    assert back("2026-10-25 02:30 +01:00") == "Sun 25 October 2026, 02:30 (+01:00)"


ENDS = [dates.FIRST, dates.LAST]


@pytest.mark.parametrize("now", ENDS)
@pytest.mark.parametrize("text", ["yesterday", "tomorrow", "999y ago", "in 999y", "mon", "9999h ago", "in 9999h"])
def test_the_ends_of_the_calendar_hold(now: datetime, text: str) -> None:
    assert back(text, now)
    assert ahead(text, now)


@pytest.mark.parametrize("now", ENDS)
@pytest.mark.parametrize("read", [back, ahead])
def test_readings_stay_in_the_calendar(now: datetime, read: Callable[[str, datetime], str | None]) -> None:
    with pytest.raises(BadDate):
        read("5/11", now)


def test_words_that_nobody_reads_are_told_what_to_write() -> None:
    assert str(unknown("lunch")).startswith('"lunch" cannot be read as a date or time: write it as 2026-06-09')


# --- for any input -------------------------------------------------------------------------------------------------

ZONES = [BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), dates.zone("-03:30")]
WORDS = ["today", "mon", "next", "last", "in", "ago", "3d", "at", "09:30", "-", "10:00", "3pm", "noon", "Z", "+02:00"]
WORDS += ["2026-06-09", "T", "5/11", "Asia/Tokyo", "june", "9", ","]
instants = st.integers(0, 10 * 365 * 86400).map(
    lambda second: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)


@given(
    st.text(max_size=15) | st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), instants, st.sampled_from(ZONES)
)
def test_any_text_is_read_left_or_refused(text: str, now: datetime, zone: ZoneInfo) -> None:
    for look, stamps in (("back", True), ("ahead", False)):
        try:
            found = parse_when(text, now=now, zone=zone, look="back" if look == "back" else "ahead", stamps=stamps)
        except BadDate:
            continue
        assert found is None or echo(found)


@given(instants, st.sampled_from(ZONES))
def test_iso_texts_go_there_and_back(instant: datetime, zone: ZoneInfo) -> None:
    found = parse_when(dates.iso(instant, zone), now=WEDNESDAY, zone=BERLIN, look="back", stamps=True)
    assert found is not None
    assert found.start == instant
    assert not found.date_only


@given(instants, st.sampled_from(ZONES), st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_weekdays_lie_within_a_week_on_their_side(now: datetime, zone: ZoneInfo, name: str) -> None:
    today = dates.local(now, zone).date()
    for text, look, first, last in (
        (name, "back", -6, 0),
        (name, "ahead", 1, 7),
        (f"last {name}", "ahead", -7, -1),
    ):
        found = parse_when(text, now=now, zone=zone, look="back" if look == "back" else "ahead", stamps=False)
        assert found is not None
        assert first <= (found.day - today).days <= last
        assert dates.WEEKDAYS[found.day.weekday()].lower().startswith(name)
