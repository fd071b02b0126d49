from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

THEIRS = ("CRM_", "GIT_AUTHOR", "GIT_DIR", "EDITOR", "VISUAL", "NO_COLOR", "FORCE_COLOR", "SSH_")


def test_home_is_empty_and_where_the_test_stands(isolation: Path) -> None:
    assert Path.cwd() == Path("~").expanduser() == isolation
    assert [path.name for path in isolation.iterdir()] == [".gitconfig"]


def test_no_two_tests_share_a_home(isolation: Path, homes: Iterator[Path]) -> None:
    assert next(homes) not in (isolation, next(homes))


def test_the_settings_of_the_developer_are_not_seen() -> None:
    assert not [name for name in os.environ if name.startswith(THEIRS)]


def test_the_zone_is_utc() -> None:
    assert time.tzname == ("UTC", "UTC")


def test_git_knows_somebody_of_ours() -> None:
    asked = subprocess.run(["git", "config", "--list", "--show-scope"], capture_output=True, text=True, check=True)
    assert "global\tuser.email=robin@example.org" in asked.stdout
    assert "system\t" not in asked.stdout


@pytest.mark.parametrize(
    "ask",
    [
        lambda _: socket.create_connection(("example.org", 80)),
        lambda ours: ours.connect(("192.0.2.1", 80)),
        lambda ours: ours.connect_ex(("192.0.2.1", 80)),
    ],
)
def test_the_network_is_out_of_reach(ask: Callable[[socket.socket], object]) -> None:
    with socket.socket() as ours, pytest.raises(pytest.fail.Exception, match="asked the network for"):
        ask(ours)


def test_this_machine_is_in_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
