"""The order of merged blocks: a new section below the one above, a new entry where it belongs in time, in the log."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from crm.core.merge.blocks import Block
from crm.core.merge.sequence import Time, insert_in_time

_STAMP = re.compile(r"[-*+][ \t]+(\d{4}-\d{2}-\d{2})(?:[ \t]+(\d{2}:\d{2}))?(?!\d)")

Blocks = Sequence[Block | None]
"""The first block of each slot, None where nothing is left of it."""


def ordered(order: Sequence[int], others: Sequence[int], firsts: Blocks) -> list[int]:
    """The slots of one side in their order, with the other side's own put in."""
    late = _late(set(order), others, firsts)
    return _in_log(_with_runs(order, others, set(late), firsts), late, firsts)


def _late(known: Collection[int], others: Sequence[int], firsts: Blocks) -> list[int]:
    """The other side's own entries that have a time; not those below a heading of its own, which stay there."""
    late: list[int] = []
    heading_known = True
    for number in others:
        if 0 < _level(firsts[number]) <= 2:
            heading_known = number in known
        elif heading_known and number not in known and _time(firsts[number]):
            late.append(number)
    return late


def _with_runs(order: Sequence[int], others: Sequence[int], late: Collection[int], firsts: Blocks) -> list[int]:
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


def _in_log(order: list[int], late: Sequence[int], firsts: Blocks) -> list[int]:
    """The order with late entries, and those that were left outside the log, in the log; and no other item in it."""
    inside = _inside(order, firsts)
    entries = {number for number in order if _is_entry(firsts[number])}
    others = inside - entries
    foreign = [number for number in order if number in others and _kind(firsts[number]) == "item"]
    moving = [*late, *(number for number in order if number in entries and number not in inside)]
    moved = {*moving, *foreign}
    order = [number for number in order if number not in moved]
    times = [_time(first) for first in firsts]
    here = inside.union(moving)
    among = [stamp if number in here else None for number, stamp in enumerate(times)]
    order = insert_in_time(order, [number for number in moving if times[number]], among, _log(order, firsts)[1])
    start, end = _log(order, firsts)
    undated = [number for number in moving if not times[number]]
    return [*order[:start], *foreign, *order[start:end], *undated, *order[end:]]


def _inside(order: Sequence[int], firsts: Blocks) -> set[int]:
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


def _log(order: Sequence[int], firsts: Blocks) -> tuple[int, int]:
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
