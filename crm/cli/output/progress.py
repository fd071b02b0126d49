"""A bar that shows how far long work has come, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from crm.adapters import environment

_LEAST = 50
"""Steps below which no bar is worth looking at."""


@contextmanager
def progress(label: str, steps: int) -> Iterator[Callable[[], None]]:
    """What is to be called after each of so many steps."""
    if steps < _LEAST or not environment.shows_progress():
        yield lambda: None
        return
    with typer.progressbar(length=steps, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)
