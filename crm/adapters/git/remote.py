"""The other side: which remote and branch a book syncs with, and the two commands that talk to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from crm.adapters.git import answers, locks
from crm.adapters.git.answers import Answer
from crm.adapters.git.repository import GitError, Repository
from crm.adapters.git.talking import SILENCE, Heard, nobody

PROTOCOLS = ("file", "git", "http", "https", "ssh")
"""What a remote may be reached by. Git also knows ``ext``, by which an address names a program to run."""

_SPEED = ("http.lowSpeedLimit", "http.lowSpeedTime")
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15"
_BEHIND = ("[rejected]", "failed to update ref", "incorrect old value", "cannot lock ref", "failed to lock")


class Unreachable(GitError):
    """The remote could not be talked to; ``hint`` is what to do about it."""

    def __init__(self, error: GitError, answer: Answer) -> None:
        super().__init__(answer.why, error.status, error.said)
        self.hint = answer.hint


class Suspicious(Unreachable):
    """What the remote sent is damaged, or made to do harm."""


class Refused(Unreachable):
    """The remote, or a hook of the user's, did not want what was to be pushed."""


class Behind(Refused):
    """The remote has got something new in the meantime; a lock that was left there looks the same."""


class Remote(NamedTuple):
    """Where a book syncs to: the remote's name and its branch (``refs/heads/main``).

    ``tracked`` is whether git's configuration names it as the upstream of the book's branch.
    """

    name: str
    branch: str
    tracked: bool

    @property
    def fetched(self) -> str:
        """The ref under which what was fetched last is kept; git's own ones are configured in many ways."""
        return f"refs/crm/fetched/{self.name}/{self.branch.removeprefix('refs/heads/')}"

    @property
    def synced(self) -> str:
        """The ref of the last commit of the remote that the book has taken in, or given to it."""
        return f"refs/crm/synced/{self.name}/{self.branch.removeprefix('refs/heads/')}"


def settings(repository: Repository) -> dict[str, str]:
    """Git's configuration; of a key that stands several times the last value. Raises GitError."""
    said = repository.run("config", "--list", "-z").decode("utf-8", "replace")
    return {key: value for key, _, value in (entry.partition("\n") for entry in said.split("\0") if entry)}


def remote_of(branch: str, configured: Mapping[str, str]) -> Remote | None:
    """The remote of a branch (full name): its upstream, else the only one or ``origin``; None where there is none."""
    short = branch.removeprefix("refs/heads/")
    name = configured.get(f"branch.{short}.remote", "")
    names = names_of(configured)
    if name in names:
        return Remote(name, configured.get(f"branch.{short}.merge", branch), f"branch.{short}.merge" in configured)
    if len(names) == 1 or "origin" in names:
        return Remote("origin" if "origin" in names else names[0], branch, tracked=False)
    return None


def names_of(configured: Mapping[str, str]) -> list[str]:
    """The names of all remotes."""
    return sorted({_name_in(key) for key in configured} - {""})


def _name_in(key: str) -> str:
    """The name of a remote in a key such as ``remote.origin.url``; empty in any other key."""
    is_remote = key.startswith("remote.") and key.endswith(".url")
    return key.removeprefix("remote.").removesuffix(".url") if is_remote else ""


def filtered(repository: Repository, paths: Collection[str], configured: Mapping[str, str]) -> dict[str, str]:
    """The paths that git changes as it writes or reads them (encrypts, fetches from elsewhere), and by what."""
    known = {key.split(".")[1] for key in configured if key.startswith("filter.") and key.count(".") > 1}
    if not known or not paths:
        return {}
    data = b"".join(os.fsencode(path) + b"\0" for path in paths)
    fields = os.fsdecode(repository.run("check-attr", "-z", "--stdin", "filter", data=data)).split("\0")
    return {path: value for path, value in zip(fields[::3], fields[2::3], strict=False) if value in known}


def _nothing() -> None:
    """What there is to do meanwhile, where there is nothing."""


def fetch(
    repository: Repository,
    remote: Remote,
    configured: Mapping[str, str],
    meanwhile: Callable[[], object] = _nothing,
    heard: Heard = nobody,
) -> bool:
    """Fetches the remote's branch to ``remote.fetched``; False where the remote has none. Raises Unreachable.

    What arrives is checked by git as it comes in, and nothing is asked for that would need an answer. ``meanwhile`` is
    called while git works, ``heard`` with how far it is.
    """
    command = (
        "fetch",
        "--progress",
        "--no-tags",
        "--no-recurse-submodules",
        "--no-write-fetch-head",
        "--",
        remote.name,
        f"+{remote.branch}:{remote.fetched}",
    )
    try:
        _talk(repository, configured, meanwhile, heard, "-c", "fetch.fsckObjects=true", *command)
    except GitError as error:
        if "couldn't find remote ref" in error.said:
            return False
        if "fsck error" in error.said:
            raise Suspicious(error, Answer(str(error), "ask who pushes there")) from None
        raise Unreachable(error, answers.unreachable(error)) from None
    return True


def branches(repository: Repository, remote: Remote, configured: Mapping[str, str]) -> list[str]:
    """The short names of the remote's branches. Raises Unreachable."""
    try:
        said = _talk(repository, configured, _nothing, nobody, "ls-remote", "--heads", "--", remote.name)
    except GitError as error:
        raise Unreachable(error, answers.unreachable(error)) from None
    names = (line.partition("\t")[2] for line in said.decode("utf-8", "replace").splitlines())
    return [name.removeprefix("refs/heads/") for name in names]


def push(
    repository: Repository,
    remote: Remote,
    branch: str,
    configured: Mapping[str, str],
    meanwhile: Callable[[], object] = _nothing,
    heard: Heard = nobody,
) -> None:
    """Pushes the book's branch, which is never forced; the rest as ``fetch``. Raises Behind, Refused, Unreachable."""
    upstream = () if remote.tracked else ("--set-upstream",)
    command = ("push", "--progress", "--porcelain", "--no-recurse-submodules", *upstream)
    try:
        _talk(repository, configured, meanwhile, heard, *command, "--", remote.name, f"{branch}:{remote.branch}")
    except GitError as error:
        if any(words in error.said for words in _BEHIND):
            raise Behind(error, answers.refused(error)) from None
        if "failed to push some refs" in error.said:
            raise Refused(error, answers.refused(error)) from None
        raise Unreachable(error, answers.unreachable(error)) from None


def _talk(
    repository: Repository,
    configured: Mapping[str, str],
    meanwhile: Callable[[], object],
    heard: Heard,
    *arguments: str,
) -> bytes:
    """Runs a command that talks to a remote. It inherits no lock: it may take its time, and leave helpers behind."""
    variables = _environment(configured)
    silence = _silence(configured)
    slow = [] if any(key.lower() in configured for key in _SPEED) else [f"{_SPEED[0]}=1", f"{_SPEED[1]}={silence:.0f}"]
    options = [word for setting in slow for word in ("-c", setting)]
    left = [meanwhile]  # once, however often another git is in the way

    def command() -> bytes:
        return repository.talk(
            *options,
            *arguments,
            variables=variables,
            silence=silence,
            meanwhile=left.pop() if left else _nothing,
            heard=heard,
        )

    return locks.patiently(command)


def _silence(configured: Mapping[str, str]) -> float:
    """Seconds without a sign after which a remote is given up: ``crm.silence`` of git's configuration, or ours."""
    wish = configured.get("crm.silence", "")
    return max(float(wish), 1) if wish.isascii() and wish.isdigit() else SILENCE


def _environment(configured: Mapping[str, str]) -> dict[str, str]:
    """What keeps git from asking, and from any way to a remote that could run a program of somebody else's choice."""
    outer = os.environ  # noqa: TID251 - the user's own choices are kept, and made narrower
    allowed = [name for name in outer.get("GIT_ALLOW_PROTOCOL", ":".join(PROTOCOLS)).split(":") if name in PROTOCOLS]
    found = {
        "GIT_ALLOW_PROTOCOL": ":".join(allowed),
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "false",  # a program that answers nothing: ssh would ask the terminal else
        "SSH_ASKPASS_REQUIRE": "force",
        "GCM_INTERACTIVE": "never",
    }
    if not {"GIT_SSH", "GIT_SSH_COMMAND"}.intersection(outer) and "core.sshcommand" not in configured:
        found["GIT_SSH_COMMAND"] = _SSH
    return found
