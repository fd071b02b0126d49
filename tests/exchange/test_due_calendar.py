from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crm.core.follow_ups.agenda import Entry, is_ours
from crm.core.text.unseen import without_unseen
from crm.exchange import due_calendar

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
INSTANTS = st.integers(631_152_000, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ENTRIES = st.builds(
    Entry,
    identity=st.from_regex(r"[0-9a-f]{32}(-[0-9])?", fullmatch=True),
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    summary=TEXT,
    said=INSTANTS,
    at=st.none() | INSTANTS,
    moved=st.integers(0, 500),
    details=TEXT,
    action=st.sampled_from(["", "thank-you"]),
)


def parsed(data: bytes) -> list[Any]:
    from icalendar import Calendar

    return list(Calendar.from_ical(data).walk("VEVENT"))


def seen(text: str) -> str:
    return without_unseen(text)


@given(st.lists(ENTRIES, max_size=3), TEXT)
def test_another_reader_finds_what_was_written(entries: list[Entry], name: str) -> None:
    data = due_calendar.text(entries, name)
    assert due_calendar.ours(data)
    assert due_calendar.text(entries, name) == data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = parsed(data)
    assert len(found) == len(entries)
    for event, entry in zip(found, entries, strict=True):
        assert is_ours(str(event["UID"]))
        assert event["SUMMARY"] == seen(entry.summary).replace("\n", " ")
        assert event.get("DESCRIPTION", "") == seen(entry.details)
        assert (event["SEQUENCE"], event["DTSTAMP"].dt) == (entry.moved, entry.said)
        if entry.at is None:
            assert (event.start, event.end) == (entry.day, entry.day + timedelta(days=1))
        else:
            assert (event.end, event.duration) == (entry.at, timedelta(minutes=30))


def test_a_uid_of_somebody_else_is_none_of_ours() -> None:
    for uid in ("", "1@crm", f"{'a' * 32}@example.org", f"{'a' * 32}@crm.example.org", f"{'a' * 32}@crm\n"):
        assert not is_ours(uid)
