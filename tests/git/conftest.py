"""Books under git, and the real command on them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Crm, Result
from tests.cli.conftest import call as call
from tests.cli.conftest import crm as crm


def git(root: Path, *words: str, status: int = 0) -> str:
    """What a git command of the user's prints."""
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    return done.stdout


def subjects(root: Path) -> list[str]:
    """The subjects of the commits, the last first."""
    return git(root, "log", "--format=%s").splitlines()


@pytest.fixture
def book(tmp_path: Path, call: Callable[..., Result]) -> Crm:
    """A new book with two contacts, made by the command."""
    done = call("init", str(tmp_path / "book"), "--name", "Robin Sample", "--timezone", "Europe/Berlin")
    assert done.status == 0, done
    made = Crm(tmp_path / "book", call)
    made("add", "Ada Example")
    made("add", "Bob Example", "--tier", "B")
    return made
