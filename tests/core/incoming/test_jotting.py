"""What jotted lines mean; and that what they may mean otherwise is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.contacts import people
from crm.core.incoming.jotting import Jotting, Reader
from crm.core.kinds import Kinds
from crm.core.logs.topics import same
from crm.core.times.dates import local
from tests.core.builders import BERLIN, instant, person

PEOPLE = [
    person(slug="ada-example", name="Ada Example"),
    person(slug="bob-sample", name="Bob Sample"),
    person(slug="sam-one", name="Sam One"),
    person(slug="sam-two", name="Sam Two"),
    person(slug="sun-li", name="Sun Li"),
]
READER = Reader(
    lambda word: people.find(word, PEOPLE), Kinds({"lunch": "coffee"}), {same("grid storage")},
    instant("2026-06-09 10:30"), BERLIN,
)  # fmt: skip


def when(read: Jotting) -> str:
    start = local(read.stamp.start, BERLIN)
    return f"{start:%m-%d}" if read.stamp.date_only else f"{start:%m-%d %H:%M}"


def whom(read: Jotting) -> list[str]:
    return [one.found.slug or f"{one.text}?" for one in read.names]


@pytest.mark.parametrize(
    ("line", "names", "kind", "day", "summary", "details"),
    [
        ("coffee w ada, grid storage, owes me intro", ["ada-example"], "coffee", "06-09", "#grid-storage",
         ["offer: intro"]),
        ("coffee w/ada", ["ada-example"], "coffee", "06-09", "", []),
        ("Coffee chat with Ada Example and bob about", ["ada-example", "bob-sample"], "coffee", "06-09", "", []),
        ("lunch w bob", ["bob-sample"], "lunch", "06-09", "", []),
        ("interview with sam mon 15:00", ["sam?"], "interview", "06-08 15:00", "", []),
        ("coffee with Zoe Newcomer about hiring", ["Zoe Newcomer?"], "coffee", "06-09", "hiring", []),
        ("met zoe", ["zoe?"], "meeting", "06-09", "", []),
        ("called ada yesterday at 3pm about the job", ["ada-example"], "call", "06-08 15:00", "the job", []),
        ("yesterday coffee w ada", ["ada-example"], "coffee", "06-08", "", []),
        ("Mon: talked to Ada", ["ada-example"], "call", "06-08", "", []),
        ("2026-06-08 09:30-10:00 interview with bob - #job", ["bob-sample"], "interview", "06-08 09:30", "#job", []),
        ("sun li: great chat", ["sun-li"], "note", "06-09", "great chat", []),
        ("coffee w sun li sun", ["sun-li"], "coffee", "06-07", "", []),
        ("ada replied", ["ada-example"], "reply", "06-09", "", []),
        ("email from bob, question on tariffs", ["bob-sample"], "reply", "06-09", "question on tariffs", []),
        ("emailed bob 2 days ago", ["bob-sample"], "email", "06-07", "", []),
        ("ada owes me an intro", ["ada-example"], "note", "06-09", "", ["offer: an intro"]),
        ("call bob tmrw", ["bob-sample"], "note", "06-09", "", ["task: call (by 2026-06-10)"]),
        ("call bob", ["bob-sample"], "note", "06-09", "", ["task: call"]),
        ("call bob yesterday", ["bob-sample"], "call", "06-08", "", []),
        ("call w bob", ["bob-sample"], "call", "06-09", "", []),
        ("ask bob for a deck by friday", ["bob-sample"], "note", "06-09", "", ["task: ask a deck (by 2026-06-12)"]),
        ("send ada the survey", ["ada-example"], "note", "06-09", "", ["task: send the survey"]),
        ("coffee w ada 2026-06-12 15:00", ["ada-example"], "coffee", "06-12 15:00", "", []),
        ("coffee w ada; advice: learn SQL; promised the deck by fri", ["ada-example"], "coffee", "06-09", "",
         ["advice: learn SQL", "task: the deck (by 2026-06-12)"]),
        ("met ada. she advised me to read more. I'll send the survey tomorrow", ["ada-example"], "meeting", "06-09", "",
         ["advice: read more", "task: send the survey (by 2026-06-10)"]),
        ("met ada, promised her a list, todo: call back, he'll think about 1,000 things", ["ada-example"], "meeting",
         "06-09", "", ["task: a list", "task: call back", "offer: think about 1,000 things"]),
        ("buy milk", [], "note", "06-09", "buy milk", []),
        ("san francisco trip", [], "note", "06-09", "san francisco trip", []),
    ],
)  # fmt: skip
def test_what_a_line_means(line: str, names: list[str], kind: str, day: str, summary: str, details: list[str]) -> None:
    read = READER.read(line)
    assert (whom(read), read.kind, when(read), read.summary) == (names, kind, day, summary)
    assert [f"{label}: {text}" for label, text in read.details] == details


def test_a_first_name_of_two_people_is_theirs_to_choose_from() -> None:
    assert READER.read("coffee w sam").names[0].found.could_be == ("sam-one", "sam-two")


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("lunch w ada 5/11", '"5/11" can mean'),
        ("coffee w ada next fri 15:00", '"next fri" can mean'),
        ("ada", "no word of it says what kind"),
        ("coffee w ada, promised it by 5/11", '"5/11" can mean'),
    ],
)
def test_what_can_be_read_two_ways_is_said_and_stays_as_it_is(line: str, doubt: str) -> None:
    read = READER.read(line)
    assert any(doubt in one for one in read.doubts)
    kept = " ".join([read.summary, *(text for _, text in read.details)])
    assert all(word in kept for word in ("next", "fri", "15:00", "5/11") if word in line)


_WORDS = """
    coffee w ada sam zoe and , . : ; - call by fri 5/11 tmrw 15:00 next owes me i'll # w/ with to about 9999-99-99 from
    promised x
"""


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=12).map(" ".join))
def test_any_words_are_read(line: str) -> None:
    read = READER.read(line)
    assert read.kind
    assert all(text for _, text in read.details)


@given(st.text())
def test_any_text_is_read(line: str) -> None:
    assert READER.read(line).kind
