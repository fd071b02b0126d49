"""Putting right what other programs' merges did to a book: markers, what git left unmerged, a side that was dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from crm.adapters.git import Repository
from crm.adapters.git.objects import Entry, Objects
from crm.adapters.git.unmerged import unmerged
from crm.adapters.store import Missing, Store, StoreError
from crm.book.landing import put_beside
from crm.book.syncing.joining import Files, Joiner, age
from crm.core.documents.places import FILES, FOLDERS, of_the_book
from crm.core.merge import Decision, Merged, Order, repair

MENDED = "refs/crm/mended"
"""The ref of the last commit up to which the merges of other programs were looked at."""

MARKER = b"<<<<<<<"
"""How a conflict marker of git's begins."""


@dataclass(slots=True)
class Mended:
    """What was put right: the paths that were written, what was decided, and what is left to somebody else."""

    paths: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add(self, other: Mended) -> None:
        """Takes in what else was put right."""
        self.paths += [path for path in other.paths if path not in self.paths]
        self.decisions += [one for one in other.decisions if one not in self.decisions]
        self.left += other.left


def mend_markers(store: Store, paths: Iterable[str] | None = None) -> Mended:
    """Merges both versions in each file with conflict markers; all files of the book, or these. Raises StoreError."""
    done = Mended()
    for path in _texts(store) if paths is None else paths:
        try:
            marked = MARKER in store.read(path).data
        except StoreError:
            continue  # reported by who reads the book
        if marked:
            _change(store, path, partial(_repaired, path), done)
    return done


def _repaired(path: str, data: bytes) -> Merged | None:
    return repair(data, path)


def _texts(store: Store) -> list[str]:
    """The files of the book."""
    found = [path for path in FILES if (store.root / path).is_file()]
    return [*found, *(path for folder in FOLDERS for path in store.paths(folder, ""))]


def mend_stages(store: Store, repository: Repository, found: Objects, order: Order) -> Mended:
    """Merges what git could not merge; what is not the book's is left. Raises GitError and StoreError."""
    from crm.core.versions.conflicted import settled  # hardly ever needed

    done = Mended()
    for path, stages in unmerged(repository).items():
        entries = [stages.get(number) for number in (1, 2, 3)]
        if not of_the_book(path) or any(entry is not None and not entry.regular for entry in entries):
            done.left.append(path)
            continue
        base, ours, theirs = (_content(found, entry) for entry in entries)
        settle = partial(settled, (base, ours, theirs), order, path)
        if not _is_there(store, path) and (merged := settle(None)) is not None:
            store.create(path, merged.data)
        if _is_there(store, path):
            _change(store, path, settle, done)
        done.add(Mended([path]))
    return done


def mend_dropped(store: Store, repository: Repository, found: Objects, merges: Iterable[str]) -> Mended:
    """Brings back what these merges of other programs dropped that took one side of a file whole."""
    done = Mended()
    joiner = Joiner(repository, found)
    for ident in merges:
        merge = found.commit(ident)
        parents = [parent for name in merge.parents if (parent := found.commit(name))] if merge else []
        if merge is not None and len(parents) == 2:
            order = Order(age(parents[0]), age(parents[1]))
            base = joiner.base(parents[0], parents[1]) or {}
            first, second = (found.files(parent.tree) for parent in parents)
            expected, merged = joiner.join(base, first, second, order).files, found.files(merge.tree)
            for kept, other in ((first, second), (second, first)):
                _bring_back(store, found, _dropped(base, kept, other, merged, expected), done)
    return done


_Dropped = tuple[Entry | None, Entry | None, Entry]
"""A file before both sides, on the side that a merge took, and on the other, which it dropped."""


def _dropped(base: Files, kept: Files, other: Files, merged: Files, expected: Files) -> dict[str, _Dropped]:
    """The files of which a merge took one side whole although the other had changed, or made, them too."""
    found = {}
    for path, entry in other.items():
        mine, before = kept.get(path), base.get(path)
        took_mine = merged.get(path) == mine and expected.get(path) not in {None, mine}
        entries = [one for one in (before, mine, entry) if one is not None]
        if took_mine and entry not in {before, mine} and of_the_book(path) and all(one.regular for one in entries):
            found[path] = (before, mine, entry)
    return found


def _bring_back(store: Store, found: Objects, dropped: Mapping[str, _Dropped], done: Mended) -> None:

    from crm.core.versions.conflicted import restored

    for path, entries in dropped.items():
        before, mine, lost = (_content(found, entry) for entry in entries)
        changed = False
        if mine is not None and _is_there(store, path):
            changed = _change(store, path, partial(restored, (before, mine, lost or b""), path), done)
        elif mine is None and not _is_there(store, path):
            store.create(path, lost or b"")
            done.add(Mended([path]))
            changed = True
        if changed:
            done.decisions.append(Decision(path, "dropped", "a merge had dropped one side of it, which is there again"))


def _change(store: Store, path: str, edit: Callable[[bytes], Merged | None], done: Mended) -> bool:
    """Changes a file to what it is to become, if it is to become anything else."""
    last: list[Merged] = []

    def edited(data: bytes) -> bytes:
        merged = edit(data)
        last[:] = [merged] if merged is not None and (merged.data != data or merged.decisions) else []
        return merged.data if merged is not None else data

    store.update(path, edited)
    for merged in last:
        done.add(Mended([path], list(merged.decisions)))
        if merged.beside is not None:
            put_beside(store, path, merged.beside)
    return bool(last)


def _is_there(store: Store, path: str) -> bool:
    try:
        store.read(path)
    except Missing:
        return False
    return True


def _content(found: Objects, entry: Entry | None) -> bytes | None:
    return found.blobs([entry.id])[entry.id] if entry is not None else None
