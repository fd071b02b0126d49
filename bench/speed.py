"""How long commands take in books of several sizes, beside what cannot be done faster, measured in the same run.

Seconds depend on the machine and on what else it does; all is measured in turns, so that the ratios do much less.
Usage: python -m bench.speed [SIZE…] [--into PAGE]; without sizes 100, 1000, 10000 and 100000. The smallest is always
100. What is printed is Markdown; with --into it is also written where the page has its figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bench import table
from bench.commands import Words, rows, settle
from bench.measuring import Found, Row, Run, lines, run
from bench.peers import Peers
from crm.adapters import clock

SMALLEST = 100
SIZES = (SMALLEST, 1000, 10_000, 100_000)
TURNS, TURNS_IF_SLOW, RUNS_IF_QUICK = 7, 3, 3
"""How often all is run; what reads every file, in a large book; and what takes milliseconds, in each turn."""

LARGE = 20_000
"""Contacts from which what is slow is run once."""

GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Robin Example",
    "GIT_AUTHOR_EMAIL": "robin@example.org",
    "GIT_COMMITTER_NAME": "Robin Example",
    "GIT_COMMITTER_EMAIL": "robin@example.org",
}


def under_git(path: Path) -> Path:
    """Makes a book a repository."""
    git = ["git", "-C", str(path)]
    for words in ("init --quiet", "config gc.auto 0", "add .", "commit --quiet --message book"):
        subprocess.run([*git, *words.split()], check=True, env={**os.environ, **GIT})  # noqa: TID251 - for the child
    return path


def measure(size: int, folder: Path, peers: Peers, today: date) -> dict[str, Found]:
    """The medians of each command in a book of so many contacts."""
    path, cache = folder / str(size), folder / f"cache-{size}"
    _by_a_child("bench.books", str(path), str(size), today.isoformat())
    under_git(path)
    words = Words(*json.loads(_by_a_child("bench.commands", str(size))))
    wanted = [*rows(path, cache, words), *peers.rows(path, folder / f"peers-{size}", today, words.last)]
    environment = {"XDG_CACHE_HOME": str(cache), **GIT}
    found: dict[str, list[Run]] = {row.name: [] for row in wanted}
    settle()
    for turn in range(TURNS):
        for row in wanted:
            found[row.name] += [run(row, environment) for _ in range(_runs(row, turn, size))]
    return {row.name: _median(found[row.name], row, environment) for row in wanted}


def _by_a_child(module: str, *arguments: str) -> str:
    """What a module prints. What it takes is not to be in the memory that is measured, which is counted from ours."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _runs(row: Row, turn: int, size: int) -> int:
    """How often a command is run in a turn."""
    turns = TURNS if not row.slow or size <= SIZES[1] else TURNS_IF_SLOW if size < LARGE else 1
    return 0 if turn >= turns else RUNS_IF_QUICK if row.quick else 1


def _median(runs: list[Run], row: Row, environment: Mapping[str, str]) -> Found:
    seconds, memory = (statistics.median(values) for values in zip(*runs, strict=True))
    return Found(seconds, memory, f", {lines(row, environment):,} {row.counts}" if row.counts else "")


def _machine(minutes: float) -> str:
    """What it was measured on."""
    import sqlite3

    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True).stdout.split()[2]
    return (
        f"Measured in {minutes:.0f} minutes on {os.cpu_count()} cores, {platform.system()}, with Python"
        f" {platform.python_version()}, SQLite {sqlite3.sqlite_version} and git {git}."
    )


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", nargs="*", type=int, metavar="SIZE")
    asked.add_argument("--into", type=Path, metavar="PAGE")
    given = asked.parse_args()
    sizes = sorted({SMALLEST, *given.sizes}) if given.sizes else SIZES
    peers, today, start = Peers(), clock.now().date(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for size in sizes:
            print(f"{size:,} contacts …", file=sys.stderr)
            found[size] = measure(size, Path(folder), peers, today)
    notes = [_machine((time.perf_counter() - start) / 60), *peers.missing]
    text = "\n".join([*table.table(found), "", *notes])
    print(text)
    if given.into:
        table.write(text, given.into)


if __name__ == "__main__":
    main()
