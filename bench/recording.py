"""What `crm log` costs in a book of 1,000 contacts under git, as a multiple of what cannot be had for less.

That is `git commit --only` of the same change, and the start of Python and typer. Run in the checkout, by `make bench`.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.books import NOW, book, people
from bench.measuring import seconds

CONTACTS = 1000
ROUNDS = 15
MOST = 3.0


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = book(Path(folder) / "book", CONTACTS)
        git = ["git", "-C", str(root)]
        subprocess.run([*git, "init", "--quiet"], check=True)
        for key, value in (("user.name", "Robin Example"), ("user.email", "robin@example.org"), ("gc.auto", "0")):
            subprocess.run([*git, "config", key, value], check=True)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", "a book"], check=True)
        turns = [_turn(git, root, number) for number in range(ROUNDS + 1)]
    medians = {name: statistics.median(turn[name] for turn in turns[1:]) for name in turns[0]}
    least = medians["import typer"] + medians["git commit --only"]
    print(f"{'median of ' + str(ROUNDS):<24} {'ms':>6}")
    for name, median in medians.items():
        print(f"{name:<24} {median * 1000:>6.0f}")
    print(f"crm log is {medians['crm log'] / least:.1f} times the first two together (at most {MOST:.0f} is the aim)")


def _turn(git: list[str], root: Path, number: int) -> dict[str, float]:
    crm = [str(Path(sys.executable).with_name("crm")), "--book", str(root), "--now", f"{NOW} 10:30"]
    slugs = [person.slug for person in people(CONTACTS)]
    path = f"contacts/{slugs[number]}.md"
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(f"- {NOW} note: by hand\n")
    commit = [*git, "-c", "core.fsync=committed", "commit", "--quiet", "--only", "--message", "by hand", "--", path]
    logs = [["log", slugs[number + offset], "note", "a word"] for offset in (CONTACTS // 3, CONTACTS // 2)]
    return {
        "import typer": seconds([sys.executable, "-c", "import typer"]),
        "git commit --only": seconds(commit),
        "crm log, without git": seconds([*crm, "--no-commit", *logs[0]]),
        "crm log": seconds([*crm, *logs[1]]),
    }


if __name__ == "__main__":
    main()
