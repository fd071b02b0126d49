"""A letter as a message of the internet (RFC 5322), and as a link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crm.core.notes.letter import Letter, Mailbox

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.message import EmailMessage


LONGEST_LINK = 2000
"""Characters of a link at most that every mail program takes whole: Windows hands on no more than 2,083, its
``INTERNET_MAX_URL_LENGTH``, and some programs a little less."""


def unsent(letter: Letter) -> bytes:
    """An ``.eml`` file that mail programs open as a draft: UTF-8, without date, with ``X-Unsent: 1``."""
    message = _message(letter)
    message["X-Unsent"] = "1"
    return bytes(message)


def draft(letter: Letter, now: datetime) -> bytes:
    """A message for the Drafts folder, as of an instant."""
    return _dated(letter, now)


def outgoing(letter: Letter, now: datetime) -> bytes:
    """A message that can be sent, with date and id."""
    return _dated(letter, now, with_id=True)


def to_myself(letter: Letter, html: str, now: datetime) -> bytes:
    """A message with its text as HTML beside it, as of an instant: same letter, same instant, same bytes."""
    from email.utils import format_datetime
    from hashlib import blake2b

    message = _message(letter)
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    message["Date"] = format_datetime(now)
    said = blake2b(f"{now}\0{letter.subject}\0{letter.text}".encode(), digest_size=16).hexdigest()
    message.set_boundary(f"=_{said}")
    message["Message-ID"] = f"<{said}@{letter.sender.address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    return bytes(message)


def link(letter: Letter) -> str:
    """A ``mailto:`` link with subject and text (RFC 6068)."""
    from urllib.parse import quote

    local, _, domain = letter.to.address.rpartition("@")
    subject, text = (quote(part, safe="") for part in (letter.subject, letter.text.replace("\n", "\r\n")))
    return f"mailto:{quote(local, safe='')}@{domain}?subject={subject}&body={text}"


def _dated(letter: Letter, now: datetime, *, with_id: bool = False) -> bytes:
    from email.utils import format_datetime, make_msgid

    message = _message(letter)
    message["Date"] = format_datetime(now)
    if with_id:
        message["Message-ID"] = make_msgid(domain=letter.sender.address.rpartition("@")[2])
    return bytes(message)


def _message(letter: Letter) -> EmailMessage:
    """The message: ASCII on the wire, whatever it says. The library refuses a header with a line end in it."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["From"] = _address(letter.sender)
    message["To"] = _address(letter.to)
    message["Subject"] = letter.subject
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return message


def _address(mailbox: Mailbox) -> Address:
    from email.headerregistry import Address

    return Address(mailbox.name, addr_spec=mailbox.address)
