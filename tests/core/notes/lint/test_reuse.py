from __future__ import annotations

import pytest

from crm.core.model import Note
from tests.core.notes.lint.desks import JORDAN, found, letter, note_of, problems

SHARED = [
    "Thank you for making room for me today.",
    "Nobody had explained to me before how much of such a job is listening to the people who read the numbers.",
    "I went straight home and wrote down every question that our support desk gets on a rainy morning.",
    "My boss was kinder about it than I had feared.",
]
OWN = [
    "The weekly reviews that saved the migration are now on our own calendar too.",
    "In the evening I read about four kinds of meters, and how each of them lies in its own way.",
    "There is a picture of your first one above my desk, next to the tram plan.",
]
COLLEAGUE = "---\nname: Lee Twin\ncompany: example grid\n---\n\n## Log\n\n- 2026-06-09 14:00 interview: a day\n"
STRANGER = "---\nname: Lee Twin\ncompany: Twin Zoo\n---\n\n## Log\n\n- 2026-06-09 14:00 interview: a day\n"
BESIDE = "---\nname: Lee Twin\ncompany: Twin Zoo\n---\n\n## Log\n\n- 2026-06-09 09:30 interview: From support\n"


def earlier(body: str, to: str = "lee-twin", name: str = "Lee", status: str = "sent") -> Note:
    text = letter(body, greeting=f"Dear {name},", to=to, status=status, sent="2026-06-09 17:00")
    return note_of(text, f"notes/2026-06-09-{to}-thank-you.md")


@pytest.mark.parametrize(
    ("other", "own", "grave"),
    [
        (COLLEAGUE, 0, ["error"]),
        (COLLEAGUE, 1, ["error"]),
        (COLLEAGUE, 3, ["warning"]),
        (STRANGER, 0, ["warning"]),
        (STRANGER, 3, ["warning"]),
        (BESIDE, 0, ["error"]),
    ],
)
def test_text_that_somebody_else_has(other: str, own: int, grave: list[str]) -> None:
    text = letter(" ".join([*SHARED, *OWN[:own]]))
    assert found("L21", text, others={"lee-twin": other}, notes=[earlier(" ".join(SHARED))]) == grave


@pytest.mark.parametrize(
    "body",
    [
        " ".join([SHARED[0], *OWN]),
        " ".join(OWN),
        "Thank you for making room for me today.",
    ],
)
def test_text_of_its_own(body: str) -> None:
    assert found("L21", letter(body), others={"lee-twin": COLLEAGUE}, notes=[earlier(" ".join(SHARED))]) == []


def test_names_and_sign_off_are_masked() -> None:
    body = "I still think of what {0} told me at {1}, and of the way in which {0} says it to everybody there."
    text = letter(body.format("Jordan", "Example Grid"))
    notes = [earlier(body.format("Lee", "Twin Zoo"))]
    told = [one for one in problems(text, others={"lee-twin": STRANGER}, notes=notes) if one.rule == "L21"]
    assert [one.message for one in told] == [
        "100% of the text stands in notes/2026-06-09-lee-twin-thank-you.md to Lee Twin"
    ]
    assert found("L21", letter(" ".join(OWN)), others={"lee-twin": STRANGER}, notes=[earlier("Hello.")]) == []


def test_the_same_person_may_read_it_twice() -> None:
    assert found("L21", letter(" ".join(SHARED)), notes=[earlier(" ".join(SHARED), "jordan-example", "Jordan")]) == []


def test_the_worst_is_told_and_a_colleague_first() -> None:
    notes = [earlier(" ".join(SHARED)), earlier(" ".join([*SHARED, OWN[0]]), "ann-field", "Ann")]
    text = letter(" ".join([*SHARED, OWN[0]]))
    for order in (notes, notes[::-1]):
        told = [one for one in problems(text, others={"lee-twin": COLLEAGUE}, notes=order) if one.rule == "L21"]
        assert ["lee-twin" in one.message for one in told] == [True]
        told = [one for one in problems(text, others={"lee-twin": STRANGER}, notes=order) if one.rule == "L21"]
        assert ["ann-field" in one.message for one in told] == [True]


def test_the_shares_are_settings() -> None:
    text, notes = letter(" ".join([*SHARED, *OWN])), [earlier(" ".join(SHARED))]
    others = {"lee-twin": COLLEAGUE}
    assert found("L21", text, others=others, notes=notes, reuse_error=0.4) == ["error"]
    assert found("L21", text, others=others, notes=notes, reuse_warning=0.9, reuse_error=0.9) == []


def test_the_length_of_a_shared_run_is_a_setting() -> None:
    words = " ".join(SHARED).split()
    text = letter(" ".join(f"{word} of{number}" if number % 9 == 8 else word for number, word in enumerate(words)))
    others, notes = {"lee-twin": COLLEAGUE}, [earlier(" ".join(SHARED))]
    assert found("L21", text, others=others, notes=notes, reuse_words=3) == ["error"]
    assert found("L21", text, others=others, notes=notes, reuse_words=9) == []


def test_two_talks_on_one_day_are_not_one_meeting() -> None:
    dated = {
        "jordan-example": JORDAN.replace("2026-06-09 09:30-10:00", "2026-06-09"),
        "lee-twin": STRANGER.replace("2026-06-09 14:00", "2026-06-09"),
    }
    text, notes = letter(" ".join(SHARED)), [earlier(" ".join(SHARED))]
    assert found("L21", text, others=dated, notes=notes) == ["warning"]
    dated["lee-twin"] = dated["lee-twin"].replace("a day", "From support into data platforms")
    assert found("L21", text, others=dated, notes=notes) == ["error"]
