"""What bringing in a whole book would do, and what it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.book.everything import Brought, Plan
from crm.cli.output.text import safe

_MOST = 20
"""Lines of one kind; more are counted."""


def lines(plan: Plan, source: str, *, force: bool) -> Iterator[str]:
    """The plan: what is new, what differs, what is kept out, and totals that add up to the files of the export."""
    differing = [file.path for file in plan.differing]
    yield from _section("New:", [file.path for file in plan.new])
    yield from _section("To be written over:" if force else "Other here, and left as they are:", differing)
    yield from _section("Kept out:", [f"{path}: {why}" for path, why in plan.refused])
    counts = {
        "new": len(plan.new),
        "the same already": len(plan.equal),
        "to be written over" if force else "other here": len(plan.differing),
        "kept out": len(plan.refused),
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    total = sum(counts.values())
    yield f"{safe(source)}: {total:,} file{'' if total == 1 else 's'}{': ' if said else ''}{said}"


def done(brought: Brought) -> Iterator[str]:
    """What was written, and what could not be."""
    yield from _section("Not written:", [f"{path}: {why}" for path, why in brought.failed.items()])
    if brought.written:
        yield f"Done: {len(brought.written):,} written. To take it back: crm undo"
    if brought.resumed:
        yield f"{len(brought.resumed):,} of an import that was interrupted are recorded with it."
    if not (brought.written or brought.resumed):
        yield "Nothing was changed."


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield title
    yield from (f"  {safe(item)}" for item in items[:_MOST])
    if len(items) > _MOST:
        yield f"  and {len(items) - _MOST:,} more"
