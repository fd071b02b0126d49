"""Three-way merge of a sequence of blocks: each is decided on its own, then all are put in order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from crm.core.merge.blocks import Block
from crm.core.merge.likeness import likeness
from crm.core.merge.sequence import Alignment, Slot, Time, align, insert_in_time, leading, pick

_STAMP = re.compile(r"[-*+][ \t]+(\d{4}-\d{2}-\d{2})(?:[ \t]+(\d{2}:\d{2}))?(?!\d)")


def weave(
    base: Sequence[Block],
    old: Sequence[Block],
    new: Sequence[Block],
    decide: Callable[[Slot[Block]], list[Block]],
) -> list[Block]:
    """The merged blocks. ``decide`` says what becomes of one in its three versions.

    A new entry of the log goes where it belongs in time; anything else new behind what precedes it on its side.
    """
    alignment = align(base, old, new, lambda block: block, likeness)
    decided = [_placed(slot, decide(slot)) for slot in alignment.slots]
    _keep_headings(alignment, decided)
    firsts = [blocks[0] if blocks else None for blocks in decided]
    order, others = leading(alignment, {number for number, first in enumerate(firsts) if first})
    late = _late(set(order), others, firsts)
    order = _with_runs(order, others, set(late), firsts)
    order = _in_log(order, late, firsts)
    return [block for number in order for block in decided[number]]


def _late(known: Collection[int], others: Sequence[int], firsts: Sequence[Block | None]) -> list[int]:
    """The other side's own entries that have a time; not those below a heading of its own, which stay there."""
    late: list[int] = []
    heading_known = True
    for number in others:
        if 0 < _level(firsts[number]) <= 2:
            heading_known = number in known
        elif heading_known and number not in known and _time(firsts[number]):
            late.append(number)
    return late


def _placed(slot: Slot[Block], blocks: list[Block]) -> list[Block]:
    """The one block that became of three, with its merged place."""
    base, old, new = slot.base, slot.old, slot.new
    if base is None or old is None or new is None or len(blocks) != 1:
        return blocks
    if _place(base) == _place(old) == _place(new):
        return blocks
    gap, after = pick((base.gap, base.after), (old.gap, old.after), (new.gap, new.after))
    log = pick(base.log, old.log, new.log)
    unended = blocks[0] in (old, new) and pick(base.open, old.open, new.open)
    return [replace(blocks[0], gap=gap, after=after, log=log, open=unended)]


def _place(block: Block) -> tuple[object, ...]:
    return block.gap, block.after, block.log, block.open


def _keep_headings(alignment: Alignment[Block], decided: list[list[Block]]) -> None:
    """Keeps a heading that one side removed with all that stood below it, where the other side's work stays there."""
    slots = alignment.slots
    for side, other in ((alignment.old, set(alignment.new)), (alignment.new, set(alignment.old))):
        sections: dict[int, list[int]] = {}
        for number in side:
            mine = slots[number].old or slots[number].new
            if mine is not None and mine.kind == "head":
                section = sections[number] = []
            elif sections:
                section.append(number)
        for heading, below in sections.items():
            if not decided[heading] and not other.intersection(below) and any(decided[number] for number in below):
                decided[heading] = _left(slots[heading])
    _keep_log(slots, decided)


def _keep_log(slots: Sequence[Slot[Block]], decided: list[list[Block]]) -> None:
    """Keeps a heading of the log where an entry stays."""
    if {blocks[0].kind for blocks in decided if blocks and blocks[0].log} == {"item"}:
        headings = (number for number, slot in enumerate(slots) if any(each.log and each.level for each in _left(slot)))
        for number in headings:
            decided[number] = _left(slots[number])
            return


def _left(slot: Slot[Block]) -> list[Block]:
    """The newest version of a block that a side still has."""
    left = slot.new or slot.old
    return [left] if left else []


def _with_runs(
    order: Sequence[int], others: Sequence[int], late: Collection[int], firsts: Sequence[Block | None]
) -> list[int]:
    """The order with the other side's own blocks in it, each run of them behind what precedes it there.

    From its first heading on, a run stands below what the leading side has put under the section above.
    """
    known, theirs = set(order), set(others)
    runs: dict[int, list[int]] = defaultdict(list)
    behind = -1
    for number in others:
        if number in known:
            behind = number
        elif number not in late:
            runs[behind].append(number)
    result: list[int] = []
    headed: list[int] = []
    for number in [-1, *order]:
        if headed and (number in theirs or 0 < _level(firsts[number]) <= _level(firsts[headed[0]])):
            result += headed
            headed = []
        result += [number] if number >= 0 else []
        run = runs.get(number, [])
        cut = next((place for place, each in enumerate(run) if _level(firsts[each])), len(run))
        result += run[:cut]
        headed = run[cut:] or headed
    return result + headed


def _in_log(order: list[int], late: Sequence[int], firsts: Sequence[Block | None]) -> list[int]:
    """The order with late entries, and those that were left outside the log, in the log; and no other item in it."""
    inside = _inside(order, firsts)
    entries = {number for number in order if _is_entry(firsts[number])}
    others = inside - entries
    foreign = [number for number in order if number in others and _kind(firsts[number]) == "item"]
    moving = [*late, *(number for number in order if number in entries and number not in inside)]
    moved = {*moving, *foreign}
    order = [number for number in order if number not in moved]
    start, end = _log(order, firsts)
    times = [_time(first) for first in firsts]
    here = inside.union(moving)
    among = [stamp if number in here else None for number, stamp in enumerate(times)]
    order = insert_in_time(order, [number for number in moving if times[number]], among, end)
    start, end = _log(order, firsts)
    undated = [number for number in moving if not times[number]]
    return [*order[:start], *foreign, *order[start:end], *undated, *order[end:]]


def _inside(order: Sequence[int], firsts: Sequence[Block | None]) -> set[int]:
    """The slots that stand in a log."""
    inside: set[int] = set()
    in_log = False
    for number in order:
        first = firsts[number]
        if first is not None and 0 < first.level <= 2:
            in_log = first.log
        elif in_log:
            inside.add(number)
    return inside


def _log(order: Sequence[int], firsts: Sequence[Block | None]) -> tuple[int, int]:
    """The places of the first log's heading and of what follows that log; of the end where there is none."""
    inside = _inside(order, firsts)
    start = len(order)
    for place, number in enumerate(order):
        first = firsts[number]
        if place > start and number not in inside:
            return start, place
        if start == len(order) and first is not None and first.log and first.level:
            start = place
    return start, len(order)


def _level(block: Block | None) -> int:
    return block.level if block else 0


def _kind(block: Block | None) -> str:
    return block.kind if block else ""


def _is_entry(block: Block | None) -> bool:
    return block is not None and block.log and block.kind == "item"


def _time(block: Block | None) -> Time | None:
    stamp = _STAMP.match(block.lines[0]) if block is not None and _is_entry(block) else None
    return (stamp[1], stamp[2] or "") if stamp else None
