"""Everything that may happen to a book, many times over: `make torture`. Prints what was done, and what was lost.

python -m tests.torture.torture [--machines N] [--rounds N] [--every N] [--seed N] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor  # noqa: TID253 - the torture is no command
from pathlib import Path

from tests.torture.kills import COMMANDS, Kills, disk_filled, strace
from tests.torture.lab import Count, machines_at_work, writers_at_once


def kills(folder: Path, command: str, every: int, workers: int) -> Count:
    """Kills a command at every point, or at each ``every``-th."""
    world, count = Kills(folder), Count()
    points = world.points(command)[::every]
    with ThreadPoolExecutor(workers) as pool:
        for one in pool.map(world.kill, points, range(len(points))):
            count.add(one)
            _progress()
    return count


def _progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write(".")
        sys.stderr.flush()


def show(name: str, count: Count | None, why: str = "") -> bool:
    """A line of the table; whether nothing was lost."""
    if count is None:
        print(f"{name:<18} left out: {why}")
        return True
    print(
        f"{name:<18} {count.operations:>10} {count.kills:>6} {count.facts:>7} {len(count.lost):>5}   "
        f"{'yes' if count.converged else 'NO'}"
    )
    for lost in count.lost[:20]:
        print(f"    {lost}")
    return not count.lost and count.converged


def main() -> int:
    """Print the table; the exit status is 1 where anything was lost."""
    parser = argparse.ArgumentParser()
    for option, default in (("machines", 5), ("rounds", 12), ("every", 1), ("seed", 1), ("workers", 2)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crm-torture-") as made:
        folder = asked.keep or Path(made)
        print(f"{'':<18} {'operations':>10} {'kills':>6} {'facts':>7} {'lost':>5}   converged")
        fine = show("many machines", machines_at_work(folder / "many", asked.machines, asked.rounds, asked.seed))
        fine &= show("writers at once", writers_at_once(folder / "writers", 40, 8, asked.seed))
        fine &= show("full disk", disk_filled(folder / "full", 8192, 24), "a small disk needs root")
        for command in COMMANDS:
            killed = kills(folder / command, command, asked.every, asked.workers) if strace() else None
            fine &= show(f"kill -9 of {command}", killed, "strace is missing, which kills at a system call")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
