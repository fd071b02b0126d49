"""Two versions of a book, as git has them, joined by meaning: nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from crm.adapters.git import Repository
from crm.adapters.git.ancestry import merge_bases
from crm.adapters.git.objects import FILE, LIMIT, Commit, Entry, Objects, blob_id
from crm.adapters.root import BOOK_FILE
from crm.core.documents.places import is_safe
from crm.core.merge import Age, Decision, Deletions, Order, merge_trees
from crm.core.merge.places import folded, numbered_path

Files = Mapping[str, Entry]

_MOST_BASES = 8
"""Versions before both that are looked at; more than one or two come from no history of people."""


class Joined(NamedTuple):
    """The files of both sides by path, what was decided, and the contacts that are taken away from each side."""

    files: dict[str, Entry]
    decisions: tuple[Decision, ...]
    gone_from_a: Deletions
    gone_from_b: Deletions


@dataclass(slots=True)
class Joiner:
    """Joins versions of one repository. ``made`` are contents that came of it, by the ids that git will give them."""

    repository: Repository
    found: Objects
    made: dict[str, bytes] = field(default_factory=dict)
    _bases: dict[tuple[str, ...], Files] = field(default_factory=dict)

    def join(self, base: Files, a: Files, b: Files, order: Order) -> Joined:
        """Two versions as one, where ``base`` is the one before both. Raises GitError."""
        steady = {path: entry for path, entry in base.items() if a.get(path) == entry == b.get(path)}
        paths = sorted({*base, *a, *b} - steady.keys())
        sides = (base, a, b)
        contents = self._contents(files[path] for path in paths for files in sides if path in files)
        odd = {path for path in paths if not _can_be_merged(path, sides, contents)}
        trees = [
            {path: contents[side[path].id] for path in paths if path in side and path not in odd} for side in sides
        ]
        kept = _kept(sorted(odd), sides, order)
        merged = merge_trees(trees[0], trees[1], trees[2], order, [*steady, *kept])
        files = {**steady, **kept}
        for path, data in merged.files.items():
            files[path] = self._entry(path, data, sides, order)
        decisions = list(merged.decisions)
        if BOOK_FILE not in files and (BOOK_FILE in a or BOOK_FILE in b):
            files[BOOK_FILE] = a.get(BOOK_FILE) or b[BOOK_FILE]
            decisions.append(Decision(BOOK_FILE, "kept", "deleted on one side: it stays, a book is none without it"))
        return Joined(files, tuple(decisions), merged.gone_from_a, merged.gone_from_b)

    def base(self, a: Commit, b: Commit) -> Files | None:
        """The version before two commits; several of those are joined. None where they have nothing in common."""
        return self.joined(merge_bases(self.repository, a.id, [b.id]))

    def joined(self, ids: Sequence[str]) -> Files | None:
        """All of several versions that were before two commits; None for none."""
        commits = sorted(
            (commit for ident in sorted(ids)[:_MOST_BASES] if (commit := self.found.commit(ident)) is not None),
            key=lambda commit: (commit.time, commit.id),
        )
        if not commits:
            return None
        key = tuple(commit.id for commit in commits)
        if key not in self._bases:
            self._bases[key] = self._join_all(commits)
        return self._bases[key]

    def _join_all(self, commits: Sequence[Commit]) -> Files:
        """All of several versions, the oldest first."""
        files: Files = self.found.files(commits[0].tree)
        for number, commit in enumerate(commits[1:], 1):
            before = merge_bases(self.repository, commit.id, [earlier.id for earlier in commits[:number]])
            base = self.joined(before) or {}
            order = Order(age(commits[number - 1]), age(commit))
            files = self.join(base, files, self.found.files(commit.tree), order).files
        return files

    def _contents(self, entries: Iterable[Entry]) -> dict[str, bytes]:
        ids = {entry.id for entry in entries if entry.regular}
        return {**self.found.blobs(sorted(ids - self.made.keys())), **self.made}

    def _entry(self, path: str, data: bytes, sides: Sequence[Files], order: Order) -> Entry:
        """The entry of a merged file, whose content is kept where git does not have it yet."""
        known = [side[path] for side in sides if path in side]
        like = known[0].id if known else next(entry.id for side in sides for entry in side.values())
        ident = blob_id(data, like)
        if not any(entry.id == ident for entry in known):
            self.made[ident] = data
        return Entry(_mode(path, sides, order), ident)


def age(commit: Commit) -> Age:
    """How old a side is."""
    return Age(commit.time, commit.id)


def clash(ours: Files, others: Files) -> bool:
    """Whether a path that is new in the other version is one with another path there, on a disk that knows no case."""
    new = others.keys() - ours.keys()
    names = {folded(path) for path in new}
    return bool(new) and len(new) < sum(folded(path) in names for path in others)


def _can_be_merged(path: str, sides: Sequence[Files], contents: Mapping[str, bytes]) -> bool:
    """Whether a path is that of a file in all versions, of a size that is read, and a path that may be written."""
    entries = [side[path] for side in sides if path in side]
    return is_safe(path) and all(entry.regular and len(contents[entry.id]) <= LIMIT for entry in entries)


def _kept(paths: Sequence[str], sides: Sequence[Files], order: Order) -> dict[str, Entry]:
    """What becomes of that which cannot be merged: the side that changed; of two that did, a file rather than anything
    else, and of two files the newer, with the older under a name of its own.
    """
    kept: dict[str, Entry] = {}
    taken = {path for side in sides for path in side}
    for path in paths:
        base, a, b = (side.get(path) for side in sides)
        older, newer = (a, b) if order.b_is_newer(a, b) else (b, a)
        if older in {base, newer} or newer == base:
            entries = [newer if older in {base, newer} else older]
        else:
            entries = sorted((newer, older), key=lambda entry: entry is None or not entry.regular)
        kept |= {path: entries[0]} if entries[0] else {}
        if len(entries) > 1 and entries[1] and entries[1].regular:
            beside = next(free for number in count(2) if (free := numbered_path(path, number)) not in taken)
            taken.add(beside)
            kept[beside] = entries[1]
    return kept


def _mode(path: str, sides: Sequence[Files], order: Order) -> str:
    """The mode of a merged file: that of the side that changed it."""
    base, a, b = (side[path].mode if path in side else None for side in sides)
    if a is None or b is None:
        return a or b or FILE
    if base in {a, b}:
        return b if a == base else a
    return b if order.b_is_newer(a, b) else a
