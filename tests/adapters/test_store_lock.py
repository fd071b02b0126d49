from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crm.adapters.store import Denied, LockTimeout, lock

HOLD = """
import sys, time
from pathlib import Path
from crm.adapters.store import lock
with lock(Path(sys.argv[1]), "crm sync"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(root: Path) -> subprocess.Popen[bytes]:
    """A process that holds the book's lock until its standard input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],  # where that process finds crm
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    with process:  # closes what leads to it, then waits
        pass


def test_a_second_process_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        with pytest.raises(LockTimeout) as caught, lock(tmp_path, "crm log", timeout=0.05):
            pytest.fail("the lock was held twice")
    finally:
        end(process)
    holder_named = f"another command is writing to this book: crm sync (process {process.pid}), and had not ended"
    assert caught.value.message == f"{holder_named} after 0.05 seconds"
    with lock(tmp_path, "crm log", timeout=0):
        pass


def test_who_waits_gets_the_lock_when_it_is_free(tmp_path: Path) -> None:
    process = holder(tmp_path)
    assert process.stdin is not None
    process.stdin.close()
    with lock(tmp_path, "crm log"):
        pass
    end(process)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.send_signal(signal.SIGKILL)
    end(process)
    with lock(tmp_path, "crm log", timeout=0):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors of POSIX")
def test_a_child_that_was_given_the_lock_keeps_it(tmp_path: Path) -> None:
    with lock(tmp_path, "crm log") as held:
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[held.fd])
        other = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with pytest.raises(LockTimeout), lock(tmp_path, "crm log", timeout=0):
        pytest.fail("the child lost the lock")
    end(child)
    with lock(tmp_path, "crm log", timeout=0):
        pass
    end(other)


def test_the_lock_lies_out_of_sight_in_the_git_folder(tmp_path: Path) -> None:
    with lock(tmp_path, "crm log") as held:
        assert held.file == tmp_path / ".crm.lock"
    (tmp_path / ".git").mkdir()
    with lock(tmp_path, "crm log") as held:
        assert held.file == tmp_path / ".git" / "crm.lock"


@pytest.mark.parametrize("relative", [True, False])
def test_a_worktree_has_its_lock_in_its_own_git_folder(tmp_path: Path, relative: bool) -> None:
    folder = tmp_path / "main" / ".git" / "worktrees" / "book"
    folder.mkdir(parents=True)
    root = tmp_path / "book"
    root.mkdir()
    (root / ".git").write_text(f"gitdir: {os.path.relpath(folder, root) if relative else folder}\n")
    with lock(root, "crm log") as held:
        assert held.file.resolve() == (folder / "crm.lock").resolve()


def test_a_git_file_that_leads_nowhere_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(b"gitdir: /nowhere\0/at all\xff")
    with lock(tmp_path, "crm log") as held:
        assert held.file == tmp_path / ".crm.lock"


def test_the_lock_is_not_followed_out_of_the_book(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "precious").write_bytes(b"text")
    (tmp_path / "book" / ".crm.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(Exception, match="symbolic link"), lock(tmp_path / "book", "crm log"):
        pytest.fail("the link was followed")
    assert (tmp_path / "precious").read_bytes() == b"text"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user who may not do everything")
def test_a_book_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(Denied, match="you may not"), lock(tmp_path, "crm log"):
        pytest.fail("the lock was made")
