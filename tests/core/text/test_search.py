from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.text import search

FOUND = [
    ("grid", "Notes on Gridworks"),
    ("GRID", "ein Stromgrid"),
    ("cafe", "the Café"),
    ("CAFÉ", "the cafe"),
    ("zurich", "Zu\u0308rich"),
    ("strasse", "Große STRAẞE"),
    ("lukasz", "Łukasz"),
    ("don't", "don’t"),
    ('say "yes', "say “yes”"),
    ("2026-06", "2026–06"),
    ("overtime", "over\u00adtime"),
    ("東京", "私は東京大学で会った"),
    ("京", "東京"),
    ("大 学", "大 学"),
    ("ﬁle", "a file"),
    ("example.org", "ada@example.org"),
    ("ai", "on AI, and more"),
    ("ai", "AI活用"),
    ("c", "written in C."),
    ("c#", "in C#"),
    ("42", "room 42"),
    ("ии", "про ИИ."),
    ("weekly reviews", "weekly\n   reviews"),
    ("weekly reviews", "weekly\r\n\r\nreviews"),
    ("weekly\treviews", "weekly  reviews"),
    ('"weekly reviews"', "the weekly reviews"),
    ("🙂", "so 🙂"),
]


@pytest.mark.parametrize(("word", "text"), FOUND)
def test_it_is_found(word: str, text: str) -> None:
    assert search.hits(text, search.wanted([word]))


NOT_FOUND = [
    ("grid", "gr id"),
    ("ai", "she said"),
    ("c", "C3"),
    ("42", "420"),
    ("ии", "линии"),
    ("weekly reviews", "reviews weekly"),
    ("weekly reviews", "weekly\n- reviews"),
    ("が", "か"),
    ("पक", "पक्का".replace("क", "ख")),
]


@pytest.mark.parametrize(("word", "text"), NOT_FOUND)
def test_it_is_not_found(word: str, text: str) -> None:
    assert search.hits(text, search.wanted([word])) == []


def test_all_words_must_stand_in_the_text_and_lines_with_any_are_named() -> None:
    text = "\ufeffone grid\nnothing\ntwo\rcafé grids\r\n"
    assert search.hits(text, ("grid", "cafe")) == [(1, "one grid"), (4, "café grids")]
    assert search.hits(text, ("grid", "three")) == []


def test_a_phrase_over_the_end_of_a_line_stands_in_all_lines_that_it_touches() -> None:
    assert [number for number, _ in search.hits("a\nthe weekly\n\nre\n views\nz", ("weekly re views",))] == [2, 4, 5]


@pytest.mark.parametrize(
    ("line", "words", "marked"),
    [
        ("Große Straße", ["strasse"], ["Straße"]),
        ("Cafe\u0301 x", ["café"], ["Cafe"]),
        ("grids and grid", ["grid", "rids"], ["grids", "grid"]),
        ("AI, said AI", ["ai"], ["AI", "AI"]),
        ("a weekly   review", ["weekly review"], ["weekly   review"]),
        ("nothing", ["grid"], []),
    ],
)
def test_where_in_a_line_words_stand(line: str, words: list[str], marked: list[str]) -> None:
    assert [line[start:end] for start, end in search.spans(line, search.wanted(words))] == marked


def test_no_word_is_wanted_of_nothing() -> None:
    assert search.wanted(["", "  ", "\u00ad"]) == ()
    assert search.wanted(['"', '""', "Grid", "GRID"]) == ('"', '""', "grid")


texts = st.text(st.sampled_from('aBé ßı\n\r\t\u00ad\u0301東京が’"-3.C'), max_size=60)


@given(texts, st.data())
def test_whatever_stands_in_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    words = [word for word in search.wanted([f"{text[start:end]}"]) if not search.stands_alone(word)]
    if words and not text[start:end].strip().startswith('"'):
        assert search.hits(text, words)


@given(texts, st.lists(texts, min_size=1, max_size=2))
def test_a_text_is_found_in_just_the_lines_of_which_one_holds_a_word(text: str, asked: list[str]) -> None:
    words = search.wanted(asked)
    if not words:
        return
    found = search.hits(text, words)
    if found and not any(" " in word for word in words):
        assert all(search.spans(line, words) for _, line in found)
    joined = search.squeezed(text)
    assert bool(found) == all(search.hits(joined, [word]) for word in words)
