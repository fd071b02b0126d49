from __future__ import annotations

import pytest

from crm.core.state.contents import Contents
from tests.core.builders import book, every, instants, owed, person, states, the


def introduced(met: str, told: str = "", toml: str = "", **keys: str) -> Contents:
    """Ola, whom Ines introduced, and Ines."""
    ines = person(told, slug="ines", name="Ines")
    return book(person(met, slug="ola", **{"name": "Ola", "introduced_by": "ines", **keys}), ines, toml=toml)


DEADLINES = [
    ("2026-06-09 10:00-10:30", "06-09 10:30", "06-10 23:59:59", "06-11 23:59:59"),
    ("2026-06-09", "06-09 00:00", "06-10 23:59:59", "06-11 23:59:59"),
    ("2026-06-11 10:00", "06-11 10:00", "06-12 23:59:59", "06-15 23:59:59"),
    ("2026-06-12 10:00", "06-12 10:00", "06-15 23:59:59", "06-16 23:59:59"),
    ("2026-06-13 10:00", "06-13 10:00", "06-15 23:59:59", "06-16 23:59:59"),
    ("2026-06-16 10:00", "06-16 10:00", "06-18 23:59:59", "06-19 23:59:59"),
    ("2026-06-09 23:30-00:30", "06-10 00:30", "06-11 23:59:59", "06-12 23:59:59"),
]


@pytest.mark.parametrize(("stamp", "opens", "best_by", "due_by"), DEADLINES)
def test_deadlines(stamp: str, opens: str, best_by: str, due_by: str) -> None:
    contents = introduced(f"- {stamp} interview: x", toml='[follow_up]\nholidays = ["2026-06-17"]')
    found = the(contents, "2026-12-01", "report-back")
    assert instants(found) == (f"2026-{opens}", f"2026-{best_by}", f"2026-{due_by}", None)


def test_it_is_owed_to_the_introducer_because_of_the_other() -> None:
    found = the(introduced("- 2026-06-09 10:00 interview: x"), "2026-06-09 12:00", "report-back").follow_up
    assert (found.contact.slug, found.about) == ("ines", "ola")
    assert (found.cause.path, found.cause.line) == ("contacts/ola.md", 8)
    assert "Ola" in found.because


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("- 2026-06-09 coffee", ["open"]),
        ("- 2026-06-09 call", ["open"]),
        ("- 2026-06-09 meeting", ["open"]),
        ("- 2026-06-09 event", []),
        ("- 2026-06-09 reply", []),
        ("", []),
        ("- 2026-06-10 interview", []),
        ("- 2026-06-09 10:00-13:00 interview", ["upcoming"]),
        ("- 2026-06-09 interview\n- 2026-06-09 cancelled", []),
    ],
)
def test_what_opens_it(log: str, expected: list[str]) -> None:
    assert states(introduced(log), "2026-06-09 12:00", "report-back") == expected


@pytest.mark.parametrize(
    ("log", "opens"),
    [
        ("- 2026-06-08 10:00 call\n- 2026-06-09 10:00 interview", "2026-06-08 10:00"),
        ("- 2026-06-08 10:00 interview\n- 2026-06-08 no-show\n- 2026-06-09 10:00 interview", "2026-06-09 10:00"),
    ],
)
def test_the_first_meeting_that_happened_counts(log: str, opens: str) -> None:
    assert instants(the(introduced(log), "2026-06-10", "report-back"))[0] == opens


SETTLED = [
    ("2026-06-09 11:00 report-back", True),
    *((f"2026-06-09 11:00 {kind}", True) for kind in ("update", "email", "message", "thank-you")),
    *((f"2026-06-09 11:00 {kind}", False) for kind in ("article", "call", "reply", "linkedin", "note")),
    ("2026-06-09 09:59 email", False),
    ("2026-06-08 email", False),
    ("2026-06-09 email", True),
    ("2026-06-20 report-back", False),
]


@pytest.mark.parametrize(("told", "settles"), SETTLED)
def test_what_settles_it(told: str, settles: bool) -> None:
    contents = introduced("- 2026-06-09 10:00-10:30 interview: x", f"- {told}")
    assert states(contents, "2026-06-15", "report-back") == ["settled" if settles else "late"]


def test_a_report_to_the_other_settles_nothing() -> None:
    contents = introduced("- 2026-06-09 10:00 interview: x\n- 2026-06-09 12:00 report-back\n- 2026-06-09 12:00 email")
    assert states(contents, "2026-06-15", "report-back") == ["late"]


def test_two_introductions_owe_two_reports_and_one_message_may_settle_both() -> None:
    def told(report: str) -> list[str]:
        others = [person(f"- 2026-06-0{day} call", slug=f"c{day}", introduced_by="ines") for day in (3, 8)]
        return states(book(*others, person(report, slug="ines")), "2026-06-12", "report-back")

    assert told("") == ["late", "late"]
    assert told("- 2026-06-05 report-back") == ["settled", "late"]
    assert told("- 2026-06-09 report-back") == ["settled", "settled"]


@pytest.mark.parametrize("status", ["do-not-contact", "deceased", "paused"])
def test_what_is_owed_to_others_because_of_somebody_stays(status: str) -> None:
    contents = introduced("- 2026-06-09 10:00 interview: x\n  - y", status=status)
    assert "report-back" in owed(contents, "2026-06-09 12:00")


def test_an_introducer_who_is_not_in_the_book_is_owed_nothing() -> None:
    assert every(person("- 2026-06-09 call", introduced_by="nobody"), "2026-06-10", "report-back") == []
    assert every(person("- 2026-06-09 call", slug="me", introduced_by="me"), "2026-06-10", "report-back") == []
