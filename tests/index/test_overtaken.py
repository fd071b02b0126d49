"""Another command makes the index anew in the middle of ours, for other settings: neither says what is not so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm.adapters.index.database import Index
from crm.adapters.index.texts import Texts
from crm.book.book import Book
from crm.book.finding import Search
from crm.book.index.keeping import Keeper
from crm.core.follow_ups.due import due
from crm.core.query import last_contact
from crm.core.state.history import history
from tests.core.builders import text
from tests.core.follow_ups.test_due_properties import what
from tests.index.test_find import the_texts
from tests.index.test_same_answers import TOMLS, _settings, assert_same, folder, trusting

__all__ = ["trusting"]

NOW = datetime(2026, 6, 9, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=400)
OTHERS = {"kinds": TOMLS[3], "zone": TOMLS[1], "rules": TOMLS[2]}


@pytest.fixture
def root() -> Iterator[Path]:
    with folder() as made:
        for number, entry in enumerate(("lunch: #grids", "10:00 coffee", "interview: #grids", "22:30 call")):
            said = text(f"- 2026-06-0{number + 4} {entry}", tier="A", company="Grid")
            (made / f"contacts/al-{number}.md").write_text(said, encoding="utf-8")
        (made / "contacts/bo.md").write_text(
            text("- 2026-06-01 update", tier="A", introduced_by="al-0"), encoding="utf-8"
        )
        yield made


@contextmanager
def before_files_are_read(happens: Callable[[], object]) -> Iterator[None]:
    """Lets something happen once a command has opened the index, and before it reads a file."""
    refresh, happened = Keeper.refresh, list[bool]()

    def refreshed(self: Keeper, folder: object) -> None:
        if not happened:
            happened.append(True)
            happens()
        refresh(self, folder)  # type: ignore[arg-type]  # as it was given

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Keeper, "refresh", refreshed)
        yield


def _killed() -> None:
    raise KeyboardInterrupt


def anew(root: Path, toml: str) -> None:
    """Changes the settings; another command makes the index anew for them, and is killed before it reads a file."""
    _settings(toml)(root)
    with before_files_are_read(_killed), pytest.raises(KeyboardInterrupt):
        _ = Book(root, NOW, commits=False).contents


@pytest.mark.parametrize("toml", OTHERS.values(), ids=OTHERS)
def test_what_is_for_other_settings_is_not_written(root: Path, toml: str) -> None:
    with before_files_are_read(lambda: anew(root, toml)):
        _ = Book(root, NOW, commits=False).contents
    assert_same(root, NOW)
    assert_same(root, NOW + timedelta(days=9))


def said(book: Book) -> list[object]:
    """What an open book says: the list, every contact, and all of them briefly."""
    chosen = book.for_list(None, capped=True)
    listed = [what(one) for one in due(chosen.situation).shown]
    contacts = [(one.slug, [repr(entry) for entry in one.interactions]) for one in book.each()]
    return [listed, contacts, [(one.slug, str(last_contact(history(one, book.now)))) for one in book.briefly()]]


@pytest.mark.parametrize("now", [NOW, LATER], ids=["now", "when all is to be looked at again"])
@pytest.mark.parametrize("toml", OTHERS.values(), ids=OTHERS)
def test_what_is_begun_goes_on_as_it_began(
    root: Path, monkeypatch: pytest.MonkeyPatch, toml: str, now: datetime
) -> None:
    monkeypatch.setenv("CRM_INDEX", "off")
    plain = said(Book(root, now, commits=False))
    monkeypatch.delenv("CRM_INDEX")
    _ = Book(root, NOW, commits=False).contents
    book = Book(root, now, commits=False)
    _ = book.contents
    anew(root, toml)
    assert said(book) == plain
    assert_same(root, now)


def test_what_is_overtaken_while_it_writes_is_read_from_the_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_INDEX", "off")
    plain = said(Book(root, LATER, commits=False))
    monkeypatch.delenv("CRM_INDEX")
    _ = Book(root, NOW, commits=False).contents
    book = Book(root, LATER, commits=False)
    _ = book.contents
    hold, overtaken = Index.hold, list[bool]()

    def late(self: Index) -> None:
        if not overtaken:
            overtaken.append(True)
            anew(root, OTHERS["kinds"])
        hold(self)

    monkeypatch.setattr(Index, "hold", late)
    assert said(book) == plain
    assert overtaken


def test_a_search_goes_on_as_it_began(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["grids"]
    expected = [match.path for match in Search(root, words)]
    assert len(expected) == 2
    may_hold = Texts.that_may_hold

    def after_another(self: Texts, words: list[str]) -> object:
        Texts.open(the_texts(), "of another version").close()
        return may_hold(self, words)

    monkeypatch.setattr(Texts, "that_may_hold", after_another)
    assert [match.path for match in Search(root, words)] == expected


def test_what_is_for_another_version_of_full_text_is_not_written(root: Path) -> None:
    found = iter(Search(root, ["grids"]))
    next(found)
    another = Texts.open(the_texts(), "of another version")
    assert len(list(found)) == 1
    assert another.manifest("contacts") == (b"", b"")
    another.close()
