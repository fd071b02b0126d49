"""Merge of a whole book: which file of one side is which of the other, what is kept, and under which path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from typing import NamedTuple

from crm.core.merge.file import merge
from crm.core.merge.identity import Tree, same_thing, surely_same, whereabouts
from crm.core.merge.places import Places, folded, unnumbered
from crm.core.merge.sequence import pick
from crm.core.merge.values import Age, Decision, Merged, Order

_CONTACT = re.compile(r"contacts/[^/]+\.md\Z")
_AGES = Order(Age(0, ""), Age(1, ""))
"""Of the older and the newer side, once it is known which is which."""

FEW, SHARE = 5, 0.2
"""More deletions than FEW, and than that SHARE of all contacts, are no everyday merge (docs/sync.md)."""


class Deletions(NamedTuple):
    """The contacts that a merge takes away from one side, and how many that side has."""

    paths: tuple[str, ...]
    of: int

    @property
    def too_many(self) -> bool:
        """Whether somebody should be asked first."""
        return len(self.paths) > max(FEW, SHARE * self.of)


class MergedTree(NamedTuple):
    """The merged files by path, what was decided, and which contacts go on each side."""

    files: Mapping[str, bytes]
    decisions: tuple[Decision, ...]
    gone_from_a: Deletions
    gone_from_b: Deletions


class _Thread(NamedTuple):
    """One file through three versions of the book: its path in each, None where it is missing."""

    base: str | None
    old: str | None
    new: str | None


class _Kept(NamedTuple):
    """What a thread became: a file, the path that it asks for, and the decisions on the way."""

    thread: _Thread
    path: str
    merged: Merged


def merge_trees(base: Tree, a: Tree, b: Tree, order: Order, steady: Collection[str] = ()) -> MergedTree:
    """The merge of two versions of a book, as files by path; ``base`` is empty where there is none before both.

    ``steady`` are the paths of files that are the same in all three and need not be among the files: they are neither
    answered nor moved, but no other file gets their paths.
    """
    b_is_newer = order.b_is_newer(sorted(a.items()), sorted(b.items()))
    old, new = (a, b) if b_is_newer else (b, a)
    threads = list(_threads(base, old, new))
    kept = [each for thread in threads if (each := _keep(thread, base, old, new)) is not None]
    files, decisions = _placed(kept, steady)
    alive = {each.thread for each in kept}
    dead = [thread for thread in threads if thread not in alive]
    gone_from_old = _deletions([thread.old for thread in dead], [*old, *steady])
    gone_from_new = _deletions([thread.new for thread in dead], [*new, *steady])
    gone = (gone_from_old, gone_from_new) if b_is_newer else (gone_from_new, gone_from_old)
    return MergedTree(files, tuple(decisions), *gone)


def _threads(base: Tree, old: Tree, new: Tree) -> Iterator[_Thread]:
    """Every file once: those of the base, renamed or not, then what either side added."""
    in_old, in_new = whereabouts(base, old), whereabouts(base, new)
    for path in sorted(base):
        yield _Thread(path, in_old[path], in_new[path])
    twins = _twins(old, old.keys() - in_old.values(), new, new.keys() - in_new.values())
    yield from (_Thread(None, path, twins.get(path)) for path in sorted(old.keys() - in_old.values()))
    yield from (_Thread(None, None, path) for path in sorted(new.keys() - in_new.values() - {*twins.values()}))


def _twins(old: Tree, added_old: Set[str], new: Tree, added_new: Set[str]) -> dict[str, str]:
    """The path that the newer side gave to each file that both sides added."""
    twins = {path: path for path in sorted(added_old) if path in added_new and same_thing(path, old[path], new[path])}
    left = defaultdict(list)
    for path in sorted(added_new - twins.keys()):
        left[_stem(path)].append(path)
    for path in sorted(added_old - twins.keys()):
        # under a number that a merge before this one gave it, or in capitals
        alike = left[_stem(path)]
        twin = next((each for each in alike if surely_same(path, old[path], new[each])), None)
        if twin is not None:
            twins[path] = twin
            alike.remove(twin)
    return twins


def _stem(path: str) -> str:
    return folded(unnumbered(path))


def _keep(thread: _Thread, base: Tree, old: Tree, new: Tree) -> _Kept | None:
    """What becomes of one file; None where it goes."""
    before = base[thread.base] if thread.base else None
    if thread.old and thread.new:
        path = _path(thread.base, thread.old, thread.new)
        merged = merge(before, old[thread.old], new[thread.new], _AGES, path)
        said = _renamed(thread, path) if before not in (old[thread.old], new[thread.new]) else ()
        return _Kept(thread, path, merged._replace(decisions=(*said, *merged.decisions)))
    path = thread.new or thread.old or ""
    if not path:
        return None
    data = new[path] if thread.new else old[path]
    if (path, data) == (thread.base, before):
        return None
    text = "deleted on one side and changed on the other: it stays"
    return _Kept(thread, path, Merged(data, (Decision(path, "deleted", text),) if thread.base else ()))


def _path(base: str | None, old: str, new: str) -> str:
    """The path of a file that both sides have; that with a number where they added it under two."""
    if base is None:
        return old if len(old) > len(new) else new
    return pick(base, old, new)


def _renamed(thread: _Thread, path: str) -> tuple[Decision, ...]:
    """What to say of a file that was renamed on one side and changed on the other, or renamed twice."""
    if thread.base in {None, path}:
        return ()
    if thread.base not in {thread.old, thread.new} and thread.old != thread.new:
        return (Decision(path, "renamed", f"renamed on both sides; the other name was {thread.old}"),)
    return (Decision(path, "renamed", f"renamed from {thread.base}, which the other side changed: the change is here"),)


def _placed(kept: Collection[_Kept], steady: Collection[str]) -> tuple[dict[str, bytes], list[Decision]]:
    """The files, each under a path of its own: who had it first, and of two new ones the older, keeps it."""
    ranked = sorted(kept, key=lambda each: (each.thread.base is None, each.thread.old is None, each.path))
    places = Places((each.path for each in ranked), steady)
    files: dict[str, bytes] = {}
    decisions: list[Decision] = []
    besides: list[tuple[str, bytes]] = []
    for each in ranked:
        clash = places.clash(each.path)
        place = places.take(each.path)
        files[place] = each.merged.data
        decisions += [decision._replace(path=place) for decision in each.merged.decisions]
        if clash is not None:
            decisions.append(Decision(place, "clash", f"another than {clash}, which has its path: both are kept"))
        besides += [(place, each.merged.beside)] if each.merged.beside is not None else []
    for place, data in besides:
        if not any(data == files[other] for other in files if unnumbered(other) == unnumbered(place)):
            files[places.take(place)] = data
    return files, sorted(decisions)


def _deletions(paths: Collection[str | None], side: Collection[str]) -> Deletions:
    contacts = sorted(path for path in paths if path and _CONTACT.match(path))
    return Deletions(tuple(contacts), sum(_CONTACT.match(path) is not None for path in side))
