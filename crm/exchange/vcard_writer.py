"""Contacts as cards of an address book: vCard 3.0, which phones, khard and card servers all read (RFC 2426).

A card says who somebody is and how they are reached. Nothing of the log is in it, and so nothing that was private.
The properties ``X-CRM-SLUG`` and ``X-CRM-DIGEST`` tell later whose card it is, and whether it was edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID, uuid5

from crm.core.contacts.names import given_and_family
from crm.core.model import Birthday, Contact
from crm.core.text.unseen import without_unseen

PRODUCT = "-//crm//contacts//EN"
_NAMESPACE = UUID("035e3402-b3e7-4048-8009-4225df72d842")
_FOLDED = 75
"""Octets of a line at most, its end not counted (RFC 2426, 2.6)."""

_OF_THE_CARD = ("BEGIN:", "END:", "VERSION:", "PRODID:", "UID:", "REV:", "X-CRM-")
"""How lines begin that say something of the card, not of the person."""

_EMAIL = re.compile(r"(?:[\w-]+\.)?EMAIL\b", re.IGNORECASE)
_TEL = re.compile(r"(?:[\w-]+\.)?TEL\b", re.IGNORECASE)
_TELLING = 7
"""Digits by which two telephone numbers are taken for one."""

_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Card:
    """A card that was written earlier, as far as we look at it.

    ``slug`` is empty where the card is none of ours; ``intact`` says whether it is as it was written. ``says`` are the
    lines that say something of the person, unfolded, and ``emails`` the addresses among them; ``numbers`` are the last
    digits of those of telephones, which are the same with and without the country. ``name`` is the formatted name.
    """

    uid: str
    slug: str
    intact: bool
    emails: frozenset[str]
    says: frozenset[str]
    numbers: frozenset[str] = frozenset()
    name: str = ""


def uid(slug: str) -> str:
    """The identity of a contact in address books: a UUID made from the slug, the same on every machine."""
    return str(uuid5(_NAMESPACE, slug))


def card(contact: Contact, identity: str) -> str:
    """One card, CRLF after each line. Control characters are left out, so that no value can begin a line."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"PRODID:{PRODUCT}",
        f"UID:{identity}",
        *_properties(contact),
        f"X-CRM-SLUG:{_text(contact.slug)}",
    ]
    lines.append(f"X-CRM-DIGEST:{_digest(lines)}")
    return "".join(f"{_fold(line)}\r\n" for line in (*lines, "END:VCARD"))


def cards(text: str) -> Iterator[Card]:
    """The cards in a text, for who is about to write over it."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\n ", "").split("\n"):
        lines.append(line)
        if line.upper() == "END:VCARD":
            yield _read(lines)
            lines = []
    if any(lines):
        yield _read(lines)


def _read(lines: list[str]) -> Card:
    found = dict(line.partition(":")[::2] for line in reversed(lines))
    body, digest = lines[:-2], lines[-2] if len(lines) > 1 else ""
    return Card(
        found.get("UID", ""),
        _plain(found.get("X-CRM-SLUG", "")),
        digest == f"X-CRM-DIGEST:{_digest(body)}" and lines[-1] == "END:VCARD",
        frozenset(line.partition(":")[2].casefold() for line in body if _EMAIL.match(line)),
        frozenset(line for line in lines if line and not line.upper().startswith(_OF_THE_CARD)),
        frozenset(digits for line in body if _TEL.match(line) and len(digits := _digits(line)) == _TELLING),
        _plain(found.get("FN", "")),
    )


def _digits(line: str) -> str:
    return re.sub(r"\D", "", line.partition(":")[2])[-_TELLING:]


def _properties(contact: Contact) -> Iterator[str]:
    given, family = given_and_family(contact.name)
    yield f"N:{_text(family)};{_text(given)};;;"
    yield f"FN:{_text(contact.name)}"
    yield from _lists("NICKNAME", contact.aliases)
    if contact.company:
        yield f"ORG:{_text(contact.company)}"
    if contact.role:
        yield f"TITLE:{_text(contact.role)}"
    yield from _ways_to_reach(contact)
    if contact.birthday:
        yield f"BDAY:{_birthday(contact.birthday)}"
    yield from _lists("CATEGORIES", contact.tags)
    if note := "\n".join(_note(contact)):
        yield f"NOTE:{_text(note)}"


def _ways_to_reach(contact: Contact) -> Iterator[str]:
    fields = contact.fields
    for number, address in enumerate(contact.emails):
        yield f"EMAIL;TYPE=INTERNET{_preferred(number, contact.emails)}:{_text(address)}"
    phones = _texts(fields.get("phone"))
    for number, phone in enumerate(phones):
        yield f"TEL;TYPE=VOICE{_preferred(number, phones)}:{_text(phone)}"
    if isinstance(place := fields.get("location"), str):
        yield f"ADR;TYPE=HOME:;;;{_text(place)};;;"
    if contact.linkedin and contact.linkedin.casefold() != "none":
        yield f"URL:{_uri(contact.linkedin)}"
        yield f"X-SOCIALPROFILE;TYPE=linkedin:{_uri(contact.linkedin)}"


def _note(contact: Contact) -> Iterator[str]:
    """What one is glad to find on the phone in the minute before a talk."""
    met = contact.fields.get("met")
    if isinstance(met, str):
        yield f"Met: {met}"
    if contact.topics:
        between = "; " if any("," in topic for topic in contact.topics) else ", "
        yield f"Topics: {between.join(contact.topics)}"


def _birthday(day: Birthday) -> str:
    """Without a year as vCard 4.0 has it, which the readers of 3.0 take as well."""
    return f"{f'{day.year:04}' if day.year else '-'}-{day.month:02}-{day.day:02}"


def _preferred(number: int, among: tuple[str, ...]) -> str:
    return ",PREF" if number == 0 and len(among) > 1 else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _text(text: str) -> str:
    return "".join(_ESCAPED.get(char, char) for char in without_unseen(text))


def _lists(name: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"{name}:{','.join(_text(text) for text in texts)}"


def _uri(text: str) -> str:
    """An address of the web, which has no escapes of this format: what would need one is written in its own."""
    return "".join(f"%{ord(char):02X}" if char in '\n "<>\\' else char for char in without_unseen(text))


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


def _digest(lines: list[str]) -> str:
    return blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _fold(line: str) -> str:
    """The line in pieces of at most 75 octets, no character divided; each further one begins with a space."""
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _FOLDED:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])
