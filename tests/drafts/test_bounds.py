"""What holds for any text in a log: a LinkedIn note fits, and nothing private or of others is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.notes.drafts.draft import keys
from crm.core.notes.drafts.shorten import fitting, units
from crm.core.notes.note import KINDS
from tests.drafts.sample import draft, situation

LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300)
NAME = st.text(st.sampled_from("aéß文🎈 -'.,"), min_size=1, max_size=400)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def toml(name: str, limit: int = 200) -> str:
    printable = "".join(char for char in name if char.isprintable())
    return f"[me]\nname = {quoted(printable)}\n[notes]\nlinkedin_characters = {limit}\n"


@settings(max_examples=60)
@given(NAME, NAME, st.lists(NAME, max_size=3), NAME, st.integers(40, 300))
def test_a_linkedin_note_fits_whatever_the_names_and_topics(
    theirs: str, mine: str, topics: list[str], takeaway: str, limit: int
) -> None:
    listed = ", ".join(quoted(topic) for topic in topics)
    log = f"- 2026-06-08 09:00 interview: x\n  - takeaway: {takeaway}\n"
    person = f"---\nname: {quoted('N' + theirs)}\ntopics: [{listed}]\n---\n## Log\n\n{log}"
    text = draft("linkedin", "sam-example", situation(person, toml=toml(mine, limit))).text.strip()
    assert units(text) <= limit
    assert text.startswith(("Hello", "Thank", "It was"))
    assert text


def test_first_the_topic_is_shortened_then_clauses_go() -> None:
    topic = "#the-financing-of-heating-networks-in-the-north"
    person = f"---\nname: Sam Example\n---\n## Log\n\n- 2026-06-08 call: {topic}\n"
    limits = (200, 130, 100, 92, 70, 50)
    texts = [draft("linkedin", "sam-example", situation(person, toml=toml("Robin Sample", at))).text for at in limits]
    assert "the financing of heating networks in the north on Monday" in texts[0]
    assert (
        "about the financing of heating networks on Monday" in texts[1] or "about the financing on Monday" in texts[1]
    )
    assert [len(text) for text in texts] == sorted((len(text) for text in texts), reverse=True)
    assert "touch" in texts[3]
    assert "Sam" in texts[5]


@pytest.mark.parametrize(
    ("topic", "characters", "words", "fits"),
    [
        ("grid storage", 60, 9, "grid storage"),
        ("the financing of heating networks", 20, 9, "the financing"),
        ("heating networks of the north", 60, 2, "heating networks"),
        ("one, two, three", 10, 9, "one, two"),
        ("incomprehensibilities", 10, 9, ""),
        ("", 10, 9, ""),
    ],
)
def test_as_much_of_a_topic_as_fits(topic: str, characters: int, words: int, fits: str) -> None:
    assert fitting(topic, characters, words) == fits


SECRET = "zqxj"


@settings(max_examples=25)
@given(LINE, st.sampled_from(KINDS))
def test_nothing_private_and_nothing_of_others_is_told(words: str, kind: str) -> None:
    private = f"  - private: {SECRET} {words}\n"
    person = (
        "---\nname: Sam Example\ncompany: Example Grid\ntopics: [grids]\n---\n## Log\n\n"
        f"- 2026-05-20 request: twenty minutes\n- 2026-06-08 09:00 interview: grids\n  - takeaway: ask early\n{private}"
    )
    other = person.replace("Sam", "Lea").replace("ask early", f"{SECRET} {words}").replace("grids", SECRET)
    introduced = (
        "---\nname: Max Example\nintroduced_by: sam-example\n---\n## Log\n\n"
        f"- 2026-06-07 call: we talked\n  - takeaway: count the poles\n{private}"
    )
    made = draft(kind, "sam-example", situation(person, {"lea": other, "max": introduced}))
    assert SECRET not in f"{made.text}{keys(made)}"
    assert "poles" not in made.text or kind == "report-back"


def test_a_hostile_log_makes_no_template_and_no_front_matter() -> None:
    hostile = "{{ 7*7 }} {% for x in y %} \u202e--- [[x]] <NAME>"
    person = (
        f"---\nname: {quoted('Sam: {{ 1+1 }} # Example')}\nemail: sam@example.org\ncompany: {quoted(hostile)}\n"
        f"topics: [{quoted(hostile)}]\n---\n## Log\n\n"
        f"- 2026-06-08 09:00 interview: {hostile}\n  - takeaway: {hostile}\n"
    )
    made = draft("thank-you", "sam-example", situation(person))
    assert "{{ 7*7 }} {% for x in y %}" in made.text
    assert "49" not in made.text
    assert "\u202e" not in made.text
    assert "\n---" not in made.text
