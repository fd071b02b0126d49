"""Merge of the log: a multiset of entries, and below each entry a multiset of details by the same rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from crm.core.merge.blocks import Block, join, parts
from crm.core.merge.likeness import TICK
from crm.core.merge.sequence import Slot, pick, settle
from crm.core.merge.values import Findings
from crm.core.merge.weave import weave
from crm.core.text.texts import quoted

_LABEL = re.compile(r"[ \t]*[-*+][ \t]+(\[[ xX]\]|[A-Za-z-]+:)")


def decide_entry(findings: Findings, slot: Slot[Block]) -> list[Block]:
    """What becomes of an entry, or of a detail or text below one."""

    def stays(left: Block) -> None:
        findings.say("kept", f"{_name(left)} was removed on one side and changed on the other: it stays")

    return settle(slot, partial(_both, findings), stays)


def _both(findings: Findings, base: Block | None, old: Block, new: Block) -> list[Block]:
    """One item with both changes; or both as they are, where both sides changed its first line."""
    heading = _heading(base, old, new)
    if base is None or heading is None:
        findings.say("both", f"{_name(new)} was changed on both sides: both versions are kept")
        return [old, new]
    before, older, newer = (parts(block.lines[1:]) for block in (base, old, new))
    below = weave(before, older, newer, partial(decide_entry, findings), partial(_tell_rewritten, findings))
    return [replace(new, lines=(heading, *join(below, [*newer, *older], nested=True)))]


def _tell_rewritten(findings: Findings, slots: Sequence[Slot[Block]]) -> None:
    """Tells of a detail that both sides wrote so anew that neither is known for the other's: both are kept."""
    gone = Counter(_label(slot.base) for slot in slots if slot.base and not slot.old and not slot.new)
    added = [slot for slot in slots if slot.base is None]
    for label, count in gone.items():
        old = [slot.old for slot in added if slot.old and not slot.new and _label(slot.old) == label]
        new = [slot.new for slot in added if slot.new and not slot.old and _label(slot.new) == label]
        for block in new[: min(count, len(old))]:
            findings.say("both", f"{_name(block)} was changed on both sides: both versions are kept")


def _label(detail: Block) -> str:
    """What a detail says that it is, such as a takeaway or a task."""
    label = _LABEL.match(detail.lines[0])
    return label[1].casefold() if label else detail.kind


def _heading(base: Block | None, old: Block, new: Block) -> str | None:
    """The first line of an item. A tick on one side and another text on the other are both kept."""
    if base is None or any(block.kind != "item" for block in (old, new)):
        return None
    first = (base.lines[0], old.lines[0], new.lines[0])
    if first[0] in first[1:] or first[1] == first[2]:
        return pick(*first)
    ticks = [TICK.match(line) for line in first]
    marks, boxes, texts = (tuple(tick[group] for tick in ticks if tick) for group in (1, 2, 3))
    if len(texts) < len(ticks) or (texts[0] not in texts[1:] and texts[1] != texts[2]):
        return None
    return f"{pick(*marks)}[{pick(*boxes)}]{pick(*texts)}"


def _name(entry: Block) -> str:
    return quoted(entry.lines[0].lstrip("-*+ \t"))
