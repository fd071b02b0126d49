from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.kinds import Kinds
from crm.core.logs.log import in_time, read
from crm.core.model import Detail
from tests.core.builders import BERLIN, entry, instant, log, shown

# --- the first line ------------------------------------------------------------------------------------------------

STAMPS = [
    # written, start in UTC, end in UTC
    ("2026-06-09", "2026-06-08T22:00", None),
    ("2026-06-09 09:30", "2026-06-09T07:30", None),
    ("2026-06-09 09:30-10:00", "2026-06-09T07:30", "2026-06-09T08:00"),
    ("2026-06-09\t09:30", "2026-06-09T07:30", None),
    ("2026-06-09   09:30-10:00  ", "2026-06-09T07:30", "2026-06-09T08:00"),
    ("2026-06-09 09:30-09:30", "2026-06-09T07:30", "2026-06-09T07:30"),
    ("2026-06-09 23:30-00:30", "2026-06-09T21:30", "2026-06-09T22:30"),
    ("2026-06-09 18:00-06:00", "2026-06-09T16:00", "2026-06-10T04:00"),
    ("2026-12-31 23:30-00:30", "2026-12-31T22:30", "2026-12-31T23:30"),
    ("2026-06-09 09:30 America/New_York", "2026-06-09T13:30", None),
    ("2026-06-09 09:30-10:00 Asia/Tokyo", "2026-06-09T00:30", "2026-06-09T01:00"),
    ("2026-06-09 09:30 America/Port-au-Prince", "2026-06-09T13:30", None),
    ("2026-06-09 09:30 Etc/GMT+5", "2026-06-09T14:30", None),
    ("2026-06-09 09:30 UTC", "2026-06-09T09:30", None),
    ("2026-06-09 09:30 +05:30", "2026-06-09T04:00", None),
    ("2026-06-09 09:30 -05:00", "2026-06-09T14:30", None),
    ("2026-06-09 09:30-10:00 -05:00", "2026-06-09T14:30", "2026-06-09T15:00"),
    ("2026-06-09 Asia/Tokyo", "2026-06-08T15:00", None),
    ("2026-06-09 -05:00", "2026-06-09T05:00", None),
    # the clocks go forward on 29 March 2026 at 02:00, back on 25 October at 03:00
    ("2026-03-29 01:30-03:30", "2026-03-29T00:30", "2026-03-29T01:30"),
    ("2026-10-25 01:30-03:30", "2026-10-24T23:30", "2026-10-25T02:30"),
    ("2026-10-25 02:30 +01:00", "2026-10-25T01:30", None),
    ("2026-03-29", "2026-03-28T23:00", None),
]


@pytest.mark.parametrize(("written", "start", "end"), STAMPS)
def test_a_stamp_is_an_instant_in_its_zone(written: str, start: str, end: str | None) -> None:
    found = log(f"- {written} call: about it")
    assert found.problems == ()
    (one,) = found.interactions
    assert one.stamp.start == instant(f"{start}+00:00")
    assert one.stamp.end == (instant(f"{end}+00:00") if end else None)
    assert (one.kind.name, one.summary) == ("call", "about it")
    assert one.stamp_text == written.strip()


@pytest.mark.parametrize(
    ("written", "date_only"),
    [
        ("", True),
        (" Asia/Tokyo", True),
        (" -05:00", True),
        (" 25:00", True),
        (" 00:00", False),
        (" 09:30-10:00", False),
    ],
)
def test_a_date_alone_is_known_as_one(written: str, date_only: bool) -> None:
    assert entry(f"- 2026-06-09{written} call").stamp.date_only is date_only


REST = [
    # written, kind, channel, summary
    ("call", "call", None, ""),
    ("Call:", "call", None, ""),
    ("THANK-YOU", "thank-you", None, ""),
    ("interview (video): x", "interview", "video", "x"),
    ("interview (Video call)", "interview", "video call", ""),
    ("interview(video):x", "interview", "video", "x"),
    ("interview (video) : x", "interview", "video", "x"),
    ("interview (a (b): c", "interview", "a (b", "c"),
    ("interview (): x", "interview", None, "x"),
    ("call: at 10:30: about (this)", "call", None, "at 10:30: about (this)"),
    ("call:: x", "call", None, ": x"),
    ("call: - [ ] no task", "call", None, "- [ ] no task"),
    ("no-show", "no-show", None, ""),
    ("geburtstagsgrüße: alles Gute", "geburtstagsgrüße", None, "alles Gute"),
]


@pytest.mark.parametrize(("written", "kind", "channel", "summary"), REST)
def test_kind_channel_and_summary(written: str, kind: str, channel: str | None, summary: str) -> None:
    one = entry(f"- 2026-06-09 09:30 {written}")
    assert (one.kind.name, one.channel, one.summary) == (kind, channel, summary)


def test_an_unknown_kind_is_kept_and_means_nothing() -> None:
    one = entry("- 2026-06-09 podcast: hers")
    assert (one.kind.name, one.kind.direction, one.kind.like) == ("podcast", "none", None)


def test_an_own_kind_means_what_it_is_like() -> None:
    (one,) = log("- 2026-06-09 Lunch: x", kinds={"lunch": "coffee"}).interactions
    assert (one.kind.name, one.kind.direction, one.kind.like) == ("lunch", "both", "coffee")


@pytest.mark.parametrize("mark", ["-", "*", "+", "-\t", "-   "])
def test_any_mark_of_a_list_makes_an_entry(mark: str) -> None:
    assert entry(f"{mark} 2026-06-09 call: x").summary == "x"


NO_ENTRIES = [
    # written, what is said of it
    ("- call them", "not an entry"),
    ("- [ ] 2026-06-09 call", "not an entry"),
    ("-", "not an entry"),
    ("- 2026-06-09", "no kind"),
    ("- 2026-06-09 09:30", "no kind"),
    ("- 2026-06-09 09:30 Europe/Berlin", "no kind"),
    ("- 2026-06-09: call", "cannot be read"),
    ("- 2026-06-09 call mom", "cannot be read"),
    ("- 2026-06-09 Call mom: x", 'colon is missing after "Call"'),
    ("- 2026-06-09 9:30 call", "cannot be read"),
    ("- 2026-06-09 09:30–10:00 call", "cannot be read"),
    ("- 2026-06-09 09:30+02:00 call", "cannot be read"),
    ("- 2026-06-09 09:30 europe/berlin call", "cannot be read"),
    ("- 2026-06-09 call (video", "cannot be read"),
    ("- 2026-06-09 call2: x", "cannot be read"),
    ("- 2026-6-9 call", "cannot be read"),
    ("- 2026-13-01 call", "no month 13"),
    ("- 2026-02-30 call", "no 30 February"),
    ("- 2025-02-29 call", "2025 has no 29 February"),
    ("- 0000-01-01 call", "no year 0"),
    ("- 1899-12-31 call", "between 1900 and 2199"),
    ("- 9999-12-31 23:59 call", "between 1900 and 2199"),
    ("- ２０２６-06-09 call", "dates are written as"),
]


@pytest.mark.parametrize(("written", "said"), NO_ENTRIES)
def test_what_is_no_entry_is_reported_and_the_rest_is_served(written: str, said: str) -> None:
    found = log(f"{written}\n  - [ ] of nobody\n- 2026-06-10 call: served")
    assert [one.summary for one in found.interactions] == ["served"]
    (problem,) = found.problems
    assert (problem.line, problem.rule, problem.severity, problem.path) == (2, "entry", "error", "contacts/sam.md")
    assert said in problem.message
    assert problem.hint


DOUBTED = [
    # written, severity, what is said, start and end as they are read (Berlin)
    ("2026-06-09 25:00", "error", "25:00 is no time of day", "2026-06-09 00:00", None),
    ("2026-06-09 24:00", "error", "24:00 is no time of day", "2026-06-09 00:00", None),
    ("2026-06-09 09:30-10:60", "error", "10:60 is no time of day", "2026-06-09 09:30", None),
    ("2026-06-09 09:30-21:31", "error", "more than 12 hours", "2026-06-09 09:30", None),
    ("2026-06-09 09:30-05:00", "error", "more than 12 hours", "2026-06-09 09:30", None),
    ("2026-06-09 10:00-09:59", "error", "more than 12 hours", "2026-06-09 10:00", None),
    # 13 elapsed hours of one night, 12 by the clock
    ("2026-10-24 20:00-08:00", "error", "more than 12 hours", "2026-10-24 20:00", None),
    ("2026-03-28 20:00-08:30", None, "", "2026-03-28 20:00", "2026-03-29 08:30"),
    ("2026-06-09 09:30 Europe/Berlni", "error", "Europe/Berlin", "2026-06-09 09:30", None),
    ("2026-06-09 09:30 +25:00", "error", "no time zone", "2026-06-09 09:30", None),
    ("2026-03-29 02:30", "error", "2026-03-29 02:30 does not exist", "2026-03-29 03:30", None),
    ("2026-03-29 01:30-02:30", "error", "2026-03-29 02:30 does not exist", "2026-03-29 01:30", "2026-03-29 03:30"),
    ("2026-10-25 02:30", "warning", "02:30 happened twice", "2026-10-25T02:30+02:00", None),
    ("2026-10-25 01:30-02:30", "warning", "02:30 happened twice", "2026-10-25 01:30", "2026-10-25T02:30+02:00"),
    ("2026-10-24 23:30-02:30", "warning", "02:30 happened twice", "2026-10-24 23:30", "2026-10-25T02:30+02:00"),
]


@pytest.mark.parametrize(("written", "severity", "said", "start", "end"), DOUBTED)
def test_what_cannot_be_read_of_a_stamp_is_reported_beside_the_entry(
    written: str, severity: str | None, said: str, start: str, end: str | None
) -> None:
    found = log(f"- {written} call: x")
    assert [(one.line, one.severity) for one in found.problems] == ([(2, severity)] if severity else [])
    assert all(said in one.message and one.hint for one in found.problems)
    (one,) = found.interactions
    assert (one.stamp.start, one.stamp.end) == (instant(start), end and instant(end))


def test_a_time_in_the_gap_may_leave_an_end_before_the_start() -> None:
    found = log("- 2026-03-29 02:30-03:10 call: x")
    assert [one.message for one in found.problems] == [
        "2026-03-29 02:30 does not exist: the clocks went forward",
        "02:30-03:10 ends before it begins; read as 02:30 without an end",
    ]
    assert found.interactions[0].stamp.end is None


def test_the_later_of_two_equal_times_is_written_with_its_offset() -> None:
    found = log("- 2026-10-25 02:30 +01:00 call: x")
    assert found.problems == ()
    assert found.interactions[0].stamp.start == instant("2026-10-25T02:30+01:00")


# --- where entries stand -------------------------------------------------------------------------------------------

BODIES = [
    # body below "## Log", summaries of the entries
    ("- 2026-06-09 call: a\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-10 call: b\n- 2026-06-09 call: a", ["a", "b"]),
    ("\n\n- 2026-06-09 call: a\n\n\n- 2026-06-10 call: b\n\n", ["a", "b"]),
    ("- 2026-06-09 call: a\r\n- 2026-06-10 call: b\r\n", ["a", "b"]),
    ("- 2026-06-09 call: a\r- 2026-06-10 call: b\r", ["a", "b"]),
    ("* 2026-06-09 call: a\n+ 2026-06-10 call: b", ["a", "b"]),
    ("Prose.\n\n- 2026-06-09 call: a\nLazy prose.\n- 2026-06-10 call: b", ["a", "b"]),
    ("1. 2026-06-09 call: a\n- 2026-06-10 call: b", ["b"]),
    ("```\n- 2026-06-09 call: a\n```\n- 2026-06-10 call: b", ["b"]),
    ("~~~ text\n- 2026-06-09 call: a\n```\n~~~\n- 2026-06-10 call: b", ["b"]),
    ("````\n```\n- 2026-06-09 call: a\n````\n- 2026-06-10 call: b", ["b"]),
    ("- 2026-06-09 call: a\n  ```\n  - 2026-06-08 call: c\n  ```\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n  ```\n  never closed\n- 2026-06-10 call: b", ["a", "b"]),
    ("``` not`a fence\n- 2026-06-09 call: a", ["a"]),
    # the end of the section
    ("- 2026-06-09 call: a\n# End\n- 2026-06-10 call: b", ["a"]),
    ("- 2026-06-09 call: a\n## End ##\n- 2026-06-10 call: b", ["a"]),
    ("- 2026-06-09 call: a\n### Within\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n##No heading\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n```\n## No heading\n```\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n\nEnd\n---\n- 2026-06-10 call: b", ["a"]),
    ("- 2026-06-09 call: a\n\nEnd\n===\n- 2026-06-10 call: b", ["a"]),
    ("- 2026-06-09 call: a\n\nTwo lines\nof a heading\n---\n- 2026-06-10 call: b", ["a"]),
    ("- 2026-06-09 call: a\n---\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n\n---\n- 2026-06-10 call: b", ["a", "b"]),
    ("---\n---\n- 2026-06-10 call: b", ["b"]),
    ("- 2026-06-09 call: a\n\n* * *\n- 2026-06-10 call: b", ["a", "b"]),
    # what is indented below an entry belongs to it and ends nothing
    ("- 2026-06-09 call: a\n  ## Hers\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n  # 1 of all\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n\n  A paragraph.\n---\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\n\n  A paragraph\n  ---\n- 2026-06-10 call: b", ["a", "b"]),
    ("- 2026-06-09 call: a\nlazy\n---\n- 2026-06-10 call: b", ["a", "b"]),
    # a second log
    ("- 2026-06-10 call: b\n## Else\n- 2026-06-08 call: c\n## Log\n- 2026-06-09 call: a", ["a", "b"]),
    ("- 2026-06-10 call: b\n## log\n- 2026-06-09 call: a", ["a", "b"]),
    ("- 2026-06-10 call: b\n### Log\n- 2026-06-09 call: a", ["a", "b"]),
    ("- 2026-06-10 call: b\n# Log\n- 2026-06-09 call: a", ["b"]),
    ("- 2026-06-10 call: b\n\nLog\n---\n- 2026-06-09 call: a", ["b"]),
]


@pytest.mark.parametrize(("body", "summaries"), BODIES)
def test_the_entries_of_a_section_in_time_order(body: str, summaries: list[str]) -> None:
    assert [one.summary for one in log(body).interactions] == summaries


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Just prose.\n",
        "# Log\n- 2026-06-09 call: a",
        "```\n## Log\n- 2026-06-09 call: a\n```\n",
        "Log\n---\n- 2026-06-09 call",
    ],
)
def test_without_the_heading_there_is_no_log(body: str) -> None:
    assert read(body, 1, "contacts/sam.md", Kinds({}), BERLIN).interactions == ()


REPORTED = [
    # body below "## Log" (line 1), lines and rules of the problems
    ("- 2026-06-09 call: a\n## Log\n- 2026-06-10 call: b", [(3, "log", "warning")]),
    ("- 2026-06-09 call: a\n  - 2026-06-10 call: b", [(3, "entry", "error")]),
    ("- 2026-06-09 call: a\n\t- 2026-06-10 call: b", [(3, "entry", "error")]),
    (" - 2026-06-09 call: a", [(2, "entry", "error")]),
    ("- no entry\n  - 2026-06-10 call: b", [(2, "entry", "error"), (3, "entry", "error")]),
    (
        "- 2026-06-09 call: a\n  - 2026-06-10 call: b\n    - 2026-06-11 call: c",
        [(3, "entry", "error"), (4, "entry", "error")],
    ),
    ("- 2026-06-09 call: a\n\nProse.\n\n  - [ ] whose?", [(6, "entry", "error")]),
    ("- 2026-06-09 call: a\n  - free text\n  more of it\n    - deeper", []),
    ("- 2026-06-09 call: a\n```\n- 2026-06-10 call: b", [(3, "fence", "error")]),
    ("- 2026-06-09 call: a\n  ```\n- 2026-06-10 call: b", []),
    ("- 2026-06-09 call: a\n\n  ```\n  code\n```\n\n- 2026-06-10 call: b", []),
    ("- 2026-06-09 call: a\n\n* * *\n", []),
    ("Prose, and\n\n1. a numbered list", []),
]


@pytest.mark.parametrize(("body", "reported"), REPORTED)
def test_what_is_odd_in_a_section_is_reported(body: str, reported: list[tuple[int, str, str]]) -> None:
    found = log(body)
    assert sorted((one.line, one.rule, one.severity) for one in found.problems) == reported
    assert all(one.hint for one in found.problems)


def test_an_indented_entry_owes_and_says_nothing() -> None:
    found = log("- 2026-06-09 call: a\n  - 2026-06-10 interview: b\n    - [ ] lost\n    - advice: lost\n  - [ ] kept\n")
    (only,) = found.interactions
    assert [detail.text for detail in only.details] == ["kept"]


# --- what stands below an entry ------------------------------------------------------------------------------------

DETAILS = [
    # lines below an entry, (label, text, line)
    ("  - takeaway: x", [("takeaway", "x", 3)]),
    ("\t- takeaway: x", [("takeaway", "x", 3)]),
    (" - takeaway: x", [("takeaway", "x", 3)]),
    ("  * TAKEAWAY : x: y", [("takeaway", "x: y", 3)]),
    ("  + Advice:x", [("advice", "x", 3)]),
    ("  - takeaway:", [("takeaway", "", 3)]),
    (
        "  - offer: a\n  - result: b\n  - anecdote: c\n  - private: d",
        [("offer", "a", 3), ("result", "b", 4), ("anecdote", "c", 5), ("private", "d", 6)],
    ),
    ("  takeaway: no item", []),
    ("  - note: no label", []),
    ("  1. takeaway: no item of this kind", []),
    ("  - note: free text\n  more", []),
    # continuation
    ("  - takeaway: x\n    goes on", [("takeaway", "x goes on", 3)]),
    ("  - takeaway: x\n   goes on", [("takeaway", "x goes on", 3)]),
    ("  - takeaway: x\n\n    goes on", [("takeaway", "x goes on", 3)]),
    ("  - takeaway: x\n\tgoes on", [("takeaway", "x goes on", 3)]),
    ("  - takeaway: x\n  does not", [("takeaway", "x", 3)]),
    ("  - takeaway: x\n  - free\n    does not", [("takeaway", "x", 3)]),
    ("  - takeaway: x\n    - more of it\n    and more", [("takeaway", "x - more of it and more", 3)]),
    ("  - takeaway: x\n    - [ ] do\n      it\n    goes on", [("takeaway", "x goes on", 3), ("task", "do it", 4)]),
    ("  - takeaway: x\n    - advice: y\n  - offer: z", [("takeaway", "x", 3), ("advice", "y", 4), ("offer", "z", 5)]),
    # nothing of what is private counts as anything else, but a promise is one
    (
        "  - private: x\n    - advice: y\n    - [ ] do\n      - offer: z",
        [("private", "x - advice: y", 3), ("task", "do - offer: z", 5)],
    ),
    # tasks
    ("  - [ ] do", [("task", "do", 3)]),
    ("  - free\n    - deeper\n      - [ ] do", [("task", "do", 5)]),
    ("  - [ ]", []),
    ("  - [-] do", []),
    ("  ```\n  - [ ] do\n  ```", []),
]


@pytest.mark.parametrize(("below", "details"), DETAILS)
def test_details(below: str, details: list[tuple[str, str, int]]) -> None:
    found = log(f"- 2026-06-09 call: a\n{below}\n- 2026-06-10 call: b")
    assert found.problems == ()
    assert [(one.label, one.text, one.line) for one in found.interactions[0].details] == details


TASKS = [
    # written, text, done, by, what is said
    ("[ ] send it (by 2026-06-12)", "send it", False, date(2026, 6, 12), None),
    ("[x] send it (by 2026-06-12)", "send it", True, date(2026, 6, 12), None),
    ("[X] send it", "send it", True, None, None),
    ("[ ] send (by 2026-06-12) the deck", "send the deck", False, date(2026, 6, 12), None),
    ("[ ] send it\n    (by 2026-06-12)", "send it", False, date(2026, 6, 12), None),
    ("[ ] send it (By  2026-06-12 )", "send it", False, date(2026, 6, 12), None),
    ("[ ] send it by 2026-06-12", "send it by 2026-06-12", False, None, None),
    ("[ ] send it (by Friday)", "send it (by Friday)", False, None, '(by Friday): "Friday" is no date'),
    ("[ ] send it (by 2026-02-30)", "send it (by 2026-02-30)", False, None, "there is no 30 February"),
    ("[ ] send it (by 9999-12-31)", "send it (by 9999-12-31)", False, None, "between 1900 and 2199"),
    ("[ ] send it (by 2026-06-12) (by hand)", "send it (by hand)", False, date(2026, 6, 12), "(by hand)"),
    ("[ ] a (by 2026-06-11) (by 2026-06-12)", "a (by 2026-06-11)", False, date(2026, 6, 12), None),
]


@pytest.mark.parametrize(("written", "text", "done", "by", "said"), TASKS)
def test_tasks(written: str, text: str, done: bool, by: date | None, said: str | None) -> None:
    found = log(f"- 2026-06-09 call: a\n  - {written}")
    assert found.interactions[0].details == (Detail("task", text, 3, done, by),)
    assert [(one.line, one.rule, said is not None and said in one.message) for one in found.problems] == (
        [(3, "date", True)] if said else []
    )


WRITTEN = [
    ("", False),
    ("\n\n", False),
    ("  x", True),
    ("  - x", True),
    ("\n  x", True),
    ("  ```\n  x\n  ```", True),
    ("lazy", False),
]


@pytest.mark.parametrize(("below", "written"), WRITTEN)
def test_whether_anything_is_written_under_an_entry(below: str, written: bool) -> None:
    assert log(f"- 2026-06-09 interview: a\n{below}\n- 2026-06-10 call: b").interactions[0].written is written


TOPICS = [
    ("call: about #energy", "", ("energy",)),
    ("call: #energy", "", ("energy",)),
    ("call: #grid-storage, #Über/alles and #a_b.", "", ("grid-storage", "Über/alles", "a_b")),
    ("call: #1 of all, C#, a#b, ##c, # d", "", ()),
    ("call: #energy-", "", ("energy",)),
    ("call: #Grid-Storage #grid_storage", "", ("Grid-Storage",)),
    ("call: #a", "  - takeaway: #b\n    and #c\n  - [ ] read on #d\n", ("a", "b", "c", "d")),
    ("call (#x)", "  #free text\n  - #free item\n", ()),
    ("call: a", "  - private: #secret\n", ()),
]


@pytest.mark.parametrize(("head", "below", "topics"), TOPICS)
def test_topics(head: str, below: str, topics: tuple[str, ...]) -> None:
    assert entry(f"- 2026-06-09 {head}\n{below}").topics == topics


# --- properties ----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("\n", "\r\n", " ", "  ", "\t", "- ", "* ", "```", "~~~", "## Log", "# x", "---", "2026-06-09", "2026-13-09"),
        *(
            "09:30",
            "-10:00",
            "25:00",
            " +02:00",
            " Europe/Berlin",
            " call",
            " (video)",
            ": x",
            "[ ] ",
            "(by 2026-06-12)",
        ),
        *("(by x)", "takeaway: ", "private: ", "#topic", "prose", "\N{LINE SEPARATOR}", "\x00", "é"),
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES | st.characters(), max_size=60).map("".join))
def test_no_text_whatever_is_too_odd(source: str) -> None:
    found = log(source)
    assert list(found.interactions) == sorted(found.interactions, key=in_time)
    lines = source.count("\n") + source.count("\r") + 2
    named = {one.line for one in found.interactions} | {one.line for one in found.problems}
    assert named <= set(range(1, lines + 1))


def test_the_shown_time_is_the_written_one() -> None:
    assert shown(entry("- 2026-10-25 02:30 +01:00 call").stamp.start) == "2026-10-25 02:30"


@pytest.mark.parametrize("below", ["  - [] do", "  - [ ]do", "  -[ ] do", "  [ ] do", "  • [ ] do", "  - [x]done"])
def test_a_task_that_a_space_would_make_is_reported(below: str) -> None:
    found = log(f"- 2026-06-09 call: a\n{below}")
    assert [(one.line, one.rule, one.severity) for one in found.problems] == [(3, "task", "error")]
    assert found.interactions[0].details == ()


@pytest.mark.parametrize(
    "below", ["  - [x](https://example.org)", "  - [ ](x)", "  - [-] do", "  - [[link]]", "  text [] x"]
)
def test_a_link_is_no_task(below: str) -> None:
    assert log(f"- 2026-06-09 call: a\n{below}").problems == ()


@pytest.mark.parametrize(
    ("label", "meant"), [("adivce", "advice"), ("take-away", "takeaway"), ("Takeaways", "takeaway")]
)
def test_a_label_that_is_nearly_one_is_doubted(label: str, meant: str) -> None:
    [problem] = log(f"- 2026-06-09 call: a\n  - {label}: x").problems
    assert (problem.severity, problem.hint) == ("warning", f"did you mean {meant}?")


@pytest.mark.parametrize("mark", ["", "• ", "– ", "1. ", "1) ", "-", "*", "· "])
def test_an_entry_with_another_mark_is_not_dropped_in_silence(mark: str) -> None:
    found = log(f"{mark}2026-06-09 call: a\n- 2026-06-10 call: b")
    assert [(one.line, one.severity) for one in found.problems] == [(2, "error")]
    assert len(found.interactions) == 1


def test_prose_that_begins_with_a_date_is_prose() -> None:
    assert log("2026-06-08 was a good day\n- 2026-06-10 call: b").problems == ()
