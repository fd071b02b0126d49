"""How long commands take in books of several sizes, beside what cannot be done faster, measured in the same run.

Seconds depend on the machine and on what else it does; the floor is measured in turns with the commands, so that the
ratio does much less. Usage: python -m bench.speed [SIZE…]; without sizes 100, 1000 and 10000.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.books import NOW, book

SIZES = (100, 1000, 10_000)
LARGE = 20_000
"""Contacts from which each command is run less often."""

STAT = """
import os, sys, typer
for folder in ("contacts", "articles"):
    with os.scandir(f"{sys.argv[1]}/{folder}") as entries:
        for entry in entries:
            entry.stat()
"""

PARSE = """
import os, sys, typer
from crm.core import contact, dates, document
from crm.core.kinds import Kinds
folder = f"{sys.argv[1]}/contacts"
for name in os.listdir(folder):
    with open(f"{folder}/{name}", "rb") as file:
        contact.read(document.read(file.read()), f"contacts/{name}", Kinds({}), dates.zone("Europe/Berlin"))
"""

TARGETS = {"due": 2.0, "due, first time": 2.0}
MEMORY = 150
"""MB: what `crm due` may take in a book of any size."""


class Run(NamedTuple):
    """One run: wall time in seconds, the most memory that it had (MB)."""

    seconds: float
    memory: float


class Row(NamedTuple):
    """A command to measure. ``before`` is done before each run; ``floor`` is the row that it is compared with."""

    name: str
    command: list[str]
    floor: str = "floor"
    before: Callable[[], object] | None = None
    environment: dict[str, str] = {}  # noqa: RUF012 - read only


def run(row: Row, cache: Path) -> Run:
    """Runs a command once."""
    if row.before:
        row.before()
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), **row.environment}  # noqa: TID251 - for the child
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody runs it so
    start = time.perf_counter()
    child = subprocess.Popen(row.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1:
        raise SystemExit(f"{' '.join(row.command)} ended with {child.returncode}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def seconds(command: list[str]) -> float:
    """The wall time of one run of a command that must not fail."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def rows(path: Path, cache: Path) -> list[Row]:
    """The commands to measure in a book."""
    python = sys.executable
    crm = [str(Path(python).with_name("crm")), "--book", str(path), "--now", f"{NOW} 10:30", "--no-commit"]

    def forget() -> None:
        for file in cache.glob("crm/*"):
            file.unlink()

    words = {"COMP_WORDS": f"crm --book {path} show example-1", "COMP_CWORD": "4", "_CRM_COMPLETE": "complete_bash"}
    return [
        Row("floor", [python, "-c", STAT, str(path)]),
        Row("parsing", [python, "-c", PARSE, str(path)]),
        Row("due, first time", [*crm, "due"], "parsing", forget),
        Row("due", [*crm, "due"]),
        Row("log", [*crm, "log", "example-7", "note", "a word"]),
        Row("show", [*crm, "show", "example-7"]),
        Row("list", [*crm, "list", "tag:press"]),
        Row("find", [*crm, "find", "example-7"]),
        Row("check", [*crm, "check"]),
        Row("completion", [crm[0]], environment=words),
        Row("start", [crm[0], "--version"]),
    ]


def measure(size: int, folder: Path) -> dict[str, Run]:
    """The medians of each command in a book of so many contacts."""
    path, cache = book(folder / str(size), size), folder / f"cache-{size}"
    wanted = rows(path, cache)
    rounds = {"check": 1} if size >= LARGE else {}
    times: dict[str, list[Run]] = {row.name: [] for row in wanted}
    time.sleep(0.2)  # what has just been written may change unseen, and is not trusted
    for turn in range(3 if size >= LARGE else 5):
        for row in wanted:
            slow = row.name in {"parsing", "due, first time", "check"} and size > 1000
            if not (slow and turn > (0 if size >= LARGE else 2)) and turn < rounds.get(row.name, 99):
                times[row.name].append(run(row, cache))
    return {
        name: Run(statistics.median(one.seconds for one in found), statistics.median(one.memory for one in found))
        for name, found in times.items()
    }


def table(found: dict[int, dict[str, Run]]) -> list[str]:
    """The table, in Markdown: milliseconds, and the ratio to the floor; what misses its target is marked."""
    floors = {row.name: row.floor for row in rows(Path(), Path())}
    lines = [f"| | {' | '.join(f'{size:,} contacts' for size in found)} |", f"|---|{'---:|' * len(found)}"]
    for name, floor in floors.items():
        cells = []
        for runs in found.values():
            ratio = runs[name].seconds / runs[floor].seconds
            missed = " (missed)" if ratio > TARGETS.get(name, ratio) else ""
            plain = name in {"floor", "parsing"}
            cells.append(f"{runs[name].seconds * 1000:,.0f} ms" + ("" if plain else f", {ratio:.1f} ×{missed}"))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    for name in ("due, first time", "due", "list", "check"):
        most = [runs[name].memory for runs in found.values()]
        marks = [" (missed)" if name.startswith("due") and one >= MEMORY else "" for one in most]
        cells = [f"{one:.0f} MB{mark}" for one, mark in zip(most, marks, strict=True)]
        lines.append(f"| memory: {name} | {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        found = {size: measure(size, Path(folder)) for size in sizes}
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
