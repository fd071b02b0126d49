"""The index is made in steps, each of which stays, and never of files that a wrong clock makes look old."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crm.adapters import clock
from crm.book import glance
from crm.book.book import Book
from crm.book.finding import Search
from crm.book.index import keeping
from tests.core.builders import text
from tests.index.test_index import NOW
from tests.index.test_same_answers import assert_same
from tests.index.test_survival import made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path / "book", 120)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return made(tmp_path / "small", 12)


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
