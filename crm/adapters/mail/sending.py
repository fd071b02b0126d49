"""Sending over SMTP (RFC 5321, RFC 6409), encrypted unless the server is on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.adapters.mail import tls
from crm.adapters.mail.accounts import Account
from crm.adapters.mail.errors import MailError
from crm.adapters.mail.passwords import password

if TYPE_CHECKING:
    import smtplib

_ME = "localhost"
"""What I call myself to the server: the machine's name is nobody's business."""


def send(account: Account, message: bytes, sender: str, to: str) -> None:
    """Hand a message over to the server, for one recipient; returns when the server has accepted it.

    Raises MailError; with ``unsure`` where the connection broke after the message was on its way.
    """
    import smtplib

    secret = password(account) if account.user else ""
    try:
        server = _connected(account)
    except OSError as error:
        raise tls.unreachable(account, error) from None
    try:
        if account.user:
            server.login(account.user, secret)
        _hand_over(server, message, sender, to)
    except smtplib.SMTPException as error:
        raise _refused(account, error) from None
    except UnicodeEncodeError:
        raise MailError(f"{account.host} takes only a password of plain letters", "choose another password") from None
    except OSError as error:
        raise MailError(f"{account.host} broke off: {error}", "nothing was sent; try again") from None
    finally:
        _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    import contextlib
    import smtplib

    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _connected(account: Account) -> smtplib.SMTP:
    import smtplib

    try:
        if account.security == "tls":
            context = tls.context(account)
            return smtplib.SMTP_SSL(
                account.host, account.port, local_hostname=_ME, timeout=tls.PATIENCE, context=context
            )
        server = smtplib.SMTP(account.host, account.port, local_hostname=_ME, timeout=tls.PATIENCE)
        if account.security == "starttls":
            _encrypt(server, account)
    except smtplib.SMTPException as error:
        raise _refused(account, error) from None
    return server


def _encrypt(server: smtplib.SMTP, account: Account) -> None:
    """STARTTLS, or nothing: a server that does not offer it never sees a password."""
    import smtplib

    try:
        server.starttls(context=tls.context(account))
    except smtplib.SMTPNotSupportedError:
        server.close()
        raise MailError(
            f"{account.host} offers no encryption, so nothing was sent", "check port and security"
        ) from None
    except (OSError, MailError, smtplib.SMTPException):
        server.close()
        raise


def _hand_over(server: smtplib.SMTP, message: bytes, sender: str, to: str) -> None:
    """The envelope, then the text. Only after the text may the server have it without our knowing."""
    import smtplib

    server.ehlo_or_helo_if_needed()
    for status, said in (server.mail(sender), server.rcpt(to)):
        if status not in (250, 251):
            raise smtplib.SMTPResponseException(status, said)
    try:
        status, said = server.data(message)
    except (OSError, smtplib.SMTPServerDisconnected):
        raise MailError(
            "the server broke off before it confirmed the mail",
            "look into your mail's Sent folder before you send it again",
            unsure=True,
        ) from None
    if status != 250:
        raise smtplib.SMTPResponseException(status, said)


def _refused(account: Account, error: Exception) -> MailError:
    """What the server said, as a sentence."""
    import smtplib

    if isinstance(error, smtplib.SMTPAuthenticationError):
        hint = "check user and password; many providers want a password made for one program"
        return MailError(f"{account.host} does not accept the password of {account.user}", hint)
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return MailError(
            f"{account.host} refused the mail ({error.smtp_code}): {' '.join(said.split())}", "nothing was sent"
        )
    return MailError(f"{account.host} cannot take the mail: {error}", "nothing was sent")
