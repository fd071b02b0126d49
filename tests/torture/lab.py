"""Several machines and their remote in one folder, the real command on them, and the facts that may not be lost."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

GIT_CONFIG = "[user]\n\tname = Robin Example\n\temail = robin@example.org\n[init]\n\tdefaultBranch = main\n"
PEOPLE = ("ada-example", "bob-example", "kim-example")


@dataclass
class Count:
    """What a part of the torture did, and what came of it."""

    operations: int = 0
    kills: int = 0
    facts: int = 0
    lost: list[str] = field(default_factory=list)
    converged: bool = True

    def add(self, other: Count) -> None:
        """Takes in another part."""
        self.operations += other.operations
        self.kills += other.kills
        self.facts += other.facts
        self.lost += other.lost
        self.converged = self.converged and other.converged


class Lab:
    """A folder with machines. ``facts`` are words, each written once somewhere; ``gone`` are those taken back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.far = folder / "far.git"
        self.home = folder / "home"
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / ".gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
        self.facts: list[str] = []
        self.gone: list[str] = []
        self._numbers = itertools.count(1)

    def fact(self) -> str:
        """A new word that must be there in the end."""
        self.facts.append(f"fact{next(self._numbers):05}x")
        return self.facts[-1]

    def environment(self, skew: int = 0) -> dict[str, str]:
        """What a machine's commands see; its clock is wrong by ``skew`` seconds."""
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
        now = 1_780_000_000 + skew
        return {
            **kept,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONDONTWRITEBYTECODE": "1",
            **({"GIT_COMMITTER_DATE": f"{now} +0000"} if skew else {}),
        }

    def git(self, place: Path, *words: str) -> str:
        """What a git command prints."""
        command = ["git", "-C", str(place), *words]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment())
        if done.returncode:
            raise RuntimeError(f"git {' '.join(words)}: {done.stderr}")
        return done.stdout

    def make(self, names: Sequence[str]) -> list[Machine]:
        """Machines in step with each other, with a few people."""
        self.git(self.folder, "init", "--quiet", "--bare", "far.git")
        first = Machine(self, names[0])
        first.crm("init", str(first.root), "--name", "Robin Example", "--timezone", "Europe/Berlin", book=False)
        for person in PEOPLE:
            first.crm("add", person.replace("-", " ").title(), "--email", f"{person}@example.org")
        self.git(first.root, "remote", "add", "origin", "../far.git")
        first.crm("sync")
        machines = [first]
        for name in names[1:]:
            self.git(self.folder, "clone", "--quiet", "far.git", name)
            self.git(self.folder / name, "remote", "set-url", "origin", "../far.git")
            machines.append(Machine(self, name))
        return machines


class Machine:
    """A clone of the book; ``skew`` is how wrong its clock is, in seconds."""

    def __init__(self, lab: Lab, name: str, skew: int = 0) -> None:
        self.lab, self.root, self.skew = lab, lab.folder / name, skew

    def start(
        self, *words: str, book: bool = True, before: Sequence[str] = (), variables: Mapping[str, str] | None = None
    ) -> Running:
        """Starts the command; ``before`` is what it is run by."""
        where = ["--book", str(self.root)] if book else []
        command = [*before, sys.executable, "-c", "from crm.cli.app import main; main()", *where, *words]
        env = {**self.lab.environment(self.skew), **(variables or {})}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=env, cwd=self.lab.folder)

    def crm(self, *words: str, book: bool = True) -> str:
        """Runs the command, which must succeed; returns what it printed and said."""
        running = self.start(*words, book=book)
        out, err = running.communicate()
        if running.returncode:
            raise RuntimeError(f"crm {' '.join(words)} on {self.root.name}: {out}{err}")
        return out + err

    def write_prose(self, person: str, word: str) -> None:
        """What somebody types into a file in an editor."""
        file = self.root / f"contacts/{person}.md"
        text = file.read_text(encoding="utf-8")
        draft = file.with_name(f".{person}.draft~")
        draft.write_text(text.replace("## Log", f"A paragraph about {word}.\n\n## Log", 1), encoding="utf-8")
        draft.replace(file)

    def jot_down(self, word: str) -> None:
        """What somebody appends to a file in place, whatever else is being done to it."""
        file = self.root / "inbox/scratch.md"
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as scratch:
            scratch.write(f"{word}\n\n")

    def words(self) -> Counter[str]:
        """How often each fact stands in the files of the book."""
        files = [file for folder in ("contacts", "inbox") for file in (self.root / folder).glob("[!.]*")]
        text = " ".join(file.read_text(encoding="utf-8") for file in files)
        return Counter(word for word in text.replace(".", " ").replace("\n", " ").split() if word.startswith("fact"))


Running = subprocess.Popen[str]


def settle(lab: Lab, machines: Iterable[Machine], count: Count) -> None:
    """Syncs until all are at rest; then all must be the same, with every fact once and nothing that was taken back."""
    machines = list(machines)
    for _ in range(2):
        for machine in machines:
            machine.crm("sync")
            count.operations += 1
    heads = {lab.git(machine.root, "rev-parse", "HEAD") for machine in machines}
    clean = all(lab.git(machine.root, "status", "--porcelain") == "" for machine in machines)
    count.converged = count.converged and len(heads) == 1 and clean
    for machine in machines:
        words = machine.words()
        count.lost += [f"{word} on {machine.root.name}" for word in lab.facts if words[word] != 1]
        count.lost += [f"{word} is back on {machine.root.name}" for word in lab.gone if words[word]]
    count.facts += len(lab.facts)


def machines_at_work(folder: Path, machines: int, rounds: int, seed: int) -> Count:
    """Machines with skewed clocks that log, edit, take back and sync, some of it at once."""
    dice = random.Random(seed)
    lab, count = Lab(folder), Count()
    here = lab.make([f"machine-{number}" for number in range(machines)])
    for machine in here:
        machine.skew = dice.choice([0, 3600, -7200, 86_400 * 30])
    for _ in range(rounds):
        for machine in here:
            count.operations += _act(lab, machine, dice)
        running = [machine.start("sync") for machine in here if dice.random() < 0.7]
        for one in running:
            one.communicate()
        count.operations += len(running)
    settle(lab, here, count)
    return count


def _act(lab: Lab, machine: Machine, dice: random.Random) -> int:
    """A few things that somebody does on one machine; returns how many."""
    done = 0
    for _ in range(dice.randint(1, 3)):
        person, choice = dice.choice(PEOPLE), dice.random()
        if choice < 0.5:
            machine.crm("log", person, "note", lab.fact(), "--on", f"2026-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}")
        elif choice < 0.7:
            machine.write_prose(person, lab.fact())
        elif choice < 0.8:
            file = machine.root / "inbox" / f"{dice.random()}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{lab.fact()}\n", encoding="utf-8")
        elif choice < 0.9:
            machine.crm("set", person, "role", f"Head of {dice.randint(1, 5)}")
        else:
            machine.crm("log", person, "note", lab.fact())
            machine.crm("undo")
            lab.gone.append(lab.facts.pop())
            done += 1
        done += 1
    return done


def writers_at_once(folder: Path, writers: int, syncs: int, seed: int) -> Count:
    """Writers, syncs on two machines, and an editor that saves all the time, on the same few files."""
    dice = random.Random(seed)
    lab, count = Lab(folder), Count()
    desk, laptop = lab.make(["desk", "laptop"])
    running = []
    for number in range(writers):
        machine = (desk, laptop)[number % 2]
        running.append(machine.start("log", dice.choice(PEOPLE), "note", lab.fact()))
        if number % max(1, writers // max(1, syncs)) == 0:
            running += [desk.start("sync"), laptop.start("sync")]
        machine.jot_down(lab.fact())
    for one in running:
        out, err = one.communicate()
        if one.returncode:
            count.lost.append(f"a command failed: {out}{err}")
    count.operations += len(running)
    settle(lab, [desk, laptop], count)
    return count
