"""Books, notes and desks for the tests of the lint, from the texts of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crm.adapters.phrases import load
from crm.core.articles import article as article_file
from crm.core.contacts import contact as contacts
from crm.core.documents import document
from crm.core.notes import note
from crm.core.state.contents import Contents
from crm.core.kinds import Kinds
from crm.core.notes.lint import Desk, lint
from crm.core.model import Article, Contact, Note, Problem
from crm.core.text.phrases import Phrases
from crm.core.settings import Me, Settings
from crm.core.state.situation import Situation
from crm.core.documents.slugs import slug_of

CORPUS = Path(__file__).parent / "corpus"
ME = Me(
    name="Robin Sample",
    email="robin@example.org",
    phone="+1 555 010 0100",
    linkedin="https://www.linkedin.com/in/robin-sample",
)
NOW = datetime(2026, 6, 9, 18, tzinfo=UTC)


@cache
def phrases() -> Phrases:
    found, slips = load()
    assert slips == []
    return found


def contact_of(slug: str, text: str, *, checked: bool = True) -> Contact:
    found = contacts.read(document.read(text.encode()), f"contacts/{slug}.md", Kinds({}), UTC)
    assert found is not None
    assert not checked or found.problems == ()
    return found


def note_of(text: str, path: str = "notes/2026-06-09-jordan-example-thank-you.md") -> Note:
    found = note.read(document.read(text.encode()), path)
    assert found is not None
    return found


def contents_of(
    people: Iterable[Contact], notes: Iterable[Note] = (), articles: Iterable[Article] = (), me: Me = ME, **numbers: Any
) -> Contents:
    settings = Settings(me=me)
    return Contents(
        contacts={person.slug: person for person in people},
        settings=replace(settings, notes=replace(settings.notes, **numbers)),
        articles={article.slug: article for article in articles},
        notes=tuple(notes),
    )


def desk_of(contents: Contents, now: datetime = NOW) -> Desk:
    return Desk(Situation(contents, now), phrases())


# -------------------------------------------------------------------------------------------------------------- corpus


@cache
def corpus_contents() -> Contents:
    """The people and articles of the corpus, and all its good notes."""
    people = [contact_of(path.stem, path.read_text("utf-8")) for path in sorted(CORPUS.glob("contacts/*.md"))]
    articles = [article_of(path.stem, path.read_text("utf-8")) for path in sorted(CORPUS.glob("articles/*.md"))]
    good = [corpus_note(path) for folder in ("good", "held-out") for path in sorted(CORPUS.glob(f"{folder}/*.md"))]
    return contents_of(people, good, articles)


def article_of(slug: str, text: str) -> Article:
    found = article_file.read(document.read(text.encode()), f"articles/{slug}.md")
    assert found is not None
    assert found.problems == ()
    return found


def corpus_note(path: Path) -> Note:
    return note_of(path.read_text("utf-8"), f"notes/{path.name}")


def corpus_keys(path: Path) -> Mapping[str, Any]:
    """The keys of the corpus alone: ``from`` (who writes), ``now`` (when), ``expect`` (the findings)."""
    keys = document.read(path.read_bytes()).keys
    return {
        "from": keys["from"].text or "",
        "now": datetime.fromisoformat(keys["now"].text or "").replace(tzinfo=UTC),
        "expect": set(keys["expect"].items or ()) if "expect" in keys else set(),
    }


def corpus_lint(path: Path) -> list[Problem]:
    """What the lint says of one note of the corpus."""
    keys, contents, read = corpus_keys(path), corpus_contents(), corpus_note(path)
    slug = slug_of(keys["from"])
    me = Me(keys["from"], f"{slug}@example.org", "", f"https://www.linkedin.com/in/{slug}")
    notes = (*(other for other in contents.notes if other.path != read.path), read)
    if path.parent.name == "bad":
        notes = (*notes, *(corpus_note(other) for other in sorted(CORPUS.glob("bad/*.md")) if other != path))
    mine = replace(contents, settings=replace(contents.settings, me=me), notes=notes)
    return [*read.problems, *lint(read, desk_of(mine, keys["now"]))]


# ------------------------------------------------------------------------------------------------------------ one note

JORDAN = """\
---
name: Jordan Example
aliases: [Jo Example]
email: jordan@example.org
company: Example Grid
role: Head of Data
topics: [grid storage]
introduced_by: sam-introducer
---

## Log

- 2026-06-01 10:00 request (email): half an hour about data platforms
- 2026-06-09 09:30-10:00 interview (video): From support into data platforms
  - takeaway: Weekly cross-team reviews saved the migration
  - advice: Take the analytics certification before applying
  - private: is expecting twins in autumn
"""
PEOPLE: Mapping[str, str] = {
    "jordan-example": JORDAN,
    "sam-introducer": "---\nname: Sam Introducer\ncompany: Introduction House\n---\n",
    "priya-ramaswamy": "---\nname: Dr. Priya Ramaswamy\ncompany: Hypothetical Wind GmbH\n---\n",
    "ann-field": "---\nname: Ann Field\ncompany: Target\n---\n",
    "max-lincoln": "---\nname: Max Lincoln\ncompany: Self-employed\n---\n",
}
CLOSE = "Kind regards,\n\nRobin Sample\nrobin@example.org\nlinkedin.com/in/robin-sample\n"
GOOD = """\
Thank you for the half hour this morning. How weekly reviews across teams saved the migration stays with me, and our own
support desk could do with them: I have put the first one into the calendar.

I signed up for the analytics certification as you recommended, and the exam is in July. I will write after it."""


def letter(body: str = GOOD, greeting: str = "Dear Jordan,", close: str = CLOSE, **keys: str) -> str:
    """The text of a note's file: a good thank-you to Jordan, but for what is given."""
    told = {
        "kind": "thank-you",
        "to": "jordan-example",
        "subject": "Thank you – Robin Sample",
        **{key.replace("_", "-"): value for key, value in keys.items()},
    }
    front = "".join(f"{key}: {value}\n" for key, value in told.items() if value)
    return f"---\n{front}---\n\n{greeting}\n\n{body}\n\n{close}"


def problems(
    text: str,
    *,
    now: datetime = NOW,
    me: Me = ME,
    others: Mapping[str, str] | None = None,
    articles: Iterable[Article] = (),
    notes: Iterable[Note] = (),
    **numbers: Any,
) -> list[Problem]:
    """What the lint says of a note in a small book."""
    people = [contact_of(slug, other) for slug, other in {**PEOPLE, **(others or {})}.items()]
    note = note_of(text)
    return lint(note, desk_of(contents_of(people, (*notes, note), articles, me, **numbers), now))


def found(rule: str, text: str, **rest: Any) -> list[str]:
    """How grave the findings of one rule are."""
    return [problem.severity for problem in problems(text, **rest) if problem.rule == rule]
