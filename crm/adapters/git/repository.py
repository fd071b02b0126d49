"""One git repository: is there one, what state is it in, and how a git command is run in it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from crm.adapters.git import talking

_UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}
# A command that holds the book's lock must not leave a process behind that holds it on.
_NOTHING_STAYS = ("-c", "maintenance.auto=false", "-c", "gc.auto=0", "-c", "core.fsmonitor=false")
# These would point git at another repository than the book's, as when crm is called from a hook.
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX")


class GitError(Exception):
    """A git command failed; the message is what git said, shortened to its last lines, and ``said`` all of it.

    ``status`` is its exit status, None where it could not be started or ended in the middle.
    """

    def __init__(self, message: str, status: int | None = None, said: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.said = said


class Repository(NamedTuple):
    """The repository whose work tree is the book's folder."""

    root: Path
    folder: Path

    @classmethod
    def at(cls, root: Path) -> Repository | None:
        """The repository of a book; ``None`` where its folder is no work tree of its own. Starts no process."""
        git = root / ".git"
        if git.is_dir():
            return cls(root, git)
        if git.is_file():  # a worktree or a submodule: one line "gitdir: PATH"
            folder = root / git.read_text("utf-8", "replace")[:4096].removeprefix("gitdir:").strip()
            return cls(root, folder) if folder.is_dir() else None
        return None

    @property
    def common(self) -> Path:
        """The folder of branches and objects: that of the main work tree, where this is another one."""
        file = self.folder / "commondir"
        return self.folder / file.read_text("utf-8", "replace").strip() if file.is_file() else self.folder

    @property
    def branch(self) -> str | None:
        """The full name of the branch that is checked out, such as ``refs/heads/main``; None where none is."""
        head = (self.folder / "HEAD").read_text("utf-8", "surrogateescape").strip()
        return head.removeprefix("ref:").strip() if head.startswith("ref:") else None

    def unfinished(self) -> str | None:
        """What the user has begun with git and not ended, such as ``a merge``."""
        return next((what for name, what in _UNFINISHED.items() if (self.folder / name).exists()), None)

    def setting(self, key: str) -> str:
        """A value of git's configuration; empty where it has none."""
        try:
            return self.run("config", "--get", key).decode("utf-8", "replace").strip()
        except GitError:
            return ""

    def run(
        self,
        *arguments: str,
        data: bytes | None = None,
        keep: Sequence[int] = (),
        meanwhile: Callable[[], object] | None = None,
    ) -> bytes:
        """Runs git and returns what it printed. Raises GitError.

        ``keep`` are descriptors that it inherits; ``meanwhile`` is called while it works.
        """
        keep = tuple(keep) if sys.platform != "win32" else ()  # where none can be handed on
        command = self._command([*_NOTHING_STAYS, *arguments] if keep else arguments)
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL if data is None else pipe,
                stdout=pipe,
                stderr=pipe,
                env=_environment(),
                pass_fds=keep,
            )
        except OSError as error:
            raise _not_started(error) from None
        with process:
            try:
                out, err = process.communicate(data) if meanwhile is None else _beside(process, data, meanwhile)
            except BaseException:
                process.kill()
                raise
        return _answer(process.returncode, out, err)

    def talk(
        self,
        *arguments: str,
        variables: Mapping[str, str],
        silence: float,
        meanwhile: Callable[[], object],
        heard: talking.Heard,
    ) -> bytes:
        """Runs a git command that talks to another machine, and returns what it printed. Raises GitError.

        ``variables`` are further ones of its environment; the rest is that of ``talking.talk``.
        """
        environment = {**_environment(), **variables}
        try:
            said = talking.talk(self._command(arguments), environment, meanwhile, heard, silence)
        except OSError as error:
            raise _not_started(error) from None
        except talking.Silent:
            why = f"it gave no sign for {_spoken(silence)}, and was given up"
            raise GitError(why, said=why) from None
        return _answer(*said)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a git command that is talked to through pipes; what it complains of is not heard. Raises GitError."""
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(
                self._command(arguments), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment()
            )
        except OSError as error:
            raise _not_started(error) from None

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return ["git", "-C", os.fspath(self.root), "-c", "core.fsync=committed", "--literal-pathspecs", *arguments]


def _beside(process: subprocess.Popen[bytes], data: bytes | None, work: Callable[[], object]) -> tuple[bytes, bytes]:
    """What a process prints on both streams, while we do something else."""
    said: list[bytes] = []
    listener = threading.Thread(target=lambda: said.extend(process.communicate(data)))
    listener.start()
    try:
        work()
    except BaseException:
        process.kill()
        raise
    finally:
        listener.join()
    return said[0], said[1]


def create(root: Path) -> Repository:
    """Makes a repository in a folder. Raises GitError."""
    repository = Repository(root, root / ".git")
    repository.run("init", "--quiet", "--initial-branch=main")
    return repository


def _environment() -> dict[str, str]:
    """The user's environment, with git's answers in English, about no other repository and about what is really there.

    An object that is replaced by another (git replace) is so in one clone only.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}  # noqa: TID251 - handed on
    return {**kept, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1"}


def _answer(status: int, out: bytes, err: bytes) -> bytes:
    """What git printed; raises GitError where it failed."""
    if status:
        raise GitError(_last_lines(err or out), status, (out + err).decode("utf-8", "replace"))
    return out


def _spoken(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} second{'s' if seconds != 1 else ''}"


def _not_started(error: OSError) -> GitError:
    if isinstance(error, FileNotFoundError):
        return GitError("git is not installed here, or not in the PATH")
    return GitError(f"git cannot be started: {error.strerror}")


def _last_lines(said: bytes) -> str:
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    wanted = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
    return "; ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in wanted[-2:]) or "git said nothing"
