from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crm.core.contacts import contact
from crm.core.documents import document
from crm.core.notes import talks
from crm.core.state.contents import Contents
from crm.core.kinds import Kinds
from crm.core.model import Note
from crm.core.state.situation import Situation

PEOPLE = {
    "jordan": """\
- 2026-06-01 10:00 request
- 2026-06-03 15:00 interview: first
- 2026-06-03 16:00 email
- 2026-06-05 09:00 coffee: second
- 2026-06-05 11:00 meeting: third
- 2026-06-06 09:00 thank-you (card)
""",
    "sam": "- 2026-05-01 09:00 call\n",
    "met-first": "- 2026-06-02 09:00 coffee\n- 2026-06-07 09:00 interview\n",
    "met-last": "- 2026-06-08 09:00 interview\n",
    "nobody": "",
}


def situation(log: dict[str, str] | None = None, now: str = "2026-06-09 12:00") -> Situation:
    people = {}
    for slug, entries in {**PEOPLE, **(log or {})}.items():
        introduced = "introduced_by: sam\n" if slug.startswith("met-") else ""
        text = f"---\nname: {slug}\n{introduced}---\n\n## Log\n\n{entries}"
        found = contact.read(document.read(text.encode()), f"contacts/{slug}.md", Kinds({}), UTC)
        assert found is not None
        people[slug] = found
    return Situation(Contents(people), datetime.fromisoformat(now).replace(tzinfo=UTC))


def about(kind: str, to: str = "jordan", text: str | None = None, log: dict[str, str] | None = None) -> str | None:
    """The stamp of the talk that a note is about, behind the slug where it is somebody else's."""
    talk = talks.talk_of(Note("notes/n.md", kind, to, about=text), situation(log))
    if talk is None:
        return None
    return talk.entry.stamp_text if talk.contact.slug == to else f"{talk.contact.slug} {talk.entry.stamp_text}"


@pytest.mark.parametrize(
    ("kind", "to", "text", "expected"),
    [
        ("thank-you", "jordan", "2026-06-03", "2026-06-03 15:00"),
        ("thank-you", "jordan", "2026-06-03 16:00", "2026-06-03 16:00"),
        ("thank-you", "jordan", "2026-06-05", "2026-06-05 09:00"),
        ("thank-you", "jordan", "2026-06-05 11:00", "2026-06-05 11:00"),
        ("nudge", "jordan", "2026-06-01", "2026-06-01 10:00"),
        ("report-back", "sam", "met-first 2026-06-02", "met-first 2026-06-02 09:00"),
        ("thank-you", "jordan", "2026-06-04", None),
        ("thank-you", "jordan", "2026-06-03 15:30", None),
        ("report-back", "sam", "met-never 2026-06-02", None),
        ("thank-you", "stranger", "2026-06-03", None),
    ],
)
def test_the_talk_that_is_named(kind: str, to: str, text: str, expected: str | None) -> None:
    assert about(kind, to, text) == expected


@pytest.mark.parametrize(
    ("kind", "to", "more", "expected"),
    [
        ("thank-you", "jordan", "", "2026-06-05 09:00"),
        ("thank-you", "jordan", "- 2026-06-04 09:00 thank-you\n", "2026-06-05 09:00"),
        ("thank-you", "jordan", "- 2026-06-06 10:00 thank-you\n", "2026-06-05 09:00"),
        ("card", "jordan", "", "2026-06-05 09:00"),
        ("card", "jordan", "- 2026-06-07 09:00 interview\n", "2026-06-07 09:00"),
        ("linkedin", "jordan", "", "2026-06-05 11:00"),
        ("update", "jordan", "- 2026-06-02 09:00 call\n  - advice: wait\n", "2026-06-02 09:00"),
        ("update", "jordan", "", "2026-06-05 11:00"),
        ("nudge", "jordan", "", None),  # the talks answered the request
        ("request", "jordan", "", "2026-06-05 11:00"),
        ("thank-you", "sam", "", "2026-05-01 09:00"),
        ("thank-you", "nobody", "", None),
        ("report-back", "sam", "", "met-last 2026-06-08 09:00"),
        ("report-back", "sam", "- 2026-06-04 09:00 report-back\n", "met-last 2026-06-08 09:00"),
        ("report-back", "jordan", "", None),
        ("thank-you", "jordan", "- 2026-06-20 09:00 interview\n", "2026-06-05 09:00"),
    ],
)
def test_the_latest_that_owes_it(kind: str, to: str, more: str, expected: str | None) -> None:
    assert about(kind, to, log={to: PEOPLE[to] + more}) == expected


def test_an_earlier_talk_that_is_still_owed() -> None:
    log = {"jordan": "- 2026-06-03 15:00 interview\n- 2026-06-05 09:00 coffee\n- 2026-06-04 09:00 cancelled\n"}
    assert about("thank-you", log=log) == "2026-06-05 09:00"
    log = {"met-first": "", "sam": "- 2026-06-08 10:00 report-back\n"}
    assert about("report-back", "sam", log=log) == "met-last 2026-06-08 09:00"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-06-04 09:00", "2026-06-04 09:00"),
        ("2026-06-04 09:00 +02:00", "2026-06-04 07:00"),
        ("2026-06-04", "2026-06-04 23:59"),
        (None, "2026-06-09 12:00"),
    ],
)
def test_when_a_note_was_sent(sent: str | None, expected: str) -> None:
    note = Note("notes/n.md", "thank-you", "jordan", status="sent", sent=sent)
    assert f"{talks.at_sending(note, situation()).now:%Y-%m-%d %H:%M}" == expected


def test_a_draft_is_sent_now() -> None:
    here = situation()
    assert talks.at_sending(Note("notes/n.md", "thank-you", "jordan", sent="2026-06-04"), here) is here


@pytest.mark.parametrize(
    ("note", "rule"),
    [
        (Note("notes/n.md", "thank-you", "stranger", lines={"to": 3}), "to"),
        (Note("notes/n.md", "thank-you", "jordan", about="2026-06-04", lines={"about": 3}), "about"),
        (Note("notes/n.md", "article", "jordan", article="lost", lines={"article": 3}), "article"),
    ],
)
def test_what_the_book_does_not_have(note: Note, rule: str) -> None:
    (problem,) = talks.unknown(note, situation())
    assert (problem.rule, problem.severity, problem.line) == (rule, "warning", 3)
