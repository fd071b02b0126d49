"""The files of one book: listed, read, and written so that nothing is lost."""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from crm.adapters.store import places, reading, replacing, temporary
from crm.adapters.store.errors import Changed, Missing, Refused, StoreError, explained
from crm.adapters.store.places import Listing, Place
from crm.adapters.store.reading import LIMIT, Snapshot


class Store:
    """The files of the book at ``root``. Paths are relative to it, with ``/``.

    Who writes holds the book's lock from reading to writing: that keeps other commands of ours away. Editors know no
    lock, so each write checks what it replaces. A method that fails raises a ``StoreError`` and leaves all as it was.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._root = os.fspath(root)
        self._swept: set[str] = set()

    def listing(self, folder: str, suffix: str = ".md") -> Listing:
        """What lies directly in ``folder``, and what there was left out that the user should hear of."""
        return places.listing(self._root, folder, suffix)

    def paths(self, folder: str, suffix: str = ".md") -> list[str]:
        """The sorted paths of the regular files directly in ``folder``; none, where there is no such folder."""
        return self.listing(folder, suffix).files

    def marks(self, folder: str, names: list[str]) -> array[int]:
        """Four numbers for each of these files of ``folder``, by which an index knows it again."""
        return places.marks(self._root, folder, names)

    def nested(self, folder: str, suffix: str = ".md") -> list[str]:
        """The sorted paths of the files in subfolders of ``folder``, which are no part of the book."""
        return places.nested(self._root, folder, suffix)

    def read(self, path: str) -> Snapshot:
        """The file as it is now. Raises ``Missing``, ``Refused`` or ``Denied``."""
        return reading.read(places.place(self._root, path))

    def replace(self, snapshot: Snapshot, data: bytes) -> Snapshot:
        """Writes ``data`` if the file is still what the snapshot read. Raises ``Changed`` if not, ``NoSpace`` …"""
        return self.replace_all([(snapshot, data)])[0]

    def replace_all(self, changes: Sequence[tuple[Snapshot, bytes]]) -> list[Snapshot]:
        """Writes several files; all are checked and on the disk before the first takes its place.

        If one fails after all, those before it are taken back. A power cut in between may leave some written.
        """
        drafts: list[replacing.Draft] = []
        staged: list[replacing.Staged] = []
        done: list[replacing.Staged] = []
        try:
            for snapshot, data in changes:
                drafts.append(self._draft(snapshot, data))
            replacing.flush(drafts)
            for draft in drafts:
                staged.append(replacing.stage(draft))
            for one in staged:
                replacing.apply(one)
                done.append(one)
            _flush(done)
        except BaseException:
            for one in reversed(done):
                _take_back(one)
            _flush(done)
            raise
        finally:
            for one in staged:
                replacing.clear(one)
            for draft in drafts[len(staged) :]:
                replacing.forget(draft)
        return [Snapshot(one.place.path, one.new, reading.token(one.status)) for one in staged]

    def update(self, path: str, edit: Callable[[bytes], bytes], attempts: int = 5) -> Snapshot:
        """Reads, edits and writes; when another program saves in between, once more on top of what it saved.

        ``edit`` may be called several times. Raises what ``edit`` raises, ``Changed`` when all attempts were in vain.
        """
        for attempt in range(1, attempts):
            with suppress(Changed, Missing):  # some editors move a file away before they save it
                return self._update(path, edit)
            time.sleep(0.005 * attempt)
        return self._update(path, edit)

    def create(self, path: str, data: bytes, *, settle: bool = True) -> Snapshot:
        """Makes a new file, and the folders above it. Raises ``Exists`` where there is one, ``NoSpace`` …

        Without ``settle``, its name is surely on the disk only after ``settle``: for who makes very many.
        """
        place = places.place(self._root, path)
        _check_size(path, data)
        self._make_folder(place)
        self._sweep(place.folder)
        return Snapshot(path, data, reading.token(replacing.create(place, data, settle=settle)))

    def settle(self, folder: str) -> None:
        """Brings the names of new files in a folder to the disk."""
        replacing.flush_folder(places.place(self._root, folder).file)

    def delete(self, snapshot: Snapshot) -> None:
        """Removes the file if it is still what the snapshot read. Raises ``Changed`` if not."""
        place = places.place(self._root, snapshot.path)
        _check_size(snapshot.path, snapshot.data)
        self._sweep(place.folder)
        replacing.delete(place, snapshot.data)

    def _update(self, path: str, edit: Callable[[bytes], bytes]) -> Snapshot:
        data, status = reading.settled(places.place(self._root, path))
        snapshot = Snapshot(path, data, reading.token(status))
        new = edit(data)
        return snapshot if new == data else self.replace(snapshot, new)

    def _draft(self, snapshot: Snapshot, data: bytes) -> replacing.Draft:
        place = places.place(self._root, snapshot.path)
        _check_size(snapshot.path, snapshot.data)
        _check_size(snapshot.path, data)
        self._sweep(place.folder)
        return replacing.draft(place, snapshot.data, data)

    def _sweep(self, folder: str) -> None:
        if folder not in self._swept:
            self._swept.add(folder)
            with suppress(OSError):  # what is wrong with the folder, the write itself will say
                temporary.sweep(folder)

    def _make_folder(self, place: Place) -> None:
        folder = Path(place.folder)
        if folder.is_dir():
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explained(error, place.path, "written") from error
        while folder != self.root:
            folder = folder.parent
            replacing.flush_folder(str(folder))


def _check_size(path: str, data: bytes) -> None:
    if len(data) > LIMIT:
        raise Refused(
            f"{path} cannot be written: it has more than {LIMIT:,} bytes", "move a part of it elsewhere", path
        )


def _flush(done: Sequence[replacing.Staged]) -> None:
    for folder in {one.place.folder for one in done}:
        replacing.flush_folder(folder)


def _take_back(done: replacing.Staged) -> None:
    with suppress(StoreError):  # an editor's save on top of ours stays
        draft = replacing.draft(done.place, done.new, done.old)
        try:
            replacing.flush([draft])
            back = replacing.stage(draft)
        finally:
            replacing.forget(draft)
        try:
            replacing.apply(back)
        finally:
            replacing.clear(back)
