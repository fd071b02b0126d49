"""Writing a file of the book so that no other program's save is lost, and none of ours is seen half done.

A new version is written beside the file, brought to the disk and exchanged with it in one step. Then we look at what
came out. If an editor saved in the moment before, that is not what we had read: it goes back, and the caller hears of
it.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from crm.adapters.store import temporary
from crm.adapters.store.errors import Changed, StoreError, explained
from crm.adapters.store.exchange import exchange
from crm.adapters.store.places import Place
from crm.adapters.store.reading import glance, settled

_AT_ONCE = 8


class Staged(NamedTuple):
    """A complete new version on the disk that waits beside the file it is to replace."""

    place: Place
    waiting: Place
    old: bytes
    new: bytes
    status: os.stat_result


class Draft(NamedTuple):
    """A complete new version that may not have reached the disk; ``file`` is where it is."""

    place: Place
    file: Path
    old: bytes
    new: bytes
    status: os.stat_result


def draft(place: Place, old: bytes, new: bytes) -> Draft:
    """Checks that the file still holds ``old`` and writes ``new`` beside it.

    Raises ``Changed``, ``Busy``, ``Missing``, ``NoSpace``, ``Denied`` …; then nothing is left behind.
    """
    mode = _check_unchanged(place, old)
    try:
        file, status = temporary.write(place.folder, new, mode, flush=False)
    except OSError as error:
        raise explained(error, place.path, "written") from error
    return Draft(place, file, old, new, status)


def flush(drafts: Sequence[Draft]) -> None:
    """Brings drafts to the disk, some at a time: a disk has done with several nearly as soon as with one.

    Raises ``NoSpace``, ``Denied`` …
    """
    failed: list[StoreError] = []

    def bring(some: Sequence[Draft]) -> None:
        for one in some:
            try:
                temporary.flush(one.file)
            except OSError as error:
                failed.append(explained(error, one.place.path, "written"))

    if len(drafts) == 1:
        bring(drafts)
    else:
        parts = [drafts[first::_AT_ONCE] for first in range(min(_AT_ONCE, len(drafts)))]
        threads = [threading.Thread(target=bring, args=[part]) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if failed:
        raise failed[0]


def stage(draft: Draft) -> Staged:
    """Brings a draft that is on the disk to where it waits. Raises ``NoSpace``, ``Denied`` …"""
    place, file, old, new, status = draft
    try:
        return Staged(place, temporary.set_aside(file, place, old, new), old, new, status)
    except OSError as error:
        raise explained(error, place.path, "written") from error


def forget(draft: Draft) -> None:
    """Removes what is left of a draft after ``stage``, or instead of it."""
    with suppress(OSError):  # the next sweep gets it
        draft.file.unlink(missing_ok=True)


def apply(staged: Staged) -> None:
    """Lets the staged version take the file's place. Raises as ``stage`` does; then the file is what it was.

    The name is on the disk when the folder has been flushed, which is left to the caller: one flush is enough for many.
    Where the system cannot exchange, what an editor saves between the check and the replacement is lost.
    """
    _check_unchanged(staged.place, staged.old)  # again: bringing a version to the disk took its time
    try:
        if exchange(staged.waiting.file, staged.place.file):
            _look_at_what_came_out(staged)
        else:
            Path(staged.waiting.file).replace(staged.place.file)
    except OSError as error:
        raise explained(error, staged.place.path, "written") from error


def _look_at_what_came_out(staged: Staged) -> None:
    try:
        _check_came_out(staged.waiting, staged.old)
    except StoreError:
        exchange(staged.waiting.file, staged.place.file)
        raise


def _check_came_out(aside: Place, old: bytes) -> None:
    """Does not wait for a save under way: the sooner that file is back in its place, the better."""
    found, being_saved = glance(aside)
    if being_saved or found != old:
        raise Changed(aside.path, found)


def _check_unchanged(place: Place, old: bytes) -> int:
    """The file's permissions, if it holds ``old``; else raises ``Changed``."""
    found, status = settled(place)
    if found != old:
        raise Changed(place.path, found)
    return stat.S_IMODE(status.st_mode)


def clear(staged: Staged) -> None:
    """Removes what is left beside the file after ``apply``, or instead of it."""
    with suppress(OSError):  # the next sweep gets it
        temporary.discard(Path(staged.waiting.file))


def create(place: Place, data: bytes, *, settle: bool = True) -> os.stat_result:
    """A new file, complete or not at all. Raises ``Exists``, ``NoSpace``, ``Denied`` …

    Without ``settle``, its name is on the disk only after a ``flush_folder``.
    """
    try:
        draft, status = temporary.write(place.folder, data, None)
        try:
            _give_free_name(draft, place.file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise explained(error, place.path, "written") from error
    if settle:
        flush_folder(place.folder)
    return status


def _give_free_name(draft: Path, file: str) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as that of a memory card
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        draft.replace(file)


def delete(place: Place, old: bytes) -> None:
    """Removes the file if it still holds ``old``. Raises as ``stage`` does."""
    _check_unchanged(place, old)
    try:
        aside = temporary.set_aside(Path(place.file), place, old, old)
        try:
            _check_came_out(aside, old)
        except StoreError:
            _give_free_name(Path(aside.file), place.file)
            Path(aside.file).unlink(missing_ok=True)
            raise
        finally:
            temporary.discard(Path(aside.file))
    except OSError as error:
        raise explained(error, place.path, "deleted") from error
    flush_folder(place.folder)


def flush_folder(folder: str) -> None:
    """Brings a folder's names to the disk, where the system lets us; the change itself is done by then."""
    with suppress(OSError):  # Windows opens no folders
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
