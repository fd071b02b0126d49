"""Books, notes and desks for the tests of the lint, from the texts of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crm.adapters.phrases import load
from crm.core import contact as contacts
from crm.core import document, note
from crm.core.contents import Contents
from crm.core.kinds import Kinds
from crm.core.lint import Desk, lint
from crm.core.model import Article, Contact, Note, Problem
from crm.core.phrases import Phrases
from crm.core.settings import Me, Settings
from crm.core.situation import Situation
from crm.core.slugs import slug_of

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


def contact_of(slug: str, text: str) -> Contact:
    found = contacts.read(document.read(text.encode()), f"contacts/{slug}.md", Kinds({}), UTC)
    assert found is not None
    assert found.problems == ()
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
    articles = [article_of(path) for path in sorted(CORPUS.glob("articles/*.md"))]
    good = [corpus_note(path) for folder in ("good", "held-out") for path in sorted(CORPUS.glob(f"{folder}/*.md"))]
    return contents_of(people, good, articles)


def article_of(path: Path) -> Article:
    keys = document.read(path.read_bytes()).keys
    read = keys["read"].text if "read" in keys else None
    return Article(
        path.stem,
        f"articles/{path.name}",
        title=keys["title"].text or "",
        url=keys["url"].text,
        read=datetime.fromisoformat(read).date() if read else None,
    )


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
