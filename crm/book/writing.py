"""The one way in which files of a book are changed, and what git is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crm.adapters.git import GitError, Repository, locks
from crm.adapters.git.locks import PLAN
from crm.adapters.store import Changed, Store, StoreError
from crm.book import records
from crm.book.errors import Unmet
from crm.book.operation import Operation

if TYPE_CHECKING:
    from crm.core.documents.document import Document

_ATTEMPTS = 5
"""How often a change is made anew on top of what other programs save in between."""


@dataclass(slots=True)
class Writer:
    """Writes files of a book and, with a ``repository``, records that.

    ``keep`` are open files that git commands are to hold too: the book's lock, until they end, even if we are killed.
    """

    store: Store
    repository: Repository | None
    _held: dict[str, str] = field(default_factory=dict, init=False)  # files that look damaged, and why

    def finish(self, keep: Sequence[int]) -> None:
        """Ends what a killed command was about to do; where that cannot be done now, it is left for later."""
        if self.repository is None:
            return
        locks.clear(self.repository)
        if (self.repository.folder / PLAN).exists():
            from crm.book import landing  # hardly ever needed

            with suppress(GitError, StoreError):
                landing.finish(self.store, self.repository, keep)

    def change(self, edits: Mapping[str, Callable[[Document], Document]], keep: Sequence[int]) -> None:
        """Changes files, all or none; see ``Book.change``. Raises Unmet, and what an edit raises."""
        self.record_edits(list(edits), keep)
        self._change(edits)

    def change_each(
        self, edits: Mapping[str, Callable[[Document], Document]], keep: Sequence[int], tick: Callable[[], None]
    ) -> dict[str, str]:
        """Changes files one by one, calling ``tick`` after each; returns why some could not be changed, by path."""
        failed = {}
        self.record_edits(list(edits), keep)
        for path, edit in edits.items():
            try:
                self._change({path: edit})
            except (Unmet, StoreError) as error:
                failed[path] = str(error)
            tick()
        return failed

    def _change(self, edits: Mapping[str, Callable[[Document], Document]]) -> None:
        for _ in range(_ATTEMPTS):
            snapshots = [self.store.read(path) for path in edits]
            changes = [(one, _edited(one.path, one.data, edits[one.path])) for one in snapshots]
            try:
                self.store.replace_all([(one, data) for one, data in changes if data != one.data])
            except Changed:
                continue
            return
        raise Unmet(f"{', '.join(edits)} is being changed by another program all the time", "close it, and try again")

    def create(self, path: str, keys: Mapping[str, str | Sequence[str]], body: str, *, settle: bool = True) -> None:
        """Makes a new file with these keys. Raises Exists where there is one, and Unmet."""
        from crm.adapters import interchange
        from crm.core.documents import document

        try:
            data = document.encode(document.create(keys, body))
        except document.DocumentError as error:
            raise Unmet(f"{path} cannot be written: {error}", error.hint) from None
        if not interchange.reads_alike(data, keys):
            raise Unmet(f"{path} was not written: other programs would read it differently", "use plainer words")
        self.store.create(path, data, settle=settle)

    def record_edits(self, paths: Sequence[str], keep: Sequence[int]) -> None:
        """Records what was edited in these files in other programs, so that it is not swept into an operation."""
        if self.repository is not None and paths:  # of no paths, git would take all
            self._held.update(records.record_edits(self.repository, self.store, paths, keep=keep).held)

    def record(self, operation: Operation, keep: Sequence[int]) -> list[str]:
        """Records an operation whose files are written; returns what the user should hear of."""
        return records.record(self.repository, operation, self._held, keep) if self.repository is not None else []


def _edited(path: str, data: bytes, edit: Callable[[Document], Document]) -> bytes:
    """A file's bytes after an edit. Raises Unmet where the file cannot be read or the edit cannot be made."""
    from crm.core.documents import document  # slow to load: who only records does not wait for it

    before = document.read(data)
    if not before.readable:
        fault = before.faults[0]
        raise Unmet(f"{path}:{fault.line}: {fault.message}, so nothing was written", fault.hint)
    try:
        return document.encode(edit(before))
    except document.DocumentError as error:
        raise Unmet(f"{path}: {error}, so nothing was written", error.hint) from None
