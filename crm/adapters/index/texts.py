"""Full text in the index: which files may hold some words. Those who ask read these files; no answer rests on it.

A file is kept as runs of three characters (FTS5's trigrams) of a coarse form of its folded text. Whatever stands in a
text stands in its coarse form as well, so that none is missed; not all that are named hold the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from crm.adapters.index.database import Index
from crm.core.text.search import joins, squeezed, stands_alone

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE manifest (folder TEXT PRIMARY KEY, names BLOB, marks BLOB) WITHOUT ROWID;
CREATE TABLE files (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE);
CREATE VIRTUAL TABLE texts USING fts5(
    said, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);
"""

_RUN = 3
_MOST_RUNS = 40
"""Runs of one question; what more there are, the files tell."""

_SPARE = 1000


_EDGE = "\n"
"""Stands around a short word; no folded line has it."""


class _Coarse(dict[int, str]):
    """What a folded character becomes. What is a word by itself, as Chinese signs are, gets spaces around it.

    That makes a run of even one sign. ``signs`` says whether other characters than of words stay.
    """

    def __init__(self, *, signs: bool) -> None:
        super().__init__()
        self._signs = signs

    def __missing__(self, code: int) -> str:
        char = chr(code)
        stays = joins(char) or (self._signs and char.isascii() and char.isprintable())
        self[code] = char if stays else f" {char} " if char.isalnum() else " "
        return self[code]


_COARSE, _WORDS = _Coarse(signs=True), _Coarse(signs=False)


def kept(text: str) -> str:
    """What is kept of a text: its coarse form, and its short words each by itself."""
    folded = squeezed(text)
    words = {word for word in folded.translate(_WORDS).split() if stands_alone(word)}
    form = folded if folded.isascii() and folded.isprintable() else folded.translate(_COARSE)  # FTS5 stops at a NUL
    return form + "".join(_edged(word) for word in sorted(words))


def _edged(word: str) -> str:
    return f"{_EDGE}{word}{_EDGE}"


def runs(words: Iterable[str]) -> list[str]:
    """Runs of three characters that are kept of each text with all of these wanted words."""
    forms = (_edged(word) if stands_alone(word) else word.translate(_COARSE) for word in words)
    found = (form[at : at + _RUN] for form in forms for at in range(len(form) - _RUN + 1))
    return list(dict.fromkeys(run for run in found if not run.isspace()))[:_MOST_RUNS]


class Texts:
    """The full text of a book's files. Whatever fails in it raises Broken."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @classmethod
    def open(cls, file: Path, fingerprint: str) -> Texts:
        """The texts in a file beside the index; empty where it is of another fingerprint, damaged or not there."""
        return cls(Index.open(file, fingerprint, _SCHEMA))

    def asked(self, folder: str, words: Sequence[str]) -> tuple[tuple[bytes, bytes], set[str] | None]:
        """The manifest of a folder and what may hold the words, both of one moment, whatever other commands write."""
        with self._index.held():
            return self.manifest(folder), self.that_may_hold(words)

    def manifest(self, folder: str) -> tuple[bytes, bytes]:
        """The packed manifest of the files of a folder that are kept."""
        found = self._index.rows("SELECT names, marks FROM manifest WHERE folder = ?", [folder])
        return found[0] if found else (b"", b"")

    def that_may_hold(self, words: Sequence[str]) -> set[str] | None:
        """The paths of the kept files that may hold all of these wanted words; None where any of them may."""
        wanted = runs(words)
        if not wanted:
            return None
        query = "SELECT path FROM texts JOIN files ON files.id = texts.rowid WHERE texts MATCH ?"
        both = " AND ".join('"' + run.replace('"', '""') + '"' for run in wanted)
        return {path for (path,) in self._index.rows(query, [both])}

    def keep(
        self,
        folder: str,
        manifests: tuple[tuple[bytes, bytes], tuple[bytes, bytes]],
        texts: Iterable[tuple[str, str]],
        gone: Iterable[str],
    ) -> bool:
        """Keeps the texts of some paths, forgets those that are gone, and says what is kept of the folder now.

        ``manifests`` are the one that it has and the new one; where it has another, nothing is done, and it says False.
        """
        with self._index.writing():
            if self.manifest(folder) != manifests[0]:
                return False
            self._forget(gone)
            for path, text in texts:
                self._forget([path])  # a new number: without the old text FTS5 cannot take the old runs out
                self._index.run("INSERT INTO files (path) VALUES (?)", [path])
                self._index.run("INSERT INTO texts (rowid, said) VALUES (last_insert_rowid(), ?)", [kept(text)])
            self._index.run("INSERT OR REPLACE INTO manifest VALUES (?, ?, ?)", [folder, *manifests[1]])
        self._tidy()
        return True

    def _forget(self, paths: Iterable[str]) -> None:
        self._index.run_all("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def _tidy(self) -> None:
        """Has the next command make it anew, once most of what it holds is of former texts."""
        given, kept = self._index.rows("SELECT ifnull(max(id), 0), count(*) FROM files")[0]
        if given > 2 * kept + _SPARE:
            self._index.give_up()

    @staticmethod
    def discard(file: Path) -> None:
        """Removes damaged texts. Raises Broken."""
        Index.discard(file)

    def close(self) -> None:
        """Lets go of the file."""
        self._index.close()
