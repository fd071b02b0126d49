"""Merge of a body that both sides changed: its prose by paragraph, its log by entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from crm.core.merge.blocks import Block, join, split
from crm.core.merge.entries import decide_entry
from crm.core.merge.prose import decide_paragraph
from crm.core.merge.sequence import Slot, pick
from crm.core.merge.values import Findings
from crm.core.merge.weave import weave


def merge_blocks(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str]:
    """The merged lines."""
    (before, end), (older, old_end), (newer, new_end) = split(base), split(old), split(new)
    blocks = weave(before, older, newer, partial(_decide, findings))
    return join(blocks, [*newer, *older], pick(end, old_end, new_end))


def _decide(findings: Findings, slot: Slot[Block]) -> list[Block]:
    in_log = any(block is not None and block.kind == "item" and block.log for block in (slot.base, slot.old, slot.new))
    return decide_entry(findings, slot) if in_log else decide_paragraph(findings, slot)
