"""Isolation: a test sees an empty home, UTC, a git identity of ours, no settings of the developer and no network."""

from __future__ import annotations

import itertools
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No deadline: how long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("crm", deadline=None, print_blob=True)
hypothesis.settings.register_profile("crm-ci", hypothesis.settings.get_profile("crm"), derandomize=True, database=None)
hypothesis.settings.load_profile("crm-ci" if "CI" in os.environ else "crm")

KEPT = {"PATH", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "USER", "LOGNAME"}
KEPT_PREFIXES = ("PYTEST_", "PYTHON", "COVERAGE_", "HYPOTHESIS_")
"""All that a test keeps of the environment that pytest was started in."""

LOCAL = {None, "127.0.0.1", "::1", "localhost"}

GIT_CONFIG = """\
[user]
    name = Robin Example
    email = robin@example.org
[init]
    defaultBranch = main
"""


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new empty folder, each time that it is asked."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def isolation(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The test's own home: also its current folder, so that no book above it is found."""
    home = next(homes)
    home.mkdir()
    (home / ".gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
    for name in os.environ:
        if name not in KEPT and not name.startswith(KEPT_PREFIXES):
            monkeypatch.delenv(name)
    for name, value in _environment(home).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(home)
    _stay_local(monkeypatch)
    time.tzset()
    yield home
    monkeypatch.undo()
    time.tzset()


def _environment(home: Path) -> dict[str, str]:
    nowhere = "http://127.0.0.1:9"  # the discard port: whatever a child process asks for is refused at once
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "file",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "all_proxy": nowhere,
    }


def _stay_local(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(ask: Any, host: Callable[..., Any]) -> Any:
        def guarded(*args: Any, **options: Any) -> Any:
            if host(*args) not in LOCAL:
                pytest.fail(f"a test asked the network for {host(*args)}")
            return ask(*args, **options)

        return guarded

    def peer(connection: socket.socket, address: Any) -> Any:
        return address[0] if connection.family in (socket.AF_INET, socket.AF_INET6) else None

    monkeypatch.setattr(socket, "getaddrinfo", refusing(socket.getaddrinfo, lambda host, *_: host))
    monkeypatch.setattr(socket.socket, "connect", refusing(socket.socket.connect, peer))
    monkeypatch.setattr(socket.socket, "connect_ex", refusing(socket.socket.connect_ex, peer))
