from __future__ import annotations

from itertools import permutations

import pytest

from crm.core.articles import reading_list
from crm.core.state.contents import Contents
from crm.core.model import Article, Contact
from tests.core.builders import at, book, person, piece

ANN = "- 2026-06-09 interview: x\n- 2026-06-10 thank-you\n"


def ranked(contents: Contents, slug: str = "ann", now: str = "2026-07-01") -> list[str]:
    situation = at(contents, now)
    return [one.article.slug for one in reading_list.ranked(situation.history(contents.contacts[slug]), situation)]


def ann(log: str = "", **keys: str) -> Contact:
    return person(ANN + log, slug="ann", **{"topics": "[grids]", **keys})


FITTING = [
    # its topics, read on, whether it fits somebody with the topic "grid storage" on 2026-07-01
    (["grid storage"], "2026-01-01", True),
    (["Grid-Storage", "chess"], "2026-01-01", True),
    (["grid_storage"], "2026-07-01", True),
    (["grid"], "2026-01-01", False),
    ([], "2026-01-01", False),
    (["grid storage"], "", False),
    (["grid storage"], "2026-07-02", False),
]


@pytest.mark.parametrize(("topics", "read", "fits"), FITTING)
def test_what_fits_shares_a_topic_and_has_been_read(topics: list[str], read: str, fits: bool) -> None:
    contents = book(ann(topics="[grid storage]"), articles=(piece("a", *topics, read=read),))
    assert ranked(contents) == (["a"] if fits else [])


SENT = [
    # log of the contact, articles left of "a" and "b"
    ("- 2026-06-20 article: [[a]]", ["b"]),
    ("- 2026-06-20 article: on tariffs: [[a|The article]] and [[2026-06-20-ann-article]]", ["b"]),
    ("- 2026-06-20 article: [[articles/a.md]] [[b#part]]", []),
    ("- 2020-06-20 article: [[a]]", ["b"]),
    ("- 2026-06-20 email: [[a]]", ["a", "b"]),
    ("- 2026-06-20 article: a", ["a", "b"]),
    ("- 2026-07-20 article: [[a]]", ["a", "b"]),
    ("- 2026-06-20 article: [[a]]\n- 2026-06-20 bounce", ["a", "b"]),
]


@pytest.mark.parametrize(("log", "left"), SENT)
def test_never_one_that_went_to_them(log: str, left: list[str]) -> None:
    assert ranked(book(ann(log), articles=(piece("a", "grids"), piece("b", "grids")))) == left


@pytest.mark.parametrize(
    ("company", "log", "left"),
    [
        ("Example Grid", "- 2026-06-20 article: [[a]]", ["b"]),
        ("example-grid", "- 2026-06-20 article: [[a]]", ["b"]),
        ("Another", "- 2026-06-20 article: [[a]]", ["a", "b"]),
        ("", "- 2026-06-20 article: [[a]]", ["a", "b"]),
        ("Example Grid", "- 2026-01-03 article: [[a]]", ["b"]),
        ("Example Grid", "- 2026-01-01 article: [[a]]", ["a", "b"]),
    ],
)
def test_never_one_that_went_into_the_company_within_180_days(company: str, log: str, left: list[str]) -> None:
    colleague = person(log, slug="bob", company=company)
    contents = book(ann(company="Example Grid"), colleague, articles=(piece("a", "grids"), piece("b", "grids")))
    assert ranked(contents) == left


def test_without_a_company_nobody_is_a_colleague() -> None:
    colleague = person("- 2026-06-20 article: [[a]]", slug="bob")
    assert ranked(book(ann(), colleague, articles=(piece("a", "grids"),))) == ["a"]


def test_a_rare_topic_counts_more() -> None:
    articles = (piece("a", "grids"), piece("b", "tariffs"), piece("c", "grids"))
    assert ranked(book(ann(topics="[grids, tariffs]"), articles=articles)) == ["b", "a", "c"]


def test_more_topics_count_more() -> None:
    articles = (piece("a", "grids"), piece("b", "grids", "tariffs"), piece("c", "tariffs"))
    assert ranked(book(ann(topics="[grids, tariffs]"), articles=articles)) == ["b", "a", "c"]


def test_a_topic_written_twice_counts_once() -> None:
    articles = (piece("a", "tariffs", "grids"), piece("b", "grids", "Grids"))
    assert ranked(book(ann(topics="[grids, tariffs]"), articles=articles)) == ["a", "b"]


def test_what_we_talked_of_lately_counts_more() -> None:
    log = "- 2026-06-30 call: #tariffs\n- 2025-06-30 call: #chess\n"
    articles = (piece("a", "chess"), piece("b", "tariffs"))
    assert ranked(book(ann(log, topics="[]"), articles=articles)) == ["b", "a"]
    assert ranked(book(ann(log, topics="[]"), articles=articles), now="2026-06-29") == ["a"]


def test_neither_order_nor_what_shares_nothing_changes_the_choice() -> None:
    articles: list[Article] = [piece("b", "grids"), piece("a", "grids"), piece("c", "tariffs"), piece("d", "chess")]
    one = ann(topics="[tariffs, grids]")
    found = {tuple(ranked(book(one, articles=order))) for order in permutations(articles)}
    assert found == {("c", "a", "b")}
    assert ranked(book(one, articles=(*articles, *(piece(f"x{n}", "chess") for n in range(9))))) == ["c", "a", "b"]


def test_an_empty_reading_list() -> None:
    assert ranked(book(ann())) == []
