from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.documents import document
from crm.core.notes import note
from crm.core.model import Note
from crm.core.notes.note import About, Moment

FULL = """\
---
kind: Thank-You
to: "[[jordan-example]]"
email: jordan@example.org
subject: "Thank you: Robin"
about: 2026-06-09 09:30
article: articles/costs.md
attach: [one.pdf, two.pdf]
status: sent
sent: 2026-06-09 14:00
lint-ok: [L16 she signs so too, "l24: she likes it, really"]
mood: fine
---

Dear Jordan,
"""


def read(text: str) -> Note:
    found = note.read(document.read(text.encode()), "notes/n.md")
    assert found is not None
    return found


def test_a_note() -> None:
    full = read(FULL)
    assert full.problems == ()
    assert full == Note(
        "notes/n.md",
        "thank-you",
        "jordan-example",
        "jordan@example.org",
        "Thank you: Robin",
        "2026-06-09 09:30",
        "costs",
        ("one.pdf", "two.pdf"),
        "sent",
        None,
        "2026-06-09 14:00",
        {"L16": "she signs so too", "L24": "she likes it, really"},
        "\nDear Jordan,\n",
        14,
        full.lines,
    )
    assert (full.lines["kind"], full.lines["mood"]) == (2, 12)


def test_what_may_be_left_out() -> None:
    short = read("---\nkind: card\nto: jordan-example\nsubject:\n---\nDear Jordan")
    assert short.problems == ()
    assert (short.status, short.subject, short.about, short.waived) == ("draft", None, None, {})


@pytest.mark.parametrize(
    ("line", "rule", "severity", "says"),
    [
        ("kind: thankyou", "kind", "error", "did you mean thank-you?"),
        ("kind: poem", "kind", "error", "there are thank-you, card"),
        ("kind:", "kind", "error", "kind: thank-you"),
        ("status: gone", "status", "warning", "draft or sent"),
        ("about: last week", "about", "error", "is no date"),
        ("about: 2026-02-30", "about", "error", "30 February"),
        ("sent: 2026-06-09 25:00", "sent", "error", "no time of day"),
        ("email: nobody", "email", "error", "no mail address"),
        ("lint-ok: L16", "lint-ok", "warning", "without a reason"),
        ("lint-ok: [L16 she, so too]", "lint-ok", "warning", "in quotes"),
        ("subjekt: Hello", "key", "warning", "did you mean subject?"),
    ],
)
def test_what_is_reported(line: str, rule: str, severity: str, says: str) -> None:
    key = line.split(":", maxsplit=1)[0]
    head = "".join(f"{one}\n" for one in ("kind: card", "to: jordan-example") if not one.startswith(key))
    (problem,) = read(f"---\n{head}{line}\n---\n").problems
    assert (problem.rule, problem.severity, problem.path) == (rule, severity, "notes/n.md")
    assert problem.line == head.count("\n") + 2
    assert says in f"{problem.message} {problem.hint}"


def test_what_is_missing() -> None:
    assert [(one.rule, one.line) for one in read("Dear Jordan").problems] == [("kind", 1), ("to", 1)]


def test_a_rule_without_a_reason_is_waived_all_the_same() -> None:
    assert read("---\nkind: card\nto: a\nlint-ok: [L16, L22 so]\n---\n").waived == {"L16": "", "L22": "so"}


def test_what_cannot_be_parsed_is_no_note() -> None:
    assert note.read(document.read(b"---\nkind: [\n---\n"), "notes/n.md") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-09", About(Moment(date(2026, 6, 9)))),
        ("2026-06-09 09:30", About(Moment(date(2026, 6, 9), time(9, 30)))),
        ("2026-06-09T09:30:00", About(Moment(date(2026, 6, 9), time(9, 30)))),
        ("2026-06-09 09:30-10:00 Asia/Tokyo", About(Moment(date(2026, 6, 9), time(9, 30), "Asia/Tokyo"))),
        ("sam-example 2026-06-09", About(Moment(date(2026, 6, 9)), "sam-example")),
        ("[[contacts/sam-example]] 2026-06-09 09:30", About(Moment(date(2026, 6, 9), time(9, 30)), "sam-example")),
        ("sam-2026-06-01 2026-06-09", About(Moment(date(2026, 6, 9)), "sam-2026-06-01")),
    ],
)
def test_what_a_note_is_about(text: str, expected: About) -> None:
    assert note.about_of(text) == expected


@pytest.mark.parametrize(
    "text", ["", "sam-example", "9 June", "2026-6-9", "2026-13-01", "2026-06-09 9:30", "0000-01-01"]
)
def test_what_names_no_talk(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no (date|time)"):
        note.about_of(text)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(note.KEYS), st.text(max_size=20), max_size=6), st.text(max_size=50))
def test_any_values(values: dict[str, str], body: str) -> None:
    try:
        made = document.create(values, body)
    except document.DocumentError:
        return
    found = note.read(made, "notes/n.md")
    assert found is not None
    assert found.text == made.body
    if found.about:
        note.about_of(found.about)
