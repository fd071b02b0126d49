"""The password of an account: from a command that the user named, the system's keyring, or their own configuration."""

from __future__ import annotations

import subprocess

from crm.adapters.mail.accounts import Account
from crm.adapters.mail.errors import MailError

SERVICE = "crm"
"""Under which name the keyring keeps passwords; the user name there is ``USER@HOST``."""

_PATIENCE = 120
"""Seconds that a command may take: it may ask for a passphrase."""


def password(account: Account) -> str:
    """The password of an account, one line. Raises MailError where none is found."""
    if account.password_command:
        found = _said_by(account.password_command)
    else:
        found = account.password or _kept_in_keyring(account)
    if not found or not found.isprintable():
        raise MailError(f"no password of {account.user} on {account.host} is known", _how_to_keep_one(account))
    return found


def _how_to_keep_one(account: Account) -> str:
    return (
        f'write password_command = ["…"] under [mail.{account.protocol}] in your own config.toml, '
        f"or keep it in the keyring: keyring set {SERVICE} {account.user}@{account.host}"
    )


def _said_by(command: tuple[str, ...]) -> str:
    """The first line that a command writes. It is started without a shell and may talk to the terminal."""
    hint = "run it yourself to see what it says; it is password_command in your own config.toml"
    try:
        ran = subprocess.run(command, stdout=subprocess.PIPE, timeout=_PATIENCE, check=False)
    except OSError as error:
        raise MailError(f"{command[0]} cannot be started: {error.strerror}", hint) from None
    except subprocess.TimeoutExpired:
        raise MailError(f"{command[0]} has not answered for {_PATIENCE} seconds", hint) from None
    if ran.returncode:
        raise MailError(f"{command[0]} ended with status {ran.returncode}", hint)
    return ran.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")


def _kept_in_keyring(account: Account) -> str:
    """What the system's keyring keeps; empty where there is no keyring, or nothing in it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, f"{account.user}@{account.host}") or ""
    except KeyringError:
        return ""
