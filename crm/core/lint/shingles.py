"""What notes have in common, in runs of five words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from crm.core.lint.letter import Letter
from crm.core.lint.recognition import words_of
from crm.core.model import Contact, Note

SIZE = 5
"""Words in a run: long enough that a shared one is no chance, short enough to survive an edit."""

LEAST = 8
"""Runs below which a text is too short to be compared."""

_MASK = "_"


class Shingles:
    """The runs of every note of a book, without salutation and sign-off, names masked."""

    def __init__(self, notes: Iterable[tuple[Note, Letter, Contact | None]]) -> None:
        self._of: dict[str, frozenset[str]] = {}
        self._where: dict[str, list[str]] = defaultdict(list)
        self._to: dict[str, str] = {}
        for note, letter, contact in notes:
            self._to[note.path] = note.to
            self._of[note.path] = runs(letter, contact)
            for run in self._of[note.path]:
                self._where[run].append(note.path)

    def shares(self, note: Note, letter: Letter, contact: Contact | None) -> list[tuple[float, str]]:
        """For each note to somebody else that has a run in common, the share of this note's runs that stand there."""
        mine = runs(letter, contact)
        if len(mine) < LEAST:
            return []
        common = Counter(
            path for run in mine for path in self._where.get(run, ()) if self._to[path] != note.to and path != note.path
        )
        return [(count / len(mine), path) for path, count in sorted(common.items())]


def runs(letter: Letter, contact: Contact | None) -> frozenset[str]:
    """The runs of one note's body."""
    names = words_of(contact.name, contact.company, *contact.aliases) if contact else frozenset()
    words = [_MASK if word.plain in names or word.plain == "@" else word.plain for word in letter.body.words]
    return frozenset(" ".join(words[start : start + SIZE]) for start in range(len(words) - SIZE + 1))
