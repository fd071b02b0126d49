"""What a sync did, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crm.cli.output.out import Out
from crm.cli.output.text import safe

if TYPE_CHECKING:
    from crm.book.syncing.sync import Synced
    from crm.cli.output.views import Json
    from crm.core.versions.changes import Changes

_MOST = 20
"""Lines of one kind; more are counted."""


def lines(done: Synced, out: Out, *, quiet: bool) -> Iterator[str]:
    """What was recorded, what came, what went, what was decided; if ``quiet``, no word where that is nothing."""
    recorded = [] if done.edits.fault else done.edits.recorded
    sections = {
        "Recorded, as it was edited:": recorded,
        "Entries that an edit removed:": [f"{path}: {entry}" for path, entry in done.edits.removed],
        f"Came from {done.remote}:": [f"{path}: {_said(came)}" for path, came in done.came.items()],
        f"Went to {done.remote}:": [subject for _, subject in done.went],
        "Decided:": [f"{one.path}: {one.text}" for one in done.decisions],
    }
    for title, items in sections.items():
        yield from _section(title, items, out)
    if done.complete and not quiet and not any(sections.values()):
        yield f"Nothing new, here or at {safe(done.remote)}."


def warnings(done: Synced) -> Iterator[str]:
    """What the user has to do something about."""
    yield from done.warnings
    for path, why in done.edits.held.items():
        yield f"{path} is held back: {why}; put it right, or accept it with: crm sync --accept {path}"
    if done.edits.fault:
        yield f"your edits are {done.edits.fault.removeprefix('saved, ')}"
    if done.fault:
        yield f"crm: {done.fault[0]}; {done.fault[1]}"


def json(done: Synced) -> Json:
    """The same as JSON, with the fields of docs/sync.md."""
    return {
        "remote": done.remote,
        "complete": done.complete,
        "recorded": [] if done.edits.fault else done.edits.recorded,
        "removed": [{"path": path, "entry": entry} for path, entry in done.edits.removed],
        "held": [{"path": path, "why": why} for path, why in done.edits.held.items()],
        "came": [
            {"path": path, "logged": list(one.logged), "changes": list(one.others)} for path, one in done.came.items()
        ],
        "went": [{"commit": commit, "subject": subject} for commit, subject in done.went],
        "decided": [{"path": one.path, "rule": one.rule, "text": one.text} for one in done.decisions],
        "warnings": list(warnings(done)),
    }


def _section(title: str, items: Sequence[str], out: Out) -> Iterator[str]:
    if items:
        yield out.style(safe(title), "bold")
    yield from (f"  {safe(item)}" for item in items[:_MOST])
    if len(items) > _MOST:
        yield f"  and {len(items) - _MOST} more"


def _said(came: Changes) -> str:
    return "; ".join([*came.others, *came.logged]) or "changed"
