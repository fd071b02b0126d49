"""How long commands take in books of several sizes, beside what cannot be done faster, measured in the same run.

Seconds depend on the machine and on what else it does; all is measured in turns, so that the ratios do much less.
Usage: python -m bench.speed [SIZE…]; without sizes 100, 1000 and 10000. The smallest size is always 100.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bench.books import book
from bench.measuring import Row, Run, run
from bench.peers import Peers
from bench.targets import MEMORY, TARGETS
from crm.adapters import clock

SMALLEST = 100
SIZES = (SMALLEST, 1000, 10_000)
TURNS, TURNS_IF_SLOW = 7, 3
LARGE = 20_000
"""Contacts from which what is slow is run once."""

STAT = """
import os, sys, typer
for folder in ("contacts", "articles"):
    with os.scandir(f"{sys.argv[1]}/{folder}") as entries:
        for entry in entries:
            entry.stat()
"""

PARSE = """
import os, sys, typer
from crm.core.contacts import contact
from crm.core.times import dates
from crm.core.documents import document
from crm.core.kinds import Kinds
folder = f"{sys.argv[1]}/contacts"
for name in os.listdir(folder):
    with open(f"{folder}/{name}", "rb") as file:
        contact.read(document.read(file.read()), f"contacts/{name}", Kinds({}), dates.zone("Europe/Berlin"))
"""

BARE = ("python -c pass", "import typer", "floor", "parsing", "grep -r", "git commit --only")
"""What the others are compared with."""

GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Robin Example",
    "GIT_AUTHOR_EMAIL": "robin@example.org",
    "GIT_COMMITTER_NAME": "Robin Example",
    "GIT_COMMITTER_EMAIL": "robin@example.org",
}


def rows(path: Path, cache: Path) -> Iterator[Row]:
    """The commands to measure in a book."""
    python = sys.executable
    crm = [str(Path(python).with_name("crm")), "--book", str(path)]
    git = ["git", "-C", str(path), "-c", "core.fsync=committed"]

    def forget() -> None:
        for file in cache.glob("crm/*"):
            file.unlink()

    def by_hand() -> None:
        with (path / "contacts/example-3.md").open("a", encoding="utf-8") as file:
            file.write("\nA word by hand.\n")

    words = {"COMP_WORDS": f"crm\n--book\n{path}\nshow\nexample-1", "COMP_CWORD": "4", "_CRM_COMPLETE": "complete_bash"}
    commit = [*git, "commit", "--quiet", "--only", "--message", "by hand", "--", "contacts/example-3.md"]
    yield Row("python -c pass", [python, "-c", "pass"])
    yield Row("import typer", [python, "-c", "import typer"])
    yield Row("floor", [python, "-c", STAT, str(path)])
    yield Row("parsing", [python, "-c", PARSE, str(path)], slow=True)
    yield Row("grep -r", ["grep", "-r", "-n", "-i", "example-7", *(str(path / name) for name in FOLDERS)])
    yield Row("git commit --only", commit, by_hand)
    yield Row("start", [crm[0], "--version"])
    yield Row("help", [crm[0], "--help"])
    yield Row("due, first time", [*crm, "due"], forget, slow=True)
    yield Row("log", [*crm, "log", "example-7", "note", "a word"])
    yield Row("due after log", [*crm, "due"])
    yield Row("due", [*crm, "due"], _settle)
    yield Row("list", [*crm, "list"], slow=True)
    yield Row("list tag:press", [*crm, "list", "tag:press"], slow=True)
    yield Row("find", [*crm, "find", "example-7"])
    yield Row("show", [*crm, "show", "example-7"])
    yield Row("completion", [crm[0]], environment=words)
    yield Row("query", [*crm, "query", "kim1"])
    yield Row("check", [*crm, "check"], slow=True)


FOLDERS = ("contacts", "notes", "articles")


def _settle() -> None:
    """Waits until what has just been written cannot change unseen any more: as long as the index does not trust it."""
    time.sleep(0.2)


def under_git(path: Path) -> Path:
    """Makes a book a repository."""
    git = ["git", "-C", str(path)]
    for words in ("init --quiet", "config gc.auto 0", "add .", "commit --quiet --message book"):
        subprocess.run([*git, *words.split()], check=True, env={**os.environ, **GIT})  # noqa: TID251 - for the child
    return path


def measure(size: int, folder: Path, peers: Peers, today: date) -> dict[str, Run]:
    """The medians of each command in a book of so many contacts."""
    path, cache = under_git(book(folder / str(size), size, today)), folder / f"cache-{size}"
    wanted = [*rows(path, cache), *peers.rows(path, folder / f"peers-{size}", today)]
    times: dict[str, list[Run]] = {row.name: [] for row in wanted}
    _settle()
    for turn in range(TURNS):
        for row in wanted:
            turns = TURNS if not row.slow or size <= SIZES[1] else TURNS_IF_SLOW if size < LARGE else 1
            if turn < turns:
                times[row.name].append(run(row, {"XDG_CACHE_HOME": str(cache), **GIT}))
    return {
        name: Run(statistics.median(one.seconds for one in found), statistics.median(one.memory for one in found))
        for name, found in times.items()
    }


def table(found: Mapping[int, Mapping[str, Run]]) -> list[str]:
    """The table, in Markdown: milliseconds; the ratio to the floor, or to what the target is a multiple of, and whether
    it is reached.
    """
    medians = {size: {name: one.seconds for name, one in runs.items()} for size, runs in found.items()}
    smallest = medians[min(medians)]
    lines = [f"| | target | {' | '.join(f'{size:,} contacts' for size in found)} |", f"|---|---|{'---:|' * len(found)}"]
    for name in smallest:
        target = TARGETS.get(name)
        aim = f"≤ {target.at_most:.1f} × ({target.words})" if target else ""
        cells = [_cell(name, here, smallest) for here in medians.values()]
        lines.append(f"| {name} | {aim} | {' | '.join(cells)} |")
    for name in ("due, first time", "due", "list", "find", "check"):
        most = MEMORY.get(name)
        amounts = [runs[name].memory for runs in found.values()]
        cells = [f"{one:.0f} MB" + (_verdict(one <= most) if most else "") for one in amounts]
        lines.append(f"| memory: {name} | {f'≤ {most:.0f} MB' if most else ''} | {' | '.join(cells)} |")
    return lines


def _cell(name: str, here: Mapping[str, float], smallest: Mapping[str, float]) -> str:
    shown = f"{here[name] * 1000:,.0f} ms"
    target = TARGETS.get(name)
    if target:
        ratio = here[name] / target.least(here, smallest)
        return f"{shown}, {ratio:.2f} ×{_verdict(ratio <= target.at_most)}"
    return shown if name in BARE else f"{shown}, {here[name] / here['floor']:.1f} × floor"


def _verdict(good: bool) -> str:
    return " (reached)" if good else " (missed)"


def main() -> None:
    """Print the table."""
    sizes = sorted({SMALLEST, *(int(size) for size in sys.argv[1:])}) if sys.argv[1:] else SIZES
    peers, today = Peers(), clock.now().date()
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for size in sizes:
            print(f"{size:,} contacts …", file=sys.stderr)
            found[size] = measure(size, Path(folder), peers, today)
    print("\n".join(table(found)))
    for sentence in peers.missing:
        print(sentence)


if __name__ == "__main__":
    main()
