"""Merge of a Markdown text: its prose by paragraph, its log by entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from crm.core.merge import keys
from crm.core.merge.blocks import Block, join, split
from crm.core.merge.entries import decide_entry
from crm.core.merge.matter import merge_matter
from crm.core.merge.prose import decide_paragraph
from crm.core.merge.sequence import Slot, pick
from crm.core.merge.values import Findings
from crm.core.merge.weave import weave


def merge_page(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str]:
    """The merged lines of a text with front matter, log and prose."""
    (before, below), (older, old_body), (newer, new_body) = keys.halves(base), keys.halves(old), keys.halves(new)
    if before in (older, newer):  # one side left it as it was: there is nothing to read
        matter = pick(before, older, newer)
    else:
        matter = keys.write(merge_matter(keys.read(base)[0], keys.read(old)[0], keys.read(new)[0], findings))
    body = merge_body(below, old_body, new_body, findings)
    if not matter and body and body[0].rstrip() == "---":
        body = ["", *body]  # a rule across the page, which on the first line would open a front matter
    return [*matter, *body]


def merge_body(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str]:
    """The merged lines of a text without front matter."""
    if old == new or base == old:
        return list(new)
    if base == new:
        return list(old)
    (before, end), (older, old_end), (newer, new_end) = split(base), split(old), split(new)
    blocks = weave(before, older, newer, partial(_decide, findings))
    return join(blocks, [*newer, *older], pick(end, old_end, new_end))


def _decide(findings: Findings, slot: Slot[Block]) -> list[Block]:
    in_log = any(block is not None and block.kind == "item" and block.log for block in (slot.base, slot.old, slot.new))
    return decide_entry(findings, slot) if in_log else decide_paragraph(findings, slot)
