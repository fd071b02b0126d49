"""``crm export calendar``, read by two libraries that know nothing of us."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject

from tests.cli.conftest import NOW, Crm


@pytest.fixture
def dues(crm: Crm) -> Crm:
    crm.contact("jordan-example", "- 2026-06-09 09:30-10:00 interview (video): grids\n  - private: a secret\n")
    crm.contact(
        "sam-sample", "- 2026-06-01 call\n  - [ ] Return the book (by 2026-06-05)\n  - [ ] Call (by 2026-08-20)\n"
    )
    crm.contact("mira-nobody", fields="tier: A\nbirthday: 06-30\nadded: 2026-06-01\n")
    return crm


def parsed(text: str) -> list[Any]:
    from icalendar import Calendar

    return list(Calendar.from_ical(text).walk("VEVENT"))


def events(crm: Crm, *words: str, now: str = NOW) -> dict[str, Any]:
    text = crm("export", "calendar", *words, now=now).out
    found = parsed(text)
    by_summary = {str(one["SUMMARY"]): one for one in found}
    assert len(by_summary) == len(found)
    assert [str(one.summary.value) for one in vobject.readOne(text).vevent_list] == list(by_summary)
    return by_summary


def test_each_stands_where_it_is_due(dues: Crm) -> None:
    found = events(dues)
    thanks = found["thank-you: Jordan Example"]
    assert thanks.end == datetime.fromisoformat("2026-06-10T10:00:00+02:00")
    assert thanks.start == datetime.fromisoformat("2026-06-10T09:30:00+02:00")
    assert "interview 2026-06-09 09:30-10:00" in thanks["DESCRIPTION"]
    assert "\ncrm note thank-you jordan-example" in thanks["DESCRIPTION"]
    late = found["late: promise: Sam Sample"]
    assert (late.start, late.end, late["SEQUENCE"]) == (date(2026, 6, 9), date(2026, 6, 10), 4)
    assert found["promise: Sam Sample"].start == date(2026, 8, 20)
    assert found["birthday: Mira Nobody"].start == date(2026, 6, 30)
    assert "a secret" not in dues("export", "calendar").out


def test_how_far_ahead_it_looks(dues: Crm) -> None:
    assert "birthday: Mira Nobody" not in events(dues, "--within", "7d")
    assert "birthday: Mira Nobody" in events(dues, "--within", "3 weeks")


def test_the_same_now_gives_the_same_bytes_and_a_later_one_the_same_identities(dues: Crm) -> None:
    text = dues("export", "calendar").out
    assert dues("export", "calendar").out == text
    assert dues("export", "calendar", now="2026-06-09T10:50:00+02:00").out == text
    first, later = events(dues), events(dues, now="2026-06-11T09:00:00+02:00")
    assert later["late: promise: Sam Sample"]["UID"] == first["late: promise: Sam Sample"]["UID"]
    assert later["late: promise: Sam Sample"]["SEQUENCE"] == 6
    assert later["late: thank-you: Jordan Example"]["UID"] == first["thank-you: Jordan Example"]["UID"]


def test_lines_that_move_in_the_file_move_nothing_in_the_calendar(dues: Crm) -> None:
    text = dues("export", "calendar").out
    for slug in ("jordan-example", "sam-sample"):
        path = f"contacts/{slug}.md"
        dues.write(path, dues.read(path).replace("## Log", "A line.\n\n## Log"))
    assert dues("export", "calendar").out == text


def test_two_alike_are_two(crm: Crm) -> None:
    crm.contact("ada", "- 2026-06-01 call\n  - [ ] write (by 2026-06-12)\n  - [ ] write (by 2026-06-12)\n")
    found = parsed(crm("export", "calendar").out)
    assert len({str(one["UID"]) for one in found}) == len(found) == 2


def test_what_is_snoozed_stands_where_it_comes_back(crm: Crm) -> None:
    crm.contact("ada", "- 2026-01-05 call\n", "tier: A\nsnooze: 2026-07-15\n")
    [event] = events(crm).values()
    assert event.start == date(2026, 7, 15)
    assert event["SEQUENCE"] > 0


@pytest.mark.parametrize(("privacy", "summary"), [("initials", "thank-you: J. E."), ("count", "1 follow-up")])
def test_what_others_may_not_see_is_not_there(dues: Crm, privacy: str, summary: str) -> None:
    text = dues("export", "calendar", "--privacy", privacy).out
    for word in ("Jordan", "Example", "example", "Sample", "sample", "interview", "book", "crm note", "DESCRIPTION"):
        assert word not in text
    assert f"SUMMARY:{summary}" in text


def test_counts_are_of_days(dues: Crm) -> None:
    text = dues("export", "calendar", "--privacy", "count").out
    found = parsed(text)
    assert {(one.start, str(one["SUMMARY"])) for one in found} >= {(date(2026, 8, 20), "1 follow-up")}
    assert len({one.start for one in found}) == len(found)


def test_nothing_of_a_name_begins_a_line(crm: Crm) -> None:
    name = 'name: "Ada\\nEND:VEVENT\\r\\nBEGIN:VALARM\\nACTION:AUDIO\\u2028X\\u001b[2J, ;\\\\"\n'
    crm.write("contacts/ada.md", f"---\n{name}---\n\n## Log\n\n- 2026-06-09 09:30-10:00 interview: \\nEND:VCALENDAR\n")
    text = crm("export", "calendar").out
    lines = text.replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("BEGIN:") for line in lines) == text.count("DTSTAMP") + 1
    assert not any(line.startswith(("ACTION", "END:VALARM")) for line in lines)
    assert "\x1b" not in text
    assert "Ada END:VEVENT" in str(parsed(text)[0]["SUMMARY"])


def test_a_calendar_of_nothing_is_one_too(crm: Crm, isolation: Path) -> None:
    crm("export", "calendar", "due.ics")
    assert parsed((isolation / "due.ics").read_text()) == []
    assert "is up to date" in crm("export", "calendar", "due.ics").err
    (isolation / "due.ics").write_text("BEGIN:VCALENDAR\r\nPRODID:-//other\r\nEND:VCALENDAR\r\n")
    assert "is no such export" in crm("export", "calendar", "due.ics", status=1).err


def test_bad_calls(crm: Crm) -> None:
    done = crm("export", "calendar", "--privacy", "half", status=2)
    assert '--privacy cannot be "half"; write one of full, initials, count' in done.err
    assert "--within: " in crm("export", "calendar", "--within", "soon", status=2).err


def test_without_the_library_it_says_how_to_get_it(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    assert "pip install icalendar recurring-ical-events" in crm("export", "calendar", status=1).err


def test_what_was_exported_is_not_proposed_as_a_meeting(dues: Crm, isolation: Path) -> None:
    dues("export", "calendar", "due.ics")
    assert "Jordan" in (isolation / "due.ics").read_text()
    done = dues("import", "calendar", "due.ics", "--dry-run", "--json")
    assert "Jordan" not in done.out
    meeting = (isolation / "due.ics").read_text().replace("@crm\n", "@example.org\n")
    (isolation / "meetings.ics").write_text(meeting)
    assert "Jordan" in dues("import", "calendar", "meetings.ics", "--dry-run", now="2026-06-11 09:00").out
