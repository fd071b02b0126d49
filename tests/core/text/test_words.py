from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.text.words import plain, stem, text_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I've said it can't be Jordan's.", "i have said it can not be jordan"),
        ("Let’s see: won’t, it’s, O’Connor", "let us see will not it is oconnor"),
        ("Résumé, Müller, Łódź, Søren, Straße", "resume muller lodz soren strasse"),
        ("cross-team follow-up", "cross team follow up"),
        ("3.5 of 1,000 at 15:30", "3.5 of 1,000 at 15:30"),
        ("see https://example.org/a?b. Or a@b.org", "see or"),
        ("", ""),
    ],
)
def test_plain_words(text: str, expected: str) -> None:
    assert " ".join(plain(text)) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ["migration", "migrate", "migrated", "migrating"],
        ["review", "reviews", "reviewing", "reviewed", "reviewer"],
        ["certification", "certificate", "certified", "certify"],
        ["battery", "batteries"],
        ["week", "weekly", "weeks"],
        ["plan", "planning", "planned", "planner"],
        ["nurse", "nurses", "nursing"],
        ["teach", "teacher", "teaching", "teaches"],
        ["catalogue", "cataloguing", "catalogued"],
        ["class", "classes"],
        ["apply", "application", "applied"],
    ],
)
def test_forms_of_a_word_share_a_stem(forms: list[str]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("barn", "bar"), ("grid", "grind"), ("meter", "metal"), ("tram", "train"), ("lens", "lend")]
)
def test_different_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["one", "two", "three"]),
        ("Dr. Wu met Ms. B. Lee at 5 p.m. in St. Ives.", ["dr wu met ms b lee at 5 p m in st ives"]),
        ("One\nand two", ["one and two"]),
        ("One\n\nTwo", ["one", "two"]),
        ("- one\n- two", ["one", "two"]),
        ("So did I. And you.", ["so did i", "and you"]),
        ('She said "stop." He did.', ["she said stop", "he did"]),
        ("Version 2.5 of x.y is out...", ["version 2.5 of x y is out"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    read = text_of(text)
    spoken = [" ".join(word.plain for word in read.words[one.first : one.end]) for one in read.sentences]
    assert spoken == expected


def test_lines_paragraphs_questions_and_pauses() -> None:
    read = text_of("One two.\nThree, four?\n\n\nFive")
    assert [(one.line, one.paragraph, one.asks) for one in read.sentences] == [
        (1, 0, False),
        (2, 0, True),
        (5, 1, False),
    ]
    assert [word.raw for word in read.words] == ["One", "two", "Three", "four", "Five"]
    assert read.pauses == {3}
    assert text_of("I've two").count == 2


@settings(max_examples=200)
@given(st.text())
def test_any_text(text: str) -> None:
    read = text_of(text)
    assert [word.sentence for word in read.words] == sorted(word.sentence for word in read.words)
    assert sum(one.end - one.first for one in read.sentences) == len(read.words)
    assert read.line_up.count("|") == max(len(read.sentences) - 1, 0)
    for word in read.words:
        assert word.plain
        assert " " not in word.plain
        assert "|" not in word.plain
        stem(word.plain)
