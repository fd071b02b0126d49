"""Git servers on this machine, each a real one: git's own daemon, git http-backend behind a few lines of HTTP, sshd."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer  # noqa: TID253 - the tests of sync are no command
from pathlib import Path
from urllib.parse import urlsplit

import pytest


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
def by_http(folder: Path, *, closed: bool = False) -> Iterator[str]:
    """Serves the repositories of a folder by HTTP; gives the address that is before their names."""
    handler = type("Here", (Backend,), {"folder": folder, "closed": closed})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@contextmanager
def by_daemon(folder: Path) -> Iterator[str]:
    """Serves them by git's own protocol."""
    port = _free_port()
    options = ["--export-all", "--enable=receive-pack", "--listen=127.0.0.1", f"--base-path={folder}"]
    with _running(["git", "daemon", *options, f"--port={port}"], port):
        yield f"git://127.0.0.1:{port}/"


class Ssh:
    """Sshd on this machine, with a host key and a user's key of its own; what a client needs lies in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        folder.mkdir()
        for name in ("host", "user"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        self.public = " ".join((folder / "host.pub").read_text().split()[:2])
        (folder / "known").write_text(f"[127.0.0.1]:{self.port} {self.public}\n")
        # Of the user's own settings none: ssh looks for them where the password file says, not in $HOME.
        (folder / "config").write_text(
            f"UserKnownHostsFile {folder}/known\nGlobalKnownHostsFile none\nIdentityFile {folder}/user\n"
            "IdentitiesOnly yes\nIdentityAgent none\n"
        )

    def client(self) -> None:
        """Puts an ``ssh`` into ``folder``/bin that is the real one with the settings there."""
        program = self.folder / "bin/ssh"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {self.folder}/config "$@"\n')
        program.chmod(0o755)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Runs sshd; gives the address that is before the repositories' full paths."""
        settings = self.folder / "sshd_config"
        settings.write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {self.folder}/host\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder}/user.pub\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n"
            "SetEnv GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1\n"
        )
        with _running([_sshd() or "", "-D", "-e", "-f", str(settings)], self.port):
            yield f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}"


def _sshd() -> str | None:
    return shutil.which("sshd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")


def no_sshd() -> str:
    """Why sshd cannot be run here; empty where it can."""
    if _sshd() is None or shutil.which("ssh-keygen") is None:
        return "sshd is missing (Debian's openssh-server)"
    if os.geteuid() == 0 and not Path("/run/sshd").is_dir():
        return "sshd does not start for root without the folder /run/sshd"
    return ""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def _running(command: Sequence[str], port: int) -> Iterator[None]:
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(500):
            if server.poll() is not None:
                pytest.fail(f"{command[0]} ended at once, with {server.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.02)
            else:
                break
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def silent() -> Iterator[int]:
    """A port that accepts whoever comes, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@contextmanager
def slowly(port: int, piece: int, pause: float, *, there: bool = False) -> Iterator[int]:
    """A port that leads to another one; what comes back from there, or goes ``there``, does in pieces of that size."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):  # it is over
                while True:
                    near, _ = listening.accept()
                    threading.Thread(target=_carry, args=(near, port, piece, pause, there), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def _carry(near: socket.socket, port: int, piece: int, pause: float, there: bool) -> None:
    with near, socket.create_connection(("127.0.0.1", port)) as away:
        back = (1 << 16, 0) if there else (piece, pause)
        answers = threading.Thread(target=_hand_on, args=(away, near, *back), daemon=True)
        answers.start()
        _hand_on(near, away, *((piece, pause) if there else (1 << 16, 0)))
        answers.join()


def _hand_on(one: socket.socket, other: socket.socket, piece: int, pause: float) -> None:
    with suppress(OSError):
        while data := one.recv(piece):
            time.sleep(pause)
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
