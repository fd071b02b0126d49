from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.notes.drafts import clauses, phrases


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("Weekly cross-team reviews saved the migration", "weekly cross-team reviews saved the migration"),
        ("hire for curiosity", "hire for curiosity"),
        ("SQL first", "SQL first"),
        ("iPhones everywhere", "iPhones everywhere"),
        ("I should pitch in June.", "I should pitch in June"),
        ("Berlin runs on spreadsheets", "Berlin runs on spreadsheets"),
        ("Enforcement is the hard half", "enforcement is the hard half"),
        ("Practicing slow is practicing twice", "practicing slow is practicing twice"),
        ("Donors give to people", "donors give to people"),
        ("A small pilot convinced the board.", "a small pilot convinced the board"),
        ("Write the runbook first;", "write the runbook first"),
        ("And so on...", "and so on..."),
        ("Why not?", "why not?"),
        ("it matters #career-change #grid", "it matters"),
        ("the #grid-storage table", "the grid storage table"),
        ("**Ask** [[sam-example|Sam]] twice", "ask Sam twice"),
        ("  two\n lines ", "two lines"),
        ("left\u202eto\x00right", "left to right"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_a_phrase_inside_a_sentence(written: str, inside: str) -> None:
    assert phrases.within(written) == inside


@pytest.mark.parametrize(
    ("items", "end"),
    [
        ([], ""),
        (["SQL first"], ": SQL first."),
        (["is it true?"], ": is it true?"),
        (['"nobody reads it"'], ': "nobody reads it".'),
        (["rule one: ask"], " – rule one: ask."),
        (["see https://example.org"], ": see https://example.org."),
        (["one", "two"], ": one, and two."),
        (["one, at least", "two"], ": one, at least; and two."),
        (["one", "two", "three"], ": one; two; and three."),
        (["one", "two", "three", "four"], ": one; two; three; and four."),
        (["ask. Then ask again", "listen"], ". One: ask. Then ask again. The other: listen."),
        (["hire for curiosity", "Dashboards lie"], ". One: hire for curiosity. The other: Dashboards lie."),
        (["a!", "b", "c"], ". One: a! Another: b. And one more: c."),
    ],
)
def test_points_end_the_sentence_that_announced_them(items: list[str], end: str) -> None:
    assert phrases.points(items) == end


@pytest.mark.parametrize(
    ("advice", "will", "told"),
    [
        ("Take the analytics certification", "take the analytics certification", "to take the analytics certification"),
        ("You should read the outage reports.", "read the outage reports", "to read the outage reports"),
        ("Don't apply cold", "not apply cold", "not to apply cold"),
        ("Never apply through the portal", "never apply through the portal", "never to apply through the portal"),
        ("Practice on real data", "practice on real data", "to practice on real data"),
        ("Practice makes perfect", "", ""),
        ("Talk is cheap", "", ""),
        ("Take your time", "take my time", "to take my time"),
        ("You should call before you mail", "call before I mail", "to call before I mail"),
        ("You might want to start with the roof", "start with the roof", "to start with the roof"),
        ('"Record yourself every day"', "record myself every day", "to record myself every day"),
        ("Go where the chef still cooks!", "go where the chef still cooks", "to go where the chef still cooks"),
        ("Always bring your own tools", "always bring my own tools", "always to bring my own tools"),
        ("Talk to two of our juniors", "talk to two of your juniors", "to talk to two of your juniors"),
        ("Ask your boss what she would do", "", ""),
        ("Maybe try the evening class", "try the evening class", "to try the evening class"),
        ("Find a teacher who scares you a little", "find a teacher who scares me a little", None),
        ("Interview ten customers first", "interview ten customers first", None),
        ("the evening course", "", ""),
        ("Read it. Then read it again", "", ""),
        ("Follow her", "", ""),
        ("", "", ""),
    ],
)
def test_advice_as_what_i_will_do(advice: str, will: str, told: str | None) -> None:
    assert clauses.to_do(advice) == will
    assert told is None or clauses.told(advice) == told


@pytest.mark.parametrize(
    ("offer", "behind"),
    [
        ("Will introduce me to the hiring lead", "to introduce me to the hiring lead"),
        ("introduce me to Lea", "to introduce me to Lea"),
        ("to read my draft", "to read my draft"),
        ("he will send the rota", "to send me the rota"),
        ("Will send the draft to her editor", "to send the draft to your editor"),
        ("Will introduce me to her charge nurse", "to introduce me to your charge nurse"),
        ("I may sit in on her lab day", "that I may sit in on your lab day"),
        ("invite me to our open day", "to invite me to your open day"),
        ("a look at the model register", "of a look at the model register"),
        ("will send me her slides", "to send me your slides"),
        ("he will ask her", ""),
        ("we could meet again", ""),
        ("more soon", ""),
    ],
)
def test_an_offer_as_thanks_name_it(offer: str, behind: str) -> None:
    assert clauses.offered(offer) == behind


@pytest.mark.parametrize(
    ("result", "clause"),
    [
        ("Passed the exam in May", "I passed the exam in May"),
        ("took the course", "I took the course"),
        ("Got in", "I got in"),
        ("I called twice", "I called twice"),
        ("two interviews", ""),
        ("Advanced analytics paid off", ""),
        ("Estimated savings are a fifth", ""),
    ],
)
def test_a_result_as_what_i_did(result: str, clause: str) -> None:
    assert clauses.done(result) == clause


@pytest.mark.parametrize(
    ("task", "to_them", "to_others"),
    [
        ("Send the survey deck", "send you the survey deck", "send Jo the survey deck"),
        ("send Jo the deck", "send you the deck", "send Jo the deck"),
        ("Send Jo Example's deck back", "send your deck back", "send Jo’s deck back"),
        ("send him the deck", "send you the deck", "send Jo the deck"),
        ("send the deck to Jo", "send the deck to you", "send the deck to Jo"),
        ("Look up the exam dates", "look up the exam dates", "look up the exam dates"),
        ("Find out whether she is hiring", "", ""),
        ("deck", "", ""),
    ],
)
def test_a_promise_is_said_to_whom_it_was_made(task: str, to_them: str, to_others: str) -> None:
    names = ["Jo Example", "Jo"]
    assert clauses.promised(task, names, "you") == to_them
    assert clauses.promised(task, names, "Jo") == to_others


@pytest.mark.parametrize(
    ("written", "to_them", "to_others"),
    [
        ("Hires people who ask", "you hire people who ask", "Lea hires people who ask"),
        ("Was a teacher first", "you were a teacher first", "Lea was a teacher first"),
        ("Has no degree", "you have no degree", "Lea has no degree"),
        ("Built the team from two", "you built the team from two", "Lea built the team from two"),
        ("Moved into data in two years", "you moved into data in two years", "Lea moved into data in two years"),
        ("learned that SQL pays", "learned that SQL pays", "learned that SQL pays"),
        ("Advanced analytics pays", "Advanced analytics pays", "Advanced analytics pays"),
        ("Reads are cheap", "Reads are cheap", "Reads are cheap"),
        ("hire for curiosity", "hire for curiosity", "hire for curiosity"),
    ],
)
def test_a_takeaway_that_leaves_out_who_gets_them_back(written: str, to_them: str, to_others: str) -> None:
    assert clauses.of_theirs(written, "you") == to_them
    assert clauses.of_theirs(written, "Lea") == to_others


@pytest.mark.parametrize("text", ["She moved early", "ask his team", "They meet weekly", "Their team is small"])
def test_what_speaks_of_them_cannot_be_said_to_them(text: str) -> None:
    assert phrases.about_them(text)


@pytest.mark.parametrize("text", ["engineers learn when they are asked", "the theory", "Sheila is right", "here"])
def test_what_does_not_speak_of_them_can(text: str) -> None:
    assert not phrases.about_them(text)


@given(st.text())
def test_a_cleaned_text_is_one_line_that_is_seen_and_stays_so(text: str) -> None:
    once = phrases.clean(text)
    assert {unicodedata.category(char) for char in once if char not in "\u200c\u200d"}.isdisjoint(
        {"Cc", "Cf", "Zl", "Zp"}
    )
    assert not any(mark in once for mark in ("[[", "]]", "  "))
