"""The findings of ``crm check``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.cli.output.out import Out, problem_line
from crm.cli.output.text import safe
from crm.core.model import Problem


def lines(found: Sequence[Problem], out: Out) -> Iterator[str]:
    """A line each, in the form that editors jump to."""
    for problem in found:
        line = safe(problem_line(problem))
        yield line.replace(f" {problem.severity}: ", f" {out.style(problem.severity, problem.severity)}: ", 1)


def summary(errors: int, warnings: int) -> str:
    """What was found, counted."""
    if not errors and not warnings:
        return "No problems."
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
