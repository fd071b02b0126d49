"""Putting a draft into the Drafts folder over IMAP (RFC 3501, RFC 6154)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from crm.adapters.mail import tls
from crm.adapters.mail.accounts import Account
from crm.adapters.mail.errors import MailError
from crm.adapters.mail.passwords import password

if TYPE_CHECKING:
    import imaplib

_LISTED = re.compile(r'\((?P<flags>[^)]*)\) (?:"(?:\\.|[^"\\])*"|NIL) ?(?P<name>.*)')
_SHIFTED = re.compile(r"&([^-]*)-")
_USUAL = ("drafts", "inbox.drafts", "inbox/drafts")


def save(account: Account, message: bytes, now: datetime) -> str:
    """Put a message into the Drafts folder; returns the folder's name. Raises MailError."""
    import imaplib

    secret = password(account)
    try:
        server = _connected(account)
    except OSError as error:
        raise tls.unreachable(account, error) from None
    except imaplib.IMAP4.error as error:
        raise MailError(f"{account.host} cannot take a draft: {error}", "check port and security") from None
    try:
        _log_in(server, account, secret)
        folder = _drafts_folder(server, account)
        _append(server, account, folder, message, now)
    except imaplib.IMAP4.error as error:
        raise MailError(f"{account.host} cannot take a draft: {error}", "nothing was saved") from None
    except OSError as error:
        raise MailError(f"{account.host} broke off: {error}", "look into your Drafts folder", unsure=True) from None
    finally:
        _log_out(server)
    return shown(folder)


def _connected(account: Account) -> imaplib.IMAP4:
    import imaplib

    if account.security == "tls":
        return imaplib.IMAP4_SSL(account.host, account.port, ssl_context=tls.context(account), timeout=tls.PATIENCE)
    server = imaplib.IMAP4(account.host, account.port, timeout=tls.PATIENCE)
    if account.security == "starttls":
        try:
            if "STARTTLS" not in server.capabilities:
                raise MailError(f"{account.host} offers no encryption, so nothing was sent", "check port and security")
            server.starttls(tls.context(account))
        except (OSError, MailError, imaplib.IMAP4.error):
            server.shutdown()
            raise
    return server


def _log_in(server: imaplib.IMAP4, account: Account, secret: str) -> None:
    """By AUTHENTICATE PLAIN, which can carry any letters; by LOGIN where the server knows no better."""
    import imaplib

    try:
        if "AUTH=PLAIN" in server.capabilities:
            server.authenticate("PLAIN", lambda _: f"\0{account.user}\0{secret}".encode())
        else:
            server.login(_quoted(account.user), secret)
    except UnicodeEncodeError:
        raise MailError(f"{account.host} takes only a password of plain letters", "choose another password") from None
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        hint = "check user and password; many providers want a password made for one program"
        raise MailError(f"{account.host} does not accept the password of {account.user}", hint) from None


def _log_out(server: imaplib.IMAP4) -> None:
    import contextlib
    import imaplib

    with contextlib.suppress(imaplib.IMAP4.error, OSError):
        server.logout()


def _drafts_folder(server: imaplib.IMAP4, account: Account) -> str:
    """The folder that the account names, else the one that the server marks, else the one with the usual name.

    As the server writes it.
    """
    folders = _folders(server, "*")
    if account.drafts:
        named = [name for name, _ in folders if account.drafts in (name, shown(name))]
        if not named:
            raise MailError(f"{account.host} has no folder {account.drafts}", f"it has {_some(folders)}")
        return named[0]
    if "SPECIAL-USE" in server.capabilities and not _marked(folders):
        folders = [*_folders(server, "* RETURN (SPECIAL-USE)"), *folders]
    usual = [name for name, _ in folders if shown(name).lower() in _USUAL]
    found = [*_marked(folders), *usual]
    if not found:
        raise MailError(
            f"{account.host} does not say which of its folders is for drafts",
            f'write drafts = "…" under [mail.imap]; it has {_some(folders)}',
        )
    return found[0]


def _marked(folders: list[tuple[str, frozenset[str]]]) -> list[str]:
    return [name for name, flags in folders if "\\drafts" in flags]


def _some(folders: list[tuple[str, frozenset[str]]]) -> str:
    return ", ".join(sorted({shown(name) for name, _ in folders})[:10]) or "none"


def _folders(server: imaplib.IMAP4, pattern: str) -> list[tuple[str, frozenset[str]]]:
    """Every folder, as the server writes its name, and its marks in lower case."""
    _, answer = server.list('""', pattern)
    found = []
    for item in answer:
        head, literal = (item[0], item[1]) if isinstance(item, tuple) else (item, None)
        match = _LISTED.match(head.decode("utf-8", "replace")) if isinstance(head, bytes) else None
        if match:
            name = literal.decode("utf-8", "replace") if literal is not None else _unquoted(match["name"])
            flags = frozenset(match["flags"].lower().split())
            if name and name.isprintable() and "\\noselect" not in flags:
                found.append((name, flags))
    return found


def _unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if name.startswith('"') and name.endswith('"') else name


def shown(name: str) -> str:
    """A folder's name as a person reads it: modified UTF-7 decoded (RFC 3501, 5.1.3)."""

    def letters(match: re.Match[str]) -> str:
        return f"+{match[1].replace(',', '/')}-".encode().decode("utf-7") if match[1] else "&"

    try:
        return _SHIFTED.sub(letters, name)
    except UnicodeError:
        return name


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _append(server: imaplib.IMAP4, account: Account, folder: str, message: bytes, now: datetime) -> None:
    import imaplib

    status, answer = server.append(_quoted(folder), r"(\Draft \Seen)", imaplib.Time2Internaldate(now), message)
    if status != "OK":
        said = " ".join(part.decode("utf-8", "replace") for part in answer)
        raise MailError(f"{account.host} refused the draft: {said}", "nothing was saved")
