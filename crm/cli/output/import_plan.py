"""The plan of an import, and what became of it, as lines and as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from crm.book.inward.importing import Done
from crm.cli.output.out import Out
from crm.cli.output.text import safe
from crm.cli.output.views import Json
from crm.core.contacts.plans import Plan, Step
from crm.core.text.texts import quoted

_MOST = 12
"""Rows of one kind on a terminal; more are counted. In a pipe all of them are there."""

_TITLES = {"add": "to add", "fill": "to fill in", "unchanged": "unchanged", "held": "held back"}


def lines(plan: Plan, file: str, out: Out) -> Iterator[str]:
    """What would become of every row."""
    sections = {
        "Add": [_added(step) for step in plan.of("add")],
        "Fill in": [_filled(step) for step in plan.of("fill")],
        "Held back: may be somebody you have": [_held(step) for step in plan.of("held")],
        "Cannot be read": [f"line {one.line}: {one.reason}" for one in plan.unread],
        "Left out of rows that are read": [
            f"line {step.person.line}: {step.person.name}: {'; '.join(step.person.left_out)}"
            for step in plan.steps
            if step.person.left_out
        ],
        "Another LinkedIn profile than in the book, which stays": [
            _profile(step) for step in plan.steps if _has(step, "linkedin")
        ],
    }
    for title, items in sections.items():
        yield from _section(title, items, out)
    moved = [line for step in plan.steps if _has(step, "company", "role") for line in _moved(step)]
    yield from _section("Changed jobs, as the file says; the book stays as it is", moved, out, each=3)
    if plan.unknown:
        yield out.style(f"Columns that are left out ({len(plan.unknown):,})", "bold")
        yield safe(f"  {', '.join(map(quoted, plan.unknown))}")
        yield f"  to say what one holds: --map {shlex.quote(safe(plan.unknown[0]) + '=FIELD')}"
        yield ""
    if plan.dropped:
        counts = ", ".join(f"{what} ({count:,})" for what, count in plan.dropped)
        yield f"Not taken over, as a contact has no place for it: {counts}"
        yield ""
    yield from totals(plan, file, out)


def totals(plan: Plan, file: str, out: Out) -> Iterator[str]:
    """How many rows there are of each kind; together they are all that the file has."""
    counts = [(len(plan.of(action)), _TITLES[action]) for action in ("add", "fill", "unchanged", "held")]
    counts.append((len(plan.unread), "cannot be read"))
    said = ", ".join(f"{count:,} {title}" for count, title in counts if count)
    blank = f" (and {plan.blank:,} blank)" if plan.blank else ""
    rows = len(plan.steps) + len(plan.unread)
    yield out.style(safe(f"{file}: {rows:,} {'row' if rows == 1 else 'rows'}{blank}: {said}"), "bold")


def done_lines(plan: Plan, done: Done, out: Out) -> Iterator[str]:
    """What was done, and what to do next."""
    if done.added or done.filled:
        yield f"Done: {len(done.added):,} added, {len(done.filled):,} filled in. To take it back: crm undo"
    if done.added:
        yield "None of the new ones is on your list until you give them a tier: crm set NAME tier B"
    if done.resumed:
        yield f"{len(done.resumed):,} of an import that was interrupted are recorded with it."
    if not (done.added or done.filled or done.failed or done.resumed):
        yield "Nothing to do: the book has it all."
    for path, why in done.failed.items():
        yield out.style(safe(f"  {path} was not written: {why}"), "error")
    if plan.of("held"):
        yield "Held back are those who may be somebody you have: --likely same fills these in, --likely new adds them."


def json(plan: Plan, file: str, kind: str, done: Done | None) -> Json:
    """The same as JSON, with the fields of docs/import.md."""
    return {
        "file": file,
        "format": kind,
        "rows": len(plan.steps) + len(plan.unread),
        "blank": plan.blank,
        "add": [_row(step) for step in plan.of("add")],
        "fill": [_row(step) for step in plan.of("fill")],
        "unchanged": [_row(step) for step in plan.of("unchanged")],
        "held": [_row(step) for step in plan.of("held")],
        "unknown": list(plan.unknown),
        "dropped": dict(plan.dropped),
        "unread": [{"line": one.line, "reason": one.reason} for one in plan.unread],
        "done": done is not None,
        "failed": [{"path": path, "reason": why} for path, why in done.failed.items()] if done else [],
    }


def _row(step: Step) -> Json:
    return {
        "line": step.person.line,
        "name": step.person.name,
        "contact": step.slug or None,
        "reason": step.reason,
        "fields": {key: list(texts) for key, texts in step.values.items()},
        "connected": str(step.connected) if step.connected else None,
        "note": step.note or None,
        "differs": [{"key": one.key, "book": one.stands, "file": one.theirs} for one in step.differs],
        "could_be": [{"contact": one.key, "reason": one.reason} for one in step.could_be],
        "left_out": list(step.person.left_out),
    }


def _section(title: str, items: Sequence[str], out: Out, each: int = 1) -> Iterator[str]:
    """A title and its items, each of which takes so many lines."""
    if not items:
        return
    yield out.style(f"{title} ({len(items) // each:,})", "bold")
    shown = items if out.piped else items[: _MOST * each]
    yield from (f"  {safe(item)}" for item in shown)
    if len(items) > len(shown):
        yield f"  and {(len(items) - len(shown)) // each:,} more; all of them: --dry-run | less"
    yield ""


def _added(step: Step) -> str:
    person = step.person
    work = ", ".join(text for text in (person.role, person.company) if text)
    return f"line {person.line}: {person.name}{f' ({work})' if work else ''} as {step.slug}"


def _filled(step: Step) -> str:
    gains = [f"{key} {', '.join(texts)}" for key, texts in step.values.items()]
    if step.connected == "unknown":
        gains.append("connected, on a day that is not known (an entry of today)")
    elif step.connected:
        gains.append(f"connected on {step.connected}")
    gains += ["its note"] if step.note else []
    return f"line {step.person.line}: {step.slug} ({step.reason}): {'; '.join(gains)}"


def _held(step: Step) -> str:
    who = "; ".join(f"{one.reason}: {one.key}" for one in step.could_be)
    return f"line {step.person.line}: {step.person.name}: {who}"


def _has(step: Step, *keys: str) -> bool:
    return any(one.key in keys for one in step.differs)


def _profile(step: Step) -> str:
    one = next(one for one in step.differs if one.key == "linkedin")
    return f"line {step.person.line}: {step.slug}: {one.stands} stands, the file has {one.theirs}"


def _moved(step: Step) -> Iterator[str]:
    """What changed, how the book takes it over, and a congratulation: three lines."""
    work = [one for one in step.differs if one.key != "linkedin"]
    said = "; ".join(f"{one.key} {one.stands} → {one.theirs}" for one in work)
    slug = shlex.quote(step.slug)
    yield f"line {step.person.line}: {step.person.name}: {said}"
    yield "    " + " && ".join(f"crm set {slug} {one.key} {shlex.quote(one.theirs)}" for one in work)
    yield f"    crm note congratulation {slug}"
