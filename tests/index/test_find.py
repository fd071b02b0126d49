"""Words are found with the index as without it: through edits of all kinds, and whatever became of the index."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.adapters import clock, environment
from crm.adapters.index import texts
from crm.book.finding import Search
from tests.index.test_same_answers import folder

WORDS = ["grid", "Café", "ai", "東京", "京", "weekly reviews", "c#", "it’s", '"', "a AND b", "x*", "🙂", "zz"]
PIECES = [
    "grid",
    "Gridworks ",
    "cafe",
    "CAFÉ ",
    " AI ",
    "said",
    "東京",
    "京都 ",
    "weekly",
    "\n reviews",
    " ",
    "\n",
    "C#",
    "it's",
]
PIECES += ['"quoted"', "a AND b", "x*", "🙂", "\x00", "\u00ad", "\ufeff", "b"]

Change = Callable[[Path], object]
names = st.sampled_from(["contacts/al.md", "contacts/bo.md", "contacts/Cy.MD", "notes/al.md", "articles/al.md"])
said = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def _written(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        file = root / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    return change


def _renamed(name: str, other: str) -> Change:
    return lambda root: (root / name).replace(root / other) if (root / name).exists() else None


def _unseen(name: str) -> Change:
    """Another text of the same size, with the old time put back."""

    def change(root: Path) -> None:
        file = root / name
        if file.exists():
            before = file.stat()
            file.write_bytes(file.read_bytes().replace(b"grid", b"said").replace(b"AI", b"zz"))
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


changes = st.one_of(
    st.builds(_written, names, said),
    st.builds(_written, names, said),
    st.builds(lambda name: lambda root: (root / name).unlink(missing_ok=True), names),
    st.builds(_renamed, names, names.filter(lambda name: "notes" not in name)),
    st.builds(_unseen, names),
)


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is ahead: else no file of a test would be old enough for the index to trust its time."""
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)


def found(root: Path, words: list[str]) -> object:
    search = Search(root, words)
    return [tuple(match) for match in search], search.problems


def assert_same(root: Path, asked: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_INDEX", "off")
        plain = [found(root, words) for words in asked]
    assert [found(root, words) for words in asked] == plain
    assert [found(root, words) for words in asked] == plain  # and once more, when few files have to be read


@settings(max_examples=12)
@given(
    st.lists(st.lists(changes, min_size=1, max_size=4), min_size=1, max_size=4),
    st.lists(st.sampled_from(WORDS) | said, min_size=4, max_size=8),
)
def test_the_same_is_found(steps: list[list[Change]], asked: list[str]) -> None:
    with folder() as root:
        for edits in steps:
            time.sleep(0.02)  # longer than a tick of the file system's clock
            for edit in edits:
                edit(root)
            words = [[word] for word in asked if word.strip("\x00 \n\u00ad\ufeff")]
            assert_same(root, [*words, ["grid", "ai"]])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("contacts", "notes", "articles"):
        (tmp_path / name).mkdir()
    for number in range(20):
        (tmp_path / f"contacts/al-{number}.md").write_text(f"---\nname: Al\n---\n\nnumber {number} of grids\n", "utf-8")
    return tmp_path


def the_texts() -> Path:
    (file,) = environment.cache_folder().glob("*-text.sqlite")
    return file


def reads(root: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files are read to find words."""
    count = 0
    search = Search(root, words)
    read = search._store.read

    def counted(path: str) -> object:
        nonlocal count
        count += 1
        return read(path)

    monkeypatch.setattr(search._store, "read", counted)
    list(search)
    return count


def test_only_what_may_hold_the_words_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads(root, ["number 7"], monkeypatch) == 20
    assert reads(root, ["number 7"], monkeypatch) == 1
    assert reads(root, ["7"], monkeypatch) == 1
    assert reads(root, ["grids"], monkeypatch) == 20
    (root / "contacts/al-3.md").write_text("---\nname: Al\n---\n\nnow something else\n", "utf-8")
    assert reads(root, ["number 7"], monkeypatch) == 2
    assert reads(root, ["number 7"], monkeypatch) == 1
    assert reads(root, ["🙂"], monkeypatch) == 20


def test_a_search_that_is_broken_off_keeps_what_it_has_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter(Search(root, ["grids"]))
    for _ in range(5):
        next(found)
    found.close()  # type: ignore[attr-defined]  # as a pager that quits does to the generator
    assert reads(root, ["number 7"], monkeypatch) == 15
    assert_same(root, [["grids"], ["number 7"]])


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "no database": lambda file: file.write_bytes(b"nonsense" * 1000),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:9000]),
    "gone": lambda file: file.unlink(),
    "a folder": _a_folder,
    "of another version": lambda file: run(file, "UPDATE meta SET value = 'other'"),
    "another table": lambda file: run(file, "DROP TABLE texts"),
    "no manifest": lambda file: run(file, "UPDATE manifest SET marks = x'00'"),
    "names that are none": lambda file: run(file, "UPDATE manifest SET names = x'ff'"),
    "other types": lambda file: run(file, "UPDATE manifest SET marks = 1, names = NULL"),
}


def run(file: Path, statement: str) -> Any:
    import sqlite3

    with sqlite3.connect(file) as connection:
        row = connection.execute(statement).fetchone()
        return row and row[0]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_changes_no_answer(root: Path, damage: Callable[[Path], object]) -> None:
    assert_same(root, [["grids"], ["number 7"]])
    damage(the_texts())
    assert_same(root, [["grids"], ["number 7"]])


@pytest.mark.parametrize("damage", ["of another version", "cut", "no manifest"])
def test_what_was_damaged_is_made_anew(root: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    assert reads(root, ["number 7"], monkeypatch) == 20
    DAMAGE[damage](the_texts())
    for _ in range(2):
        reads(root, ["number 7"], monkeypatch)
    assert reads(root, ["number 7"], monkeypatch) == 1


def test_without_fts5_the_files_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_SCHEMA", texts._SCHEMA.replace("fts5", "fts_that_nobody_has"))
    assert_same(root, [["grids"], ["number 7"]])
    assert reads(root, ["number 7"], monkeypatch) == 20


def test_what_is_of_former_texts_does_not_pile_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_SPARE", 10)
    file = root / "contacts/al-3.md"
    sizes = []
    for number in range(45):
        file.write_text(f"number 7 {number}\n" * 500, "utf-8")
        assert_same(root, [["number 7"]])
        sizes.append(run(the_texts(), "SELECT ifnull(max(id), 0) FROM files"))
    assert max(sizes) <= 2 * 20 + 10 + 2


def test_another_command_that_writes_meanwhile_is_left_alone(root: Path) -> None:
    ours, theirs = iter(Search(root, ["grids"])), iter(Search(root, ["grids"]))
    next(ours)
    assert len(list(theirs)) == 20
    (root / "contacts/al-7.md").unlink()
    (root / "contacts/al-8.md").write_text("no more", "utf-8")
    assert_same(root, [["grids"], ["number 8"]])
    assert len(list(ours)) == 17
    assert_same(root, [["grids"], ["number 8"]])
