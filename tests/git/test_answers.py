"""What git, ssh and curl say where a remote cannot be talked to, and the one sentence that becomes of it."""

from __future__ import annotations

import pytest

from crm.adapters.git import GitError
from crm.adapters.git.answers import refused, unreachable

NO_READ = (
    "fatal: Could not read from remote repository.\n\n"
    "Please make sure you have the correct access rights\nand the repository exists.\n"
)
LAST = "Could not read from remote repository."

UNREACHABLE = [
    (f"Host key verification failed.\r\n{NO_READ}", LAST, "Host key verification failed", "a first ssh to it"),
    (
        f"debug1: Permission denied (no, only a note)\ngit@example.org: Permission denied (publickey).\r\n{NO_READ}",
        LAST,
        "git@example.org: Permission denied (publickey)",
        "put a key into an agent",
    ),
    (
        f"ssh: connect to host example.org port 22: Connection refused\r\n{NO_READ}",
        LAST,
        "ssh: connect to host example.org port 22: Connection refused",
        "when the server runs",
    ),
    (f"bash: line 1: git-upload-pack: command not found\n{NO_READ}", LAST, "command not found", "install git on"),
    (
        f"ERROR: Repository not found.\n{NO_READ}",
        LAST,
        "Repository not found",
        "correct the address with git remote set-url",
    ),
    (
        f"kex_exchange_identification: Connection closed by remote host\n{NO_READ}",
        LAST,
        "kex_exchange_identification: Connection closed by remote host",
        "sync again when that is settled",
    ),
    (
        "fatal: unable to access 'https://example.org/x.git/': Could not resolve host: example.org\n",
        "unable to access 'https://example.org/x.git/': Could not resolve host: example.org",
        "Could not resolve host: example.org",
        "when you are online",
    ),
    (
        "remote: Invalid username or password.\nfatal: Authentication failed for 'https://example.org/'\n",
        "",
        "fail",
        "right",
    ),
    ("fatal: the sky is falling\n", "the sky is falling", "the sky is falling", "sync again when that is settled"),
]


@pytest.mark.parametrize(("said", "last", "why", "hint"), UNREACHABLE)
def test_why_a_remote_cannot_be_reached(said: str, last: str, why: str, hint: str) -> None:
    answer = unreachable(GitError(last, 128, said))
    assert why in answer.why
    assert not answer.why.endswith((".", "\r"))
    assert hint in answer.hint


def test_a_refusal_is_told_in_the_other_sides_words() -> None:
    said = (
        "To example.org:x.git\n!\trefs/heads/main:refs/heads/main\t[remote rejected] (protected branch hook declined)\n"
        "remote: error: GH006: Protected branch update failed.      \nremote:\nerror: failed to push some refs to 'x'\n"
    )
    assert refused(GitError("", 1, said)).why == (
        "error: GH006: Protected branch update failed. (protected branch hook declined)"
    )


def test_a_hook_here_that_refuses_is_told_in_its_own_words() -> None:
    said = "not before five\nerror: failed to push some refs to 'x'\n"
    assert refused(GitError("", 1, said)).why == "not before five"
