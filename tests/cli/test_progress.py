"""The line that tells how far long work is: seen on a terminal only, and gone when the work is done."""

from __future__ import annotations

import io
import itertools
import sys
import time

import pytest

from crm.cli.output import progress
from crm.cli.output.progress import Progress


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal, and a clock by which each look at it takes a second."""
    found, seconds = Terminal(), itertools.count()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(time, "monotonic", lambda: float(next(seconds)))
    return found


def test_it_is_drawn_over_itself_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    shown = Progress("Reading")
    shown.watch(1, 1200)
    shown.watch(600, 1200)
    shown.watch(1200, 1200)
    first, second, last = terminal.getvalue().removeprefix("\r\x1b[K").split("\r\x1b[K")
    assert first == "Reading " + "░" * 24 + " 1 of 1,200"
    assert second == "Reading " + "█" * 12 + "░" * 12 + " 600 of 1,200"
    assert last == ""


def _broken_off() -> None:
    with progress.progress("Writing", 10) as step:
        step()
        raise KeyboardInterrupt


def test_it_is_taken_away_when_the_work_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        _broken_off()
    assert terminal.getvalue().endswith(" 1 of 10\r\x1b[K")


def test_it_goes_before_something_else_is_printed_and_once_ended_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    shown = Progress("Reading")
    shown.watch(1, 9)
    shown.end()
    shown.watch(2, 9)
    assert terminal.getvalue().endswith("1 of 9\r\x1b[K")


def test_without_block_elements_the_numbers_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    monkeypatch.setattr(Terminal, "encoding", "ascii")
    Progress("Reading").watch(1, 9)
    assert terminal.getvalue() == "\r\x1b[KReading 1 of 9"


@pytest.mark.parametrize("name", ["dumb", ""])
def test_nothing_is_drawn_where_it_could_not_go_again(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    terminal = watched(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    if not name:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(Terminal, "isatty", lambda self: False)
    Progress("Reading").watch(1, 9)
    assert terminal.getvalue() == ""
