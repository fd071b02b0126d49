"""A server that accepts and then says nothing is given up; one that is slow, but lives, is waited for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.git import servers
from tests.git.conftest import World, git
from tests.git.terminal import on_a_terminal

ADA = "contacts/ada-example.md"


@pytest.fixture(autouse=True)
def ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file:git:http:ssh")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def has_ended(process: str) -> bool:
    """Whether a process ends within some seconds: one of which nobody asks how it ended stays as a zombie."""
    for _ in range(100):
        if subprocess.run(["ps", "-o", "stat=", "-p", process], capture_output=True, text=True).stdout[:1] in {"", "Z"}:
            return True
        time.sleep(0.1)
    return False


def unheard(world: World, address: str) -> str:
    """What a sync says to a silent server; all is as it was then, and goes on when there is another."""
    desk = world.desk
    before = git(desk.root, "remote", "get-url", "origin").strip()
    git(desk.root, "remote", "set-url", "origin", address)
    git(desk.root, "config", "crm.silence", "1")
    desk.write(ADA, desk.read(ADA) + "- 2026-06-08 note: by hand\n")
    said = desk("sync", status=1).err  # or it would be for ever
    assert git(desk.root, "status", "--porcelain") == ""
    assert sorted(lock.name for lock in (desk.root / ".git").rglob("*.lock")) == ["crm.lock", "crm.sync.lock"]
    git(desk.root, "remote", "set-url", "origin", before)
    desk("sync")
    assert "by hand" in git(world.far, "show", f"main:{ADA}")
    return said


def test_a_server_of_gits_own_protocol(world: World) -> None:
    with servers.silent() as port:
        said = unheard(world, f"git://127.0.0.1:{port}/far.git")
    assert said == (
        "crm: origin cannot be reached: it gave no sign for 1 second, and was given up; all of yours is safe here; "
        "sync again later; or wait longer with: git config crm.silence SECONDS\n"
    )


def test_a_server_of_http(world: World) -> None:
    with servers.silent() as port:
        said = unheard(world, f"http://127.0.0.1:{port}/far.git")
    assert said.startswith("crm: origin cannot be reached: ")
    assert said.count("\n") == 1


def test_an_ssh_of_the_users_own_and_what_it_started(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mute = tmp_path / "mute"
    mute.write_text(f"#!/bin/sh\ntrap '' HUP\nsleep 1000 &\necho $! >> {tmp_path}/started\nwait\n")
    mute.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(mute))
    assert "it gave no sign for 1 second" in unheard(world, "ssh://nobody@127.0.0.1/far.git")
    for process in (tmp_path / "started").read_text().split():
        assert has_ended(process)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_was_started_ends_with_us(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """Also where the terminal is closed: git, in a session of its own, does not hear of it."""
    mute, draft, started = (tmp_path / name for name in ("mute", "draft", "started"))
    mute.write_text(f"#!/bin/sh\ntrap '' HUP\necho $PPID $$ > {draft}\nmv {draft} {started}\nsleep 1000\n")
    mute.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(mute))
    git(world.desk.root, "remote", "set-url", "origin", "ssh://nobody@127.0.0.1/far.git")
    running = subprocess.Popen(
        [sys.executable, "-m", "crm", "--book", str(world.desk.root), "sync"],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509 - the child does nothing else
        cwd=Path(__file__).parents[2],
    )
    while not started.exists():
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(number)
    _, said = running.communicate()
    assert running.returncode == -number, said
    assert "Traceback" not in said
    for process in started.read_text().split():
        assert has_ended(process)
    assert [lock.name for lock in (world.desk.root / ".git/refs").rglob("*.lock")] == []


def test_what_goes_slowly_is_waited_for_too(world: World) -> None:
    """Git has handed all to the system long before it has arrived, and has nothing to tell from then on."""
    world.desk.write("notes/long.md", "".join(f"{os.urandom(40).hex()}\n" for _ in range(4_000)))
    git(world.desk.root, "config", "crm.silence", "2")
    with servers.by_daemon(world.far.parent) as before:
        port = urlsplit(before).port or 0
        with servers.slowly(port, 8192, 0.25, there=True) as slow:
            git(world.desk.root, "remote", "set-url", "origin", f"git://127.0.0.1:{slow}/far.git")
            began = time.monotonic()
            assert world.desk("sync").err == ""
            assert time.monotonic() - began > 4
    assert git(world.far, "show", "main:notes/long.md") == world.desk.read("notes/long.md")


@pytest.mark.parametrize("watched", [False, True])
def test_one_that_is_slow_but_lives_is_waited_for(world: World, *, watched: bool) -> None:
    blob = os.urandom(150_000).hex()  # no two lines of it are alike, so that it cannot be sent in fewer bytes
    lines = [f"{blob[start : start + 80]}\n" for start in range(0, len(blob), 80)]
    world.laptop.write("notes/long.md", "".join(lines))
    world.laptop("sync")
    git(world.desk.root, "config", "crm.silence", "3")
    with servers.by_daemon(world.far.parent) as before, servers.slowly(urlsplit(before).port or 0, 8192, 0.25) as port:
        git(world.desk.root, "remote", "set-url", "origin", f"git://127.0.0.1:{port}/far.git")
        began = time.monotonic()
        if watched:
            status, shown = on_a_terminal(world.desk, "sync")
            assert status == 0
            assert "\r\x1b[KSyncing " in shown
            assert "Syncing" not in shown.rpartition("\r\x1b[K")[2]  # what is left on the screen
        else:
            assert world.desk("sync").err == ""
        assert time.monotonic() - began > 3  # so slow that only its signs have kept it alive
    assert world.desk.read("notes/long.md") == world.laptop.read("notes/long.md")
