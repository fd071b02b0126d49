"""The part ``[mail]`` of the user's own configuration: how notes are handed over, and to which servers.

[mail]
way = "smtp"                   # eml (the default), mailto, imap, smtp

[mail.smtp]
host = "smtp.example.org"
user = "robin@example.org"
password_command = ["pass", "show", "mail"]

[mail.imap]                    # the same keys, and
drafts = "Drafts"              # only where the server does not say which folder it is
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from crm.adapters.mail.errors import MailError

Way = Literal["eml", "mailto", "imap", "smtp"]
Protocol = Literal["imap", "smtp"]
Security = Literal["tls", "starttls", "none"]

WAYS: tuple[Way, ...] = ("eml", "mailto", "imap", "smtp")
PORTS: Mapping[tuple[Protocol, Security], int] = {
    ("imap", "tls"): 993,
    ("imap", "starttls"): 143,
    ("imap", "none"): 143,
    ("smtp", "tls"): 465,
    ("smtp", "starttls"): 587,
    ("smtp", "none"): 25,
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts to which a password may go without encryption: it does not leave the machine."""

_SECURITIES: tuple[Security, ...] = ("tls", "starttls", "none")
_KEYS = frozenset({"host", "port", "security", "user", "password", "password_command", "drafts", "ca_file"})
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Account:
    """One server of the user's.

    ``user`` is empty where it asks for none; ``ca_file`` holds one more authority to trust.
    ``password_command`` are the words of a command whose first line is the password.
    """

    protocol: Protocol
    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""
    password_command: tuple[str, ...] = ()
    drafts: str = ""
    ca_file: str = ""


def way(config: Mapping[str, object]) -> Way:
    """How notes are handed over. Raises MailError."""
    wanted = _table(config, "mail").get("way", "eml")
    for known in WAYS:
        if wanted == known:
            return known
    raise MailError(f"mail.way cannot be {wanted!r}", f"write one of {', '.join(WAYS)}")


def account(config: Mapping[str, object], protocol: Protocol) -> Account:
    """The account of a protocol. Raises MailError."""
    mail = _table(config, "mail")
    if protocol not in mail:
        raise MailError(
            f"no server for {protocol.upper()} is known",
            f'write [mail.{protocol}] with host = "…" and user = "…" into your own config.toml',
        )
    table = _table(mail, protocol)
    where = f"mail.{protocol}"
    for key in table:
        if key not in _KEYS:
            raise MailError(f"unknown setting {where}.{key}", f"known here: {', '.join(sorted(_KEYS))}")
    security = _security(table, where)
    host = _text(table, "host", where)
    if not host:
        raise MailError(f"{where} has no host", 'write host = "mail.example.org"')
    if security == "none" and host not in LOOPBACK:
        raise MailError(
            f'{where}.security = "none" would send your password and mail unencrypted to {host}',
            "write tls or starttls; none is for a server on this machine",
        )
    return Account(
        protocol,
        host,
        _port(table, where) or PORTS[protocol, security],
        security,
        _text(table, "user", where),
        _text(table, "password", where),
        _command(table, where),
        _text(table, "drafts", where),
        _text(table, "ca_file", where),
    )


def _table(config: Mapping[str, object], key: str) -> Mapping[str, object]:
    table = config.get(key, {})
    if not isinstance(table, Mapping):
        raise MailError(f"{key} is not a section", f"write [{key}] on a line of its own")
    return table


def _security(table: Mapping[str, object], where: str) -> Security:
    """TLS from the first byte, unless another is asked for; on the usual port of the other, that one."""
    by_port: Security = "starttls" if table.get("port") in (143, 587) else "tls"
    wanted = table.get("security", by_port)
    for known in _SECURITIES:
        if wanted == known:
            return known
    raise MailError(f"{where}.security cannot be {wanted!r}", f"write one of {', '.join(_SECURITIES)}")


def _port(table: Mapping[str, object], where: str) -> int | None:
    port = table.get("port")
    if port is None:
        return None
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port <= _LAST_PORT:
        raise MailError(f"{where}.port cannot be {port!r}", "write a number, such as 993")
    return port


def _text(table: Mapping[str, object], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        raise MailError(f"{where}.{key} is no text of one line", f'write {key} = "…"')
    return value


def _command(table: Mapping[str, object], where: str) -> tuple[str, ...]:
    """The words of the command, also where it is written as one text; no shell reads it."""
    value = table.get("password_command", ())
    try:
        words = shlex.split(value) if isinstance(value, str) else value
    except ValueError:
        words = None
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise MailError(f"{where}.password_command is no command", 'write it as ["pass", "show", "mail"]')
    return tuple(words)
