"""How far long work is: one line on the terminal that goes when the work is done. Elsewhere nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crm.adapters import environment

_PATIENCE = 0.5
"""Seconds that need no word."""

_BETWEEN = 0.1
_WIDTH = 24


class Progress:
    """The line of one kind of work. ``what`` is said beside the count."""

    def __init__(self, what: str) -> None:
        self._what, self._wanted = what, environment.shows_progress()
        self._drawn, self._next = False, time.monotonic() + _PATIENCE

    def watch(self, done: int, total: int) -> None:
        """Is told how much is done; all of it takes the line away."""
        if done >= total:
            self.clear()
        elif self._wanted and time.monotonic() >= self._next:
            full = _WIDTH * done // total
            line = f"{self._what} {'█' * full}{'░' * (_WIDTH - full)} {done:,} of {total:,}"
            self._write(line if _encodes(line) else f"{self._what} {done:,} of {total:,}")
            self._drawn, self._next = True, time.monotonic() + _BETWEEN

    def clear(self) -> None:
        """Takes the line away, so that something else can be printed."""
        if self._drawn:
            self._write("")
            self._drawn = False

    def end(self) -> None:
        """Takes the line away for good."""
        self.clear()
        self._wanted = False

    @staticmethod
    def _write(text: str) -> None:
        sys.stdout.flush()
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


@contextmanager
def progress(what: str, steps: int) -> Iterator[Callable[[], None]]:
    """What is to be called after each of so many steps."""
    shown, done = Progress(what), 0

    def step() -> None:
        nonlocal done
        done += 1
        shown.watch(done, steps)

    try:
        yield step
    finally:
        shown.clear()


def _encodes(text: str) -> bool:
    try:
        text.encode(sys.stderr.encoding)
    except (UnicodeError, LookupError):
        return False
    return True
