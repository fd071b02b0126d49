"""Through a server on this machine: git's own daemon, and git http-backend behind a few lines of HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer  # noqa: TID253 - the tests of sync are no command
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import World, git

ADA, BOB = "contacts/ada-example.md", "contacts/bob-example.md"


class Backend(BaseHTTPRequestHandler):
    """Hands each request to git http-backend, as a web server does (RFC 3875); with a password, asks for it."""

    folder = Path()
    closed = False

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        if self.closed and "Authorization" not in self.headers:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="books"')
            self.end_headers()
            return
        parts = urlsplit(self.path)
        variables = {
            "GIT_PROJECT_ROOT": str(self.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "REQUEST_METHOD": self.command,
            "REMOTE_USER": "robin",
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        done = subprocess.run(["git", "http-backend"], input=data, capture_output=True, env={**os.environ, **variables})
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        lines = [line.partition(": ") for line in head.decode().split("\r\n")]
        found = {name: value for name, _, value in lines}
        self.send_response(int(found.pop("Status", "200").split()[0]))
        for name, value in found.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path, *, closed: bool = False) -> Iterator[int]:
    """Serves the repositories of a folder by HTTP; gives the port."""
    handler = type("Here", (Backend,), {"folder": folder, "closed": closed})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.fixture(params=["git", "http"])
def address(request: pytest.FixtureRequest, far: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The remote's address on a server."""
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file:git:http")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    git(far, "config", "http.receivepack", "true")
    if request.param == "http":
        with serving(far.parent) as port:
            yield f"http://127.0.0.1:{port}/far.git"
    else:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = ["--export-all", "--enable=receive-pack", "--listen=127.0.0.1", f"--base-path={far.parent}"]
        daemon = subprocess.Popen(["git", "daemon", *options, f"--port={port}"], stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"git://127.0.0.1:{port}/far.git"
        finally:
            daemon.terminate()
            daemon.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return


def test_two_clones_side_by_side(world: World, address: str, tmp_path: Path) -> None:
    git(world.desk.root, "remote", "set-url", "origin", address)
    git(tmp_path, "clone", "-q", address, "phone")
    phone = Crm(tmp_path / "phone", world.desk.call)
    world.desk("log", "ada", "call", "grids")
    phone("log", "ada", "email", "tariffs")
    phone("set", "bob", "role", "Head")
    world.desk("sync")
    assert f"{ADA}: 2026-06-09 call: grids" in phone("sync").out
    world.desk("sync")
    world.at_rest()
    assert world.desk.read(ADA) == phone.read(ADA)
    assert "role: Head" in world.laptop.read(BOB)


def test_a_server_that_asks_for_a_password_asks_nobody(
    far: Path, book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = tmp_path / "ask"
    ask.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\necho sesame\n")
    ask.chmod(0o755)
    monkeypatch.setenv("GIT_ASKPASS", str(ask))
    monkeypatch.setenv("SSH_ASKPASS", str(ask))
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "http")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(far.parent, closed=True) as port:
        git(book.root, "remote", "add", "origin", f"http://robin:sesame@127.0.0.1:{port}/nowhere.git")
        wrong = book("sync", status=1).err
        git(book.root, "remote", "set-url", "origin", f"http://127.0.0.1:{port}/far.git")
        closed = book("sync", status=1).err
    assert "origin cannot be reached" in wrong
    assert "sesame" not in wrong
    assert "terminal prompts disabled" in closed
    assert not (tmp_path / "asked").exists()


def test_nobody_listens(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "http")
    git(book.root, "remote", "add", "origin", "http://127.0.0.1:9/far.git")
    book.write(ADA, book.read(ADA) + "typed\n")
    done = book("sync", status=1)
    assert "origin cannot be reached" in done.err
    assert done.out == f"Recorded, as it was edited:\n  {ADA}\n"
