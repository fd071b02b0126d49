from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from crm.adapters.git import Repository, locks, recording
from crm.adapters.store import LockTimeout, lock
from tests.cli.conftest import Crm
from tests.git.conftest import git, signs, subjects

ADA, BOB = "contacts/ada-example.md", "contacts/bob-example.md"

TELLS = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="no telling here which processes there are: a minute passes"
)

KILLS_BOTH = """\
#!/bin/sh
[ -e .git/killed ] && exit 0
touch .git/killed
kill -9 $(ps -o ppid= -p $PPID) $PPID
"""
KILLS_CRM_ALONE = """\
#!/bin/sh
[ -e .git/killed ] && exit 0
touch .git/killed
kill -9 $(ps -o ppid= -p $PPID)
for try in $(seq 500); do [ -e .git/go ] && break; sleep 0.02; done
"""


def hook(book: Crm, text: str, name: str = "pre-commit") -> Path:
    file = book.write(f".git/hooks/{name}", text)
    file.chmod(0o755)
    return file


def run(book: Crm, *words: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own, to be killed."""
    command = [sys.executable, "-m", "crm", "--book", str(book.root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])


# --- edits --------------------------------------------------------------------------------------------------------


def test_an_edit_of_the_same_file_is_a_commit_of_its_own(book: Crm) -> None:
    book.write(ADA, book.read(ADA).replace("---\n\n", "---\n\nMet at a fair.\n\n", 1))
    book.write(BOB, book.read(BOB) + "\nStill being written")
    book("log", "ada", "call", "grids")
    assert subjects(book.root)[:2] == ["log: ada-example call 2026-06-09", "edit: ada-example"]
    assert "+Met at a fair." not in git(book.root, "show", "HEAD")
    assert git(book.root, "log", "-1", "--skip=1", "--format=%(trailers)").strip() == "Crm-Contact: ada-example"
    assert git(book.root, "status", "--porcelain") == f" M {BOB}\n"


def test_an_edit_is_not_recorded_where_nothing_is(book: Crm) -> None:
    before = subjects(book.root)
    book.write(ADA, book.read(ADA) + "\nmore\n")
    book("log", "ada", "call", "--no-commit")
    book.write("crm.toml", book.read("crm.toml") + "[git]\ncommit = false\n")
    book("log", "ada", "call")
    assert subjects(book.root) == before


def test_what_looks_damaged_is_written_not_committed(book: Crm) -> None:
    book.write(ADA, "")
    before = subjects(book.root)
    done = book("log", "ada-example", "bob", "call")
    assert f"{ADA} is saved, not committed: it is empty" in done.err
    assert f"accept it with: crm sync --accept {ADA}" in done.err
    assert subjects(book.root) == ["log: ada-example, bob-example call 2026-06-09", *before]
    assert git(book.root, "show", "--name-only", "--format=", "HEAD") == f"{BOB}\n"
    assert "call" in book.read(ADA)


def test_a_file_that_git_is_to_ignore_is_left_alone(book: Crm) -> None:
    book.write(".gitignore", book.read(".gitignore") + "contacts/kim*\n")
    book.contact("kim-example")
    before = subjects(book.root)
    assert book("log", "kim", "call").err == ""
    assert subjects(book.root) == before


# --- identity, hooks, signing -------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_commits_are_signed_as_the_user_signs(book: Crm, tmp_path: Path) -> None:
    signs(book, tmp_path)
    assert book("log", "ada", "call").err == ""
    signed = git(book.root, "log", "-1", "--no-show-signature", "--format=%G? %GS %an")
    assert signed == "G robin@example.org Robin Example\n"
    git(book.root, "config", "user.signingkey", str(tmp_path / "gone"))
    assert "saved, not committed" in book("log", "ada", "email").err


def test_hooks_run_and_may_change_the_message(book: Crm) -> None:
    hook(book, '#!/bin/sh\necho "Ticket: 7" >> "$1"\n', "commit-msg")
    book("log", "ada", "call")
    assert git(book.root, "log", "-1", "--format=%(trailers:key=Ticket,valueonly)").strip() == "7"


# --- locks of others ----------------------------------------------------------------------------------------------


def test_a_git_command_of_the_user_is_waited_for(book: Crm) -> None:
    lock = book.write(".git/index.lock", "")
    threading.Timer(0.4, lock.unlink).start()
    assert book("log", "ada", "call").err == ""
    assert subjects(book.root)[0] == "log: ada-example call 2026-06-09"


def test_one_that_never_ends_is_explained(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    lock = book.write(".git/index.lock", "")
    done = book("log", "ada", "call")
    assert "saved, not committed: another git command is at work in this book" in done.err
    assert str(lock) in done.err
    assert "if there is none, delete that file" in done.err
    assert "call" in book.read(ADA)
    assert lock.exists()


# --- locks of a killed run of ours --------------------------------------------------------------------------------


@TELLS
@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock"])
def test_locks_of_a_killed_run_are_removed(book: Crm, name: str) -> None:
    book.write(".git/crm.journal", "")
    lock = book.write(f".git/{name}", "")
    assert book("log", "ada", "call").err == ""
    assert subjects(book.root)[0] == "log: ada-example call 2026-06-09"
    assert not lock.exists()
    assert not (book.root / ".git/crm.journal").exists()


def test_a_lock_that_is_older_than_the_killed_run_stays(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    lock = book.write(".git/index.lock", "")
    book.write(".git/crm.journal", "")
    os.utime(lock, (time.time() - 60,) * 2)
    assert "another git command" in book("log", "ada", "call").err
    assert lock.exists()


def test_a_lock_stays_while_a_git_is_at_work_in_the_book(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    book.write(".git/crm.journal", "")
    lock = book.write(".git/index.lock", "")
    theirs = subprocess.Popen(["git", "-C", str(book.root), "cat-file", "--batch"], stdin=subprocess.PIPE)
    try:
        time.sleep(0.1)
        assert "another git command" in book("log", "ada", "call").err
        assert lock.exists()
    finally:
        theirs.communicate()


KILLS_WHEN_THE_BRANCH_HAS_MOVED = """\
#!/bin/sh
[ "$1" = committed ] && [ ! -e .git/killed ] && grep -q ' refs/heads/main$' || exit 0
touch .git/killed
kill -9 {victims}
"""


@TELLS
@pytest.mark.parametrize("victims", ["$PPID", "$(ps -o ppid= -p $PPID) $PPID"], ids=["git", "both"])
@pytest.mark.parametrize("words", [["log", "ada", "call", "first"], ["add", "Kim Example"]], ids=" ".join)
def test_killed_between_the_branch_and_the_index(book: Crm, victims: str, words: list[str]) -> None:
    """Git has committed by then. An index of before would say that the user has staged to take it back."""
    book.write("mine.txt", "staged by hand")
    git(book.root, "add", "mine.txt")
    hook = book.write(".git/hooks/reference-transaction", KILLS_WHEN_THE_BRANCH_HAS_MOVED.format(victims=victims))
    hook.chmod(0o755)
    _, said = run(book, *words).communicate()
    assert (book.root / ".git/killed").exists()
    assert b"not committed" not in said
    assert subjects(book.root)[0].startswith(words[0])
    hook.unlink()
    book("log", "bob", "call", "second")
    assert git(book.root, "status", "--porcelain") == "A  mine.txt\n"
    assert [subject.partition(":")[0] for subject in subjects(book.root)[:2]] == ["log", words[0]]


@TELLS
def test_killed_together_with_its_git(book: Crm) -> None:
    hook(book, KILLS_BOTH)
    killed = run(book, "log", "ada", "call", "first")
    killed.communicate()
    assert killed.returncode == -9
    assert (book.root / ".git/index.lock").exists()
    book("log", "bob", "call", "second")
    assert not (book.root / ".git/index.lock").exists()
    assert subjects(book.root)[0] == "log: bob-example call 2026-06-09"
    assert "first" in book.read(ADA)
    book("log", "ada", "email")
    assert subjects(book.root)[1] == "edit: ada-example"
    assert git(book.root, "status", "--porcelain") == ""


def test_killed_alone_its_git_ends_the_work_and_others_wait_for_it(book: Crm) -> None:
    hook(book, KILLS_CRM_ALONE)
    killed = run(book, "log", "ada", "call", "first")
    assert killed.wait() == -9
    with pytest.raises(LockTimeout), lock(book.root, "another command", timeout=0.0):
        pass
    book.write(".git/go", "")
    killed.communicate()
    book("log", "bob", "call", "second")
    assert [subject[:8] for subject in subjects(book.root)[:2]] == ["log: bob", "log: ada"]
    assert git(book.root, "status", "--porcelain") == ""


def test_eight_at_once(book: Crm) -> None:
    before = len(subjects(book.root))
    running = [run(book, "log", "ada", "note", f"number {number}") for number in range(8)]
    for one in running:
        _, err = one.communicate()
        assert one.returncode == 0, err
        assert b"not committed" not in err
    assert all(f"number {number}" in book.read(ADA) for number in range(8))
    assert len(subjects(book.root)) == before + 8
    assert git(book.root, "status", "--porcelain") == ""


# --- the disk -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_objects_branch_and_its_folder_reach_the_disk(book: Crm, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    command = [sys.executable, "-m", "crm", "--book", str(book.root), "log", "ada", "call"]
    strace = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    subprocess.run([*strace, *command], check=True, capture_output=True, cwd=Path(__file__).parents[2])
    synced = trace.read_text()
    assert "/contacts/.crm-tmp-" in synced
    assert synced.count("/.git/objects/") >= 4  # file, folder, root, commit
    assert "/.git/refs/heads/main.lock>" in synced
    assert "/.git/refs/heads>" in synced


def test_no_process_that_stays_gets_hold_of_the_lock(
    book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    book("log", "ada", "call")
    assert "built-in: git commit" in trace.read_text()
    assert "maintenance run" not in trace.read_text()


def test_many_small_objects_are_packed(book: Crm) -> None:
    git(book.root, "config", "gc.autoDetach", "false")
    texts = (f"{number}" for number in itertools.count())
    chosen = [text for text in itertools.islice(texts, 20_000) if _blob_id(text).startswith("17")][:28]
    for number, text in enumerate(chosen):
        book.write(f"contacts/c{number}.md", text)
    git(book.root, "add", ".")
    book("log", "ada", "call")
    assert list((book.root / ".git/objects/pack").glob("*.pack"))
    assert git(book.root, "fsck", "--no-dangling") == ""


def _blob_id(text: str) -> str:
    return hashlib.sha1(f"blob {len(text)}\0{text}".encode()).hexdigest()


def test_more_paths_than_a_command_line_takes(book: Crm) -> None:
    paths = [f"contacts/{'a-rather-long-name-' * 4}{number}.md" for number in range(500)]
    for path in paths:
        book.write(path, "---\nname: Many\n---\n")
    repository = Repository.at(book.root)
    assert repository is not None
    assert recording.commit(repository, paths, "import: many", []) is None
    assert git(book.root, "status", "--porcelain") == ""
    assert not (book.root / ".git/crm.paths").exists()


def test_a_work_tree_beside_another(book: Crm, tmp_path: Path) -> None:
    git(book.root, "worktree", "add", "-q", str(tmp_path / "second"), "-b", "desk/second")
    second = Crm(tmp_path / "second", book.call)
    second("log", "ada", "call")
    assert subjects(second.root)[0] == "log: ada-example call 2026-06-09"
