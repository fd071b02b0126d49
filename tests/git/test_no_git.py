"""Commands that only read the present start no git process: it would cost more than they do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm

READING = [
    ["due"],
    ["due", "--all", "--json"],
    ["list"],
    ["show", "ada"],
    ["why", "ada"],
    ["find", "grids"],
    ["prep", "ada"],
    ["check"],
    ["article", "list"],
    ["article", "for", "ada"],
    ["history", "--help"],
]
WRITING = [["log", "ada", "call"], ["undo"], ["history", "ada"], ["due", "--as-of", "HEAD"]]


@pytest.fixture
def counted(book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """A book, and a git that says when it is started."""
    book("log", "ada", "interview", "grids")
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/started\nPATH=${{PATH#*:}} exec git "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return book


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=" ".join)
def test_who_reads_starts_no_git(counted: Crm, tmp_path: Path, command: list[str]) -> None:
    done = counted.call("--book", str(counted.root), "--now", "2026-06-09 12:00", *command)
    assert done.status == 0, done
    assert (tmp_path / "started").exists() is (command in WRITING)


def test_completion_starts_no_git(counted: Crm, tmp_path: Path) -> None:
    asked = {"_CRM_COMPLETE": "complete_bash", "COMP_WORDS": "crm show a", "COMP_CWORD": "2"}
    done = subprocess.run(
        [Path(sys.executable).with_name("crm")],
        env={**os.environ, **asked, "CRM_BOOK": str(counted.root)},
        capture_output=True,
        text=True,
    )
    assert "ada-example" in done.stdout
    assert not (tmp_path / "started").exists()
