"""What holds for every instant, day and zone; most examples lie around the changes of the clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from crm.core.model import Cadence
from crm.core.times import dates

CHANGES = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "Pacific/Apia": ["2011-12-30"],
    "America/St_Johns": ["2010-11-07", "2011-03-13"],
    "America/Havana": ["2026-03-08", "2026-11-01"],
    "America/Sao_Paulo": ["2018-02-18", "2018-11-04"],
    "Asia/Beirut": ["2022-03-27"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "America/Toronto": ["1919-03-31"],
    "UTC": ["2026-06-09"],
}

near_a_change = st.sampled_from(
    [(ZoneInfo(name), date.fromisoformat(day)) for name, days in CHANGES.items() for day in days]
)
clocks = st.times().map(lambda clock: clock.replace(microsecond=0))
shifts = st.integers(-2, 2)


@st.composite
def places(draw: st.DrawFn) -> tuple[tzinfo, datetime]:
    """A zone, and an instant near a change of its clocks."""
    zone, day = draw(near_a_change)
    seconds = draw(st.integers(-3 * 86400, 3 * 86400))
    return zone, datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds)


@st.composite
def days(draw: st.DrawFn) -> tuple[tzinfo, date]:
    """A zone, and a day near a change of its clocks."""
    zone, day = draw(near_a_change)
    return zone, day + timedelta(days=draw(shifts))


all_days = st.dates()
some_holidays = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40).map(frozenset)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
cadences = st.builds(Cadence, st.integers(1, 999), st.sampled_from(["days", "weeks", "months", "years"]))


@given(places())
def test_every_instant_lies_within_its_day(place: tuple[tzinfo, datetime]) -> None:
    zone, instant = place
    day = dates.local(instant, zone).date()
    assert dates.start_of_day(day, zone) <= instant <= dates.end_of_day(day, zone)


@given(days())
def test_the_bounds_of_a_day_are_its_own(place: tuple[tzinfo, date]) -> None:
    zone, day = place
    start, end = dates.start_of_day(day, zone), dates.end_of_day(day, zone)
    assert start <= end
    second = timedelta(seconds=1)
    if start < end:  # a day that was skipped has no instant of its own
        assert dates.local(start, zone).date() == dates.local(end, zone).date() == day
        assert dates.local(start - second, zone).date() < day
        assert dates.local(end + second, zone).date() > day


@given(days(), clocks)
def test_a_time_that_exists_is_shown_again(place: tuple[tzinfo, date], clock: time) -> None:
    zone, day = place
    shown = dates.local(dates.at(day, clock, zone), zone).replace(tzinfo=None)
    wanted = datetime.combine(day, clock)
    assert (shown == wanted) is dates.exists(day, clock, zone)
    assert shown >= wanted


@given(days(), clocks)
def test_twice_means_that_another_instant_shows_the_same(place: tuple[tzinfo, date], clock: time) -> None:
    zone, day = place
    first = dates.at(day, clock, zone)
    wanted = datetime.combine(day, clock)
    around = (first + timedelta(minutes=minutes) for minutes in (-60, -30, 30, 60))
    also = [instant for instant in around if dates.local(instant, zone).replace(tzinfo=None) == wanted]
    assert bool(also) is dates.twice(day, clock, zone)
    assert all(instant > first for instant in also)


@given(places())
def test_iso_goes_there_and_back(place: tuple[tzinfo, datetime]) -> None:
    zone, instant = place
    assert datetime.fromisoformat(dates.iso(instant, zone)) == instant


@given(places(), st.integers(0, 40))
def test_later_grows_with_its_days(place: tuple[tzinfo, datetime], days: int) -> None:
    zone, instant = place
    assert dates.later(instant, zone, days) <= dates.later(instant, zone, days + 1)


@given(places(), st.integers(1, 40))
def test_later_keeps_the_wall_clock_where_it_exists(place: tuple[tzinfo, datetime], days: int) -> None:
    zone, instant = place
    shown, then = dates.local(instant, zone), dates.local(dates.later(instant, zone, days), zone)
    day = shown.date() + timedelta(days=days)
    if dates.exists(day, shown.time(), zone):
        assert (then.date(), then.time()) == (day, shown.time())


@given(places(), st.floats(-5000, 5000))
def test_elapsed_is_the_difference(place: tuple[tzinfo, datetime], hours: float) -> None:
    _, instant = place
    assert dates.elapsed(instant, hours) - instant == timedelta(hours=hours)


@given(days_of_2026, st.integers(0, 30), some_holidays)
def test_business_days_grow_and_are_business_days(day: date, n: int, holidays: frozenset[date]) -> None:
    this, following = dates.business_day(day, n, holidays), dates.business_day(day, n + 1, holidays)
    assert this < following
    assert following.weekday() < 5
    assert following not in holidays
    between = (this + timedelta(days=number) for number in range(1, (following - this).days))
    assert all(skipped.weekday() > 4 or skipped in holidays for skipped in between)


@given(days_of_2026, days_of_2026, st.integers(0, 10), some_holidays)
def test_business_days_keep_the_order_of_days(one: date, other: date, n: int, holidays: frozenset[date]) -> None:
    first, second = sorted((one, other))
    assert dates.business_day(first, n, holidays) <= dates.business_day(second, n, holidays)


@given(days_of_2026, some_holidays)
def test_forward_is_no_further_than_it_must(day: date, holidays: frozenset[date]) -> None:
    found = dates.forward_to_business_day(day, holidays)
    assert found == dates.forward_to_business_day(found, holidays)
    if found != day:
        assert found == dates.business_day(day, 1, holidays)


@given(all_days, cadences)
def test_add_calendar_moves_on_and_stays_in_the_calendar(day: date, cadence: Cadence) -> None:
    then = dates.add_calendar(day, cadence)
    assert then > day or day == then == date.max


@given(all_days, all_days, cadences)
def test_add_calendar_keeps_the_order_of_days(one: date, other: date, cadence: Cadence) -> None:
    first, second = sorted((one, other))
    assert dates.add_calendar(first, cadence) <= dates.add_calendar(second, cadence)


@given(cadences)
def test_a_cadence_is_read_from_both_of_its_texts(cadence: Cadence) -> None:
    assert dates.parse_cadence(f"{cadence.count} {cadence.unit}") == cadence
    assert dates.parse_cadence(f"{cadence.count}{cadence.unit[0]}") == cadence


@given(all_days)
def test_a_date_is_read_from_its_text(day: date) -> None:
    assert dates.parse_date(day.isoformat()) == day


@given(all_days, st.integers(1, 9999))
def test_a_birthday_is_read_from_both_of_its_texts(day: date, year: int) -> None:
    whole, short = dates.parse_birthday(day.isoformat()), dates.parse_birthday(day.isoformat()[5:])
    assert (whole.month, whole.day, whole.year) == (short.month, short.day, day.year)
    assert dates.birthday_in(whole, day.year) == day
    assert dates.birthday_in(short, year).month == day.month


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    for parse in (dates.parse_date, dates.parse_birthday, dates.parse_cadence, dates.zone):
        assert refusal(parse, text).startswith('"')


def refusal(parse: Callable[[str], object], text: str) -> str:
    try:
        return f'"{parse(text)}'
    except ValueError as error:
        return str(error)
