"""With the index and without it, every answer is the same: through edits of all kinds, at moments in any order."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.adapters import clock
from crm.book import glance
from crm.book.book import Book
from crm.cli.output import views
from crm.core import query
from crm.core.follow_ups.due import due, standings
from crm.core.query import last_contact
from crm.core.state.history import history
from crm.core.text.texts import quoted
from tests.core.builders import text
from tests.core.follow_ups.test_due_properties import nows, what
from tests.core.follow_ups.test_outlook import fronts, logs

SLUGS = ("al", "bo", "cy", "di", "el")
TOMLS = (
    '[me]\ntimezone = "Europe/Berlin"\n',
    '[me]\ntimezone = "Asia/Tokyo"\n',
    '[me]\ntimezone = "Europe/Berlin"\n[follow_up]\ndaily_cap = 1\ntier_a_days = 5\nholidays = ["2026-06-10"]\n',
    '[me]\ntimezone = "Europe/Berlin"\n[kinds.lunch]\nlike = "coffee"\n[kinds.note-to-self]\nlike = "email"\n',
    '[me]\ntimezone = "Europe/Berlin"\n[follow_up]\ncompany_cap = 0\nbirthday_lapse_days = 400\n',
    "[me\n",
)
QUERIES: tuple[tuple[str, ...], ...] = (
    (),
    ("last:never",),
    ("last:>2026-06-01",),
    ("not:last:<2026-06-05", "status:active"),
    ("company:x",),
    ("tag:a", "tier:a"),
    ("topic:grids",),
    ("not:#grids",),
    ("grids",),
    ("not:costs",),
)
LOG_LINES = (
    "- 2026-06-01 article: [[costs]]",
    "- 2026-06-05 10:00 article: [[costs]] and [[more|this]]",
    "- 2026-06-03 lunch: #grids",
    "- 2026-06-20 14:00 Asia/Tokyo interview: ahead\n  - [ ] bring it (by 2026-06-25)",
    "- 2026-13-01 call: no such month",
    "- 2026-03-29 02:30 call: the clocks went forward\n- 2026-06-07 25:00 call",
    "- 2026-06-08 +00:00 reply: by an offset\n- 2026-06-08 UTC email",
    "- 2026-06-07 coffee\n- 2026-06-08 cancelled",
    "- 2026-06-07 email: #grids\n- 2026-06-12 bounce",
    "- 2026-06-11 15:00 coffee\n- 2026-06-10 09:00 cancelled: #costs\n- 2026-06-11 cancelled",
    "- 2026-06-01 update: #grids\n- 2026-06-02 update\n- 2026-06-03 message: a third",
)
BROKEN = ("---\nname: [\n---\n", "---\nname: A\nname: B\n---\n", "no front matter\n", "")

Change = Callable[[Path], object]


def _file(root: Path, slug: str) -> Path:
    return root / "contacts" / f"{slug}.md"


def _written(slug: str, content: str) -> Change:
    return lambda root: _file(root, slug).write_text(content, encoding="utf-8")


def _deleted(slug: str) -> Change:
    return lambda root: _file(root, slug).unlink(missing_ok=True)


def _renamed(slug: str, other: str) -> Change:
    def change(root: Path) -> None:
        if _file(root, slug).exists():
            _file(root, slug).replace(_file(root, other))

    return change


def _unseen(slug: str) -> Change:
    """Another content of the same size, with the old time put back."""

    def change(root: Path) -> None:
        file = _file(root, slug)
        if file.exists():
            before = file.stat()
            file.write_bytes(file.read_bytes().replace(b"thank-you", b"questions").replace(b"2026-06-0", b"2026-05-2"))
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def _settings(toml: str) -> Change:
    return lambda root: (root / "crm.toml").write_text(toml, encoding="utf-8")


def _article(slug: str, read: str) -> Change:
    content = f"---\ntitle: {slug}\ntopics: [grids]\nread: {read}\n---\nOn y and x.\n"
    return lambda root: (root / "articles" / f"{slug}.md").write_text(content, encoding="utf-8")


contents = st.tuples(logs, st.lists(st.sampled_from(LOG_LINES), max_size=1), fronts).map(
    lambda made: text("\n".join([*made[0], *made[1]]), **made[2])
)
slugs = st.sampled_from(SLUGS)
changes = st.one_of(
    st.builds(_written, slugs, contents),
    st.builds(_written, slugs, contents),
    st.builds(_written, slugs, st.sampled_from(BROKEN)),
    st.builds(_deleted, slugs),
    st.builds(_renamed, slugs, slugs),
    st.builds(_unseen, slugs),
    st.builds(_settings, st.sampled_from(TOMLS)),
    st.builds(_article, st.sampled_from(["costs", "more"]), st.sampled_from(["2026-05-01", "2026-06-10", "soon"])),
)


def answers(root: Path, now: datetime) -> list[object]:
    """All that a book says at a moment: the list in its forms, each contact, who a word means, the problems."""
    found: list[object] = []
    for until in (None, now + timedelta(days=20)):
        for capped in (True, False):
            book = Book(root, now, commits=False)
            chosen = book.for_list(until, capped=capped)
            listed = due(chosen.situation, until=until, capped=capped)
            pressing = chosen.pressing or any(one.state in {"due", "late"} for one in listed.hidden)
            found.append([what(one) for one in listed.shown])
            found.append((len(listed.hidden) + chosen.beyond, pressing))
    book = Book(root, now, commits=False)
    for slug in book.contents.contacts:
        about = book.about(slug)
        found.append(sorted(repr(what(one)) for one in standings(about) if one.follow_up.contact.slug == slug))
        hidden = due(book.for_list(also=slug).situation).hidden
        found.append([what(one) for one in hidden if one.follow_up.contact.slug == slug])
        contact = book.contact(slug)
        found.append(views.contact(contact, (), book.prose(contact)))
    found.append(list(book.contents.contacts.items()))
    found.append(list(book.contents.articles.items()))
    found.append(sorted(book.problems, key=repr))
    found.append(book.contents.problems)
    found.append([(one.slug, last_contact(history(one, now))) for one in book.contents.contacts.values()])
    found.extend(_listed(book, words) for words in QUERIES)
    found.extend([*glance.slugs(begun, str(root))] for begun in ("", "a", "di", "x"))
    found.extend(_means(book, word) for word in ("al", "Somebody", "c", "dy", "contacts/bo.md", quoted("x")))
    return found


def _listed(book: Book, words: tuple[str, ...]) -> list[object]:
    """What ``crm list`` has, as it asks for it."""
    wanted = query.parse(words)
    contacts = book.each() if wanted.asks_log else book.briefly()
    return [views.row(past) for past in (history(one, book.now) for one in contacts) if wanted.matches(past)]


def _means(book: Book, word: str) -> str:
    try:
        return book.slug(word)
    except Exception as error:  # noqa: BLE001 - what is said is compared
        return str(error)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        for name in ("contacts", "articles"):
            (root / name).mkdir()
        _settings(TOMLS[0])(root)
        yield root


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is ahead: else no file of a test would be old enough for the index to trust its time."""
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)


def assert_same(root: Path, now: datetime) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_INDEX", "off")
        plain = answers(root, now)
    assert answers(root, now) == plain
    assert answers(root, now) == plain  # and once more, when nothing has to be read


@settings(max_examples=25)
@given(st.lists(st.tuples(st.lists(changes, min_size=1, max_size=4), nows, nows), min_size=1, max_size=4))
def test_answers_are_the_same(steps: list[tuple[list[Change], datetime, datetime]]) -> None:
    with folder() as root:
        for edits, now, another in steps:
            time.sleep(0.02)  # longer than a tick of the file system's clock
            for edit in edits:
                edit(root)
            assert_same(root, now)
            assert_same(root, another)
