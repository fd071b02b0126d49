from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from crm.core.model import Birthday, Cadence, Unit
from crm.core.times import dates

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
APIA = ZoneInfo("Pacific/Apia")
KIRITIMATI = ZoneInfo("Pacific/Kiritimati")
TORONTO = ZoneInfo("America/Toronto")
CAIRO = ZoneInfo("Africa/Cairo")
BEIRUT = ZoneInfo("Asia/Beirut")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
ST_JOHNS = ZoneInfo("America/St_Johns")
HAVANA = ZoneInfo("America/Havana")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


# --- instants ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "clock", "instant"),
    [
        (BERLIN, "2026-06-09", "09:30", "2026-06-09T07:30:00"),
        (BERLIN, "2026-01-09", "09:30", "2026-01-09T08:30:00"),
        # twice: the earlier
        (BERLIN, "2026-10-25", "02:30", "2026-10-25T00:30:00"),
        (NEW_YORK, "2026-11-01", "01:30", "2026-11-01T05:30:00"),
        (LORD_HOWE, "2026-04-05", "01:45", "2026-04-04T14:45:00"),
        # skipped: forward by what is skipped
        (BERLIN, "2026-03-29", "02:30", "2026-03-29T01:30:00"),
        (NEW_YORK, "2026-03-08", "02:30", "2026-03-08T07:30:00"),
        (LORD_HOWE, "2026-10-04", "02:15", "2026-10-03T15:45:00"),
        (APIA, "2011-12-30", "12:00", "2011-12-30T22:00:00"),
    ],
)
def test_at(zone: tzinfo, day: str, clock: str, instant: str) -> None:
    assert dates.at(date.fromisoformat(day), time.fromisoformat(clock), zone) == utc(instant)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "exists", "twice"),
    [
        (BERLIN, "2026-06-09", "09:30", True, False),
        (BERLIN, "2026-03-29", "01:59:59", True, False),
        (BERLIN, "2026-03-29", "02:00", False, False),
        (BERLIN, "2026-03-29", "02:59:59", False, False),
        (BERLIN, "2026-03-29", "03:00", True, False),
        (BERLIN, "2026-10-25", "01:59:59", True, False),
        (BERLIN, "2026-10-25", "02:00", True, True),
        (BERLIN, "2026-10-25", "02:59:59", True, True),
        (BERLIN, "2026-10-25", "03:00", True, False),
        (NEW_YORK, "2026-03-08", "02:30", False, False),
        (NEW_YORK, "2026-11-01", "01:30", True, True),
        (LORD_HOWE, "2026-10-04", "02:29", False, False),
        (LORD_HOWE, "2026-10-04", "02:30", True, False),
        (LORD_HOWE, "2026-04-05", "01:29", True, False),
        (LORD_HOWE, "2026-04-05", "01:30", True, True),
        (APIA, "2011-12-30", "00:00", False, False),
        (APIA, "2011-12-30", "23:59:59", False, False),
        (APIA, "2011-12-31", "00:00", True, False),
        (dates.zone("-03:30"), "2026-03-29", "02:30", True, False),
    ],
)
def test_a_time_may_exist_not_at_all_or_twice(zone: tzinfo, day: str, clock: str, exists: bool, twice: bool) -> None:
    of_day, of_clock = date.fromisoformat(day), time.fromisoformat(clock)
    assert dates.exists(of_day, of_clock, zone) is exists
    assert dates.twice(of_day, of_clock, zone) is twice


@pytest.mark.parametrize(
    ("zone", "day", "start", "end"),
    [
        (BERLIN, "2026-06-09", "2026-06-09 00:00:00+02:00", "2026-06-09 23:59:59+02:00"),
        (BERLIN, "2026-03-29", "2026-03-29 00:00:00+01:00", "2026-03-29 23:59:59+02:00"),
        (BERLIN, "2026-10-25", "2026-10-25 00:00:00+02:00", "2026-10-25 23:59:59+01:00"),
        (CAIRO, "2024-04-26", "2024-04-26 01:00:00+03:00", "2024-04-26 23:59:59+03:00"),  # no midnight
        (BEIRUT, "2022-03-27", "2022-03-27 01:00:00+03:00", "2022-03-27 23:59:59+03:00"),
        (SAO_PAULO, "2018-11-04", "2018-11-04 01:00:00-02:00", "2018-11-04 23:59:59-02:00"),
        (SAO_PAULO, "2018-02-17", "2018-02-17 00:00:00-02:00", "2018-02-17 23:59:59-03:00"),  # its last hour is twice
        (HAVANA, "2026-11-01", "2026-11-01 00:00:00-04:00", "2026-11-01 23:59:59-05:00"),  # its first hour is twice
        (TORONTO, "1919-03-30", "1919-03-30 00:00:00-05:00", "1919-03-30 23:29:59-05:00"),  # to 00:30 of the next day
        (TORONTO, "1919-03-31", "1919-03-31 00:30:00-04:00", "1919-03-31 23:59:59-04:00"),
        (ST_JOHNS, "2010-11-06", "2010-11-06 00:00:00-02:30", "2010-11-06 23:59:59-03:30"),  # 00:01 goes to 23:01
        (ST_JOHNS, "2010-11-07", "2010-11-07 00:00:00-02:30", "2010-11-07 23:59:59-03:30"),
        (APIA, "2011-12-29", "2011-12-29 00:00:00-10:00", "2011-12-29 23:59:59-10:00"),
        (APIA, "2011-12-30", "2011-12-31 00:00:00+14:00", "2011-12-31 00:00:00+14:00"),  # there was none
        (APIA, "2011-12-31", "2011-12-31 00:00:00+14:00", "2011-12-31 23:59:59+14:00"),
    ],
)
def test_the_bounds_of_a_day(zone: tzinfo, day: str, start: str, end: str) -> None:
    of_day = date.fromisoformat(day)
    assert str(dates.local(dates.start_of_day(of_day, zone), zone)) == start
    assert str(dates.local(dates.end_of_day(of_day, zone), zone)) == end


def test_instants_are_in_utc() -> None:
    day = date(2026, 6, 9)
    instants = [dates.start_of_day(day, BERLIN), dates.end_of_day(day, BERLIN), dates.at(day, time(9), BERLIN)]
    assert {instant.tzinfo for instant in instants} == {UTC}


def test_elapsed_hours_ignore_the_wall_clock() -> None:
    before_the_change = dates.at(date(2026, 3, 28), time(12), BERLIN)
    assert dates.local(dates.elapsed(before_the_change, 24), BERLIN).time() == time(13)
    assert dates.elapsed(before_the_change, -24) == before_the_change - timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "instant", "days", "then"),
    [
        (BERLIN, "2026-03-28 12:00:00+01:00", 1, "2026-03-29 12:00:00+02:00"),
        (BERLIN, "2026-10-24 12:00:00+02:00", 1, "2026-10-25 12:00:00+01:00"),
        (BERLIN, "2026-03-28 02:30:00+01:00", 1, "2026-03-29 03:30:00+02:00"),  # there is no 02:30
        (BERLIN, "2026-10-24 02:30:00+02:00", 1, "2026-10-25 02:30:00+02:00"),
        (BERLIN, "2026-10-25 02:30:00+01:00", 0, "2026-10-25 02:30:00+01:00"),
        (BERLIN, "2026-10-25 02:30:00+01:00", -1, "2026-10-24 02:30:00+02:00"),
        (APIA, "2011-12-29 12:00:00-10:00", 2, "2011-12-31 12:00:00+14:00"),
    ],
)
def test_later_keeps_the_wall_clock(zone: tzinfo, instant: str, days: int, then: str) -> None:
    moved = dates.later(datetime.fromisoformat(instant).astimezone(UTC), zone, days)
    assert str(dates.local(moved, zone)) == then


def test_iso_has_the_offset_and_seconds() -> None:
    assert dates.iso(utc("2026-06-09T14:30:00.5"), NEW_YORK) == "2026-06-09T10:30:00-04:00"
    assert dates.iso(utc("2026-06-09T14:30:00"), UTC) == "2026-06-09T14:30:00+00:00"


@pytest.mark.parametrize("zone", [NEW_YORK, KIRITIMATI, dates.zone("-14:00"), dates.zone("+14:00")])
def test_the_ends_of_the_calendar_hold(zone: tzinfo) -> None:
    for day in (date.min, date.max):
        for instant in (dates.start_of_day(day, zone), dates.end_of_day(day, zone), dates.at(day, time(12), zone)):
            assert dates.FIRST <= instant <= dates.LAST
            assert dates.local(instant, zone).year == day.year
            assert dates.iso(instant, zone)
            assert dates.FIRST <= dates.later(instant, zone, 40) <= dates.LAST
            assert dates.FIRST <= dates.later(instant, zone, -40) <= dates.LAST
            assert dates.FIRST <= dates.elapsed(instant, 1000) <= dates.LAST
            assert dates.FIRST <= dates.elapsed(instant, -1000) <= dates.LAST


# --- days ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "count", "unit", "then"),
    [
        ("2026-06-09", 10, "days", "2026-06-19"),
        ("2026-06-09", 6, "weeks", "2026-07-21"),
        ("2026-06-09", 3, "months", "2026-09-09"),
        ("2026-10-31", 4, "months", "2027-02-28"),
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2028-01-31", 1, "months", "2028-02-29"),
        ("2026-12-31", 2, "months", "2027-02-28"),
        ("2028-02-29", 1, "years", "2029-02-28"),
        ("2028-02-29", 4, "years", "2032-02-29"),
        ("2026-03-31", -1, "months", "2026-02-28"),
        ("2026-01-15", -1, "months", "2025-12-15"),
        ("9999-12-31", 1, "days", "9999-12-31"),
        ("9999-06-30", 1, "years", "9999-12-31"),
        ("0001-06-30", -1, "years", "0001-01-01"),
        ("0001-01-01", -1, "days", "0001-01-01"),
    ],
)
def test_add_calendar(day: str, count: int, unit: Unit, then: str) -> None:
    assert str(dates.add_calendar(date.fromisoformat(day), Cadence(count, unit))) == then


HOLIDAYS = frozenset({date(2026, 6, 11), date(2026, 6, 15)})  # a Thursday and a Monday


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        ("2026-06-09", 0, "2026-06-09"),  # a Tuesday
        ("2026-06-09", 1, "2026-06-10"),
        ("2026-06-09", 2, "2026-06-12"),
        ("2026-06-09", 3, "2026-06-16"),
        ("2026-06-12", 1, "2026-06-16"),
        ("2026-06-13", 0, "2026-06-13"),  # day 0 itself, though a Saturday
        ("2026-06-13", 1, "2026-06-16"),
        ("2026-06-14", 5, "2026-06-22"),
    ],
)
def test_business_days(day: str, n: int, then: str) -> None:
    assert str(dates.business_day(date.fromisoformat(day), n, HOLIDAYS)) == then


@pytest.mark.parametrize(
    ("day", "then"), [("2026-06-10", "2026-06-10"), ("2026-06-11", "2026-06-12"), ("2026-06-13", "2026-06-16")]
)
def test_forward_to_a_business_day(day: str, then: str) -> None:
    assert str(dates.forward_to_business_day(date.fromisoformat(day), HOLIDAYS)) == then


def test_absurd_holidays_end_at_the_end_of_the_calendar() -> None:
    start = date(9950, 1, 1)
    always = frozenset(start + timedelta(days=number) for number in range((date.max - start).days + 1))
    assert dates.forward_to_business_day(start, always) == date.max
    assert dates.business_day(start, 7, always) == date.max


@pytest.mark.parametrize(
    ("birthday", "year", "day"),
    [
        (Birthday(5, 17), 2026, "2026-05-17"),
        (Birthday(2, 29, 1988), 2026, "2026-02-28"),
        (Birthday(2, 29), 2028, "2028-02-29"),
        (Birthday(2, 29), 2100, "2100-02-28"),
    ],
)
def test_birthday_in_a_year(birthday: Birthday, year: int, day: str) -> None:
    assert str(dates.birthday_in(birthday, year)) == day


# --- texts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cadence", "days"),
    [
        ("6 weeks", Cadence(6, "weeks"), 42),
        ("6w", Cadence(6, "weeks"), 42),
        ("10 days", Cadence(10, "days"), 10),
        ("1 day", Cadence(1, "days"), 1),
        ("999D", Cadence(999, "days"), 999),
        ("3 months", Cadence(3, "months"), 90),
        (" 3m ", Cadence(3, "months"), 90),
        ("1 Year", Cadence(1, "years"), 365),
        ("2y", Cadence(2, "years"), 730),
        ("02 y", Cadence(2, "years"), 730),
    ],
)
def test_cadences(text: str, cadence: Cadence, days: int) -> None:
    assert dates.parse_cadence(text) == cadence
    assert dates.days_of(cadence) == days


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0 days", "from 1 to 999"),
        ("1000 days", "from 1 to 999"),
        ("", "6 weeks"),
        ("6", "6 weeks"),
        ("weeks", "6 weeks"),
        ("-3d", "6 weeks"),
        ("1.5 weeks", "6 weeks"),
        ("6 moons", "6 weeks"),
        ("٣ days", "6 weeks"),
        ("6 weeks 2 days", "6 weeks"),
        ("9" * 5000 + "d", "6 weeks"),
    ],
)
def test_no_cadences(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        dates.parse_cadence(text)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", ["2026-06-09", "2028-02-29", "0001-01-01", "9999-12-31"])
def test_dates(text: str) -> None:
    assert dates.parse_date(text).isoformat() == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-30", "there is no 30 February"),
        ("2026-02-29", "2026 has no 29 February"),
        ("2026-04-31", "there is no 31 April"),
        ("2026-06-00", "there is no 0 June"),
        ("2026-13-01", "there is no month 13"),
        ("2026-00-01", "there is no month 0"),
        ("0000-01-01", "there is no year 0"),
        ("", "written as 2026-06-09"),
        ("2026-6-9", "written as 2026-06-09"),
        ("20260609", "written as 2026-06-09"),
        ("2026-06-09 ", "written as 2026-06-09"),
        ("2026-06-09\n", "written as 2026-06-09"),
        ("٢٠٢٦-٠٦-٠٩", "written as 2026-06-09"),
        ("2026-W24-2", "written as 2026-06-09"),
    ],
)
def test_no_dates(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dates.parse_date(text)


@pytest.mark.parametrize(
    ("text", "birthday"),
    [("05-17", Birthday(5, 17)), ("1980-05-17", Birthday(5, 17, 1980)), ("02-29", Birthday(2, 29))],
)
def test_birthdays(text: str, birthday: Birthday) -> None:
    assert dates.parse_birthday(text) == birthday


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("02-30", "there is no 30 February"),
        ("1981-02-29", "1981 has no 29 February"),
        ("17-05", "there is no month 17"),
        ("5-17", "written as 05-17"),
        ("--05-17", "written as 05-17"),
        ("17 May", "written as 05-17"),
    ],
)
def test_no_birthdays(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dates.parse_birthday(text)


# --- zones ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        "America/Argentina/Buenos_Aires",
        "America/Port-au-Prince",
        "Etc/GMT+1",
        "UTC",
        "EST",
        "+02:00",
        "-03:30",
        "+14:00",
        "-14:00",
    ],
)
def test_zones_and_their_names(name: str) -> None:
    assert dates.is_zone(name)
    assert dates.zone_name(dates.zone(name)) == name


@pytest.mark.parametrize("name", ["+00:00", "-00:00"])
def test_no_offset_is_utc(name: str) -> None:
    assert dates.zone_name(dates.zone(name)) == "UTC"


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "Europe", "Europe/", "Narnia/Cair_Paravel", "PST", "CEST", "localtime", "posixrules", "zone.tab"),
        *("../Europe/Berlin", "Europe/../Europe/Berlin", "/etc/localtime", "Europe/Berlin\x00", "right/Europe/Berlin"),
        *("+2", "+0200", "+02", "02:00", "+14:01", "-15:00", "+01:60", "+٠2:00", "−02:00", "+02:00 ", "Z"),
        "Europe/Berlin ",
    ],
)
def test_no_zones(name: str) -> None:
    assert not dates.is_zone(name)
    with pytest.raises(ValueError, match="is no time zone"):
        dates.zone(name)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("EUROPE/BERLIN", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("posix/Europe/Berlin", "Europe/Berlin"),
        ("utc", "UTC"),
    ],
)
def test_a_near_miss_is_told(name: str, nearest: str) -> None:
    with pytest.raises(ValueError, match=rf"did you mean {nearest}\?"):
        dates.zone(name)


def test_an_abbreviation_is_not_taken_for_another() -> None:
    with pytest.raises(ValueError, match="Europe/Berlin or"):
        dates.zone("PST")
