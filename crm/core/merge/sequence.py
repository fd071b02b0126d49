"""Three-way merge of sequences: which items of three versions are one, what becomes of each, in which order.

In this whole package the two sides are called ``old`` and ``new`` by the age of their commits, so that it cannot matter
which of them is whose.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

T = TypeVar("T")
Time = tuple[str, ...]

MOST_PAIRS = 20_000
"""Pairs of changed items that are looked at for likeness; beyond, a change counts as one item gone and one new."""


def pick(base: T, old: T, new: T) -> T:
    """The side that changed; the newer where both did."""
    return old if new == base else new


@dataclass(slots=True)
class Slot(Generic[T]):
    """One item in its three versions; ``None`` where it is missing."""

    base: T | None = None
    old: T | None = None
    new: T | None = None


@dataclass(slots=True)
class Alignment(Generic[T]):
    """The items of three sequences: ``slots``, and the slots' numbers in each sequence's own order."""

    slots: list[Slot[T]] = field(default_factory=list)
    base: list[int] = field(default_factory=list)
    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)


def align(
    base: Sequence[T],
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    likeness: Callable[[T, T], float] | None = None,
) -> Alignment[T]:
    """Which items belong together: those with one key, the n-th of base with the n-th of a side; then those that both
    sides have; then, of the rest, what a side has and what it no longer has, by likeness (0 is none).
    """
    of_old, of_new = _equal(base, old, key), _equal(base, new, key)
    rest_old, rest_new = _missing(of_old, old), _missing(of_new, new)
    pairs = _equal([old[i] for i in rest_old], [new[i] for i in rest_new], key)
    twins = {rest_new[there]: rest_old[here] for there, here in pairs.items()}
    if likeness is not None:
        of_old |= _alike(base, old, of_old, set(twins.values()), likeness)
        of_new |= _alike(base, new, of_new, set(twins), likeness)
    result: Alignment[T] = Alignment([Slot(base=item) for item in base], list(range(len(base))))
    for number, item in enumerate(old):
        result.old.append(_slot(result, of_old.get(number)))
        result.slots[result.old[-1]].old = item
    for number, item in enumerate(new):
        twin = result.old[twins[number]] if number in twins else None
        result.new.append(_slot(result, of_new.get(number, twin)))
        result.slots[result.new[-1]].new = item
    return result


def _slot(alignment: Alignment[T], number: int | None) -> int:
    if number is not None:
        return number
    alignment.slots.append(Slot())
    return len(alignment.slots) - 1


def _equal(left: Sequence[T], right: Sequence[T], key: Callable[[T], Hashable]) -> dict[int, int]:
    """The place in ``left`` of each item of ``right`` that has an equal one, the n-th for the n-th."""
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, item in enumerate(left):
        places[key(item)].append(place)
    found: dict[int, int] = {}
    for place, item in enumerate(right):
        waiting = places.get(key(item))
        if waiting:
            found[place] = waiting.popleft()
    return found


def _missing(found: Collection[int], items: Sequence[T]) -> list[int]:
    return [place for place in range(len(items)) if place not in found]


def _alike(
    base: Sequence[T], side: Sequence[T], found: dict[int, int], twins: set[int], likeness: Callable[[T, T], float]
) -> dict[int, int]:
    """The places in ``base`` of the items that a side changed: the likest pairs first, each item once."""
    gone = _missing(set(found.values()), base)
    come = [place for place in _missing(found, side) if place not in twins]
    if len(gone) * len(come) > MOST_PAIRS:
        return {}
    scores = ((likeness(base[here], side[there]), here, there) for here in gone for there in come)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, here, there in sorted(scores, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score > 0 and here not in taken and there not in pairs:
            pairs[there] = here
            taken.add(here)
    return pairs


def settle(
    slot: Slot[T],
    both: Callable[[T | None, T, T], list[T]],
    stays: Callable[[T], None] = lambda item: None,
) -> list[T]:
    """What becomes of one item. ``both`` answers where both sides changed it in different ways; ``stays`` is told of
    what one side removed and the other changed.
    """
    base, old, new = slot.base, slot.old, slot.new
    if old is not None and new is not None:
        if old in (new, base):
            return [new]
        return [old] if new == base else both(base, old, new)
    left = old if new is None else new
    if left is None or left == base:
        return []
    if base is not None:
        stays(left)
    return [left]


def merge_items(
    base: Sequence[T], old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable] = lambda item: item
) -> list[T]:
    """A multiset's items: what is new on either side, once what is new on both, nothing that one side removed."""
    alignment = align(base, old, new, key)
    settled = [settle(slot, lambda _, __, newer: [newer]) for slot in alignment.slots]
    kept = {number for number, items in enumerate(settled) if items}
    return [item for number in insert(*leading(alignment, kept)) for item in settled[number]]


def leading(alignment: Alignment[T], kept: Collection[int]) -> tuple[list[int], list[int]]:
    """The kept slots in the order of the side whose order stands, and in the other's.

    It is the side that moved things; else the one that has all of the other's and more; else the newer.
    """
    old = [number for number in alignment.old if number in kept]
    new = [number for number in alignment.new if number in kept]
    shared = set(old) & set(new)
    old_shared = [number for number in old if number in shared]
    new_shared = [number for number in new if number in shared]
    if old_shared != new_shared:
        known = shared.intersection(alignment.base)
        before = [number for number in alignment.base if number in known]
        if before == [number for number in old_shared if number in known]:
            return new, old
        if before == [number for number in new_shared if number in known]:
            return old, new
    return (old, new) if len(shared) == len(new) < len(old) else (new, old)


def insert(order: Sequence[int], others: Iterable[int]) -> list[int]:
    """The order with the other side's own slots in it, each run of them behind what precedes it there."""
    known = set(order)
    runs: dict[int | None, list[int]] = defaultdict(list)
    behind: int | None = None
    for number in others:
        if number in known:
            behind = number
        else:
            runs[behind].append(number)
    return [*runs[None], *(each for number in order for each in (number, *runs[number]))]


def insert_in_time(order: Sequence[int], late: Sequence[int], times: Sequence[Time | None], end: int) -> list[int]:
    """The order with further slots put where they belong in time, whether it runs forwards or backwards.

    ``times`` has the time of every slot, or None; ``end`` is the place for the first that has one.
    """
    dated = [stamp for number in order if (stamp := times[number]) is not None]
    if not dated:
        return [*order[:end], *sorted(late, key=lambda number: times[number] or ()), *order[end:]]
    falling = sum((first > second) - (first < second) for first, second in pairwise(dated))
    if falling > 0:
        return _into_rising(order[::-1], late, times)[::-1]
    return _into_rising(order, late, times)


def _into_rising(order: Sequence[int], late: Sequence[int], times: Sequence[Time | None]) -> list[int]:
    """Each behind the last that is not later than it; before all others if there is none."""
    dated = [(place, stamp) for place, number in enumerate(order) if (stamp := times[number]) is not None]
    # what is the earliest from each place on can only rise, and so can be searched
    earliest = list(accumulate((stamp for _, stamp in reversed(dated)), min))[::-1]
    runs: dict[int, list[int]] = defaultdict(list)
    for number in sorted(late, key=lambda number: times[number] or ()):
        place = bisect_right(earliest, times[number] or ())
        runs[dated[place - 1][0] + 1 if place else dated[0][0]].append(number)
    return [each for place in range(len(order) + 1) for each in (*runs[place], *order[place : place + 1])]
