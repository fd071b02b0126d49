"""Real mail servers on the loopback address: aiosmtpd, pymap, and Dovecot where it is installed."""

from __future__ import annotations

import contextlib
import getpass
import imaplib  # noqa: TID253 - a test may be slow to load
import shutil
import socket
import ssl  # noqa: TID253 - a test may be slow to load
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "robin@example.org", 'a secret with spaces \\ " and more'

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin:/usr/bin")


@dataclass(frozen=True)
class Certificates:
    """A certificate for localhost with its key in one file, and the authority that vouches for it."""

    server: Path
    authority: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server)
        return context


def certificates(folder: Path) -> Certificates:
    authority = trustme.CA()
    made = Certificates(folder / "server.pem", folder / "authority.pem")
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(made.server)
    authority.cert_pem.write_to_path(made.authority)
    return made


# ----------------------------------------------------------------------------------------------------------------- SMTP


class Inbox:
    """What an SMTP server was given; ``says`` is its answer to a message, and ``hangs_up`` lets it close instead."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.names: list[str | None] = []
        self.says = "250 taken"
        self.hangs_up = False

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.names.append(session.host_name)
        self.mails.append(envelope)
        if self.hangs_up and server.transport:
            server.transport.close()
        return self.says

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002 - aiosmtpd's parameter
        session: Session,  # noqa: ARG002 - aiosmtpd's parameter
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002 - aiosmtpd's parameter
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such person\u202e here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class _ImplicitTls(Controller):
    def __init__(self, handler: Inbox, context: ssl.SSLContext, **options: Any) -> None:
        super().__init__(handler, ssl_context=context, **options)


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextlib.contextmanager
def smtp(security: str, made: Certificates) -> Iterator[tuple[Inbox, int]]:
    """An SMTP server that wants a login, and its port."""
    inbox = Inbox()
    login: dict[str, Any] = {"authenticator": _knows, "auth_required": True, "auth_require_tls": security == "starttls"}
    if security == "tls":
        controller: Controller = _ImplicitTls(inbox, made.context(), hostname="localhost", port=_free_port(), **login)
    else:
        wanted: dict[str, Any] = (
            {"tls_context": made.context(), "require_starttls": True} if security == "starttls" else {}
        )
        controller = Controller(inbox, hostname="localhost", port=_free_port(), **wanted, **login)
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


# ----------------------------------------------------------------------------------------------------------------- IMAP


@dataclass(frozen=True)
class Imap:
    """An IMAP server: how an account names it, and a way to look into its folders."""

    port: int
    security: str
    authority: Path | None

    def config(self, **more: object) -> dict[str, object]:
        trust = {"ca_file": str(self.authority)} if self.authority else {}
        server = {"host": "localhost", "port": self.port, "security": self.security, "user": USER, "password": PASSWORD}
        return {"mail": {"imap": {**server, **trust, **more}}}

    @contextlib.contextmanager
    def session(self) -> Iterator[imaplib.IMAP4]:
        context = ssl.create_default_context(cafile=self.authority) if self.authority else None
        server = (
            imaplib.IMAP4_SSL("localhost", self.port, ssl_context=context)
            if self.security == "tls"
            else imaplib.IMAP4("localhost", self.port)
        )
        with server:
            if self.security == "starttls":
                server.starttls(context)
            server.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
            yield server

    def messages(self, folder: str) -> list[tuple[bytes, bytes]]:
        """Flags and text of each message in a folder."""
        with self.session() as server:
            server.select(folder, readonly=True)
            _, found = server.fetch("1:*", "(FLAGS BODY.PEEK[])")
            parts = [part for part in found if isinstance(part, tuple)]
            rest = [part for part in found if isinstance(part, bytes)]
            return [(head + tail, text) for (head, text), tail in zip(parts, rest, strict=False)]


@contextlib.contextmanager
def pymap(security: str, made: Certificates) -> Iterator[Imap]:
    """pymap, with the folders INBOX, Sent and Trash."""
    port = _free_port()
    tls = ["--cert", str(made.server)] if security == "starttls" else ["--no-tls"]
    user = ["--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    command = [
        str(Path(sys.executable).with_name("pymap")),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        *tls,
        "dict",
        *user,
    ]
    with _running(command, port):
        yield Imap(port, security, made.authority if security != "none" else None)


_DOVECOT = """\
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = {only_tls}
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/mail
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox {drafts} {{
    auto = create
    special_use = {mark}
  }}
}}
"""


@contextlib.contextmanager
def dovecot(
    security: str, made: Certificates, *, drafts: str = '"Entwürfe & mehr"', mark: str = "\\Drafts"
) -> Iterator[Imap]:
    """Dovecot, with a folder that it marks as the one for drafts."""
    port, tls_port = _free_port(), _free_port()
    # Not as root, and in a folder of its own: it drops privileges, and its sockets need a short path.
    owner = "nobody" if getpass.getuser() == "root" else getpass.getuser()
    with tempfile.TemporaryDirectory(prefix="dovecot") as name:
        folder = Path(name)
        settings = {"folder": folder, "certificate": folder / "server.pem", "only_tls": "no"}
        settings |= {"user": owner, "group": _group_of(owner), "port": port, "tls_port": tls_port}
        shutil.copy(made.server, folder / "server.pem")
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (folder / "dovecot.conf").write_text(_DOVECOT.format(**settings, drafts=drafts, mark=mark), encoding="utf-8")
        if owner == "nobody":
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, owner, _group_of(owner))
        command = [str(DOVECOT), "-F", "-c", str(folder / "dovecot.conf")]
        used = tls_port if security == "tls" else port
        with _running(command, used, user=owner if owner == "nobody" else None):
            yield Imap(used, security, made.authority if security != "none" else None)


def _group_of(owner: str) -> str:
    return subprocess.run(["id", "-gn", owner], capture_output=True, text=True, check=True).stdout.strip()


# -------------------------------------------------------------------------------------------------------------- process


@contextlib.contextmanager
def _running(command: list[str], port: int, user: str | None = None) -> Iterator[None]:
    """A process that listens on a port; stopped at the end."""
    identity: Mapping[str, Any] = {"user": user, "group": _group_of(user), "extra_groups": []} if user else {}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **identity)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        if process.poll() is not None:
            raise RuntimeError(process.communicate()[1].decode("utf-8", "replace"))
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server does not listen")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
