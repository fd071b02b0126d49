"""A note as a letter: who writes to whom, the subject and the text, each of them safe to stand in a mail.

Names and subjects come from files that others may have written. A character that could end a header or hide what it
says (a line end, NUL, one that turns the direction of writing) never gets into one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.core.contacts.names import written_out
from crm.core.model import Contact, Note
from crm.core.settings import Me
from crm.core.text.texts import quoted
from crm.core.text.unseen import is_seen, on_one_line

BY_HAND = frozenset({"card", "linkedin"})
"""Kinds that are not mailed: a card is written, an invitation is pasted."""

# All that RFC 5322 allows without quotes but "?", which with "=" could make an encoded word.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*")
_LONGEST_ADDRESS = 254
"""Characters of an address at most (RFC 5321, 4.5.3.1, and its erratum 1690)."""



class NotSendable(ValueError):
    """A note that cannot go by mail; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name (perhaps empty) and a mail address in ASCII."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail of plain text. ``text`` has LF line ends and ends with one."""

    sender: Mailbox
    to: Mailbox
    subject: str
    text: str


def letter(note: Note, contact: Contact | None, me: Me) -> Letter:
    """The letter that a note is; it goes to the note's own address, else to the contact's first. Raises NotSendable."""
    if note.kind in BY_HAND:
        by_hand = "write it on paper" if note.kind == "card" else "paste it into the invitation"
        raise NotSendable(f"a {note.kind} note does not go by mail", f"{by_hand}, then: crm sent {note.path}")
    to = note.email or (contact.email if contact else None)
    if not to:
        raise NotSendable(f"no mail address of {note.to} is known", f"crm set {note.to} email ADDRESS")
    if not me.email:
        raise NotSendable("your own mail address is not known", 'write email = "…" under [me] in crm.toml')
    subject = one_line(note.subject or "")
    if not subject:
        raise NotSendable("the note has no subject", "write subject: … between its --- lines")
    name = written_out(contact.name) if contact else ""
    return Letter(
        Mailbox(one_line(me.name), address(me.email)),
        Mailbox(one_line(name), address(to)),
        subject,
        body(note.text),
    )


def one_line(text: str) -> str:
    """A text as it may stand in a header: on one line, without what is not seen.

    What looks like an encoded word (RFC 2047) is taken apart: decoded, it could hold a line end, and some versions of
    the standard library then write that into the header.
    """
    return on_one_line(text).replace("=?", "= ?")


def body(text: str) -> str:
    """A text as it may stand in a mail: LF line ends, no control characters but tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    kept = ("".join(char for char in line if char == "\t" or is_seen(char)).rstrip() for line in lines)
    return "\n".join(kept).strip("\n") + "\n"


def address(text: str) -> str:
    """A mail address in ASCII, its domain in the form of the network. Raises NotSendable."""
    local, _, domain = text.strip().rpartition("@")
    try:
        plain = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        plain = ""
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(plain)) or len(local + plain) >= _LONGEST_ADDRESS:
        raise NotSendable(f"{quoted(one_line(text))} is no mail address", "write it as name@example.org")
    return f"{local}@{plain}"
