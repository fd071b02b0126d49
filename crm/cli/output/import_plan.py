"""The plan of an import, and what became of it, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.book.importing import Done
from crm.cli.output.out import Out
from crm.cli.output.text import safe
from crm.cli.output.views import Json
from crm.core.importing import Plan, Step

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
        "Changed jobs, as the file says (the book stays as it is)": [
            line for step in plan.steps if _has_moved(step) for line in _moved(step)
        ],
    }
    for title, items in sections.items():
        yield from _section(title, items, out)
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
    elif not done.failed:
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
        "connected": step.connected.isoformat() if step.connected else None,
        "differs": [{"key": one.key, "book": one.stands, "file": one.theirs} for one in step.differs],
        "could_be": [{"contact": one.key, "reason": one.reason} for one in step.could_be],
        "left_out": list(step.person.left_out),
    }


def _section(title: str, items: Sequence[str], out: Out) -> Iterator[str]:
    if not items:
        return
    yield out.style(f"{title} ({len(items):,})", "bold")
    shown = items if out.piped else items[:_MOST]
    yield from (f"  {safe(item)}" for item in shown)
    if len(items) > len(shown):
        yield f"  and {len(items) - len(shown):,} more; all of them: --dry-run | less"
    yield ""


def _added(step: Step) -> str:
    person = step.person
    work = ", ".join(text for text in (person.role, person.company) if text)
    return f"line {person.line}: {person.name}{f' ({work})' if work else ''} as {step.slug}"


def _filled(step: Step) -> str:
    gains = [f"{key} {', '.join(texts)}" for key, texts in step.values.items()]
    gains += [f"connected on {step.connected}"] if step.connected else []
    return f"line {step.person.line}: {step.slug} ({step.reason}): {'; '.join(gains)}"


def _held(step: Step) -> str:
    who = "; ".join(f"{one.reason}: {one.key}" for one in step.could_be)
    return f"line {step.person.line}: {step.person.name}: {who}"


def _has_moved(step: Step) -> bool:
    return any(one.key != "linkedin" for one in step.differs)


def _moved(step: Step) -> Iterator[str]:
    for one in step.differs:
        if one.key != "linkedin":
            yield f"line {step.person.line}: {step.slug}: {one.key} {one.stands} → {one.theirs}"
