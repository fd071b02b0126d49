"""Articles and takeaways: which answers which, why, and that no other article changes it."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.articles import article, reading_list
from crm.core.documents import document
from crm.core.state.contents import Contents
from crm.core.model import Article, Contact
from crm.core.articles.reading_list import Match
from crm.core.articles.similarity import in_common, similarity
from tests.core.builders import at, book, person

LOG = """\
- 2026-02-03 10:00 interview: storage #grid-storage
  - takeaway: four-hour batteries are the question
  - private: wants to sell the batteries business
- 2026-05-04 10:00 coffee: careers
  - takeaway: Weekly reviews saved the migration
"""


def text(slug: str, body: str, *topics: str, title: str = "", read: str = "2026-01-02") -> Article:
    keys = f"title: {title or slug}\nurl: https://example.org/{slug}\ntopics: [{', '.join(topics)}]\nread: {read}\n"
    found = article.read(document.read(f"---\n{keys}---\n{body}\n".encode()), f"articles/{slug}.md")
    assert found is not None
    return found


BATTERIES = text("batteries", "The table compares two-hour and four-hour batteries.", "grid storage")
HYDROGEN = text("hydrogen", "Caverns, pipes and ships.", "grid storage")
REVIEWS = text("reviews", "How a weekly review rescued one large migration of ledgers.", "ledgers")
CHESS = text("chess", "Openings.", "chess")
UNREAD = text("unread", "four-hour batteries", "grid storage", read="")


def ann(log: str = LOG, **keys: str) -> Contact:
    return person(log, slug="ann", **keys)


def ranked(*articles: Article, contact: Contact | None = None) -> list[Match]:
    contents = book(contact or ann(), articles=articles)
    situation = at(contents, "2026-06-09")
    return reading_list.ranked(situation.history(contents.contacts["ann"]), situation)


def slugs(matches: Iterable[Match]) -> list[str]:
    return [match.article.slug for match in matches]


def test_topics_come_first_then_the_words_of_a_takeaway() -> None:
    assert slugs(ranked(HYDROGEN, BATTERIES, REVIEWS, CHESS, UNREAD)) == ["batteries", "hydrogen", "reviews"]


def test_the_best_of_all_is_the_best_of_those_on_a_topic() -> None:
    contents = book(ann(), articles=(HYDROGEN, BATTERIES, REVIEWS))
    situation = at(contents, "2026-06-09")
    best = reading_list.best(situation.history(contents.contacts["ann"]), situation)
    assert best is not None
    assert best.article.slug == "batteries"


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        (BATTERIES, 'on grid storage; takeaway of 2026-02-03: "four-hour batteries are the question"'),
        (HYDROGEN, 'on grid storage; takeaway of 2026-02-03: "four-hour batteries are the question"'),
        (REVIEWS, 'on no topic of theirs; takeaway of 2026-05-04: "Weekly reviews saved the migration"'),
        (CHESS, "on no topic of theirs"),
    ],
)
def test_the_reason_quotes_the_takeaway_that_it_answers(piece: Article, why: str) -> None:
    contents = book(ann(), articles=(BATTERIES, HYDROGEN, REVIEWS, CHESS))
    situation = at(contents, "2026-06-09")
    assert reading_list.match(piece, situation.history(contents.contacts["ann"]), situation).why == why


def test_a_topic_of_the_contact_alone_is_reason_enough() -> None:
    (match,) = ranked(CHESS, contact=ann("- 2026-06-01 interview", topics="[chess]"))
    assert match.why == "on chess"


def test_what_is_private_is_not_compared() -> None:
    told = text("sale", "How to sell a batteries business and what business brokers want.", "brokers")
    assert slugs(ranked(told)) == []


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_neither_the_order_of_files_nor_an_unrelated_article_moves_the_others(order: random.Random, more: int) -> None:
    articles = [BATTERIES, HYDROGEN, REVIEWS, CHESS]
    expected = ranked(*articles)
    unrelated = [text(f"other-{number}", "question weekly batteries " * number, "gardens") for number in range(more)]
    shuffled = [*articles, *unrelated]
    order.shuffle(shuffled)
    known = {one.slug for one in articles}
    assert [match for match in ranked(*shuffled) if match.article.slug in known] == expected


@pytest.mark.parametrize(
    ("takeaway", "title", "body", "common"),
    [
        ("four-hour batteries are the question", "", "Batteries of four hours", 3),
        ("Weekly reviews saved the migration", "Migrating", "a review a week", 3),
        ("it is what it is", "It is", "what it is", 0),
        ("", "", "", 0),
    ],
)
def test_words_in_common(takeaway: str, title: str, body: str, common: int) -> None:
    assert in_common(takeaway, title, body) == common
    assert (similarity(takeaway, title, body) > 0) == (common > 0)


def test_a_word_counts_more_in_the_title_and_less_in_a_long_text() -> None:
    said = "batteries"
    assert similarity(said, "Batteries", "x") > similarity(said, "x", "batteries")
    assert similarity(said, "x", "batteries") > similarity(said, "x", "batteries " + "other words " * 400)


# ----------------------------------------------------------------------------------------------------------- recipients


def recipients(piece: Article, *contacts: Contact) -> list[str]:
    contents: Contents = book(*contacts, articles=(piece,))
    return [one.contact.slug for one in reading_list.recipients(piece, at(contents, "2026-06-09"))]


def test_whom_an_article_is_for() -> None:
    fresh = person("- 2026-06-01 interview: #grid-storage", slug="fresh")
    topic = person("", slug="topic", topics="[grid storage]")
    other = person("- 2026-06-01 interview: #chess", slug="other")
    assert recipients(BATTERIES, topic, other, ann(), fresh) == ["fresh", "ann", "topic"]


@pytest.mark.parametrize("status", ["paused", "do-not-contact", "deceased"])
def test_nobody_who_is_not_to_be_written_to(status: str) -> None:
    assert recipients(BATTERIES, ann(status=status)) == []


def test_nobody_who_has_had_it_and_no_colleague_of_theirs_for_a_while() -> None:
    sent = "- 2026-03-01 article (email): [[note]] [[batteries]]\n"
    had = person(LOG + sent, slug="had", company="Example Grid")
    colleague = ann(company="example grid")
    elsewhere = person(LOG, slug="elsewhere", company="Sample Wind")
    assert recipients(BATTERIES, had, colleague, elsewhere) == ["elsewhere"]
    long_ago = person(LOG + sent.replace("2026-03-01", "2025-11-01"), slug="had", company="Example Grid")
    assert recipients(BATTERIES, long_ago, colleague) == ["ann"]


def test_an_unread_article_is_for_nobody() -> None:
    assert recipients(UNREAD, ann()) == []
