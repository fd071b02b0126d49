"""Books under git, and the real command on them."""

from __future__ import annotations

import shutil
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


def signs(machine: Crm, folder: Path) -> Path:
    """Lets git sign commits here with a key of ssh, and show whether signatures are good; returns the key."""
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    signers = folder / "signers"
    signers.write_text(f"robin@example.org {key.with_suffix('.pub').read_text()}")
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingkey", str(key)),
        ("commit.gpgsign", "true"),
        ("gpg.ssh.allowedSignersFile", str(signers)),
        ("log.showSignature", "true"),
    ):
        git(machine.root, "config", name, value)
    return key


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what many tests begin with is made once, to be copied."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def book(tmp_path: Path, templates: Path, call: Callable[..., Result]) -> Crm:
    """A new book with two contacts, made by the command."""
    template = templates / "alone"
    if not template.exists():
        done = call("init", str(template), "--name", "Robin Sample", "--timezone", "Europe/Berlin")
        assert done.status == 0, done
        made = Crm(template, call)
        made("add", "Ada Example")
        made("add", "Bob Example", "--tier", "B")
        shutil.rmtree(template / ".git/hooks")
    shutil.copytree(template, tmp_path / "book")
    return Crm(tmp_path / "book", call)


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
def world(tmp_path: Path, templates: Path, book: Crm) -> World:
    template = templates / "synced"
    if not template.exists():
        shutil.copytree(book.root, template / "book")
        git(template, "init", "--quiet", "--bare", "--initial-branch=main", "far.git")
        git(template / "book", "remote", "add", "origin", "../far.git")
        Crm(template / "book", book.call)("sync")
        git(template, "clone", "--quiet", "far.git", "laptop")
        git(template / "laptop", "remote", "set-url", "origin", "../far.git")
        for folder in ("far.git/hooks", "laptop/.git/hooks"):
            shutil.rmtree(template / folder)
    shutil.rmtree(book.root)
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return World(tmp_path / "far.git", book, Crm(tmp_path / "laptop", book.call))
