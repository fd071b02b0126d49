from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import GOOD, JORDAN, found, letter, problems

COPIED = [
    "I liked what you told me about Hypothetical Wind.",
    "I liked what Priya Ramaswamy is building.",
    "I liked what Dr. Ramaswamy is building.",
    "As Ramaswamy would say, and I agree with Ramaswamy.",
    "Max Lincoln told me the same.",
    "I asked Dr. Field about it.",
]
FINE = [
    "Sam Introducer was right about you.",
    "Introduction House sends its regards.",
    "I went to Lincoln and on to the field.",
    "Target groups matter, and we target them.",
    "I am self-employed now, and so was she.",
    "Priya said so too.",
    "See https://example.org/hypothetical-wind for it.",
    "Example Grid is a fine place.",
]


@pytest.mark.parametrize("line", COPIED)
def test_somebody_of_another_note(line: str) -> None:
    assert found("L06", letter(f"{GOOD}\n\n{line}")) == ["warning"]


@pytest.mark.parametrize("line", FINE)
def test_nobody_else(line: str) -> None:
    assert [one.message for one in problems(letter(f"{GOOD}\n\n{line}")) if one.rule == "L06"] == []


@pytest.mark.parametrize(
    "logged", ["  - takeaway: ask Priya Ramaswamy", "  - offer: will ask [[priya-ramaswamy]] at Hypothetical Wind"]
)
def test_who_stands_in_the_log_may_be_named(logged: str) -> None:
    others = {"jordan-example": JORDAN.replace("  - private", f"{logged}\n  - private")}
    text = letter(f"{GOOD}\n\nI wrote to Priya Ramaswamy.")
    assert found("L06", text, others=others) == []
    assert found("L06", text) == ["warning"]


def test_whom_a_report_back_is_about_and_where_they_work() -> None:
    text = letter(
        "I met Jordan Example at Example Grid, thank you.",
        greeting="Dear Sam,",
        kind="report-back",
        to="sam-introducer",
        about="jordan-example 2026-06-09",
    )
    assert found("L06", text) == []
    assert found("L06", text.replace("kind: report-back", "kind: update").replace("Jordan Example at", "Max Lincoln,"))


def test_a_longer_name_of_their_company_is_theirs() -> None:
    others = {
        "jordan-example": JORDAN.replace("company: Example Grid", "company: Hypothetical Wind North"),
        "lee": "---\nname: Lee Twin\ncompany: Hypothetical Wind\n---\n",
    }
    assert found("L06", letter(f"{GOOD}\n\nHypothetical Wind North is windy."), others=others) == []
    assert found("L06", letter(f"{GOOD}\n\nHypothetical Wind is windy."), others=others) == []


def test_my_own_signature_is_mine() -> None:
    close = "Kind regards,\n\nRobin Sample\nSupport, Hypothetical Wind\nrobin@example.org\nlinkedin.com/in/robin"
    assert found("L06", letter(close=close)) == []


def test_a_report_back_names_whom_it_is_about_though_nobody_wrote_who_introduced_them() -> None:
    met = "---\nname: Dr. Priya Ramaswamy\n---\n\n## Log\n\n- 2026-06-08 14:00 coffee: wind\n"
    others = {"priya-ramaswamy": met}
    text = "I met Priya Ramaswamy, who told me how a wind farm is sold. Thank you."
    note = letter(text, kind="report-back", about="priya-ramaswamy 2026-06-08")
    assert found("L06", note, others=others) == []
    assert found("L06", letter(text, kind="report-back"), others=others) == ["warning"]
