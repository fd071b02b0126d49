from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.adapters.phrases import load
from crm.core.text.phrases import BadPhrase, phrase, read
from crm.core.text.words import text_of


def spots(listed: str, text: str) -> list[str]:
    phrases, slips = read({"own": [listed]})
    assert slips == []
    return [hit.shown for hit in phrases["own"].find(text_of(text))]


@pytest.mark.parametrize(
    ("listed", "text", "expected"),
    [
        ("i learned a lot", "And I learned a lot there.", ["I learned a lot"]),
        ("i have/had to", "I've to go, I had to, I'd to.", ["I've to", "I had to"]),
        ("look* forward", "I look forward. Looking forward!", ["look forward", "Looking forward"]),
        ("thank you … time", "Thank you so much for your time", ["Thank you so much for your time"]),
        ("thank you ... time", "Thank you, for all of the very long time", []),
        ("follow up", "My follow-up", ["follow up"]),
        ("so it is", "I said so. It is late.", []),
        ("résumé", "my Resume", ["Resume"]),
        ("a.b", "aab", []),
        ("u", "u and you", ["u"]),
    ],
)
def test_where_a_phrase_stands(listed: str, text: str, expected: list[str]) -> None:
    assert spots(listed, text) == expected


def test_a_hit_knows_its_line_and_words() -> None:
    phrases, _ = read({"own": ["four five"]})
    (hit,) = phrases["own"].find(text_of("One. Two's three.\n\nI've four\nfive"))
    assert (hit.line, hit.first, hit.end) == (3, 5, 7)


def test_the_users_own_part() -> None:
    phrases, _ = read({"own": ["# a list\none\ntwo\n", "- one\n\n  three   four  # a comment\n"]})
    assert [one.listed for one in phrases["own"].phrases] == ["two", "three four"]


def test_whole_starts_and_holds() -> None:
    phrases, _ = read({"own": ["all the best\nall"]})
    assert phrases["own"].starts(text_of("All the best to you")) == 3
    assert phrases["own"].starts(text_of("To all the best")) == 0
    assert phrases["own"].find(text_of("all the best!"), whole=True)
    assert not phrases["own"].find(text_of("all the best then"), whole=True)
    assert phrases["own"].holds(text_of("to all"))
    assert not phrases["own"].holds(text_of("tall"))


@pytest.mark.parametrize("listed", ["…", "… a", "a …", "/", "*", "!!", "a " * 30])
def test_what_is_no_phrase(listed: str) -> None:
    with pytest.raises(BadPhrase):
        phrase(listed)


def test_a_bad_line_is_told_and_the_others_serve() -> None:
    phrases, slips = read({"own": ["one\n…\ntwo"]})
    assert [(slip.name, slip.line) for slip in slips] == [("own", 2)]
    assert len(phrases["own"].phrases) == 2


def test_the_built_in_lists_are_all_of_use() -> None:
    phrases, slips = load()
    assert slips == []
    assert not [name for name, one in phrases.lists.items() if not one.phrases]
    assert not [name for name, lines in phrases.lines.items() if not lines]


def test_a_list_that_nobody_knows_is_told() -> None:
    _, slips = load({"generics": "anything", "generic": "anything"})
    assert [(slip.name, slip.line) for slip in slips] == [("generics", 1)]


@settings(max_examples=200)
@given(st.text(alphabet="ab …/*.-'|([\\\n", max_size=40), st.text(alphabet="ab .|\n'", max_size=60))
def test_any_list_on_any_text(listed: str, text: str) -> None:
    phrases, _ = read({"own": [listed]})
    words = text_of(text)
    for hit in phrases["own"].find(words):
        assert 0 <= hit.first < hit.end <= len(words.words)
