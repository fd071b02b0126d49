"""A page on the web: its title and the day it was published. Asked only where the user says so."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

LONGEST = 2_000_000
"""Bytes of a page that are read at most: its head is in the first few thousand."""

SECONDS = 15.0

_TITLES = ("og:title", "twitter:title", "title")
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself: its title, and its date as YYYY-MM-DD where it names one."""

    title: str
    published: str | None


class NoPage(Exception):
    """A page could not be fetched; the message says why."""


def fetch(url: str) -> Page:
    """The title and date of the page at an http or https address. Raises NoPage."""
    from http.client import HTTPException
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    try:
        with urlopen(Request(url, headers={"User-Agent": "crm", "Accept": "text/html"}), timeout=SECONDS) as answer:
            charset = answer.headers.get_content_charset() or "utf-8"
            data = answer.read(LONGEST)
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise NoPage(f"{url} could not be fetched: {reason}") from None
    try:
        return read(data.decode(charset, "replace"))
    except LookupError:
        return read(data.decode("utf-8", "replace"))


def read(text: str) -> Page:
    """The title and date that a page's HTML names."""
    head = _Head()
    head.feed(text)
    found = {**head.found, "title": " ".join(head.title.split())}
    title = next((found[name] for name in _TITLES if found.get(name)), "")
    day = next((found[name][:10] for name in _DATES if _is_day(found.get(name, "")[:10])), None)
    return Page(" ".join(title.split()), day)


def _is_day(text: str) -> bool:
    from crm.core.times.dates import parse_date

    try:
        parse_date(text)
    except ValueError:
        return False
    return True


class _Head(HTMLParser):
    """Collects a page's ``<title>`` and its ``<meta>`` and ``<time>`` values by lower-case name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title" and not self.title
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.found.setdefault(name.lower(), values.get("content", ""))
        elif tag == "time":
            self.found.setdefault("pubdate", values.get("datetime", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
