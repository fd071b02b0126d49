"""A new note: the values, the template's text, the file and where it goes.

The template is rendered by whoever calls: the core knows no template language. ``Render`` takes the values and gives
the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from crm.core.notes.drafts.facts import facts
from crm.core.notes.drafts.order import Facts, Order
from crm.core.notes.drafts.repeating import repeated
from crm.core.notes.drafts.shorten import attempts, is_short, units
from crm.core.notes.drafts.subject import WITHOUT, subject
from crm.core.notes.drafts.talks import about, asked_for
from crm.core.notes.drafts.turns import freshest
from crm.core.kinds import MEETINGS
from crm.core.model import Contact, Note
from crm.core.articles.reading_list import Match, match, ranked
from crm.core.state.situation import Situation
from crm.core.text.words import Word, text_of
from crm.core.notes.runs import runs, share
from crm.core.notes.talks import Talk, latest

FOLDER = "notes"

Render = Callable[[Facts], str]

_PLACEHOLDER = re.compile(r"\[\[[^\[\]]+\]\]")
_LONE_BLANK = re.compile(r"^ (?=\S)")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as it is drafted: what its front matter says, and its text. ``subject`` is ``None`` for no mail.

    ``repeats`` is a sentence on what was sent already, where a second note of this kind makes no sense.
    """

    kind: str
    to: str
    email: str | None
    subject: str | None
    about: str | None
    article: str | None
    text: str
    repeats: str = ""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What is still to be said, as it stands in subject and text."""
        return tuple(_PLACEHOLDER.findall(f"{self.subject or ''}\n{self.text}"))


@dataclass(frozen=True, slots=True)
class Place:
    """The path of a note's file, and whether its draft stands there already."""

    path: str
    exists: bool


class NoSuchArticle(ValueError):
    """An article was asked for that the book does not have; ``slug`` is its name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"there is no article {slug}")
        self.slug = slug


def order(kind: str, to: Contact, situation: Situation, talk: str | None = None, article: str | None = None) -> Order:
    """What a note of a kind to a contact is made from, chosen where it is not asked for.

    ``talk`` is the date (and time) of an interaction, ``article`` a slug. Raises NoSuchTalk and NoSuchArticle.
    """
    fit = _article(kind, to, situation, article)
    if talk:
        return Order(kind, to, situation, asked_for(kind, talk, to, situation), fit)
    if fit and fit.talk and fit.talk.kind.like in MEETINGS:
        return Order(kind, to, situation, Talk(to, fit.talk), fit)
    return Order(kind, to, situation, latest(kind, to, situation), fit)


def _article(kind: str, to: Contact, situation: Situation, slug: str | None) -> Match | None:
    past = situation.history(to)
    if slug:
        found = situation.contents.articles.get(slug)
        if found is None:
            raise NoSuchArticle(slug)
        return match(found, past, situation)
    return next(iter(ranked(past, situation)), None) if kind == "article" else None


def compose(order: Order, render: Render) -> Draft:
    """The note that an order makes. Whatever ``render`` raises goes through."""
    values = facts(order)
    return Draft(
        order.kind,
        order.to.slug,
        order.to.email if order.kind not in WITHOUT else None,
        subject(order, values),
        about(order.talk, order.to, order.situation) if order.talk and order.kind != "request" else None,
        order.article.article.slug if order.article else None,
        _freshest(order, values, render),
        repeated(order),
    )


def _freshest(order: Order, values: Facts, render: Render) -> str:
    """The text in the first choice of wordings that shares little with what others got, else the best of them."""
    contents, settings = order.situation.contents, order.situation.contents.settings.notes
    name, size = contents.settings.me.name, settings.reuse_words
    others = [
        runs(_said(note.text, name), contents.contacts.get(note.to), size)
        for note in contents.notes
        if note.kind == order.kind and note.to != order.to.slug
    ]
    texts: dict[tuple[int, ...], str] = {}

    def text(choice: list[int]) -> str:
        key = tuple(choice)
        if key not in texts:
            texts[key] = _text(order, {**values, "turns": choice}, render)
        return texts[key]

    def reused(choice: list[int]) -> float:
        return share(runs(_said(text(choice), name), order.to, size), others)

    return text(freshest(order.to.slug, reused, settings.reuse_warning))


def _said(text: str, name: str) -> list[Word]:
    """The words of a note between its salutation and its sign-off, without what is still to be said."""
    body, signed, _ = text.strip().partition(f"\n{name}") if name else (text.strip(), "", "")
    body = body.strip().rpartition("\n\n")[0] if signed else body
    return text_of(_PLACEHOLDER.sub(" ", body.partition("\n")[2] or body)).words


def _text(order: Order, values: Facts, render: Render) -> str:
    settings = order.situation.contents.settings.notes
    if order.kind != "linkedin":
        text = _tidied(render(values))
        least, _ = settings.words_of(order.kind)
        return _tidied(render({**values, "short": True})) if is_short(text, least) else text
    limit = settings.linkedin_characters
    text = ""
    for shorter in attempts(values):
        text = _tidied(render(shorter))
        if units(text.strip()) <= limit:
            break
    return text


def _tidied(text: str) -> str:
    """A rendered text without the gaps that left-out parts leave: a blank at a line's beginning or end, blank lines."""
    lines = "\n".join(_LONE_BLANK.sub("", line.rstrip()) for line in text.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"


def keys(made: Draft) -> dict[str, str]:
    """The front matter of a draft's file, as docs/format.md has it."""
    texts = {
        "kind": made.kind,
        "to": made.to,
        "email": made.email,
        "subject": made.subject,
        "about": made.about,
        "article": made.article,
        "status": "draft",
    }
    return {key: text for key, text in texts.items() if text}


def place(made: Draft, today: date, notes: Iterable[Note], taken: Iterable[str]) -> Place:
    """Where a draft goes: to the draft about the same talk (and article) where there is one, else to a new path.

    A note that cites neither is the same as another of its kind from the same day.
    ``notes`` are the book's, ``taken`` the paths of all files in its folder of notes, those that cannot be read too.
    """
    same = (note for note in notes if note.status == "draft" and _is_same(note, made, today))
    there = max((note.path for note in same), default=None)
    if there:
        return Place(there, exists=True)
    return Place(new_path(made, today, taken), exists=False)


def new_path(made: Draft, today: date, taken: Iterable[str]) -> str:
    """The first path of that day that no file has, whatever the case of its letters."""
    stem = f"{FOLDER}/{today}-{made.to}-{made.kind}"
    used = {path.casefold() for path in taken}
    number = 1
    while (path := f"{stem}.md" if number == 1 else f"{stem}-{number}.md").casefold() in used:
        number += 1
    return path


def _is_same(note: Note, made: Draft, today: date) -> bool:
    of_today = note.path.startswith(f"{FOLDER}/{today}-")
    cites = (made.about or made.article) is not None
    return (cites or of_today) and (note.kind, note.to, note.about, note.article) == (
        made.kind,
        made.to,
        made.about,
        made.article,
    )
