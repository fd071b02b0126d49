"""Commands killed, run at once, on a full disk, with a clock that goes wrong: they say what the files say."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crm.adapters import clock, environment
from crm.book import glance
from crm.book.book import Book
from crm.book.finding import Search
from crm.book.index import keeping
from tests.core.builders import text
from tests.index.test_index import NOW
from tests.index.test_same_answers import assert_same

COMMANDS = (["list", "--json"], ["find", "grids", "--json"], ["due", "--json", "--all"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path / "book", 120)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return made(tmp_path / "small", 12)


def made(root: Path, size: int) -> Path:
    for name in ("contacts", "articles", "notes"):
        (root / name).mkdir(parents=True)
    (root / "crm.toml").write_text('[me]\ntimezone = "Europe/Berlin"\n', encoding="utf-8")
    for number in range(size):
        introducer = {"introduced_by": f"al-{(number + size // 2) % size}"} if number % 3 == 0 else {}
        said = text(f"- 2026-06-0{number % 8 + 1} coffee: #grids\n  - [ ] send (by 2026-06-12)", tier="A", **introducer)
        (root / f"contacts/al-{number}.md").write_text(said, encoding="utf-8")
    return root


def start(root: Path, words: list[str], **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crm", "--book", str(root), "--now", "2026-06-09 10:30", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload, no-any-return]  # options are Popen's


def answer(root: Path, words: list[str], **options: object) -> tuple[str, str, int]:
    child = start(root, words, **options)
    out, err = child.communicate()
    return out, err, child.returncode


def right(root: Path) -> list[tuple[str, str, int]]:
    """What the files say."""
    return [answer(root, words, env={**os.environ, "CRM_INDEX": "off"}) for words in COMMANDS]


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
def test_a_kill_in_the_middle_of_indexing(root: Path, after: float) -> None:
    expected = right(root)
    for words in (["due"], ["find", "grids"]):
        child = start(root, words)
        while child.poll() is None and not list(environment.cache_folder().glob("*.sqlite*")):
            time.sleep(0.002)
        time.sleep(after)
        child.kill()
        child.communicate()
    for _ in range(2):
        assert [answer(root, words) for words in COMMANDS] == expected


def test_several_commands_that_index_at_once(root: Path) -> None:
    expected = right(root)
    children = [start(root, words) for words in (*COMMANDS, *COMMANDS)]
    found = []
    for child in children:
        out, err = child.communicate()
        found.append((out, err, child.returncode))
    assert found == [*expected, *expected]


@pytest.mark.parametrize("room", [0, 20_000, 100_000])
def test_a_file_that_finds_no_room(root: Path, room: int) -> None:
    expected = right(root)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    assert [answer(root, words, preexec_fn=limited) for words in COMMANDS] == expected
    assert [answer(root, words) for words in COMMANDS] == expected


def test_a_cache_that_may_not_be_written(root: Path) -> None:
    expected = right(root)
    blocked = environment.cache_folder()
    blocked.parent.mkdir(parents=True)
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    assert [answer(root, words) for words in COMMANDS] == expected


def test_a_change_in_the_same_tick_is_seen(root: Path) -> None:
    file = root / "contacts/al-7.md"
    for number in range(3):
        file.write_text(text(f"- 2026-06-08 coffee: number {number}"), encoding="utf-8")
        before = file.stat()
        assert f"number {number}" in answer(root, ["find", "number"])[0]
        file.write_text(text(f"- 2026-06-08 coffee: signal {number}"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert f"signal {number}" in answer(root, ["find", "signal"])[0]
        assert answer(root, ["find", "number"])[2] == 1


def test_a_clock_that_was_set_back(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a time to come are never trusted, whatever their marks say."""
    root = small
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() - 3_600 * 10**9)
    file = root / "contacts/al-7.md"
    for tier, other in (("B", "A"), ("A", "B"), ("B", "A")):
        before = file.stat()
        file.write_text(file.read_text("utf-8").replace(f"tier: {other}", f"tier: {tier}"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert Book(root, NOW, commits=False).contact("al-7").tier == tier
        assert ("contacts/al-7.md" in {match.path for match in Search(root, ["tier: A"])}) == (tier == "A")


def test_what_is_broken_off_goes_on_where_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)
    monkeypatch.setattr(keeping, "_STEP", 50)
    monkeypatch.setattr(keeping, "_STEPS", 1000)

    def broken_off(done: int, total: int) -> None:
        if done == 70 and total == 120:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _ = Book(root, NOW, commits=False, watch=broken_off).contents
    assert glance.addressees("Somebody", str(root)) is None  # half an index is not taken at its word
    told: list[tuple[int, int]] = []
    _ = Book(root, NOW, commits=False, watch=lambda done, total: told.append((done, total))).contents
    assert told[-1] == (70, 70)


@pytest.mark.parametrize("step", [1, 5, 1000])
def test_steps_change_no_answer(small: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)
    monkeypatch.setattr(keeping, "_STEP", step)
    monkeypatch.setattr(keeping, "_STEPS", 1000)
    assert_same(small, NOW)
    for change in CHANGES:
        change(small)
        assert_same(small, NOW)


CHANGES: tuple[Callable[[Path], object], ...] = (
    lambda root: (root / "contacts/al-10.md").unlink(),
    lambda root: [
        file.write_text(text("- 2026-06-09 interview"), "utf-8") for file in root.glob("contacts/al-[1-6].md")
    ],
    lambda root: (root / "contacts/al-3.md").rename(root / "contacts/bo.md"),
)
