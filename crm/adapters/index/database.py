"""The index's database: one file a book in the user's cache, written by whoever comes first, never waited for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crm.adapters.index.errors import Broken, Overtaken

if TYPE_CHECKING:
    import sqlite3

_PATIENCE = 2.0
"""Seconds to wait for another command that is writing the index."""

_LONG_LOG = 4_000_000
"""Bytes of SQLite's write-ahead log that are left for the next write: whoever opens the index reads all of it first."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE manifest (folder TEXT PRIMARY KEY, names BLOB, marks BLOB) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, said TEXT, problems TEXT);
CREATE INDEX troubled ON files (path) WHERE problems IS NOT NULL;
CREATE TABLE people (
    slug TEXT PRIMARY KEY, names TEXT, introduced_by TEXT, company TEXT, shared INTEGER,
    since INTEGER, until INTEGER, due_by INTEGER, pressing INTEGER, tier TEXT
) WITHOUT ROWID;
CREATE TABLE briefs (slug TEXT PRIMARY KEY, said TEXT, settled INTEGER) WITHOUT ROWID;
CREATE TABLE addressees (slug TEXT PRIMARY KEY, line TEXT, words TEXT, mark TEXT) WITHOUT ROWID;
CREATE TABLE addressing (word TEXT, slug TEXT, PRIMARY KEY (word, slug)) WITHOUT ROWID;
CREATE INDEX introduced ON people (introduced_by) WHERE introduced_by != '';
CREATE INDEX sharing ON people (company) WHERE shared IS NOT NULL;
CREATE INDEX beginning ON people (since);
CREATE INDEX ending ON people (until);
CREATE INDEX waiting ON people (due_by, tier, slug, company, since, until, pressing) WHERE due_by IS NOT NULL;
"""


class Row(NamedTuple):
    """What a file says, as text; ``said`` is None where it cannot be parsed."""

    path: str
    said: str | None
    problems: str | None


class Index:
    """An open index, made for a ``fingerprint``. Whatever fails in it raises Broken.

    ``steady`` says that it can be held without keeping others from writing.
    """

    def __init__(self, connection: sqlite3.Connection, file: Path, fingerprint: str, *, steady: bool) -> None:
        self._connection, self._steady = connection, steady
        self._log = file.with_name(f"{file.name}-wal")
        self._made_for = {"fingerprint": fingerprint}

    @classmethod
    def open(cls, file: Path, fingerprint: str, schema: str = _SCHEMA) -> Index:
        """The index in a file, empty where it was of another fingerprint, damaged or not there. Raises Broken."""
        with _explained():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return cls._prepared(file, fingerprint, schema)
        except Broken as error:
            if not error.damaged:
                raise
        cls.discard(file)
        return cls._prepared(file, fingerprint, schema)

    @classmethod
    def _prepared(cls, file: Path, fingerprint: str, schema: str) -> Index:
        found = cls._connected(file, fingerprint)
        try:
            if not found.fits():
                with found.alone():
                    if not found.fits():  # else another command made it in the meantime
                        found.make(fingerprint, schema)
        except Broken:
            found.close()
            raise
        return found

    @staticmethod
    def discard(file: Path) -> None:
        """Removes a damaged index. Raises Broken."""
        with _explained():
            for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
                name.unlink(missing_ok=True)

    @classmethod
    def _connected(cls, file: Path, fingerprint: str) -> Index:
        import sqlite3

        with _explained():
            connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = NORMAL")
        return cls(connection, file, fingerprint, steady=mode == ("wal",))  # which some disks of a network do not know

    def fits(self) -> bool:
        """Whether it is for this program and these settings: at any moment another command may make it anew."""
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            return False
        query = "SELECT value FROM meta WHERE key = ?"
        return all(self.rows(query, [key]) == [(value,)] for key, value in self._made_for.items())

    def rest_on(self, key: str, value: str) -> None:
        """From now on it fits only while it has this note."""
        self._made_for[key] = value

    def hold(self) -> None:
        """Has all that is read from now on be of this moment, whatever others write. Raises Overtaken."""
        if self._steady:
            self.run("BEGIN")
        self._check()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds it for what is read inside."""
        self.hold()
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self.run("ROLLBACK")

    def _check(self) -> None:
        if not self.fits():
            raise Overtaken("another command has made it anew")

    def make(self, fingerprint: str, schema: str) -> None:
        """Makes it anew, and empty. The file stays: another command may have it open."""
        for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
            self.run(f'DROP TABLE IF EXISTS "{name}"')  # one of full text takes its helpers along
        for statement in schema.split(";"):
            self.run(statement)
        self.run("INSERT INTO meta VALUES ('fingerprint', ?)", [fingerprint])

    def give_up(self) -> None:
        """Has the next command make it anew."""
        with suppress(Broken), self.writing():
            self.run("DELETE FROM meta")

    def close(self) -> None:
        """Lets go of the file."""
        with suppress(Exception):
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing of what is run inside, and nobody else writes meanwhile.

        Raises Overtaken where another command has made it anew: what is for other settings is not written. Where it is
        held, nobody is waited for, and it is held again.
        """
        with self.alone():
            self._check()
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """As ``writing``, whatever it was made for."""
        held = self._connection.in_transaction
        before = self._others() if held else 0
        self.run("SAVEPOINT change" if held else "BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with suppress(Broken):
                self.run("ROLLBACK TO change" if held else "ROLLBACK")
            raise
        self._shorten_log()
        if held:
            self.hold()
            if self._others() != before:
                raise Overtaken("another command wrote to it in between")

    def _shorten_log(self) -> None:
        """Takes a long write-ahead log into the index; later, where another command has it open."""
        with suppress(OSError, Broken):
            if self._log.stat().st_size > _LONG_LOG:
                self.run("PRAGMA busy_timeout = 0")
                self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
                self.run(f"PRAGMA busy_timeout = {round(_PATIENCE * 1000)}")

    def _others(self) -> int:
        """A number that is another one after others wrote."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """Runs a statement for its effect."""
        with _explained():
            self._connection.execute(statement, values)

    def run_all(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Runs a statement for each of some rows of values."""
        with _explained():
            self._connection.executemany(statement, values)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows that a query finds."""
        with _explained():
            return self._connection.execute(query, values).fetchall()

    def each(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows that a query finds, one after the other."""
        with _explained():
            yield from self._connection.execute(query, values)


@contextmanager
def _explained() -> Iterator[None]:
    import sqlite3

    try:
        yield
    except (sqlite3.OperationalError, sqlite3.Warning, OSError, UnicodeError, OverflowError) as error:
        raise Broken(str(error)) from error
    except sqlite3.Error as error:
        raise Broken(str(error), damaged=True) from error
