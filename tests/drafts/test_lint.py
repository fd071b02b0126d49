"""A draft whose placeholders are filled passes the lint."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from crm.adapters.phrases import load
from crm.core.documents import document
from crm.core.model import Note, Problem
from crm.core.notes import note as notes
from crm.core.notes.drafts.draft import Draft
from crm.core.notes.drafts.turns import turns
from crm.core.notes.lint import Desk, lint
from crm.core.notes.note import KINDS
from crm.core.state.situation import Situation
from tests.drafts.sample import book, draft, file, situation

# What a user might write in each place; %s is different in each note, as it would be.
FILLED = {
    "what did they say": "%s",
    "will you do": "I will call the training centre about %s on Monday",
    "when did we talk": "on 4 May about %s",
    "whom, and when": "Lea Example on 8 June",
    "whom?": "Lea",
    "when?": "on 2 June",
    "your name": "Robin Sample",
    "which topic": "%s",
    "own words": "your team reviews how %s within two days",
    "did they advise": "to look into how %s",
    "what was it": "to look into how %s",
    "did you do": "I looked into how %s.",
    "came of it": "They offered me a place in the September course on how %s.",
    "title": "How %s",
    "link": "https://example.org/%s",
    "else did you talk": "And we spoke of how %s, which I had never heard before.",
    "one more word on it": "I told it at home the same evening.",
    "else is new": "Since then I have read all there is on how %s, and I have begun a small collection of my own.",
    "in it is for them": "The second of them answers what you asked me about how %s.",
    "more line of your own": "May there be cake.",
    "like to learn": "I would like to hear how %s.",
    "one line": "It shows in four tables how %s.",
    "why does": "You once told me how %s.",
    "what happens next": "I will visit her control room to see how %s.",
    "one thing that you learned": "%s",
    "who are you": "I work in support.",
    "why this person": "You know better than most how %s.",
    "what exactly": "how %s",
    "think of them": "I read in the grid news that %s.",
    "how do we know": "we both heard how %s.",
    "did you ask for": "ten minutes on how %s",
    "how do you know": "We met at the grid fair and talked about how %s.",
    "the news": "your talk on how %s",
    "personal line": "I remember well how you told me that %s.",
    "this answers": "you told me how %s",
}
SUBJECTS = (
    *("harbour cranes rust", "tram depots flood", "beet sugar ferments", "kites need wind", "old maps mislead"),
    *("violins crack in winter", "sheep find gaps", "lighthouses went dark", "ferries leave early", "tunnels drip"),
    *("orchards want frost", "pianos drift flat", "glaciers groan", "looms jam on linen", "ovens cool slowly"),
    *("beacons blink twice", "quarries echo", "herons stand still", "foxes cross at dusk", "windmills need grease"),
    *("salt eats hinges", "bees dislike perfume", "clocks gain uphill", "mules refuse bridges", "cellars sweat"),
    *(
        "swifts sleep in flight",
        "cellos need humidity",
        "lichen eats granite",
        "ponds turn over",
        "kilns crack cold pots",
    ),
    *(
        "moths prefer wool",
        "trams squeal in curves",
        "yeast stops at noon",
        "slate splits clean",
        "sails rot in shadow",
    ),
    *(
        "owls misjudge glass",
        "peat burns underground",
        "ink fades in sunlight",
        "rope shrinks when wet",
        "mortar hates haste",
    ),
    *(
        "ravens count to six",
        "dough remembers draughts",
        "zinc weeps in fog",
        "elms fall without warning",
        "maize shades beans",
    ),
    *("gulls steal chips", "trout hide in shade", "barns lean east", "anchors drag in mud", "cedars smell of pencils"),
)


def filled(made: Draft, number: int) -> Note:
    def place(match: re.Match[str]) -> str:
        said = next(text for words, text in FILLED.items() if words in match[0])
        return said.replace("%s", SUBJECTS[number].replace(" ", "-" if said.startswith("http") else " "))

    text = re.sub(r"\[\[[^\]]*\]\]", place, file(made).decode())
    read = notes.read(document.read(text.encode()), f"notes/2026-06-09-{made.to}-{made.kind}.md")
    assert read is not None
    assert read.problems == ()
    return read


@cache
def findings(kind: str) -> list[Problem]:
    """What the lint says of a note of that kind to each contact, drafted and filled one after the other."""
    at = book()
    for number, slug in enumerate(at.contents.contacts):
        if kind == "nudge" and not at.history(at.contents.contacts[slug]).of({"request"}):
            continue
        note = filled(draft(kind, slug, at), number)
        at = Situation(replace(at.contents, notes=(*at.contents.notes, note)), at.now)
    phrases, _ = load()
    desk = Desk(at, phrases)
    return [problem for note in at.contents.notes for problem in lint(note, desk)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_draft_that_is_filled_has_an_error(kind: str) -> None:
    errors = [problem for problem in findings(kind) if problem.severity == "error"]
    # A LinkedIn note is where we spoke, one topic and a wish: where the log has one word more, so has the note.
    assert [problem for problem in errors if (kind, problem.rule) != ("linkedin", "L08")] == []


THIN = """---
name: Sam Example
company: Example Grid
introduced_by: lea-example
---
## Log

- 2026-03-04 09:00-09:30 interview: poles
  - takeaway: ask early
  - advice: read the code
%s"""
THANKED = "- 2026-03-04 12:00 thank-you: x\n- 2026-05-09 note: y\n  - result: passed it\n"
LEA = "---\nname: Lea Example\n---\n## Log\n\n- 2026-03-01 09:00-09:30 coffee: hello\n  - takeaway: hire late\n"
MY = """[me]
name = "Robin Sample"
email = "robin@example.org"
linkedin = "https://www.linkedin.com/in/robin-sample"
"""


@pytest.mark.parametrize("attempt", range(40))
@pytest.mark.parametrize(
    ("kind", "slug", "log"),
    [
        ("thank-you", "sam-example", ""),
        ("card", "sam-example", ""),
        ("update", "sam-example", THANKED),
        ("keep-in-touch", "sam-example", THANKED),
        ("report-back", "lea-example", THANKED),
    ],
)
def test_a_draft_that_is_short_of_words_asks_for_them(
    monkeypatch: pytest.MonkeyPatch, kind: str, slug: str, log: str, attempt: int
) -> None:
    monkeypatch.setattr("crm.core.notes.drafts.turns.turns", lambda whom, _: turns(whom, attempt))
    at = situation(THIN % log, {"lea": LEA}, toml=MY)
    made = draft(kind, slug, at)
    read = notes.read(document.read(file(made)), f"notes/2026-06-09-{made.to}-{made.kind}.md")
    assert read is not None
    desk = Desk(Situation(replace(at.contents, notes=(read,)), at.now), load()[0])
    said = lint(read, desk)
    assert {one.rule for one in said} <= {"L04"}, [made.text, said]
    assert len(made.placeholders) <= 1
    assert len(said) == len(made.placeholders)


COLLEAGUE = """---
name: Pat%s Example
company: Example Grid
role: head of %s
---
## Log

- 2026-06-02 request: twenty minutes on %s
- 2026-06-08 09:00-09:30 interview: how %s
  - takeaway: %s
  - advice: read up on %s
  - result: found out why %s
"""


def told(number: int, step: int) -> str:
    """A subject, so that no two people have the same two in a row."""
    return SUBJECTS[(7 * number + step * step) % len(SUBJECTS)]


@pytest.mark.parametrize(
    ("kind", "count"),
    [("thank-you", 30), ("card", 12), ("update", 12), ("keep-in-touch", 9), ("request", 20), ("report-back", 30)],
)
def test_so_many_of_a_kind_are_not_like_an_earlier_one(kind: str, count: int) -> None:
    """All in one company, which is where a copied text is an error, with one goal of mine, and gaps filled freely."""
    people, alike = {}, []
    for number in range(count):
        people[f"p{number:02}"] = COLLEAGUE % (number, *(told(number, step) for step in range(6)))
    at = situation("---\nname: Sam\n---\n", people, toml=MY + 'goal = "move into data platforms"\n')
    phrases, _ = load()
    for number, name in enumerate(people):
        made = draft(kind, f"{name}-example", at)
        mine = " ".join(told(number, step) for step in range(6, 9))
        text = re.sub(r"\[\[[^\]]*\]\]", mine, made.text)
        note = Note(f"notes/{name}.md", made.kind, made.to, about=made.about, text=text)
        at = Situation(replace(at.contents, notes=(*at.contents.notes, note)), at.now)
        alike += [problem for problem in lint(note, Desk(at, phrases)) if problem.rule == "L21"]
    assert alike == []


def test_thanks_are_hardly_ever_like_those_to_others() -> None:
    assert sum(problem.rule == "L21" for problem in findings("thank-you")) <= len(SUBJECTS) / 3
