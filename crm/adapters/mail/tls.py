"""Encryption to a mail server: its certificate is always checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.adapters.mail.accounts import Account
from crm.adapters.mail.errors import MailError

if TYPE_CHECKING:
    import ssl

PATIENCE = 30
"""Seconds that a server may take to answer."""


def context(account: Account) -> ssl.SSLContext:
    """What a server has to prove: that an authority the machine trusts (or the account's own) knows it by that name."""
    import ssl

    trusted = ssl.create_default_context()
    if account.ca_file:
        try:
            trusted.load_verify_locations(account.ca_file)
        except (OSError, ssl.SSLError):
            raise MailError(
                f"{account.ca_file} holds no certificates", f"correct ca_file under [mail.{account.protocol}]"
            ) from None
    return trusted


def unreachable(account: Account, error: OSError) -> MailError:
    """What is to be said of a server that cannot be reached, or not safely."""
    import ssl

    where = f"{account.host}:{account.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailError(
            f"{where} cannot prove that it is {account.host}: {error.verify_message}",
            "check the host's name; for an authority of your own write ca_file",
        )
    if isinstance(error, ssl.SSLError):
        return MailError(f"{where} does not speak TLS as it should", "check port and security")
    return MailError(
        f"{where} cannot be reached: {error.strerror or error}",
        f"check host and port under [mail.{account.protocol}] in your own config.toml, and the network",
    )
