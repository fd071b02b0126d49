"""The index's database as a file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from crm.adapters.index.database import Index


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
