"""Three-way merge of a sequence of blocks: each is decided on its own, then all are put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from crm.core.merge.blocks import Block
from crm.core.merge.likeness import likeness
from crm.core.merge.order import ordered
from crm.core.merge.sequence import Alignment, Slot, align, leading, pick


def weave(
    base: Sequence[Block],
    old: Sequence[Block],
    new: Sequence[Block],
    decide: Callable[[Slot[Block]], list[Block]],
    look: Callable[[Sequence[Slot[Block]]], None] = lambda slots: None,
) -> list[Block]:
    """The merged blocks. ``decide`` says what becomes of one in its three versions; ``look`` is shown all.

    A new entry of the log goes where it belongs in time; anything else new behind what precedes it on its side.
    """
    alignment = align(base, old, new, lambda block: block, likeness)
    look(alignment.slots)
    decided = [_placed(slot, decide(slot)) for slot in alignment.slots]
    _keep_headings(alignment, decided)
    firsts = [blocks[0] if blocks else None for blocks in decided]
    order, others = leading(alignment, {number for number, first in enumerate(firsts) if first})
    return [block for number in ordered(order, others, firsts) for block in decided[number]]


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
