"""The merge driver: git's own merges by meaning, and what git does in a clone that lacks the program or the driver."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import git, subjects

ADA = "contacts/ada-example.md"
PROGRAMS = Path(sys.executable).parent


def entry(book: Crm, text: str) -> None:
    book.write(ADA, book.read(ADA) + f"- 2026-06-01 call: {text}\n")
    git(book.root, "commit", "-qam", text)


def without_crm() -> str:
    folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if not (Path(folder) / "crm").exists()]
    return os.pathsep.join(folders)


@pytest.fixture
def driven(book: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Two branches that git alone would call conflicting, and the driver."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    assert book.call("init", str(book.root), "--driver").status == 0
    git(book.root, "checkout", "-q", "-b", "other")
    entry(book, "theirs")
    git(book.root, "checkout", "-q", "main")
    entry(book, "ours")
    return book


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick", "stash"])
def test_with_the_driver_git_merges_by_meaning(driven: Crm, command: str) -> None:
    if command == "stash":
        driven.write(ADA, driven.read(ADA) + "- 2026-06-01 call: stashed\n")
        git(driven.root, "stash", "-q")
        git(driven.root, "merge", "-q", "--no-edit", "other")
        git(driven.root, "stash", "pop", "-q")
        assert driven.read(ADA).count("stashed") == 1
    else:
        git(driven.root, *([command, "--no-edit"] if command == "merge" else [command]), "other")
        assert git(driven.root, "status", "--porcelain") == ""
    assert driven.read(ADA).count("2026-06-01 call: theirs\n") == driven.read(ADA).count("2026-06-01 call: ours\n") == 1
    assert "<<<" not in driven.read(ADA)


def test_where_crm_is_missing_the_driver_drops_nothing(driven: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", without_crm())
    git(driven.root, "merge", "-q", "--no-edit", "other", status=1)
    text = driven.read(ADA)
    assert "<<<<<<< ours\n- 2026-06-01 call: ours\n=======\n- 2026-06-01 call: theirs\n>>>>>>> theirs\n" in text
    assert git(driven.root, "status", "--porcelain") == f"UU {ADA}\n"
    driven("resolve")
    assert "<<<" not in driven.read(ADA)


def test_where_crm_is_missing_a_clean_merge_is_still_clean(driven: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    git(driven.root, "reset", "-q", "--hard", "HEAD~1")
    driven.write(ADA, driven.read(ADA).replace("---\nname", "---\ntier: A\nname", 1))
    git(driven.root, "commit", "-qam", "far from the other")
    monkeypatch.setenv("PATH", without_crm())
    git(driven.root, "merge", "-q", "--no-edit", "other")
    assert "tier: A" in driven.read(ADA)
    assert "theirs" in driven.read(ADA)


@pytest.mark.parametrize("found", ["exit 1", "kill -9 $$", "echo 'no such option' >&2; exit 2"])
def test_where_crm_fails_git_merges(driven: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    program = tmp_path / "bin/crm"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{found}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    git(driven.root, "merge", "-q", "--no-edit", "other", status=1)
    assert "call: ours" in driven.read(ADA)
    assert "call: theirs" in driven.read(ADA)


def test_a_clone_without_the_driver_merges_as_git_does(driven: Crm, tmp_path: Path) -> None:
    """The attributes come with the clone, the driver does not."""
    git(tmp_path, "clone", "-q", str(driven.root), "clone")
    clone = Crm(tmp_path / "clone", driven.call)
    git(clone.root, "merge", "-q", "--no-edit", "origin/other", status=1)
    assert "call: ours" in clone.read(ADA)
    assert "call: theirs" in clone.read(ADA)
    git(clone.root, "merge", "--abort")
    assert clone.call("init", str(clone.root), "--driver").out == f"In {clone.root}, git merges by meaning.\n"
    assert git(clone.root, "status", "--porcelain") == ""
    git(clone.root, "merge", "-q", "--no-edit", "origin/other")
    assert clone.read(ADA).count("2026-06-01 call: ") == 2


def test_set_up_twice_it_is_there_once(driven: Crm) -> None:
    driven.call("init", str(driven.root), "--driver")
    assert driven.read(".gitattributes").count("crm.toml merge=crm") == 1
    assert subjects(driven.root)[-1] == "init: a new book"


def test_attributes_of_the_users_stay(book: Crm) -> None:
    book.write(".gitattributes", "*.png binary")
    book.call("init", str(book.root), "--driver")
    assert book.read(".gitattributes").startswith("*.png binary\ncontacts/*.md merge=crm\n")
    assert subjects(book.root)[:2] == ["init: git merges by meaning", "edit: .gitattributes"]


def test_a_new_book_with_the_driver(tmp_path: Path, book: Crm) -> None:
    assert book.call("init", str(tmp_path / "new"), "--name", "Robin", "--driver").status == 0
    assert subjects(tmp_path / "new") == ["init: git merges by meaning", "init: a new book"]
    assert "crm resolve --driver" in git(tmp_path / "new", "config", "merge.crm.driver")


def test_without_a_repository_there_is_nothing_to_set_up(tmp_path: Path, book: Crm) -> None:
    done = book.call("init", str(tmp_path / "new"), "--name", "Robin", "--no-git", "--driver")
    assert (done.status, done.err.partition("crm: ")[2]) == (
        1,
        "the book is no git repository; make it one with: git init\n",
    )


def test_the_driver_leaves_to_git_what_cannot_become_one(tmp_path: Path, crm: Crm) -> None:
    for name, data in (("base", b"\0"), ("ours", b"\0a"), ("theirs", b"\0b")):
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / name) for name in ("base", "ours", "theirs")]
    assert crm.call("resolve", "--driver", *files, "notes/x.md").status == 1
    assert (tmp_path / "ours").read_bytes() == b"\0a"


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals to be had")
@pytest.mark.parametrize(("answer", "wanted"), [(b"\n", False), (b"y\n", True)])
def test_on_a_terminal_it_is_offered(tmp_path: Path, answer: bytes, wanted: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "crm", "init", str(tmp_path / "new")]
    pipe = subprocess.PIPE
    running = subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=pipe, cwd=Path(__file__).parents[2])
    os.write(ours, b"Robin Example\n\n\n\nEurope/Berlin\n\n" + answer)
    running.communicate()
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0
    assert ("merge=crm" in (tmp_path / "new/.gitattributes").read_text()) is wanted
