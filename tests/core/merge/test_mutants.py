"""Wrong merges, each of which the properties, the worked merges or the simulation must tell from the right one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test

from crm.core.merge import (
    Deletions,
    Merged,
    MergedTree,
    Order,
    entries,
    identity,
    key,
    matter,
    merge,
    merge_trees,
    order,
    prose,
    sequence,
    trees,
    weave,
)
from tests.core.merge import pages, properties, test_simulation, test_trees, test_worked
from tests.core.merge.properties import ORDER, Merge

QUICK = settings(
    max_examples=300,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def caught_by_properties(mutant: Merge) -> bool:
    @QUICK
    @given(fork=pages.forks())
    def hold(fork: tuple[bytes | None, bytes, bytes]) -> None:
        for holds in properties.ALL:
            holds(mutant, *fork)

    return fails(hold)


def caught_by_worked(mutant: Merge) -> bool:
    def right(case: Path) -> bool:
        text = test_worked.texts(case)
        merged = mutant(text.get("base"), text["a"], text["b"], ORDER, test_worked.path_of(case))
        return merged.data == text["want"]

    return not all(map(right, test_worked.CASES))


def caught_by_simulation(mutant: test_simulation.MergeTrees) -> bool:
    class Mutants(test_simulation.Machines):
        merge = staticmethod(mutant)

    return fails(lambda: run_state_machine_as_test(Mutants, settings=settings(QUICK, stateful_step_count=30)))


def fails(check: Callable[[], object]) -> bool:
    try:
        check()
    except AssertionError:
        return True
    return False


def newer(a: bytes, b: bytes, order: Order) -> bytes:
    return b if order.b_is_newer(a, b) else a


def last_writer_wins(base: bytes | None, a: bytes, b: bytes, order: Order, path: str) -> Merged:
    return Merged(newer(a, b, order))


def no_base(base: bytes | None, a: bytes, b: bytes, order: Order, path: str) -> Merged:
    return merge(None, a, b, order, path)


def second_side_is_newer(base: bytes | None, a: bytes, b: bytes, order: Order, path: str) -> Merged:
    return merge(base, a, b, ORDER, path)


def swapped_sides(base: bytes | None, a: bytes, b: bytes, order: Order, path: str) -> Merged:
    return merge(base, a, b, Order(order.b, order.a), path)


def union_of_lines(base: bytes | None, a: bytes, b: bytes, order: Order, path: str) -> Merged:
    old, new = sorted((a, b), key=lambda side: side == newer(a, b, order))
    lines = old.splitlines(keepends=True)
    return Merged(b"".join([*lines, *(line for line in new.splitlines(keepends=True) if line not in lines)]))


WHOLE = [last_writer_wins, no_base, second_side_is_newer, union_of_lines]


@pytest.mark.parametrize("mutant", WHOLE, ids=lambda mutant: mutant.__name__)
def test_the_properties_catch(mutant: Merge) -> None:
    assert caught_by_properties(mutant)


@pytest.mark.parametrize("mutant", [last_writer_wins, no_base, swapped_sides, union_of_lines], ids=lambda m: m.__name__)
def test_the_worked_merges_catch(mutant: Merge) -> None:
    assert caught_by_worked(mutant)


def only_newer(findings: Any, base: Any, old: Any, new: Any) -> list[Any]:
    return [new]


def deletion_wins(slot: Any, both: Any, stays: Any = None) -> list[Any]:
    if slot.base is not None and (slot.old is None or slot.new is None):
        return []
    return sequence.settle(slot, both)


def no_twins(*arguments: Any) -> Any:
    """Items that both sides added are not recognised as one."""
    found = sequence.align(*arguments)
    for number in [number for number in found.new if found.slots[number].base is None and found.slots[number].old]:
        found.slots.append(sequence.Slot(new=found.slots[number].new))
        found.slots[number].new = None
        found.new[found.new.index(number)] = len(found.slots) - 1
    return found


PARTS = {
    "conflicts are dropped": (matter, "with_notes", lambda keys, notes: list(keys), "properties"),
    "a deleted key stays deleted": (matter, "settle", deletion_wins, "worked"),
    "a deleted entry stays deleted": (entries, "settle", deletion_wins, "properties"),
    "details of the older side are dropped": (entries, "_both", only_newer, "properties"),
    "a paragraph of the older side is dropped": (prose, "_both", only_newer, "worked"),
    "the same entry on both sides stands twice": (weave, "align", no_twins, "properties"),
    "keys are not recognised": (matter, "align", no_twins, "properties"),
    "comments are dropped": (key, "_with_comments", lambda stands, *_: stands, "worked"),
    "lists are single values": (key, "merge_lists", lambda *_: None, "worked"),
    "the louder status stands": (key, "_silence", lambda _: 0, "worked"),
    "new entries go to the end": (order, "insert_in_time", lambda known, late, *_: [*known, *late], "worked"),
    "a new section cuts the log": (order, "_in_log", lambda known, late, _: [*known, *late], "worked"),
    "headings go with what they head": (weave, "_keep_headings", lambda *_: None, "worked"),
    "an edit is a deletion and an addition": (weave, "likeness", lambda *_: 0, "worked"),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_wrong_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, part, mutant, by = PARTS[name]
    monkeypatch.setattr(module, part, mutant)
    assert caught_by_worked(merge)
    if by == "properties":
        assert caught_by_properties(merge)


def trees_of_last_writer(base: Any, a: Any, b: Any, order: Order) -> MergedTree:
    files = {path: newer(a.get(path, b""), b.get(path, b""), order) for path in {*a, *b}}
    return MergedTree(files, (), Deletions((), 0), Deletions((), 0))


def trees_without_base(base: Any, a: Any, b: Any, order: Order) -> MergedTree:
    return merge_trees({}, a, b, order)


@pytest.mark.parametrize("mutant", [trees_of_last_writer, trees_without_base], ids=lambda mutant: mutant.__name__)
def test_the_simulation_catches(mutant: test_simulation.MergeTrees) -> None:
    assert caught_by_simulation(mutant)


TREE_PARTS = {
    "renames are not seen": (trees, "whereabouts", lambda base, side: {p: p if p in side else None for p in base}),
    "two people become one": (trees, "same_thing", lambda *_: True),
    "a path given away is an edit": (identity, "replaced", lambda *_: False),
}


@pytest.mark.parametrize("name", TREE_PARTS)
def test_a_part_of_the_merge_of_trees_that_is_wrong_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, part, mutant = TREE_PARTS[name]
    monkeypatch.setattr(module, part, mutant)
    assert caught_by_cases() or caught_by_simulation(merge_trees)


def caught_by_cases() -> bool:
    cases = test_trees.CASES.values()
    return not all(dict(merge_trees(base, a, b, ORDER).files) == want for base, a, b, want in cases)
