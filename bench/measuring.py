"""One run of a command: how long it took, and how much memory it had."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Run(NamedTuple):
    """One run: wall time in seconds, the most memory that it had (MB)."""

    seconds: float
    memory: float


class Row(NamedTuple):
    """A command to measure, and what is done before each run. ``good`` are the exit statuses that are none of an error.

    ``slow`` says that it reads every file, so that it is run less often in large books.
    """

    name: str
    command: list[str]
    before: Callable[[], object] | None = None
    environment: Mapping[str, str] = {}
    slow: bool = False
    good: tuple[int, ...] = (0, 1)


def run(row: Row, environment: Mapping[str, str]) -> Run:
    """Runs a command once. Ends the program where it fails."""
    if row.before:
        row.before()
    around = {**os.environ, **environment, **row.environment}  # noqa: TID251 - for the child
    around.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody runs it so
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


def seconds(command: list[str]) -> float:
    """The wall time of one run of a command that must not fail."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
