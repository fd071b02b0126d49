"""What git says where a remote cannot be talked to or takes nothing, as one clause, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from crm.adapters.git.repository import GitError

_LATER = "sync again when that is settled"
_LONGER = "sync again later; or wait longer with: git config crm.silence SECONDS"

_KNOWN = (
    ("Host key verification failed", "make its key known by a first ssh to it, then sync again"),
    ("Permission denied (", "put a key into an agent or name one in ~/.ssh/config, then sync again"),
    ("terminal prompts disabled", "store the password with a credential helper (git help credentials)"),
    ("Authentication failed", "store the right password with a credential helper (git help credentials)"),
    ("command not found", "install git on the server"),
    ("Could not resolve host", "sync again when you are online; or correct the address with git remote set-url"),
    ("does not appear to be a git repository", "correct the address with git remote set-url"),
    ("not found", "correct the address with git remote set-url"),
    ("Connection refused", "sync again when the server runs"),
    ("Network is unreachable", "sync again when you are online"),
    ("it gave no sign", _LONGER),
    ("Operation too slow", _LONGER),
    ("timed out", "sync again when you are online"),
)
"""What stands in a line of git, ssh or curl that says what is wrong, and the way out. The first that is met counts."""

_REFUSED = (
    (".lock': File exists", "", "if no git is at work there, delete that file, then sync again"),
    (
        "(branch is currently checked out)",
        "it is a clone that somebody works in, not a bare repository",
        "let both sync with a bare one, made by: git init --bare",
    ),
)
"""What stands in a refusal that has a way out, what it means where its line does not say that, and the way out."""

_EMPTY = ("Could not read from remote repository", "the remote end hung up", "Could not connect")
"""What git says after ssh has said why."""


class Answer(NamedTuple):
    """Why something failed, and what to do; clauses without a full stop."""

    why: str
    hint: str


def unreachable(error: GitError) -> Answer:
    """Why a remote could not be talked to."""
    lines = [line.strip() for line in error.said.splitlines() if line.strip() and not line.startswith("debug")]
    for words, hint in _KNOWN:
        for line in lines:
            if words in line:
                return Answer(_bare(line), hint)
    if any(words in str(error) for words in _EMPTY):
        before = [line for line in lines if not line.startswith(("fatal:", "Please make sure", "and the repository"))]
        if before:
            return Answer(_bare(before[-1]), _LATER)
    return Answer(str(error).rstrip("."), _LATER)


def refused(error: GitError) -> Answer:
    """Why a push was not taken: in the other side's words, with git's name for it; else what a hook here said."""
    lines = [line.strip() for line in error.said.splitlines()]
    for words, why, hint in _REFUSED:
        for line in lines:
            if words in line:
                return Answer(why or _bare(line), hint)
    remote = [words for line in lines if line.startswith("remote:") and (words := line.removeprefix("remote:").strip())]
    names = [line.rpartition("\t")[2].partition("] ")[2].strip("()") for line in lines if line.startswith("!")]
    if any(names):
        return Answer(f"{'; '.join(remote[:3])} ({names[0]})" if remote else names[0], _LATER)
    here = [line for line in lines if not line.startswith(("error:", "fatal:", "hint:", "To ", "Done", "remote:"))]
    return Answer("; ".join([line for line in here if line][:3]) or str(error), _LATER)


def _bare(line: str) -> str:
    for before in ("remote: ", "fatal: ", "error: ", "ERROR: "):
        line = line.removeprefix(before)
    return line.rstrip(".")
