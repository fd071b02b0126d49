"""The reading list: adding to it, and whom an article is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crm.adapters import web
from crm.adapters.letters import latin
from crm.adapters.store import Exists
from crm.adapters.web import NoPage, Page
from crm.book import moments
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import ARTICLES
from crm.book.operation import Operation
from crm.core.contacts.people import plain
from crm.core.documents.slugs import numbered, slug_of
from crm.core.model import Article
from crm.core.text.texts import quoted


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What is known of an article that is to be added; ``why`` is why it is worth sending."""

    url: str
    title: str
    topics: Sequence[str] = ()
    published: str | None = None
    read: str | None = None
    why: str = ""


def add(book: Book, new: NewArticle) -> str:
    """A new article; returns the path of its file. Raises Wrong for one that is there already, and Unmet."""
    url, title = checked_url(new.url), " ".join(new.title.split())
    if not title:
        raise Wrong("an article needs a title", 'add --title "…", or --fetch to take it from the page')
    twin = next((one for one in book.contents.articles.values() if one.url == url), None)
    if twin:
        raise Wrong(f"{url} is in the reading list already: {twin.path}", "nothing was added")
    keys: dict[str, str | Sequence[str]] = {"title": title, "url": url}
    if new.topics:
        keys["topics"] = [" ".join(topic.split()) for topic in new.topics]
    for key, text in (("published", new.published), ("added", "today"), ("read", new.read)):
        if text:
            keys[key] = _day(text, book).isoformat()
    body = f"\n{new.why.strip()}\n" if new.why.strip() else ""
    with book.writing("article add"):
        path = _create(book, slug_of(latin(title)), keys, body)
        book.record(Operation(f"article: {title}", "article", [path]))
    return path


def fetched(url: str) -> Page:
    """What the page at an address says of itself. Raises Wrong for no address, and Unmet."""
    try:
        return web.fetch(checked_url(url))
    except NoPage as error:
        raise Unmet(str(error), "give the title with --title") from None


def checked_url(url: str) -> str:
    """A web address. Raises Wrong."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        parts = urlsplit("")
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or not url.strip().isprintable()
        or " " in url.strip()
    ):
        raise Wrong(f"{quoted(url)} is no web address", "write it as https://example.org/page")
    return url.strip()


def _day(text: str, book: Book) -> date:
    """A day that has come by now: published, added and read look back."""
    return moments.moment(text, book, look="back").day


def _create(book: Book, slug: str, keys: Mapping[str, str | Sequence[str]], body: str) -> str:
    for number in range(1, 1000):
        path = f"{ARTICLES}/{slug if number == 1 else numbered(slug, number)}.md"
        try:
            book.create(path, keys, body)
        except Exists:
            continue
        return path
    raise Unmet(f"there are a thousand articles named {slug}", "give this one another title")


def find(book: Book, word: str) -> Article:
    """The article that a word means: its slug, the unique beginning of one, or its title. Raises Wrong."""
    articles = book.contents.articles
    wanted = plain(word.removeprefix(f"{ARTICLES}/").removesuffix(".md"))
    exact = [one for one in articles.values() if wanted in {one.slug, plain(one.title)}]
    found = exact or [one for one in articles.values() if wanted and one.slug.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Wrong(f"{quoted(word)} could be {', '.join(sorted(one.slug for one in found))}", "say which one")
    raise Wrong(f"there is no article {quoted(word)}", "see which there are with: crm article list")
