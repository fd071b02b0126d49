"""Which talk a note is about, and where its file goes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm.core.documents import document
from crm.core.model import Note
from crm.core.notes import note as notes
from crm.core.notes.drafts.draft import Draft, NoSuchArticle, new_path, order, place
from crm.core.notes.drafts.talks import NoSuchTalk
from crm.core.notes.talks import talk_of
from crm.core.state.situation import Situation
from tests.drafts.sample import NOW, book, draft, drafted, file, situation

TWO_TALKS = """---
name: Sam Example
---
## Log

- 2026-05-04 10:00-10:30 interview: the first
  - takeaway: ask early
- 2026-05-04 18:00 thank-you (email): sent
- 2026-06-02 request (email): twenty minutes
- 2026-06-08 09:00-09:30 interview: the second
  - takeaway: ask twice
- 2026-06-09 20:00-20:30 interview: yet to come
"""

INTRODUCED = """---
name: Lea Example
introduced_by: sam-example
---
## Log

- 2026-06-08 11:00-11:30 interview: met
  - takeaway: count the poles
"""


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("thank-you", "2026-06-08"),
        ("card", "2026-06-08"),
        ("linkedin", "2026-06-08"),
        ("keep-in-touch", "2026-06-08"),
        ("nudge", None),  # the request was answered by the second talk
        ("report-back", "lea-example 2026-06-08"),
        ("request", None),
    ],
)
def test_the_latest_that_still_owes_it(kind: str, day: str | None) -> None:
    assert draft(kind, "sam-example", situation(TWO_TALKS, {"lea": INTRODUCED})).about == day


@pytest.mark.parametrize(
    ("after", "about"),
    [
        ("", "2026-06-02"),
        ("- 2026-06-05 call: rang back\n", None),
        ("- 2026-06-05 reply (email): in July\n", None),
        ("- 2026-06-05 nudge (email): once more\n", None),
        ("- 2026-06-05 message: something else\n", "2026-06-02"),
        ("- 2026-06-05 call: rang back\n- 2026-06-06 request (email): another\n", "2026-06-06"),
    ],
)
def test_a_nudge_is_about_a_request_that_waits(after: str, about: str | None) -> None:
    asked = f"---\nname: Sam Example\n---\n## Log\n\n- 2026-06-02 request (email): twenty minutes\n{after}"
    made = draft("nudge", "sam-example", situation(asked))
    assert made.about == about
    assert (about is None) == ("[[what did you ask for?]]" in made.text)


def test_a_request_to_somebody_known_does_not_begin_as_to_a_stranger() -> None:
    known = draft("request", "sam-example", situation(TWO_TALKS)).text
    assert "My name is" not in known
    assert "on Monday" in known
    assert "ask twice" in known
    stranger = draft("request", "sam-example", situation("---\nname: Sam Example\n---\n")).text
    assert "My name is Robin Sample." in stranger


@pytest.mark.parametrize("kind", ["linkedin", "keep-in-touch", "request", "card", "thank-you", "article", "update"])
@pytest.mark.parametrize(
    "keys", ["topics: [grid storage]", "topics: [grids]\nmet: Energy meetup", "met: LinkedIn", "company: Example Grid"]
)
def test_no_talk_is_claimed_that_the_log_does_not_have(kind: str, keys: str) -> None:
    made = draft(kind, "sam-example", situation(f"---\nname: Sam Example\n{keys}\n---\n"))
    claims = (
        r"\b(?:we (?:last )?(?:spoke|talked)|talk(?:ed|ing)? (?:with|about)|our (?:talk|conversation)|stayed with me)\b"
    )
    said = re.sub(r"\[\[[^\]]*\]\]", "", f"{made.subject}\n{made.text}")
    assert re.findall(claims, said) == [] or kind in {"thank-you", "card"}, said


def test_where_nothing_is_owed_it_is_the_latest() -> None:
    thanked = TWO_TALKS + "- 2026-06-08 12:00 thank-you (email): sent\n"
    assert draft("thank-you", "sam-example", situation(thanked)).about == "2026-06-08"


def test_the_later_of_two_that_owe_thanks_comes_first() -> None:
    unthanked = TWO_TALKS.replace("thank-you (email)", "note")
    assert draft("thank-you", "sam-example", situation(unthanked)).about == "2026-06-08"


def test_a_talk_can_be_asked_for() -> None:
    made = draft("thank-you", "sam-example", situation(TWO_TALKS), talk="2026-05-04")
    assert (made.about, "ask early" in made.text) == ("2026-05-04", True)


def test_an_introduction_can_be_asked_for_by_its_date_alone() -> None:
    made = draft("report-back", "sam-example", situation(TWO_TALKS, {"lea": INTRODUCED}), talk="2026-06-08")
    assert made.about == "lea-example 2026-06-08"


@pytest.mark.parametrize("wanted", ["2026-01-01", "yesterday", "nobody 2026-06-08"])
def test_a_talk_that_is_not_there_is_refused(wanted: str) -> None:
    with pytest.raises(NoSuchTalk) as refused:
        draft("thank-you", "sam-example", situation(TWO_TALKS), talk=wanted)
    assert refused.value.hint


def test_an_article_that_is_not_there_is_refused() -> None:
    at = situation(TWO_TALKS)
    with pytest.raises(NoSuchArticle, match="there is no article grids"):
        order("article", at.contents.contacts["sam-example"], at, article="grids")


@pytest.mark.parametrize("kind", notes.KINDS)
def test_what_a_draft_says_and_cites_is_found_again(kind: str) -> None:
    at = book()
    for slug, made in drafted(kind).items():
        read = notes.read(document.read(file(made)), "notes/draft.md")
        assert read is not None
        assert read.problems == ()
        assert (read.kind, read.to, read.email, read.subject) == (made.kind, made.to, made.email, made.subject)
        assert (read.article, read.text.strip()) == (made.article, made.text.strip())
        if made.about:
            wanted, found = order(kind, at.contents.contacts[slug], at).talk, talk_of(read, at)
            assert (wanted and wanted.entry.line) == (found and found.entry.line)
            assert found is not None


# ---------------------------------------------------------------------------------------------------------------- place

TODAY = date(2026, 6, 9)
MADE = Draft("thank-you", "sam-example", None, "Thank You", "2026-06-08", None, "Dear Sam,\n")
PATH = "notes/2026-06-09-sam-example-thank-you.md"


def written(made: Draft, path: str, status: str = "draft") -> Note:
    return Note(path, made.kind, made.to, about=made.about, article=made.article, status=status)


def test_a_new_draft_has_the_day_of_drafting_in_its_name() -> None:
    assert place(MADE, TODAY, [], []).path == PATH


def test_the_same_talk_opens_the_same_draft_days_later() -> None:
    found = place(MADE, TODAY + timedelta(days=3), [written(MADE, PATH)], [PATH])
    assert (found.path, found.exists) == (PATH, True)


@pytest.mark.parametrize(
    "other",
    [
        replace(MADE, about="2026-05-04"),
        replace(MADE, article="grids"),
    ],
)
def test_another_talk_or_article_gets_another_file(other: Draft) -> None:
    found = place(MADE, TODAY, [written(other, PATH)], [PATH])
    assert (found.path, found.exists) == (PATH.replace(".md", "-2.md"), False)


def test_what_was_sent_is_never_opened_again() -> None:
    found = place(MADE, TODAY, [written(MADE, PATH, "sent")], [PATH])
    assert (found.path, found.exists) == (PATH.replace(".md", "-2.md"), False)


def test_a_note_that_cites_nothing_is_the_same_on_the_same_day_only() -> None:
    cites_nothing = replace(MADE, about=None)
    assert place(cites_nothing, TODAY, [written(cites_nothing, PATH)], [PATH]).exists
    assert not place(cites_nothing, TODAY + timedelta(days=1), [written(cites_nothing, PATH)], [PATH]).exists
    assert not place(cites_nothing, TODAY, [written(MADE, PATH)], [PATH]).exists
    assert not place(cites_nothing, TODAY, [written(cites_nothing, PATH, "sent")], [PATH]).exists


def test_no_file_is_written_over_whatever_the_case_of_its_name() -> None:
    taken = [PATH.upper(), PATH.replace(".md", "-2.md")]
    assert new_path(MADE, TODAY, taken) == PATH.replace(".md", "-3.md")


# ------------------------------------------------------------------------------------------------------------ wordings


def test_people_who_compare_notes_do_not_read_one_text() -> None:
    person = TWO_TALKS.replace("name: Sam Example\n", "name: Sam Example\ncompany: Example Grid\n")
    others = {name: person.replace("Sam", name.title()) for name in ("ann", "bob", "cid", "dee")}
    at = situation(person, others)
    texts: list[str] = []
    for slug in at.contents.contacts:
        made = draft("thank-you", slug, at)
        texts.append(made.text)
        sent = Note(f"notes/{slug}.md", made.kind, made.to, text=made.text)
        at = Situation(replace(at.contents, notes=(*at.contents.notes, sent)), NOW)
    sentences = [set(text.split("\n\n")[1:-2]) for text in texts]
    for number, one in enumerate(sentences):
        assert all(len(one & other) <= 2 for other in sentences[:number])


@pytest.mark.parametrize("kind", ["update", "request", "keep-in-touch", "congratulation"])
def test_paragraphs_stand_apart(kind: str) -> None:
    for made in drafted(kind).values():
        *paragraphs, _signature = made.text.strip().split("\n\n")
        assert not any("\n" in paragraph for paragraph in paragraphs)
