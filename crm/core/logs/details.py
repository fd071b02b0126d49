"""What stands under an entry of the log: labelled lines and tasks, and the lines that continue them.

Source: the section "A contact" of docs/format.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from crm.core.documents import markdown
from crm.core.documents.markdown import Item, Line
from crm.core.model import Detail, Severity
from crm.core.text.texts import quoted
from crm.core.times import dates

LABELS = ("takeaway", "advice", "result", "offer", "anecdote", "private")
"""The labels with a meaning, as ``- LABEL: text`` under an entry."""

Report = Callable[[int, str, Severity, str, str], None]
"""Takes a line, a rule, a severity, a message and a hint."""

_TASK = re.compile(r"\[([ xX])\][ \t]+(.*)$")
_NEARLY_A_TASK = re.compile(r"\s*(?:[-*+•–—]\s*)?\[[ xX]?\](?![(\[:])\s*\S")
_NEARLY_A_LABEL = re.compile(r"([A-Za-z-]{4,12})[ \t]*:")
_BY = re.compile(r"\(by[ \t]+([^)]*)\)", re.IGNORECASE)
_LABEL = re.compile(rf"({'|'.join(LABELS)})[ \t]*:[ \t]*(.*)$", re.IGNORECASE)


class _Open(NamedTuple):
    """A list item that deeper lines continue: the columns before its mark, its place in the list of details.

    ``role`` is ``entry`` (it and all below it are left out), ``private`` (no labels below it) or ``detail``.
    """

    indent: int
    place: int
    role: str


def read_details(below: Sequence[Line], reads_as_entry: Callable[[str], bool], report: Report) -> tuple[Detail, ...]:
    """The details in the lines below an entry, in the order of the file; what is no detail is free text."""
    found: list[Detail] = []
    inside: list[_Open] = []
    for line in below:
        if line.blank:
            continue
        while inside and inside[-1].indent >= line.indent:
            inside.pop()
        above = inside[-1] if inside else None
        role = above.role if above else "detail"
        item = markdown.item(line)
        if item and (role == "entry" or reads_as_entry(item.text)):
            inside.append(_Open(item.indent, -1, "entry"))
        elif item and (detail := _detail(item, line.number, private=role == "private")):
            inside.append(_Open(item.indent, len(found), "private" if detail.label == "private" else role))
            found.append(detail)
        else:
            if role == "detail":
                _doubt(line, item, report)
            if above and role != "entry":
                before = found[above.place]
                found[above.place] = replace(before, text=f"{before.text} {line.text.strip()}".strip())
    return tuple(_dated(detail, report) if detail.label == "task" else detail for detail in found)


def _doubt(line: Line, item: Item | None, report: Report) -> None:
    """Reports what is nearly a task or a label: a promise must not be lost by a missing space."""
    if line.fenced:
        return
    if _NEARLY_A_TASK.match(line.text):
        report(
            line.number, "task", "error", "this is not read as a task", "write it as - [ ] TEXT, with all three spaces"
        )
    word = _NEARLY_A_LABEL.match(item.text) if item else None
    near = _nearest(word[1].lower()) if word else ""
    if word and near:
        hint = f"did you mean {near}?"
        report(line.number, "label", "warning", f"{quoted(word[1])} is no label, so this is free text", hint)


def _nearest(word: str) -> str:
    import difflib

    close = difflib.get_close_matches(word.replace("-", ""), LABELS, n=1, cutoff=0.8)
    return close[0] if close else ""


def _detail(item: Item, number: int, *, private: bool) -> Detail | None:
    task = _TASK.match(item.text)
    if task:
        return Detail("task", task[2].strip(), number, done=task[1] != " ")
    label = None if private else _LABEL.match(item.text)
    return Detail(label[1].lower(), label[2].strip(), number) if label else None


def _dated(task: Detail, report: Report) -> Detail:
    """A task with its date, the last one that it has, which is taken out of its text."""
    for match in reversed(list(_BY.finditer(task.text))):
        try:
            by = parse_day(match[1].strip())
        except ValueError as error:
            report(task.line, "date", "error", f"{match[0]}: {error}", "write it as (by YYYY-MM-DD)")
            continue
        text = f"{task.text[: match.start()].rstrip()} {task.text[match.end() :].lstrip()}".strip()
        return replace(task, by=by, text=text)
    return task


def parse_day(text: str) -> date:
    """A date of our time. Raises ValueError with one sentence."""
    day = dates.parse_date(text)
    if not 1900 <= day.year < 2200:
        raise ValueError(f"the year {day.year} is not between 1900 and 2199")
    return day
