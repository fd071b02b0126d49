"""One run of a command: how long it took, and how much memory it had."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Run(NamedTuple):
    """One run: wall time in seconds, the most memory that it had (MB).

    The system counts from what this program has, which is therefore to have little: ``python -c pass`` shows it.
    """

    seconds: float
    memory: float


class Found(NamedTuple):
    """The medians of a command's runs, and what is said beside the time."""

    seconds: float
    memory: float
    said: str


class Row(NamedTuple):
    """A command to measure, and what is done before each run. ``good`` are the exit statuses that are none of an error.

    ``slow`` says that it reads every file, so that it is run less often in large books; ``quick`` that it takes some
    milliseconds, so that it is run more often. ``counts`` is what its lines are, where their number matters.
    """

    name: str
    command: list[str]
    before: Callable[[], object] | None = None
    environment: Mapping[str, str] = {}
    slow: bool = False
    quick: bool = False
    counts: str = ""
    good: tuple[int, ...] = (0, 1)


def run(row: Row, environment: Mapping[str, str]) -> Run:
    """Runs a command once. Ends the program where it fails."""
    if row.before:
        row.before()
    around = _around(row, environment)
    start = time.perf_counter()
    child = subprocess.Popen(
        row.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=around
    )
    _, status, usage = os.wait4(child.pid, 0)
    took = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in row.good:
        raise SystemExit(f"{' '.join(row.command)} ended with {child.returncode}")
    return Run(took, usage.ru_maxrss / 1024)


def lines(row: Row, environment: Mapping[str, str]) -> int:
    """How many lines a command prints, beside one with a number of its own."""
    ran = subprocess.run(row.command, check=False, env=_around(row, environment), capture_output=True, text=True)
    return sum(not line[:1].isdigit() for line in ran.stdout.splitlines())


def _around(row: Row, environment: Mapping[str, str]) -> dict[str, str]:
    around = {**os.environ, **environment, **row.environment}  # noqa: TID251 - for the child
    around.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody runs it so
    return around


def seconds(command: list[str]) -> float:
    """The wall time of one run of a command that must not fail."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
