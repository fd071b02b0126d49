"""The index may be missing, damaged, locked or in the way: the answer is the same, and nobody hears of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.adapters import clock, environment
from crm.adapters.index import place
from crm.book import glance
from crm.book.book import Book
from crm.book.finding import Search
from crm.book.index.lookup import Lookup
from crm.core.follow_ups.due import due
from crm.core.query import last_contact
from crm.core.state.history import history
from tests.core.builders import text
from tests.index.test_same_answers import answers, assert_same, folder

NOW = datetime(2026, 6, 9, 8, 30, tzinfo=UTC)
LOG = (
    "- 2026-06-08 09:30-10:00 interview (video): From support #grids\n  - advice: Take it\n  - [ ] Send (by 2026-06-12)"
)


def fill(root: Path) -> None:
    for slug in ("al", "bo"):
        (root / f"contacts/{slug}.md").write_text(text(LOG, tier="A", company="Grid"), encoding="utf-8")
    (root / "articles/costs.md").write_text("---\ntitle: Costs\ntopics: [grids]\nread: 2026-05-01\n---\n", "utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)
    for name in ("contacts", "articles"):
        (tmp_path / name).mkdir()
    (tmp_path / "crm.toml").write_text('[me]\ntimezone = "Europe/Berlin"\n', encoding="utf-8")
    fill(tmp_path)
    return tmp_path


def the_index() -> Path:
    cache = environment.cache_folder()
    (file,) = cache.glob("*.sqlite")
    return file


def test_it_lies_in_the_cache_and_never_in_the_book(root: Path) -> None:
    before = sorted(root.rglob("*"))
    assert Book(root, NOW, commits=False).problems == []
    assert the_index().is_file()
    assert sorted(root.rglob("*")) == before


def test_it_can_be_switched_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_INDEX", "off")
    assert Book(root, NOW, commits=False).problems == []
    assert not environment.cache_folder().exists()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "no database": lambda file: file.write_bytes(b"nonsense" * 1000),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_changes_no_answer(root: Path, damage: Callable[[Path], object]) -> None:
    assert_same(root, NOW)
    damage(the_index())
    assert_same(root, NOW)


def test_a_folder_in_its_place_changes_no_answer(root: Path) -> None:
    assert_same(root, NOW)
    file = the_index()
    file.unlink()
    file.mkdir()
    assert_same(root, NOW)


@pytest.mark.parametrize("text", ["", "{", "[]", "[1,2]", "[{},{},[[1]]]", "null"])
def test_a_row_that_says_nonsense_is_read_from_its_file(root: Path, text: str) -> None:
    assert_same(root, NOW)
    import sqlite3

    with sqlite3.connect(the_index()) as connection:
        connection.execute("UPDATE files SET said = ?", [text])
        connection.execute("UPDATE briefs SET said = ?", [text])
    assert_same(root, NOW)


def lasts(root: Path, now: datetime) -> list[str]:
    return [str(last_contact(history(one, now))) for one in Book(root, now, commits=False).briefly()]


def test_when_the_last_contact_was_is_known_without_the_log(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lasts(root, NOW) == ["2026-06-08", "2026-06-08"]
    monkeypatch.setattr(Lookup, "fresh", lambda *_: pytest.fail("the log was read"))
    assert lasts(root, NOW) == ["2026-06-08", "2026-06-08"]


@pytest.mark.parametrize(
    ("log", "before"),
    [
        ("- 2026-06-01 call\n- 2026-06-08 coffee", "2026-06-01"),
        ("- 2026-06-03 email\n- 2026-06-08 bounce", "2026-06-03"),
        ("- 2026-06-03 event\n- 2026-06-20 question", "2026-06-03"),
        ("- 2026-06-03 note\n- 2026-06-08 reply", "None"),
    ],
)
def test_before_the_latest_entry_the_whole_log_tells_the_last_contact(root: Path, log: str, before: str) -> None:
    (root / "contacts/al.md").write_text(text(log), encoding="utf-8")
    assert lasts(root, NOW)
    assert lasts(root, datetime(2026, 6, 5, tzinfo=UTC))[0] == before
    assert_same(root, datetime(2026, 6, 5, tzinfo=UTC))
    assert_same(root, datetime(2026, 7, 5, tzinfo=UTC))


def test_one_that_another_command_writes_is_not_waited_for_for_long(root: Path) -> None:
    assert_same(root, NOW)
    import sqlite3

    writer = sqlite3.connect(the_index(), isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    (root / "contacts/cy.md").write_text(text("- 2026-06-09 question"), encoding="utf-8")
    book = Book(root, NOW, commits=False)
    assert "cy" in book.contents.contacts
    writer.execute("ROLLBACK")
    writer.close()


def test_a_file_that_has_just_changed_is_not_trusted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one tick of the clock a second change shows neither in size nor in time."""
    monkeypatch.setattr(clock, "nanoseconds", time.time_ns)
    file = root / "contacts/al.md"
    assert Book(root, NOW, commits=False).contact("al").tier == "A"
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"tier: A", b"tier: B"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Book(root, NOW, commits=False).contact("al").tier == "B"


@pytest.mark.parametrize("front", [{"introduced_by": "ed"}, {"company": "Grid"}])
def test_whom_another_brings_in_is_counted_once_among_the_hidden(root: Path, front: dict[str, str]) -> None:
    """Four wait for a word, the day's cap lets three through; the fourth is looked at as well, for the first's sake."""
    for slug in ("al", "bo", "cy", "ed"):
        more = front if slug == "al" or (slug == "ed" and "company" in front) else {}
        day = "02" if slug == "ed" else "01"
        (root / f"contacts/{slug}.md").write_text(
            text(f"- 2026-04-{day} article: [[costs]]", cadence="1 month", **more), encoding="utf-8"
        )
    assert_same(root, NOW)
    chosen = Book(root, NOW, commits=False).for_list(None, capped=True)
    assert len(due(chosen.situation).hidden) + chosen.beyond == 1


@pytest.mark.parametrize("becomes", ["", "- 2026-01-05 email", None], ids=["without", "before", "gone"])
def test_whom_somebody_introduced_is_looked_at_again_when_their_file_changes(root: Path, becomes: str | None) -> None:
    """A report to the introducer is owed on account of who was introduced, and settled in the introducer's log."""
    introducer = root / "contacts/ed.md"
    introducer.write_text(text("- 2026-01-12 report-back"), encoding="utf-8")
    met = text("- 2026-01-10 call\n- 2026-01-10 thank-you", introduced_by="ed")
    (root / "contacts/cy.md").write_text(met, encoding="utf-8")
    assert_same(root, NOW)
    if becomes is None:
        introducer.unlink()
    else:
        introducer.write_text(text(becomes), encoding="utf-8")
    owed = [item.follow_up.action for item in due(Book(root, NOW, commits=False).for_list(None).situation).shown]
    assert ("report-back" in owed) == (becomes is not None)
    assert_same(root, NOW)


def test_two_files_of_one_slug_are_read_as_without_it(root: Path) -> None:
    (root / "contacts/al.MD").write_text(text("- 2026-06-09 question"), encoding="utf-8")
    assert_same(root, NOW)


ODD_NAMES = ("caf\udce9", "two\nlines", "AL", "a 'b\"", "名", "e\u0301", "x\x1b[31m", "-n", "tab\tbed", "per%cent?#")


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_an_odd_name_changes_no_answer(root: Path, name: str) -> None:
    """Also one that is not UTF-8, as an old archive unpacks it."""
    assert_same(root, NOW)
    (root / f"contacts/{name}.md").write_text(text(LOG, tier="A", introduced_by="al"), encoding="utf-8")
    assert_same(root, NOW)
    found = [[(match.path, match.lines) for match in Search(root, ["support"])] for _ in range(2)]
    assert len(found[0]) == 3
    assert found[0] == found[1]


def test_a_cache_whose_name_is_not_utf8_is_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", f"{root}/caf\udce9 %3f?#")
    assert_same(root, NOW)
    assert glance.addressees("somebody", str(root)) is None


def test_machines_that_share_a_cache_have_an_index_each(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite cannot tell what another machine does to a file on a network's disk."""
    numbers = []
    for machine in ("one", "another", "one"):
        (root / "machine-id").write_text(machine, encoding="utf-8")
        monkeypatch.setattr(place, "_MACHINE", str(root / "machine-id"))
        assert_same(root, NOW)
        numbers.append(len(list(environment.cache_folder().glob("*.sqlite"))))
    assert numbers == [1, 2, 2]


@settings(max_examples=6)
@given(st.lists(st.tuples(st.integers(100, 60_000), st.binary(min_size=1, max_size=40)), min_size=1, max_size=5))
def test_whatever_is_written_over_it_nothing_crashes(scars: list[tuple[int, bytes]]) -> None:
    with folder() as root, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        fill(root)
        answers(root, NOW)
        with the_index().open("r+b") as file:
            for at, scar in scars:
                file.seek(at % the_index().stat().st_size)
                file.write(scar)
        answers(root, NOW)
