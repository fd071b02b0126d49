"""Commands killed, run at once, on a full disk, under a clock that goes wrong: they say what the files say."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.adapters import environment
from tests.core.builders import text

COMMANDS = (
    ["due", "--all"],
    ["due", "--json", "--all"],
    ["list"],
    ["list", "--json"],
    ["find", "grids", "--json"],
    ["show", "al-7"],
)
FEW = 12  # contacts that change between two answers

# The command, killed before one of the statements that put something into an index: the first argument says which.
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

Said = tuple[str, str, int]
"""What a command printed, on both streams, and its exit status."""


def made(root: Path, size: int) -> Path:
    for name in ("contacts", "articles", "notes"):
        (root / name).mkdir(parents=True)
    (root / "crm.toml").write_text('[me]\ntimezone = "Europe/Berlin"\n', encoding="utf-8")
    for number in range(size):
        introducer = {"introduced_by": f"al-{(number + size // 2) % size}"} if number % 3 == 0 else {}
        said = text(f"- 2026-06-0{number % 8 + 1} coffee: #grids\n  - [ ] send (by 2026-06-12)", tier="A", **introducer)
        (root / f"contacts/al-{number}.md").write_text(said, encoding="utf-8")
    return root


def change(root: Path, people: int, entry: str) -> None:
    """Writes other logs for some contacts."""
    for number in range(people):
        said = text(f"- 2026-06-0{1 + number % 8} {entry} {number}", tier="A")
        (root / f"contacts/al-{number}.md").write_text(said, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path / "book", 40)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return made(tmp_path / "large", 120)


def start(root: Path, words: list[str], *program: str, **variables: str) -> subprocess.Popen[str]:
    """A command in a process of its own, at a moment that stays."""
    command = [*(program or (sys.executable, "-m", "crm")), "--book", str(root), "--now", "2026-06-09 10:30", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **variables})


def end(child: subprocess.Popen[str]) -> Said:
    out, err = child.communicate()
    return out, err, child.returncode


def said(root: Path, words: list[str], *program: str, **variables: str) -> Said:
    return end(start(root, words, *program, **variables))


def right(root: Path) -> list[Said]:
    """What the files say."""
    found = [said(root, words, CRM_INDEX="off") for words in COMMANDS]
    assert [status for *_, status in found] == [0] * len(COMMANDS), found
    return found


def assert_right(root: Path, *program: str, **variables: str) -> None:
    """With the index as it stands, each command says what the files say."""
    assert [said(root, words, *program, **variables) for words in COMMANDS] == right(root)


@pytest.mark.parametrize("words", [["due"], ["find", "grids"]], ids=" ".join)
@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
def test_a_kill_at_any_moment_of_indexing(large: Path, words: list[str], after: float) -> None:
    child = start(large, words)
    while child.poll() is None and not list(environment.cache_folder().glob("*.sqlite*")):
        time.sleep(0.002)
    time.sleep(after)
    child.kill()
    child.communicate()
    assert_right(large)
    assert_right(large)


@pytest.mark.parametrize("already", [False, True], ids=["at first", "in a change"])
def test_a_kill_before_each_statement_of_indexing(root: Path, *, already: bool) -> None:
    wanted = (["due", "--all"], ["list"])
    expected = [said(root, words, CRM_INDEX="off") for words in wanted]
    statement = 0
    while True:
        statement += 1
        if already:
            said(root, ["list"])
            change(root, FEW, f"call: grids {statement}")
            expected = [said(root, words, CRM_INDEX="off") for words in wanted]
        *_, status = said(root, ["due"], sys.executable, "-c", KILLED, str(statement))
        if status != -signal.SIGKILL:
            break
        assert [said(root, words) for words in wanted] == expected, statement
        for file in [] if already else environment.cache_folder().iterdir():
            file.unlink()
    assert status == 0
    assert statement > 5
    assert_right(root)


@pytest.mark.parametrize("state", ["none", "damaged", "old"])
def test_several_that_index_at_once(root: Path, state: str) -> None:
    if state != "none":
        change(root, 40 if state == "damaged" else FEW, "call: another word")
        said(root, ["list"])
        change(root, 40, "interview: grids")
    if state == "damaged":
        for file in environment.cache_folder().glob("*.sqlite"):
            file.write_bytes(b"nonsense" * 1000)
    expected = right(root)
    children = [start(root, words) for words in COMMANDS for _ in range(2)]
    assert [end(child) for child in children] == [each for each in expected for _ in range(2)]
    assert_right(root)


@pytest.mark.parametrize("room", [0, 20_000, 100_000])
def test_a_file_that_finds_no_room(large: Path, room: int) -> None:
    limited = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}));"
    assert_right(large, sys.executable, "-c", f"{limited} runpy.run_module('crm', run_name='__main__')")
    assert_right(large)


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
def test_a_full_disk(root: Path, full_disk: Path, room: int) -> None:
    (full_disk / "filler").write_bytes(b"x" * (256 - room) * 1024)
    for round_ in range(2):
        assert_right(root, XDG_CACHE_HOME=str(full_disk))
        change(root, FEW, f"call: grids {round_}")


def test_a_cache_that_may_not_be_written(root: Path) -> None:
    blocked = environment.cache_folder()
    blocked.parent.mkdir(parents=True)
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    assert_right(root)


def test_a_change_in_the_same_tick_is_seen(root: Path) -> None:
    file = root / "contacts/al-7.md"
    for number in range(3):
        file.write_text(text(f"- 2026-06-08 coffee: number {number}"), encoding="utf-8")
        before = file.stat()
        assert f"number {number}" in said(root, ["find", "number"])[0]
        file.write_text(text(f"- 2026-06-08 coffee: signal {number}"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert f"signal {number}" in said(root, ["find", "signal"])[0]
        assert said(root, ["find", "number"])[2] == 1


@pytest.mark.skipif(not shutil.which("faketime"), reason="needs faketime")
def test_a_system_clock_that_is_set(root: Path) -> None:
    """Back, and ahead again: the program's clock is another one, that of the file system is not."""
    file = root / "contacts/al-7.md"
    for number, hours in enumerate((0, -3, 3, -48, 0, -1)):
        before = file.stat()
        file.write_text(text(f"- 2026-06-08 coffee: grids {number}"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # seen by the time of the status alone
        under = ("faketime", "-f", f"{hours:+}h", sys.executable, "-m", "crm")
        assert_right(root, *under)
        assert f"grids {number}" in said(root, ["find", "grids", "--json"], *under)[0]
        (root / f"contacts/bo-{number}.md").write_text(text("- 2026-06-08 call: grids"), encoding="utf-8")
        assert f"bo-{number}" in completed(root, "bo", *under)


def completed(root: Path, begun: str, *program: str) -> list[str]:
    """What the shell is told of contacts."""
    line = f"crm --book {root} show {begun}".split()
    asked = {"_CRM_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(line), "COMP_CWORD": str(len(line) - 1)}
    return subprocess.run(program, env=os.environ | asked, capture_output=True, text=True, check=True).stdout.split()
