"""Through a real server on this machine, in each of the ways that git has: its daemon, http, ssh."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Crm
from tests.git import servers
from tests.git.conftest import World, git
from tests.git.terminal import on_a_terminal

ADA, BOB = "contacts/ada-example.md", "contacts/bob-example.md"


@pytest.fixture(autouse=True)
def ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git may use these ways, on this machine."""
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file:git:http:ssh")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> servers.Ssh:
    why = servers.no_sshd()
    if why:
        pytest.skip(why)
    made = servers.Ssh(tmp_path / "ssh")
    made.client()
    monkeypatch.setenv("PATH", f"{made.folder}/bin{os.pathsep}{os.environ['PATH']}")
    return made


@pytest.fixture(params=["git", "http", "ssh"])
def address(request: pytest.FixtureRequest, far: Path) -> Iterator[str]:
    """The remote's address on a server."""
    git(far, "config", "http.receivepack", "true")
    if request.param == "http":
        with servers.by_http(far.parent) as before:
            yield f"{before}far.git"
    elif request.param == "ssh":
        with request.getfixturevalue("ssh").serving() as before:
            yield f"{before}{far}"
    else:
        with servers.by_daemon(far.parent) as before:
            yield f"{before}far.git"


@pytest.fixture
def served(world: World, address: str, tmp_path: Path) -> tuple[Crm, Crm]:
    """Two clones that know the remote by that address alone; the second was made through it."""
    git(world.desk.root, "remote", "set-url", "origin", address)
    git(tmp_path, "clone", "-q", address, "phone")
    return world.desk, Crm(tmp_path / "phone", world.desk.call)


def test_two_clones_side_by_side(world: World, served: tuple[Crm, Crm]) -> None:
    desk, phone = served
    desk("log", "ada", "call", "grids")
    phone("log", "ada", "email", "tariffs")
    phone("set", "bob", "role", "Head")
    desk.write(BOB, desk.read(BOB).replace("tier: B", "tier: B\nrole: Lead"))
    desk("sync")
    said = phone("sync").out
    assert f"{ADA}: 2026-06-09 call: grids" in said
    assert "role was changed on both sides" in said
    desk("sync")
    world.at_rest()
    assert desk.read(ADA) == phone.read(ADA)
    assert "grids" in world.laptop.read(ADA)
    assert "tariffs" in world.laptop.read(ADA)
    assert desk.read(BOB) == phone.read(BOB)
    assert "role: Head" in phone.read(BOB)
    assert "role: Lead" in phone.read(BOB)


def test_both_push_at_the_same_moment(world: World, served: tuple[Crm, Crm]) -> None:
    for number in range(2):
        for machine in served:
            machine("log", "ada", "note", f"round {number} on {machine.root.name}")
        running = [_started(machine, "sync") for machine in served]
        for one in running:
            one.communicate()
            assert one.returncode == 0
    world.at_rest()
    for machine in served:
        machine("sync")
        lines = machine.read(ADA).splitlines()
        for word in (f"round {number} on {name}" for number in range(2) for name in ("book", "phone")):
            assert [word for line in lines if line.endswith(word)] == [word]


def _started(machine: Crm, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "crm", "--book", str(machine.root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])


def test_a_push_that_the_server_refuses(far: Path, served: tuple[Crm, Crm]) -> None:
    desk, phone = served
    phone("log", "bob", "call", "tariffs")
    phone("sync")
    hook = far / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'only on workdays' >&2\nexit 1\n")
    hook.chmod(0o755)
    desk("log", "ada", "call", "grids")
    before = git(far, "rev-parse", "main")
    done = desk("sync", status=1)
    assert "origin did not take what was pushed: only on workdays (pre-receive hook declined); all of" in done.err
    assert git(far, "rev-parse", "main") == before
    assert "tariffs" in desk.read(BOB)  # what came is here all the same
    hook.unlink()
    assert "log: ada-example call 2026-06-09" in desk("sync").out
    assert "grids" in git(far, "show", f"main:{ADA}")


# --- nobody is asked ----------------------------------------------------------------------------------------------


def test_a_server_that_asks_for_a_password_asks_nobody(
    far: Path, book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = tmp_path / "ask"
    ask.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\necho sesame\n")
    ask.chmod(0o755)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, str(ask))
    monkeypatch.delenv("GIT_TERMINAL_PROMPT")
    with servers.by_http(far.parent, closed=True) as before:
        git(book.root, "remote", "add", "origin", f"{before.replace('//', '//robin:sesame@')}nowhere.git")
        wrong = on_a_terminal(book, "sync")
        git(book.root, "remote", "set-url", "origin", f"{before}far.git")
        closed = on_a_terminal(book, "sync")
    assert wrong[0] == closed[0] == 1
    assert "origin cannot be reached" in wrong[1]
    assert "sesame" not in wrong[1]
    assert "terminal prompts disabled" in closed[1]
    assert "store the password with a credential helper" in closed[1]
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("command", ["", "ssh -v"], ids=["ours", "the user's"])
def test_ssh_asks_nobody_either(
    book: Crm, far: Path, ssh: servers.Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Neither whether a server is known, nor for a password; also where the user has a command of their own."""
    ask = tmp_path / "ask"
    ask.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\necho yes\n")
    ask.chmod(0o755)
    monkeypatch.setenv("SSH_ASKPASS", str(ask))
    monkeypatch.setenv("DISPLAY", ":99")
    if command:
        git(book.root, "config", "core.sshCommand", command)
    with ssh.serving() as before:
        git(book.root, "remote", "add", "origin", f"{before}{far}")
        known = (ssh.folder / "known").read_text()
        (ssh.folder / "known").write_text("")
        unknown = on_a_terminal(book, "sync")
        (ssh.folder / "known").write_text(known)
        (ssh.folder / "user").unlink()
        closed = on_a_terminal(book, "sync")
    assert unknown[0] == closed[0] == 1
    assert "Host key verification failed" in unknown[1]
    assert "make its key known by a first ssh to it" in unknown[1]
    assert "Permission denied" in closed[1]
    assert "put a key into an agent" in closed[1]
    assert not (tmp_path / "asked").exists()


def test_nobody_listens(book: Crm) -> None:
    git(book.root, "remote", "add", "origin", "http://127.0.0.1:9/far.git")
    book.write(ADA, book.read(ADA) + "typed\n")
    done = book("sync", status=1)
    assert "origin cannot be reached" in done.err
    assert done.out == f"Recorded, as it was edited:\n  {ADA}\n"
