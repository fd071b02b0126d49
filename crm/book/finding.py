"""Full text: the files that hold all of some words, and the lines where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crm.adapters.store import Missing, Store, StoreError
from crm.book.errors import Wrong
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.book.index.looking import Folder, look
from crm.book.index.texts import Known
from crm.book.unread import left_out, unreadable
from crm.book.watching import Watch, nobody
from crm.core.text import search

if TYPE_CHECKING:
    from crm.core.model import Problem

FOLDERS = (CONTACTS, NOTES, ARTICLES)


class Match(NamedTuple):
    """A file that holds all the words; ``lines`` are the number and text of each line with any of them."""

    path: str
    lines: tuple[tuple[int, str], ...]


class Search:
    """The files of the book in a folder that hold all of some words, by path: each is found when it is asked for.

    ``wanted`` are the words as they compare. ``count`` is how many were found. Once all are, ``problems`` are
    those of the files that nobody can read. ``watch`` is told how far it is. Raises Wrong for no words.
    """

    def __init__(self, root: Path, words: Sequence[str], watch: Watch = nobody) -> None:
        self.wanted = search.wanted(words)
        if not self.wanted:
            raise Wrong("no word to find", "write crm find WORD")
        self.count = 0
        self.problems: list[Problem] = []
        self._store, self._known, self._watch = Store(root), Known(root, self.wanted), watch

    def __iter__(self) -> Iterator[Match]:
        try:
            for name in FOLDERS:
                folder = look(self._store, name)
                self.problems += left_out(folder.listing)
                yield from self._in(folder)
        finally:
            self._known.close()

    def _in(self, folder: Folder) -> Iterator[Match]:
        names = self._known.to_read(folder)
        try:
            for number, name in enumerate(names):
                self._watch(number, len(names))
                text = self._text(f"{folder.name}/{name}")
                if text is None:
                    continue
                self._known.tell(name, text)
                lines = search.hits(text, self.wanted)
                if lines:
                    self.count += 1
                    yield Match(f"{folder.name}/{name}", tuple(lines))
        finally:  # also when nobody wants to hear the rest
            self._watch(len(names), len(names))
            self._known.save()

    def _text(self, path: str) -> str | None:
        try:
            return self._store.read(path).data.decode("utf-8", "replace")
        except Missing:
            return None  # gone in the meantime
        except StoreError as error:
            self.problems.append(unreadable(path, error))
            return None
