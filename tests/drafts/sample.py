"""The sample book of fifty differently filled contacts, and the drafts that are made from it.

``python -m tests.drafts.sample`` writes the approved texts anew; read what changed before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from crm.adapters import templates
from crm.core import config
from crm.core.articles import article
from crm.core.contacts import contact
from crm.core.documents import document
from crm.core.model import Article, Contact
from crm.core.notes.drafts.draft import Draft, compose, keys, order
from crm.core.state.contents import Contents
from crm.core.state.situation import Situation
from crm.core.times import dates

HERE = Path(__file__).parent
BOOK = HERE / "book"
APPROVED = HERE / "approved"
NOW = datetime(2026, 6, 9, 15, tzinfo=UTC)
"""A Tuesday, 17:00 in Berlin."""

ME = '[me]\nname = "Robin Sample"\n'

NOTES = (
    *(
        f"thank-you {slug}"
        for slug in (
            *("abe", "ada", "ben", "cleo", "dai", "eve", "finn", "lea", "pia", "quin", "sven"),
            *(
                "marisol",
                "helene",
                "beatrix",
                "gianni",
                "tia",
                "hal",
                "rolf",
                "ron",
                "maximiliana",
                "winnie",
                "layla",
                "suha",
            ),
        )
    ),
    *(f"card {slug}" for slug in ("ada", "beatrix", "cal", "maximiliana", "vic")),
    *(f"linkedin {slug}" for slug in ("ada", "beatrix", "ben", "kit", "kyra", "ria", "xena")),
    *(f"update {slug}" for slug in ("dot", "gail", "hana", "ulf", "ursula", "ute", "zoe")),
    *(f"article {slug}" for slug in ("igor", "uma")),
    *(f"report-back {slug}" for slug in ("ada", "gail")),
    *(f"nudge {slug}" for slug in ("jo", "kim", "nell")),
    *(f"request {slug}" for slug in ("jo", "nora", "kyra", "ria", "rob")),
    *(f"keep-in-touch {slug}" for slug in ("gail", "kit", "kyra", "nora", "ria", "yara")),
    *(f"congratulation {slug}" for slug in ("max", "oli", "tia")),
)
"""The drafts whose texts are approved, each a kind and the beginning of a slug."""


def read_contact(text: str, slug: str, toml: str = "") -> Contact:
    settings, problems = config.read(toml.encode())
    found = contact.read(
        document.read(text.encode()), f"contacts/{slug}.md", settings.kinds, dates.zone("Europe/Berlin")
    )
    assert problems == ()
    assert found is not None
    assert found.problems == ()
    return found


def read_article(path: Path) -> Article:
    found = article.read(document.read(path.read_bytes()), f"articles/{path.name}")
    assert found is not None
    return found


def contents(people: Mapping[str, str], toml: str, articles: Mapping[str, Article] | None = None) -> Contents:
    settings, _ = config.read(toml.encode())
    contacts = {slug: read_contact(text, slug, toml) for slug, text in people.items()}
    return Contents(contacts, settings, dates.zone("Europe/Berlin"), articles or {})


@cache
def book() -> Situation:
    people = {path.stem: path.read_text("utf-8") for path in sorted(BOOK.glob("contacts/*.md"))}
    articles = {path.stem: read_article(path) for path in sorted(BOOK.glob("articles/*.md"))}
    return Situation(contents(people, (BOOK / "crm.toml").read_text("utf-8"), articles), NOW)


def situation(
    person: str, others: Mapping[str, str] | None = None, *, toml: str = ME, now: datetime = NOW
) -> Situation:
    """A book of one contact, sam-example, and perhaps others (by the first part of their slugs)."""
    people = {"sam-example": person, **{f"{name}-example": text for name, text in (others or {}).items()}}
    return Situation(contents(people, toml), now)


def draft(kind: str, to: str, at: Situation, talk: str | None = None, article: str | None = None) -> Draft:
    return compose(order(kind, at.contents.contacts[to], at, talk, article), renderer(kind))


@cache
def drafted(kind: str) -> dict[str, Draft]:
    """The drafts of a kind to everybody in the book."""
    return {slug: draft(kind, slug, book()) for slug in book().contents.contacts}


def renderer(kind: str) -> Callable[[Mapping[str, object]], str]:
    source = templates.built_in(kind)
    return lambda values: templates.render(source, values)


def note(words: str) -> bytes:
    """The file of one of ``NOTES``."""
    kind, slug = words.split()
    return file(draft(kind, f"{slug}-example", book()))


def file(made: Draft) -> bytes:
    """The file of a draft."""
    return document.encode(document.create(keys(made), f"\n{made.text}"))


def approved(words: str) -> Path:
    return APPROVED / f"{words.replace(' ', '-')}.md"


if __name__ == "__main__":
    APPROVED.mkdir(exist_ok=True)
    for words in NOTES:
        approved(words).write_bytes(note(words))
