"""Calendars as the programs that people have write them, and as nobody should."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.incoming.sightings import Sighting
from crm.core.times import dates
from crm.exchange.calendars import Calendar, NotACalendar, read

BERLIN = dates.zone("Europe/Berlin")
FIXTURES = Path(__file__).parent / "calendars"


def between(data: bytes, first: str = "2026-06-01", last: str = "2026-06-09", zone: str = "Europe/Berlin") -> Calendar:
    where = dates.zone(zone)
    start, end = (dates.start_of_day(date.fromisoformat(day), where) for day in (first, last))
    return read(data, "x.ics", where, start, end)


def fixture(name: str, first: str = "2026-06-01", last: str = "2026-06-09") -> Calendar:
    found = between((FIXTURES / f"{name}.ics").read_bytes(), first, last)
    assert found.oddities == ()
    return found


def event(*lines: str, head: tuple[str, ...] = ()) -> bytes:
    return calendar("BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT", head=head)


def calendar(*lines: str, head: tuple[str, ...] = ()) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *head, *lines, "END:VCALENDAR", ""]).encode()


def shown(one: Sighting) -> str:
    stamp = one.stamp
    start = stamp.start.astimezone(stamp.zone)
    text = f"{start:%m-%d}" if stamp.date_only else f"{start:%m-%d %H:%M}"
    return text + (f"-{stamp.end.astimezone(stamp.zone):%H:%M}" if stamp.end else "")


def when(found: Calendar, what: str | None = None) -> list[str]:
    return [shown(one) for one in found.sightings if what in {None, one.what}]


def addresses(one: Sighting) -> list[str]:
    return [person.address for person in one.persons]


# --- as the programs write them ------------------------------------------------------------------------------------


def test_google() -> None:
    found = fixture("google")
    by_title = {one.summary: one for one in found.sightings}
    coffee = by_title["Coffee chat: grid storage, hiring"]
    assert shown(coffee) == "06-08 15:00-15:30"
    assert (coffee.channel, coffee.where) == ("video", "x.ics:26")
    assert addresses(coffee) == ["robin@example.org", "jordan@example.org"]
    assert {"Weekly catch-up", "an alarm"}.isdisjoint(by_title)  # the one of the week was moved
    moved = by_title["Weekly catch-up (moved)"]
    assert (shown(moved), addresses(moved)) == ("06-06 11:00-11:30", ["priya@example.org"])
    assert shown(by_title["Workshop with Priya Sample"]) == "06-04"
    assert by_title["All hands"].declined == {"robin@example.org"}
    assert found.events == 6


def test_a_weekly_meeting_keeps_its_hour_over_the_change_of_the_clocks() -> None:
    found = fixture("google", "2026-03-20", "2026-04-04")
    assert when(found) == ["03-20 09:00-09:30", "03-27 09:00-09:30", "04-03 09:00-09:30"]
    assert [one.stamp.start.hour for one in found.sightings] == [8, 8, 7]
    assert "05-29 09:00-09:30" not in when(fixture("google", "2026-05-28", "2026-05-30"))  # its EXDATE


def test_rooms_are_nobody() -> None:
    weekly = fixture("google", "2026-03-20", "2026-03-21").sightings[0]
    assert addresses(weekly) == ["priya@example.org", "robin@example.org"]


def test_outlook_and_its_names_of_zones() -> None:
    found = fixture("outlook")
    talk, call, late = found.sightings
    assert (shown(talk), talk.summary, talk.channel) == ("06-04 10:30-11:00", "Informational interview", "video")
    assert [(person.address, person.name) for person in talk.persons] == [
        ("jordan@example.org", "Example, Jordan"),
        ("robin@example.org", "Robin"),
    ]
    assert shown(call) == "06-05 12:00-12:30"  # of a zone that only the file knows: +05:30
    assert shown(late) == "06-08 07:30-08:00"  # Pacific Standard Time, without a VTIMEZONE
    assert [(person.address, person.name) for person in late.persons] == [("", "Priya Sample")]


def test_a_zone_of_one_file_is_not_that_of_the_next() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Customized Time Zone", "BEGIN:STANDARD", "DTSTART:16010101T000000")
    end = ("END:STANDARD", "END:VTIMEZONE")
    lines = ("DTSTART;TZID=Customized Time Zone:20260605T120000",)
    there = event(*lines, head=(*zone, "TZOFFSETFROM:-0300", "TZOFFSETTO:-0300", *end))
    here = event(*lines, head=(*zone, "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", *end))
    assert [when(between(data)) for data in (there, here)] == [["06-05 17:00"], ["06-05 05:00"]]


def test_apple_with_addresses_beside_the_principal_and_a_floating_time() -> None:
    catch_up, dinner = fixture("apple").sightings
    assert (shown(catch_up), catch_up.channel) == ("06-05 15:30-16:00", "phone")
    assert addresses(catch_up) == ["jordan@example.org", "robin@example.org"]
    assert shown(dinner) == "06-06 19:00-20:30"


def test_nextcloud_with_an_extra_day_and_one_called_off() -> None:
    found = fixture("nextcloud")
    assert when(found, "meeting") == [f"06-0{day} 18:00-19:00" for day in (1, 2, 4, 7)]
    assert when(found, "cancelled") == ["06-03 18:00-19:00"]
    assert len({one.series for one in found.sightings}) == 1
    assert len({one.key for one in found.sightings}) == 5


@pytest.mark.parametrize("name", ["google", "outlook", "apple", "nextcloud"])
def test_what_icalendar_reads_on_its_own_is_what_we_read(name: str) -> None:
    """The library without our blocks, filters and fallbacks: the same beginnings and titles."""
    import icalendar
    import recurring_ical_events
    from icalendar.timezone import tzp

    tzp.use_default()
    whole = icalendar.Calendar.from_ical((FIXTURES / f"{name}.ics").read_bytes())
    first, last = (dates.start_of_day(date(2026, 6, day), BERLIN) for day in (1, 9))
    expected = set()
    for one in recurring_ical_events.of(whole).between(first.astimezone(BERLIN), last.astimezone(BERLIN)):
        start = one["DTSTART"].dt
        if isinstance(start, datetime):
            start = (start if start.tzinfo else start.replace(tzinfo=BERLIN)).astimezone(UTC)
        else:
            start = dates.start_of_day(start, BERLIN)
        expected.add((start, str(one["SUMMARY"])))
    assert {(one.stamp.start, one.summary) for one in fixture(name).sightings} == expected


# --- hours and days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20260605T220000Z",), ["06-06 00:00"]),
        (("DTSTART:20260605T100000Z", "DTEND:20260606T100000Z"), ["06-05 12:00"]),  # too long for a span of the log
        (("DTSTART:20260605T100000Z", "DTEND:20260605T100000Z"), ["06-05 12:00"]),
        (("DTSTART:20260605T100000Z", "DTEND:20260605T090000Z"), ["06-05 11:00-12:00"]),  # the wrong way round
        (("DTSTART:20260605T100007Z", "DURATION:PT45M"), ["06-05 12:00-12:45"]),
        (("DTSTART;VALUE=DATE:20260605", "DTEND;VALUE=DATE:20260608"), ["06-05"]),
        (("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20260605T100000",), ["06-05 11:00"]),
        (("DTSTART:20260601T080000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260602T080000Z"),
         ["06-01 10:00", "06-03 10:00"]),
        (("DTSTART;TZID=Europe/Berlin:20250605T100000", "RRULE:FREQ=YEARLY;UNTIL=20270101"), ["06-05 10:00"]),
        (("DTSTART:20260531T220000Z",), ["06-01 00:00"]),
        (("DTSTART:20260531T215900Z",), []),
        (("DTSTART:20260608T215900Z",), ["06-08 23:59"]),
        (("DTSTART:20260608T220000Z",), []),
    ],
)  # fmt: skip
def test_when_it_was(lines: tuple[str, ...], expected: list[str]) -> None:
    found = between(event(*lines))
    assert (when(found), found.oddities) == (expected, ())


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    found = between(event("DTSTART:20261025T003000Z"), "2026-10-25", "2026-10-26")
    later = between(event("DTSTART:20261025T013000Z"), "2026-10-25", "2026-10-26")
    assert (when(found), when(later)) == (["10-25 02:30"], ["10-25 02:30"])
    assert later.sightings[0].stamp.start - found.sightings[0].stamp.start == timedelta(hours=1)


def test_a_cancellation_by_mail_calls_off_what_it_names() -> None:
    found = between(event("RECURRENCE-ID:20260605T100000Z", "DTSTART:20260605T100000Z", head=("METHOD:CANCEL",)))
    assert when(found, "cancelled") == ["06-05 12:00"]


# --- what others wrote badly ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("DTSTART:tomorrow",), "DTSTART of this event cannot be read"),
        (("SUMMARY:no beginning",), "this event has no time at which it begins"),
        (("DTSTART:20260601T080000Z", "DTSTART:20260602T080000Z"), "this event says twice when it begins"),
        (("DTSTART:20260601T080000Z", "RRULE:FREQ=SECONDLY"), "a meeting that recurs secondly is none"),
        (("DTSTART:20260601T080000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "on a day that there is not"),
        (("DTSTART:20260601T080000Z", "RRULE:FREQ=SOMETIMES"), "cannot be read"),
        (("DTSTART:99991231T235959Z", "DURATION:P900000000D", "RRULE:FREQ=DAILY"), "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(lines: tuple[str, ...], says: str) -> None:
    good = ("BEGIN:VEVENT", "UID:two", "DTSTART:20260605T100000Z", "SUMMARY:good", "END:VEVENT")
    found = between(calendar("BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT", *good))
    assert [one.summary for one in found.sightings] == ["good"]
    (odd,) = found.oddities
    assert odd.where == "x.ics:3"
    assert says in odd.message


def test_what_is_broken_beside_the_beginning_is_named_and_the_event_is_read_without_it() -> None:
    lines = ("DTSTART:20260601T080000Z", "DURATION:long", "RRULE:FREQ=DAILY;BYDAY=MO, TU, WE;COUNT=3",
             "EXDATE:20260602T080000Z", "EXDATE:never")  # fmt: skip
    found = between(event(*lines))
    assert when(found) == ["06-01 10:00", "06-03 10:00"]
    assert [odd.message.split()[0] for odd in found.oddities] == ["DURATION", "EXDATE"]


def test_an_unknown_zone_is_said_and_the_event_is_read_in_the_books() -> None:
    found = between(event("DTSTART;TZID=Middle Earth:20260605T100000"))
    assert when(found) == ["06-05 10:00"]
    assert "Middle Earth is unknown" in found.oddities[0].message


def test_a_file_that_was_cut_off_is_read_up_to_there() -> None:
    whole = (FIXTURES / "google.ics").read_bytes()
    found = between(whole[: whole.index(b"SUMMARY:All hands")])
    assert "cut off" in found.oddities[0].message
    assert "06-08 15:00-15:30" in when(found)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_line_ends_and_encodings(end: str, encoding: str) -> None:
    text = event("DTSTART:20260605T100000Z", "SUMMARY:Kaffee mit Jürgen").decode().replace("\r\n", end)
    assert [one.summary for one in between(text.encode(encoding)).sightings] == ["Kaffee mit Jürgen"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n", "crm import vcard"),
        (b"<!DOCTYPE html><html>Sign in", "a web page"),
        (b"From robin@example.org Mon Jun  8 09:00:00 2026\n", "crm import mail"),
        (b"\x89PNG\r\n", "no BEGIN:VCALENDAR"),
    ],
)
def test_a_file_of_another_kind_is_recognised(data: bytes, says: str) -> None:
    with pytest.raises(NotACalendar, match=says):
        between(data)


def test_a_title_can_be_no_tag_link_escape_or_second_line() -> None:
    (one,) = between(
        event(
            "DTSTART:20260605T100000Z",
            "SUMMARY:#boom [[note]]\\n- 2026-06-05 bounce: \x1b[2J\u202ex <!-- #y" + "z" * 500,
        )
    ).sightings
    assert one.summary.startswith("boom [note] - 2026-06-05 bounce: [2Jx <-- y")
    assert len(one.summary) == 140


def test_twenty_thousand_events_of_other_years_are_passed_over() -> None:
    """Not one of them reaches the library, which would take a quarter of a minute."""
    old = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:2019{number % 12 + 1:02}01T100000Z\r\nSUMMARY:old\r\nEND:VEVENT\r\n"
        for number in range(20_000)
    )
    found = between(calendar(old, "BEGIN:VEVENT", "UID:new", "DTSTART:20260605T100000Z", "END:VEVENT"))
    assert (found.events, len(found.sightings)) == (20_001, 1)


_PIECES = st.sampled_from(
    [b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VTIMEZONE", b"END:VTIMEZONE",
     b"BEGIN:VALARM", b"END:VALARM", b"UID:1", b"DTSTART:20260605T100000Z", b"DTSTART;TZID=X:20260605T100000",
     b"DTSTART;VALUE=DATE:20260605", b"RRULE:FREQ=DAILY", b"RRULE:", b"RDATE:x", b"EXDATE;VALUE=DATE:2026", b" folded",
     b"ATTENDEE;CN=\"a:mailto:x@y", b"ATTENDEE:",
     b"DURATION:-P1D", b"RECURRENCE-ID:20260605T100000Z", b"SUMMARY:\xff\x00",
     b"TZID:X", b"BEGIN:STANDARD", b"END:STANDARD", b"TZOFFSETTO:+9999", b"STATUS:CANCELLED", b":", b"\x1b"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30))
def test_any_lines_whatever_give_a_calendar(lines: list[bytes]) -> None:
    data = b"\r\n".join([b"BEGIN:VCALENDAR", *lines])
    assert all(one.stamp.start for one in between(data).sightings)
