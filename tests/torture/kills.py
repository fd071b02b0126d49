"""A command killed at each system call that changes something: crm alone, a git of its, or both at once."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.torture.lab import PEOPLE, Count, Lab, Machine, Running, settle

CALLS = (
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat"),
    *("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "fchmod", "symlink"),
)
"""What changes a disk; whatever a command opens or creates shows at the next of these."""

COMMANDS = {"log": ("log", PEOPLE[0], "note"), "sync": ("sync",)}

_GIT = """\
#!/bin/sh
value=
for word in "$@"; do
    case "$value$word" in
    -C | -c) value=yes ;;
    -*) ;;
    yes*) value= ;;
    *) break ;;
    esac
done
here=$word.$(($(cat "$LAB/count.$word" 2> /dev/null) + 1))
echo ${{here#*.}} > "$LAB/count.$word"
follow=-f
[ "$word" = push ] && follow=
case "$LAB_AT" in
count) exec {strace} $follow -y -qq -e trace={calls} -o "$LAB/git.$here" {git} "$@" ;;
$here) ;;
*) exec {git} "$@" ;;
esac
{strace} $follow -qq -e trace=$LAB_CALL -e "inject=$LAB_CALL:signal=KILL:when=$LAB_WHEN" -o "$LAB/killed" {git} "$@"
status=$?
[ $status -gt 128 ] && [ -n "$LAB_BOTH" ] && kill -9 $PPID
exit $status
"""
"""Stands for git: counts the system calls of each git command, or kills one of them. Not what runs on the remote.

Commands are told by their name and how many of that name ran before: two that run at once have different names.
"""


class Point(NamedTuple):
    """Where to kill: ``git`` is a git command (``push.1``), empty for crm itself; ``both`` kills crm with its git."""

    command: str
    git: str
    call: str
    when: int
    both: bool = False


def strace() -> str | None:
    """The program that kills; None where it is missing."""
    return shutil.which("strace")


class Kills:
    """A world that is copied for each kill: laptop has something to take in and something to give."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder / "tools"
        self.tools.mkdir(parents=True)
        git = shutil.which("git") or "git"
        wrapper = self.tools / "git"
        wrapper.write_text(_GIT.format(strace=strace(), git=git, calls=",".join(CALLS)), encoding="utf-8")
        wrapper.chmod(0o755)
        lab = Lab(folder / "template")
        desk, laptop = lab.make(["desk", "laptop"])
        desk.crm("log", PEOPLE[0], "note", lab.fact())
        desk.crm("add", "Zoe Example")
        desk.write_prose(PEOPLE[1], lab.fact())
        desk.crm("sync")
        laptop.crm("log", PEOPLE[0], "note", lab.fact())
        laptop.write_prose(PEOPLE[2], lab.fact())
        laptop.jot_down(lab.fact())
        self.facts = list(lab.facts)

    def points(self, command: str) -> list[Point]:
        """Every place at which a command, or a git command of its, can be killed."""
        lab, laptop = self._copy(f"count-{command}")
        trace = lab.folder / "crm"
        before = [strace() or "", "-y", "-qq", "-e", f"trace={','.join(CALLS)}", "-o", str(trace)]
        word = lab.fact() if command == "log" else ""
        self._start(laptop, command, word, before, {"LAB_AT": "count"}).communicate()
        found = [Point(command, "", call, when) for call, when in _counted(trace)]
        for file in sorted(lab.folder.glob("git.*")):
            name = file.name.removeprefix("git.")
            for call, when in _counted(file):
                found += [Point(command, name, call, when), Point(command, name, call, when, both=True)]
        shutil.rmtree(lab.folder)
        return found

    def kill(self, point: Point, number: int) -> Count:
        """Kills a command at a point, works on, and looks for what is lost."""
        lab, laptop = self._copy(f"kill-{number}")
        count = Count(operations=1)
        word = lab.fact() if point.command == "log" else ""
        variables = {"LAB_AT": "none"}
        before: list[str] = []
        if point.git:
            both = "yes" if point.both else ""
            variables = {
                "LAB_AT": point.git,
                "LAB_CALL": point.call,
                "LAB_WHEN": str(point.when),
                "LAB_BOTH": both,
            }
        else:
            inject = f"inject={point.call}:signal=KILL:when={point.when}"
            before = [
                strace() or "",
                "-qq",
                "-e",
                f"trace={point.call}",
                "-e",
                inject,
                "-o",
                str(lab.folder / "killed"),
            ]
        self._start(laptop, point.command, word, before, variables).communicate()
        count.kills = _was_killed(lab.folder / "killed")
        if word and laptop.words()[word] == 0:
            lab.facts.remove(word)  # killed before anything was done: it is not there at all
        try:
            laptop.crm("log", PEOPLE[1], "note", lab.fact())
            settle(lab, [laptop, Machine(lab, "desk")], count)
        except RuntimeError as error:
            count.lost.append(str(error))
        count.lost = [f"{lost} (killed at {point})" for lost in count.lost]
        if not count.lost and count.converged:
            shutil.rmtree(lab.folder)
        return count

    def _copy(self, name: str) -> tuple[Lab, Machine]:
        folder = self.folder / name
        shutil.copytree(self.folder / "template", folder, symlinks=True)
        lab = Lab(folder)
        for _ in self.facts:
            lab.fact()
        return lab, Machine(lab, "laptop")

    def _start(
        self, machine: Machine, command: str, word: str, before: Sequence[str], variables: Mapping[str, str]
    ) -> Running:
        path = f"{self.tools}:{machine.lab.environment()['PATH']}"
        words = [*COMMANDS[command], word] if word else COMMANDS[command]
        return machine.start(
            *words, before=before, variables={**variables, "PATH": path, "LAB": str(machine.lab.folder)}
        )


def _was_killed(trace: Path) -> int:
    """Whether anything was, as a number: a command that went another way than when it was counted lives on."""
    return int(trace.exists() and "killed by SIGKILL" in trace.read_text(encoding="utf-8", errors="replace"))


def _counted(trace: Path) -> Iterator[tuple[str, int]]:
    """Each call that some process made on a file, with its number there among the calls of that name."""
    made: Counter[tuple[str, str]] = Counter()
    found: set[tuple[str, int]] = set()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        call = re.match(r"(?:(\d+) +)?(\w+)\((\d+<(?:pipe|socket):)?", line)
        if call and call[2] in CALLS:
            made[call[1] or "", call[2]] += 1
            if not call[3]:  # what is written into a pipe is on no disk
                found.add((call[2], made[call[1] or "", call[2]]))
    yield from sorted(found)


def disk_filled(folder: Path, step: int, steps: int) -> Count | None:
    """A sync on a disk with less and less space left, then again with space; None where no small disk is to be had."""
    count = Count()
    for number in range(steps):
        disk = folder / f"disk-{number}"
        disk.mkdir(parents=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True).returncode:
            return None
        try:
            count.add(_on_full_disk(disk, number * step))
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)
    return count


def _on_full_disk(disk: Path, left: int) -> Count:
    kills = Kills(disk / "lab")
    lab, laptop = kills._copy("full")
    filler, spare = disk / "filler", disk / "spare"
    spare.write_bytes(b"0" * left)
    _fill(filler)
    spare.unlink()
    count = Count(operations=1)
    word = lab.fact()
    laptop.start("log", PEOPLE[0], "note", word).communicate()
    laptop.start("sync").communicate()
    filler.unlink()
    if laptop.words()[word] == 0:
        lab.facts.remove(word)
    try:
        settle(lab, [laptop, Machine(lab, "desk")], count)
    except RuntimeError as error:
        count.lost.append(str(error))
    count.lost = [f"{lost} (with {left} bytes left)" for lost in count.lost]
    return count


def _fill(file: Path) -> None:
    size = 1 << 16
    with file.open("ab", buffering=0) as filler:
        while size:
            try:
                if filler.write(b"0" * size) < size:
                    size //= 2
            except OSError:
                size //= 2
