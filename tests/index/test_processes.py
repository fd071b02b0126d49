"""Commands that are killed while they index, that index at once, or have no room to: the next answer is right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.adapters import environment
from tests.core.builders import text

COMMANDS = (["due", "--all"], ["list"], ["find", "grids"], ["show", "p007"])
PEOPLE = 40
FEW = 12  # contacts that change between two answers

# The command, killed before one of the statements that put something into the index: the first argument says which.
KILLED = """
import os, signal, sys
from crm.adapters.index.database import Index
left = int(sys.argv.pop(1))
def dying(run):
    def ran(*arguments):
        global left
        left -= not arguments[1].startswith(("CREATE", "\\nCREATE", "DROP"))
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(*arguments)
    return ran
Index.run, Index.run_all = dying(Index.run), dying(Index.run_all)
from crm.cli.app import main
main()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    (root / "contacts").mkdir(parents=True)
    (root / "crm.toml").write_text('[me]\ntimezone = "Europe/Berlin"\n', encoding="utf-8")
    write(root, PEOPLE, "interview: grids")
    return root


def write(root: Path, people: int, entry: str) -> None:
    for number in range(people):
        log = f"- 2026-06-0{1 + number % 8} {entry} {number}"
        (root / f"contacts/p{number:03}.md").write_text(text(log, tier="A"), encoding="utf-8")


def started(root: Path, words: list[str], *before: str, **variables: str) -> subprocess.Popen[str]:
    """A command in a process of its own, with a moment that stays."""
    program = [sys.executable, *(before or ("-m", "crm")), "--book", str(root), "--now", "2026-06-09 10:30", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(program, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **variables})


def answer(process: subprocess.Popen[str]) -> tuple[str, str]:
    said = process.communicate()
    assert process.returncode == 0, said
    return said


def assert_right(root: Path) -> None:
    """With the index as it stands, each command says what it says without one."""
    for words in COMMANDS:
        assert answer(started(root, words)) == answer(started(root, words, CRM_INDEX="off")), words


@pytest.mark.parametrize("already", [False, True], ids=["at first", "in a change"])
def test_killed_in_the_middle_of_indexing(root: Path, *, already: bool) -> None:
    wanted = (["due", "--all"], ["list"])
    right = [answer(started(root, words, CRM_INDEX="off")) for words in wanted]
    statement = 0
    while True:
        statement += 1
        if already:
            answer(started(root, ["list"]))
            write(root, FEW, f"call: grids {statement}")
            right = [answer(started(root, words, CRM_INDEX="off")) for words in wanted]
        process = started(root, ["due"], "-c", KILLED, str(statement))
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            break
        assert [answer(started(root, words)) for words in wanted] == right, statement
        for file in [] if already else environment.cache_folder().iterdir():
            file.unlink()
    assert process.returncode == 0
    assert statement > 5
    assert_right(root)


@pytest.mark.parametrize("state", ["none", "damaged", "old"])
def test_several_index_at_once(root: Path, state: str) -> None:
    right = [answer(started(root, words, CRM_INDEX="off")) for words in COMMANDS]
    if state != "none":
        write(root, PEOPLE if state == "damaged" else FEW, "call: another word")
        answer(started(root, ["list"]))
        write(root, PEOPLE, "interview: grids")
    if state == "damaged":
        for file in environment.cache_folder().glob("*.sqlite"):
            file.write_bytes(b"nonsense" * 1000)
    processes = [started(root, words) for words in COMMANDS for _ in range(2)]
    assert [answer(process) for process in processes] == [each for each in right for _ in range(2)]
    assert_right(root)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk without room for the index."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    disk = tmp_path / "small"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("room", [0, 40, 160])
def test_a_full_disk_changes_no_answer(root: Path, full_disk: Path, room: int) -> None:
    (full_disk / "filler").write_bytes(b"x" * (256 - room) * 1024)
    for round_ in range(2):
        for words in COMMANDS:
            with_index = answer(started(root, words, XDG_CACHE_HOME=str(full_disk)))
            assert with_index == answer(started(root, words, CRM_INDEX="off")), words
        write(root, FEW, f"call: grids {round_}")
