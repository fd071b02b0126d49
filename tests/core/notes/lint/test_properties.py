"""What holds of any text: findings and never an exception, the same each time, and a waived rule gone alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.notes.lint import RULES, Desk, lint
from crm.core.model import Note, Problem
from crm.core.notes.note import KINDS
from tests.core.notes.lint.desks import CORPUS, JORDAN, NOW, PEOPLE, contact_of, contents_of, desk_of, note_of

WORDS = st.sampled_from(
    "Dear Jordan Priya Ramaswamy , . ! ? … \n \n\n - [ ] [[x]] {{ }} < > ___ XXX I i've will have you thank today "
    "yesterday last week Friday ago two expecting twins autumn attached could reply by migration review https://x.org "
    "Best Robin Sample > P.S. ’ ß 😀 İ ﬁ ء 漢字 \u200d \ufeff \r \x00 \t | @ #".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join)
)
LOGGED = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
KEYS = st.one_of(st.none(), st.text(max_size=30))
NOTES = st.builds(
    Note,
    path=st.just("notes/2026-06-09-jordan-example-thank-you.md"),
    kind=st.sampled_from([*KINDS, "poem", ""]),
    to=st.sampled_from(["jordan-example", "priya-ramaswamy", "nobody", ""]),
    subject=st.one_of(KEYS, TEXTS),
    about=st.sampled_from([None, "2026-06-09", "2026-06-09 09:30", "1999-01-01", "sam-introducer 2026-06-09"]),
    article=KEYS,
    attachments=st.lists(st.text(max_size=9), max_size=2).map(tuple),
    status=st.sampled_from(["draft", "sent"]),
    sent=st.sampled_from([None, "2026-06-09", "0001-01-01", "9999-12-31 23:59 -14:00"]),
    text=TEXTS,
    body_line=st.integers(1, 20),
)
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - st adds it


def findings(note: Note, now: datetime = NOW) -> list[Problem]:
    other = note_of("---\nkind: update\nto: priya-ramaswamy\n---\nThank you for the migration review of last week.\n")
    people = [contact_of(slug, text) for slug, text in PEOPLE.items()]
    return lint(note, desk_of(contents_of(people, [replace(other, path="notes/o.md"), note]), now))


@settings(max_examples=300)
@given(NOTES, MOMENTS)
def test_any_text_gives_findings(note: Note, now: datetime) -> None:
    found = findings(note, now)
    assert found == findings(note, now)
    for one in found:
        assert one.path == note.path
        assert one.line >= 1
        assert one.message
        assert one.hint
        assert "\n" not in one.message + one.hint


@settings(max_examples=100)
@given(NOTES, st.sampled_from([rule.id for rule in RULES]))
def test_a_waived_rule_is_gone_and_nothing_else(note: Note, rule: str) -> None:
    waived = findings(replace(note, waived={rule: "so it is"}))
    assert waived == [one for one in findings(note) if one.rule != rule]


@settings(max_examples=100)
@given(LOGGED, LOGGED, TEXTS)
def test_any_log_is_held_against_any_text(takeaway: str, private: str, text: str) -> None:
    logged = JORDAN.split("  - takeaway")[0]
    lines = (
        f"  - {label}: {' '.join(said.split())}\n" for label, said in (("takeaway", takeaway), ("private", private))
    )
    contact = contact_of("jordan-example", f"{logged}{''.join(lines)}", checked=False)
    note = note_of("---\nkind: thank-you\nto: jordan-example\n---\n")
    lint(replace(note, text=text), desk_of(contents_of([contact], [note])))


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_neither_the_order_of_files_nor_of_linting_matters(random: Random) -> None:
    notes = [note_of(path.read_text("utf-8"), f"notes/{path.name}") for path in sorted(CORPUS.glob("bad/*.md"))]
    people = [contact_of(path.stem, path.read_text("utf-8")) for path in sorted(CORPUS.glob("contacts/*.md"))[:40]]
    expected = {note.path: lint(note, desk_of(contents_of(people, notes))) for note in notes[:4]}
    random.shuffle(notes)
    random.shuffle(people)
    desk: Desk = desk_of(contents_of(people, notes))
    for note in notes:
        if note.path in expected:
            assert lint(note, desk) == expected[note.path]
