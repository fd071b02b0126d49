"""Bringing a commit into the folder: first the files, then the branch, then the index.

What is about to be done stands in a file of the git folder until it is done, so that whoever writes next after a crash
ends it. At every moment in between, the files hold what was there or what came: an edit that equals the merge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from crm.adapters.git import Repository, locks, recording, writing
from crm.adapters.git.locks import PLAN
from crm.adapters.git.objects import LIMIT, PROGRAM, Entry, Objects, objects
from crm.adapters.store import Changed, Exists, Missing, Snapshot, Store, StoreError
from crm.core.documents.places import is_safe
from crm.core.merge import Age, Order, merge

_ATTEMPTS = 5
_ORDER = Order(Age(1, "as it is"), Age(0, "as it comes"))
"""What is being typed is newer than what comes."""

Change = tuple[Entry | None, Entry | None]
"""What a path was and what it becomes; None for nothing."""


class Plan(NamedTuple):
    """To bring ``branch`` from the commit ``old`` (empty: there is none yet) to ``new``.

    ``synced`` is the ref that keeps in mind which commit of the remote, ``theirs``, was taken in.
    """

    branch: str
    old: str
    new: str
    synced: str
    theirs: str


@dataclass(slots=True)
class Landed:
    """What a landing met: files that were not written and why, and paths at which an edit of the moment was merged."""

    left: dict[str, str] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)


def land(store: Store, repository: Repository, found: Objects, plan: Plan, keep: Sequence[int]) -> Landed:
    """Does what is planned. Under the book's lock. Raises GitError (Moved: the branch has moved) and StoreError."""
    file = repository.folder / PLAN
    recording.write_durably(file, f"{plan.branch}\n{plan.old}\n{plan.new}\n{plan.synced}\n{plan.theirs}")
    try:
        landed = _land(store, repository, found, plan, keep)
    except (StoreError, writing.Moved):
        file.unlink()  # that it failed is said: nobody else is to end it
        raise
    file.unlink()
    return landed


def finish(store: Store, repository: Repository, keep: Sequence[int]) -> None:
    """Ends what a killed run was about to do, if there is anything. Under the book's lock. Raises as ``land`` does."""
    file = repository.folder / PLAN
    try:
        lines = file.read_text("utf-8").split("\n")
    except OSError:
        return
    with locks.journal(repository), objects(repository) as found:
        head = found.commit("HEAD")
        if len(lines) == 5 and repository.branch == lines[0] and not repository.unfinished():
            plan = Plan(*lines)
            if (head.id if head else "") in {plan.old, plan.new} and found.commit(plan.new):
                _land(store, repository, found, plan, keep)
    file.unlink(missing_ok=True)


def _land(store: Store, repository: Repository, found: Objects, plan: Plan, keep: Sequence[int]) -> Landed:
    changes = changes_between(found, plan.old, plan.new)
    landed = Landed()
    head = found.commit("HEAD")
    if head is None or head.id != plan.new:  # else the files were written before, and may have been edited since
        landed = _write(store, found, changes)
        refs = {plan.branch: (plan.new, plan.old), plan.synced: (plan.theirs, None)}
        writing.move(repository, refs, "crm sync", keep)
        recording.flush_branch(repository)
    writing.put_into_index(repository, {path: after for path, (_, after) in changes.items()}, plan.new, keep)
    return landed


def changes_between(found: Objects, old: str, new: str) -> dict[str, Change]:
    """What is different in two commits, by path; ``old`` may be empty. Raises GitError."""
    before, after = (_files(found, ident) for ident in (old, new))
    paths = sorted({*before, *after})
    return {path: (before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)}


def _files(found: Objects, ident: str) -> Mapping[str, Entry]:
    commit = found.commit(ident) if ident else None
    return found.files(commit.tree) if commit else {}


def _write(store: Store, found: Objects, changes: Mapping[str, Change]) -> Landed:
    """Writes the files: what is new and what is changed, then takes away what is gone."""
    landed = Landed()
    contents = found.blobs(entry.id for change in changes.values() for entry in change if entry and entry.regular)
    gone: dict[str, bytes] = {}
    come: dict[str, tuple[bytes | None, bytes]] = {}
    for path, (old, new) in changes.items():
        why = _not_written(path, (old, new), contents)
        if why:
            landed.left[path] = why
        elif new is not None:
            come[path] = (contents[old.id] if old else None, contents[new.id])
        elif old is not None:
            gone[path] = contents[old.id]
    names = {path.casefold() for path in come}
    renamed = [path for path in gone if path.casefold() in names]  # on some disks the same file under another name
    for path in renamed:
        _take_away(store, path, gone[path], landed)
    _write_all(store, come, landed)
    for path in gone.keys() - set(renamed):
        _take_away(store, path, gone[path], landed)
    for path in come:
        before, after = (entry is not None and entry.mode == PROGRAM for entry in changes[path])
        if before != after:
            _set_program(store.root / path, is_program=after)
    return landed


def _not_written(path: str, change: Change, contents: Mapping[str, bytes]) -> str | None:
    """Why a path is left alone, if it is."""
    entries = [entry for entry in change if entry is not None]
    if not is_safe(path):
        return "its name is not one that is written here"
    if not all(entry.regular for entry in entries):
        return "links and repositories within the book are not followed"
    if any(len(contents[entry.id]) > LIMIT for entry in entries):
        return f"it has more than {LIMIT // 1_000_000} MB; get it with: git checkout -- {path}"
    return None


def _write_all(store: Store, versions: Mapping[str, tuple[bytes | None, bytes]], landed: Landed) -> None:
    """Writes files over what they are now; those that are as they were get the new version, others both."""
    for attempt in range(1, _ATTEMPTS + 1):
        changes = [_change(store, path, old, new) for path, (old, new) in versions.items()]
        landed.met = [one.path for one in changes if one.met]
        try:
            for one in changes:
                if one.beside is not None:
                    put_beside(store, one.path, one.beside)
                if one.now is None:
                    store.create(one.path, one.data)
            store.replace_all([(one.now, one.data) for one in changes if one.now and one.now.data != one.data])
        except (Changed, Exists, Missing):  # an editor saved in between: once more, on top of that
            if attempt == _ATTEMPTS:
                raise
            continue
        return


class _Written(NamedTuple):
    """What is to be written at a path: over ``now``, or as a new file."""

    path: str
    now: Snapshot | None
    data: bytes
    beside: bytes | None = None
    met: bool = False


def _change(store: Store, path: str, old: bytes | None, new: bytes) -> _Written:
    try:
        now = store.read(path)
    except Missing:
        return _Written(path, None, new)
    if now.data in {old, new}:
        return _Written(path, now, new)
    merged = merge(old, now.data, new, _ORDER, path)
    return _Written(path, now, merged.data, merged.beside, met=True)


def put_beside(store: Store, path: str, data: bytes) -> None:
    """Keeps another version of a file beside it, as ``-2``, ``-3`` …; once, if it is there already."""
    stem, dot, suffix = path.rpartition(".")
    for number in range(2, 100):
        place = f"{stem}-{number}{dot}{suffix}"
        try:
            store.create(place, data)
        except Exists:
            if store.read(place).data != data:
                continue
        return


def _take_away(store: Store, path: str, old: bytes, landed: Landed) -> None:
    try:
        now = store.read(path)
    except Missing:
        return
    if now.data != old:
        landed.left[path] = "it was deleted on the other side, and edited here in the same moment: it stays"
        return
    with suppress(Missing):
        store.delete(now)


def _set_program(file: Path, *, is_program: bool) -> None:
    with suppress(OSError):
        mode = file.stat().st_mode
        file.chmod(mode | (mode & 0o444) >> 2 if is_program else mode & ~0o111)
