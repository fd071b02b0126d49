"""Books under git, and the real command on them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class World:
    """A bare remote, and one book on two machines that sync with it."""

    far: Path
    desk: Crm
    laptop: Crm

    def at_rest(self) -> str:
        """The one commit that all have, after a last sync of each; and nothing is left to record."""
        for machine in (self.desk, self.laptop, self.desk):
            machine("sync")
        heads = {git(place, "rev-parse", "main").strip() for place in (self.far, self.desk.root, self.laptop.root)}
        assert len(heads) == 1
        assert git(self.desk.root, "status", "--porcelain") == git(self.laptop.root, "status", "--porcelain") == ""
        return heads.pop()


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """An empty bare remote."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "far.git")
    return tmp_path / "far.git"


@pytest.fixture
def world(tmp_path: Path, book: Crm, far: Path) -> World:
    git(book.root, "remote", "add", "origin", str(far))
    book("sync")
    git(tmp_path, "clone", "--quiet", str(far), "laptop")
    return World(far, book, Crm(tmp_path / "laptop", book.call))
