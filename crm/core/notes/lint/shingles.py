"""What notes have in common, in runs of words: by default five.

A run that short survives an edit, and is long enough that a shared one is no chance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from crm.core.notes.lint.letter import Letter
from crm.core.model import Contact, Note
from crm.core.notes.runs import runs

LEAST = 8
"""Runs below which a text is too short to be compared."""


class Shingles:
    """The runs of every note of a book, ``size`` words each, without salutation and sign-off, names masked."""

    def __init__(self, notes: Iterable[tuple[Note, Letter, Contact | None]], size: int) -> None:
        self._size = size
        self._of: dict[str, frozenset[str]] = {}
        self._where: dict[str, list[str]] = defaultdict(list)
        self._to: dict[str, str] = {}
        for note, letter, contact in notes:
            self._to[note.path] = note.to
            self._of[note.path] = runs(letter.body.words, contact, self._size)
            for run in self._of[note.path]:
                self._where[run].append(note.path)

    def shares(self, note: Note, letter: Letter, contact: Contact | None) -> list[tuple[float, str]]:
        """For each note to somebody else that has a run in common, the share of this note's runs that stand there."""
        mine = runs(letter.body.words, contact, self._size)
        if len(mine) < LEAST:
            return []
        common = Counter(
            path for run in mine for path in self._where.get(run, ()) if self._to[path] != note.to and path != note.path
        )
        return [(count / len(mine), path) for path, count in sorted(common.items())]
