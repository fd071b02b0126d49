"""How long `crm due` takes on books of several sizes, as a multiple of `python -c "import typer"` in the same run.

Seconds depend on the machine and on what else it does; the two are measured in turns, so that the ratio does much less.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

NOW = date(2026, 6, 9)
SIZES = (200, 1000)
ROUNDS = 15

FIRST = ["Alex", "Andrea", "Chris", "Dana", "Eli", "Jamie", "Jordan", "Kim", "Noa", "Quinn", "Robin", "Sam", "Toni"]
TOPICS = ["grid storage", "hiring juniors", "data platforms", "tariffs", "remote teams", "career change", "open data"]
KINDS = ["interview (video)", "coffee", "call", "event", "reply (email)", "update (email)", "email", "message", "note"]
SUMMARY = [
    "From support into data platforms",
    "What to learn first",
    "How their team hires",
    "Glad it helped",
    "The new role",
]
DETAILS = [
    "takeaway: Weekly cross-team reviews saved the migration",
    "advice: Take the analytics certification before applying",
    "offer: Will introduce me to the hiring lead",
    "[x] Send the survey deck (by 2026-05-12)",
]
PROMISES = 0.05
"""The share of contacts to whom something is still promised."""


def contact(number: int, dice: random.Random) -> str:
    """A contact file with a front matter of usual length and a log of six interactions on average: few have many."""
    first = dice.choice(FIRST)
    lines = [
        "---",
        f"name: {first} Example {number}",
        f"email: {first.lower()}{number}@example.org",
        f"company: Example {dice.choice(['Grid', 'Works', 'Data'])} {number % 50}",
        f"timezone: {dice.choice(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])}",
        f"tags: [{dice.choice(['energy', 'alumni', 'press'])}]",
        f"topics: [{', '.join(dice.sample(TOPICS, 2))}]  # as we met",
        f"tier: {dice.choice('ABCD')}",
        "---",
        "",
        "Met at an event; a friend of friends.",
        "",
        "## Log",
        "",
    ]
    count = min(1 + int(dice.expovariate(1 / 5)), 40)
    for day in sorted(NOW - timedelta(days=dice.randrange(1, 900)) for _ in range(count)):
        lines.append(f"- {day} {dice.randint(8, 19):02}:{dice.choice(['00', '15', '30'])} {entry(dice)}")
        lines += [f"  - {detail}" for detail in dice.sample(DETAILS, dice.randint(0, 3))]
    if dice.random() < PROMISES:
        lines.append("  - [ ] Write up the comparison (by 2026-06-12)")
    return "\n".join(lines) + "\n"


def entry(dice: random.Random) -> str:
    """The part of an interaction's first line that follows its time."""
    return f"{dice.choice(KINDS)}: {dice.choice(SUMMARY)} #{dice.choice(TOPICS).replace(' ', '-')}"


def book(folder: Path, size: int) -> Path:
    """A book of so many contacts, the same ones in every run."""
    dice = random.Random(size)
    (folder / "contacts").mkdir(parents=True)
    (folder / "crm.toml").write_text('[me]\nname = "Robin Example"\ntimezone = "Europe/Berlin"\n', encoding="utf-8")
    for number in range(size):
        (folder / f"contacts/example-{number}.md").write_text(contact(number, dice), encoding="utf-8")
    return folder


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median wall time of each command, all of them run in turns after a first turn that does not count."""
    turns = [{name: seconds(command) for name, command in commands.items()} for _ in range(rounds + 1)]
    return {name: statistics.median(turn[name] for turn in turns[1:]) for name in commands}


def main() -> None:
    """Print the table."""
    typer = "import typer"
    crm = [str(Path(sys.executable).with_name("crm")), "--now", f"{NOW} 10:30"]
    with tempfile.TemporaryDirectory() as folder:
        commands = {typer: [sys.executable, "-c", typer], "crm --help": [*crm, "--help"]}
        for size in SIZES:
            path = book(Path(folder) / str(size), size)
            commands[f"crm due, {size} contacts"] = [*crm, "--book", str(path), "due"]
        medians = measure(commands, ROUNDS)
    print(f"{'median of ' + str(ROUNDS):<24} {'ms':>6} {'× import typer':>16}")
    for name, median in medians.items():
        print(f"{name:<24} {median * 1000:>6.0f} {median / medians[typer]:>16.1f}")


if __name__ == "__main__":
    main()
