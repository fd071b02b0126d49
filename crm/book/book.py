"""An open book: what it says, and the one way in which a file of it is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from crm.adapters.root import BOOK_FILE
from crm.adapters.store import Lock, StoreError, lock
from crm.book.errors import Unmet
from crm.book.readable import Readable

if TYPE_CHECKING:
    from crm.book.operation import Operation
    from crm.book.writing import Writer
    from crm.core.documents.document import Document


@dataclass
class Book(Readable):
    """The book in a folder, to be read and changed.

    Without ``commits`` nothing is recorded in git. ``remarks`` are sentences for the user that came up on the way.
    """

    commits: bool = True
    remarks: list[str] = field(default_factory=list)
    _lock: Lock | None = field(default=None, init=False)

    @contextmanager
    def writing(self, verb: str) -> Iterator[None]:
        """Holds the book's lock, from reading what is to be changed until it is recorded."""
        try:
            with lock(self.root, f"crm {verb}") as self._lock:
                self._writer.finish(self.keep)
                yield
        except StoreError as error:
            raise Unmet(error.message, error.hint) from None
        finally:
            self._lock = None

    def change(self, edits: Mapping[str, Callable[[Document], Document]]) -> None:
        """Changes files of the book, all or none; ``edits`` goes by path, and an edit may be called more than once.

        When another program saves one of them in between, the edit is made on top of what it saved. Raises Unmet, and
        what an edit raises.
        """
        self._writer.change(edits, self.keep)

    def change_each(
        self, edits: Mapping[str, Callable[[Document], Document]], tick: Callable[[], None]
    ) -> dict[str, str]:
        """Changes files of the book one by one, calling ``tick`` after each; returns why some could not be, by path."""
        return self._writer.change_each(edits, self.keep, tick)

    def begin(self, paths: Sequence[str]) -> list[str]:
        """Notes what a long operation is about to make; returns what a killed one had made and did not record."""
        from crm.book import unfinished

        return unfinished.begin(self._writer.repository, paths)

    def end(self) -> None:
        """Says that a long operation is over."""
        from crm.book import unfinished

        unfinished.end(self._writer.repository)

    def create(self, path: str, keys: Mapping[str, str | Sequence[str]], body: str, *, settle: bool = True) -> None:
        """Makes a new file with these keys; ``settle`` as in the store. Raises Exists where there is one, and Unmet."""
        self._writer.create(path, keys, body, settle=settle)

    def record_edits(self, paths: Sequence[str]) -> None:
        """Records what was edited in these files in other programs, so that it is not swept into an operation."""
        self._writer.record_edits(paths, self.keep)

    def record(self, operation: Operation) -> None:
        """Records an operation whose files are written; that it could not be is only ever a remark."""
        self.remarks.extend(self._writer.record(operation, self.keep))

    @cached_property
    def _writer(self) -> Writer:
        from crm.adapters.git import Repository
        from crm.book.writing import Writer  # who only reads does not wait for what writes

        return Writer(self.store, Repository.at(self.root) if self.commits and self._wants_commits() else None)

    def _wants_commits(self) -> bool:
        """Whether the settings let operations be recorded; where they cannot speak of it, they are not read."""
        try:
            said = self.store.read(BOOK_FILE).data
        except StoreError:
            return True
        return not any(sign in said for sign in (b"git", b"\\")) or self.settings.git.commit

    @property
    def keep(self) -> tuple[int, ...]:
        """The lock, for git commands to hold it too: until they end, even if we are killed."""
        return (self._lock.fd,) if self._lock else ()
