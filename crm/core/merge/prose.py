"""Merge of prose: paragraph by paragraph; one that both sides changed stands in both versions between comments."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from crm.core.merge.blocks import Block, Lines, fenced
from crm.core.merge.sequence import Slot, merge_items, settle
from crm.core.merge.values import Findings
from crm.core.text.texts import quoted


def decide_paragraph(findings: Findings, slot: Slot[Block]) -> list[Block]:
    """What becomes of one paragraph, heading or list item outside the log."""

    def stays(left: Block) -> None:
        findings.say("kept", f"{_name(left)} was removed on one side and changed on the other: it stays")

    return settle(slot, partial(_both, findings), stays)


def _both(findings: Findings, base: Block | None, old: Block, new: Block) -> list[Block]:
    mine, yours = _texts(old), _texts(new)
    # by the rule of entries, so that a version which was settled on one side does not come back
    versions = tuple(merge_items(_texts(base), mine, yours)) or tuple(merge_items((), mine, yours))
    if len(versions) == 1:
        return [replace(new, lines=versions[0], versions=(), open=False)]
    findings.say("versions", f"{_name(new)} was changed on both sides: both versions stand there, between comments")
    return [replace(new, kind="text", level=0, lines=fenced(versions), versions=versions, open=False)]


def _texts(block: Block | None) -> tuple[Lines, ...]:
    if block is None:
        return ()
    return block.versions or (block.lines,)


def _name(block: Block) -> str:
    first = (block.versions or (block.lines,))[0][0]
    return quoted(first.strip())
