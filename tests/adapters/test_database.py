"""The index's database as a file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from crm.adapters.index.database import Index
from crm.adapters.index.errors import Overtaken


def test_a_long_write_ahead_log_is_not_left_to_whoever_comes_next(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    log = file.with_name("book.sqlite-wal")
    with closing(Index.open(file, "program")) as index:
        with index.writing():
            index.run("INSERT INTO meta VALUES ('short', 'x')")
        assert log.stat().st_size > 0  # a short one stays: to take it in costs more than to read it

        with index.writing():
            index.run("INSERT INTO meta VALUES ('long', ?)", ["x" * 9_000_000])
        assert log.stat().st_size == 0
        assert index.rows("SELECT length(value) FROM meta WHERE key = 'long'") == [(9_000_000,)]


def test_a_long_write_ahead_log_stays_while_another_command_reads(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    with closing(Index.open(file, "program")) as index, closing(Index.open(file, "program")) as other:
        other.run("BEGIN")
        other.rows("SELECT * FROM meta")
        with index.writing():
            index.run("INSERT INTO meta VALUES ('long', ?)", ["x" * 9_000_000])
        assert other.rows("SELECT key FROM meta") == [("fingerprint",)]
        other.run("COMMIT")
        assert other.rows("SELECT count(*) FROM meta") == [(2,)]


def note(index: Index, key: str) -> None:
    with index.writing():
        index.run("INSERT INTO meta VALUES (?, 'x')", [key])


def notes(index: Index) -> set[str]:
    return {key for (key,) in index.rows("SELECT key FROM meta")} - {"fingerprint"}


def test_what_is_held_stays_whatever_others_write(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    with closing(Index.open(file, "program")) as index, closing(Index.open(file, "program")) as other:
        index.hold()
        note(index, "ours")
        note(other, "theirs")
        assert notes(index) == {"ours"}


def test_what_others_write_before_it_is_held_again_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "book.sqlite"
    with closing(Index.open(file, "program")) as index, closing(Index.open(file, "program")) as other:
        index.hold()
        hold = index.hold

        def late() -> None:
            note(other, "theirs")
            hold()

        monkeypatch.setattr(index, "hold", late)
        with pytest.raises(Overtaken):
            note(index, "ours")


def test_where_there_is_no_write_ahead_log_nobody_is_kept_from_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some disks of a network; SQLite's locks by files know none either."""
    import sqlite3

    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda file, **given: connect(f"file:{file}?vfs=unix-dotfile", uri=True, **given)
    )
    file = tmp_path / "book.sqlite"
    with closing(Index.open(file, "program")) as index, closing(Index.open(file, "program")) as other:
        index.hold()
        assert notes(index) == set()
        note(other, "theirs")
        assert notes(index) == {"theirs"}
