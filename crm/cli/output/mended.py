"""What was put right after merges, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.book.syncing.resolve import Resolved, Undecided
from crm.cli.output.out import Out
from crm.cli.output.text import safe
from crm.cli.output.views import Json
from crm.core.text.texts import quoted


def lines(done: Resolved, undecided: Sequence[Undecided], out: Out) -> Iterator[str]:
    """What was put right, what was decided, what is left."""
    if done.mended.paths:
        yield out.style("Put right:", "bold")
        yield from (f"  {safe(path)}" for path in done.mended.paths)
    if done.mended.decisions:
        yield out.style("Decided:", "bold")
        yield from (f"  {safe(one.path)}: {safe(one.text)}" for one in done.mended.decisions)
    if done.concluded:
        yield "The merge is done, and recorded."
    if done.mended.left or done.going_on:
        yield out.style("Left to you:", "bold")
        yield from (f"  {safe(path)} is no text of the book: settle it, then git add it" for path in done.mended.left)
    if done.going_on:
        yield f"  {done.going_on} is going on: end it with git"
    if undecided:
        yield out.style("To decide (keep what is right, delete the line under conflicts):", "bold")
        yield from (f"  {safe(one.path)}: {safe(_said(one))}" for one in undecided)
    if not (done.mended.paths or done.mended.left or done.going_on or done.concluded or undecided):
        yield "Nothing to put right."


def _said(one: Undecided) -> str:
    stands = quoted(one.value) if one.value else "nothing"
    return f"{one.key}: {stands} stands, the other side had {quoted(one.other)}"


def json(done: Resolved, undecided: Sequence[Undecided]) -> Json:
    """The same as JSON, with the fields of docs/sync.md."""
    return {
        "mended": done.mended.paths,
        "decided": [{"path": one.path, "rule": one.rule, "text": one.text} for one in done.mended.decisions],
        "left": done.mended.left,
        "going_on": done.going_on,
        "undecided": [{"path": one.path, "key": one.key, "value": one.value, "other": one.other} for one in undecided],
    }
