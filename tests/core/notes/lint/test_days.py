from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.core.notes.lint.desks import GOOD, JORDAN, found, letter, problems


def june(day: int, hour: int = 18) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=UTC)


DATE_ONLY = {"jordan-example": JORDAN.replace("2026-06-09 09:30-10:00", "2026-06-09")}


@pytest.mark.parametrize(
    ("now", "others", "grave"),
    [
        (june(9), None, []),
        (june(11, 10), None, []),
        (june(11, 11), None, ["warning"]),
        (june(20), None, ["warning"]),
        (june(11, 23), DATE_ONLY, []),
        (june(12, 1), DATE_ONLY, ["warning"]),
    ],
)
def test_late_without_a_word(now: datetime, others: dict[str, str] | None, grave: list[str]) -> None:
    assert found("L19", letter(), now=now, others=others) == grave


APOLOGIES = [
    "I'm sorry that this is so late.",
    "Apologies for the delay in writing.",
    "Please forgive my belated thanks.",
    "I should have written sooner.",
    "This is long overdue.",
    "I'm sorry this comes nearly a week late.",
]


@pytest.mark.parametrize("apology", APOLOGIES)
def test_an_apology(apology: str) -> None:
    assert found("L19", letter(f"{apology} {GOOD}"), now=june(13)) == []
    assert found("L19", letter(f"{apology} {GOOD}"), now=june(9)) == ["warning"]


def test_one_clause_is_enough() -> None:
    text = letter(f"{GOOD}\n\nI'm sorry that this is late. I should have written sooner. Forgive the delay.")
    assert found("L19", text, now=june(13)) == ["warning"]


@pytest.mark.parametrize(
    "line", ["I'm sorry that I was late for our call.", "Sorry for keeping you.", "The train was late.", "It is late."]
)
def test_no_apology_for_writing_late(line: str) -> None:
    assert found("L19", letter(f"{GOOD} {line}"), now=june(9)) == []


def test_the_hours_are_a_setting() -> None:
    assert found("L19", letter(), now=june(10), belated_hours=12) == ["warning"]


@pytest.mark.parametrize(
    ("line", "true_on", "wrong_on"),
    [
        ("Thank you for your time today.", [9], [8 + 2, 15]),
        ("Thank you for speaking with me this morning.", [9], [10]),
        ("Thank you for your time yesterday.", [10], [9, 11]),
        ("Yesterday's conversation stays with me.", [10], [9]),
        ("I enjoyed our talk last night.", [10], [12]),
        ("When we spoke last week, you told me so.", [15, 18, 19], [9, 10, 25]),
        ("Thank you for meeting with me this week.", [9, 12], [22]),
        ("When we spoke on Tuesday, all was clear.", [9, 12, 17], [30]),
        ("Thank you for meeting me last Monday.", [], [15]),
        ("Thank you for the talk two days ago.", [11], [9, 15]),
        ("We met last month.", [], [12, 28]),
        ("We talked a week ago.", [14, 16], [30]),
    ],
)
def test_a_day_word_against_the_day_of_sending(line: str, true_on: list[int], wrong_on: list[int]) -> None:
    for day in true_on:
        assert found("L20", letter(line), now=june(day)) == []
    for day in wrong_on:
        assert found("L20", letter(line), now=june(day)) == ["error"]


@pytest.mark.parametrize(
    "line",
    [
        "Today I signed up for the course.",
        "I called the school yesterday, as we had talked about.",
        "I look forward to seeing you on Friday.",
        "Thank you for your time, and good luck on Friday.",
        "I know that your brief is due on Friday, and I appreciate your time.",
        "The exam is next Monday.",
        "You told me of every Friday in that year.",
        "After our talk I went home and wrote it down last night.",
        "Yesterday was a holiday.",
        "Thank you. Today it rains.",
    ],
)
def test_a_day_word_that_is_not_about_the_talk(line: str) -> None:
    assert [one.message for one in problems(letter(line), now=june(13)) if one.rule == "L20"] == []


def test_the_days_are_those_of_the_talks_zone_or_mine() -> None:
    tokyo = {
        "jordan-example": JORDAN.replace("2026-06-09 09:30-10:00 interview", "2026-06-10 02:00 Asia/Tokyo interview")
    }
    text = letter("Thank you for your time today.")
    assert found("L20", text, now=june(9, 17), others=tokyo) == []
    assert found("L20", text, now=june(10, 3), others=tokyo) == []
    assert found("L20", text, now=june(10, 16), others=tokyo) == ["error"]


@pytest.mark.parametrize("words", ["today", "yesterday", "this morning", "last week", "last Tuesday"])
def test_on_a_card_it_is_never_true(words: str) -> None:
    assert found("L20", letter(f"Thank you for your time {words}.", kind="card"), now=june(9)) == ["error"]


def test_a_weekday_or_a_date_is_true_on_a_card_too() -> None:
    assert found("L20", letter("Thank you for our talk on Tuesday.", kind="card"), now=june(9)) == []
    assert found("L20", letter("Thank you for our talk on 9 June.", kind="card"), now=june(9)) == []


def test_it_says_when_the_talk_was() -> None:
    told = next(one for one in problems(letter("Thanks for your time today."), now=june(12)) if one.rule == "L20")
    assert told.message == '"today": the talk was on Tuesday 9 June'
