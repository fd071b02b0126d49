"""The CSV of Outlook: of the web, of the new and of the classic program; German, French and Spanish headers too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.core.contacts.person import Arrivals, Person, Raw, Unread, arrivals, linkedin, tidied
from crm.core.incoming import decoding, tables

_COLUMNS = {
    "title": "title|anrede|titre|tratamiento",
    "first": "first name|vorname|prénom|nombre",
    "middle": "middle name|weitere vornamen|deuxième prénom|segundo nombre",
    "last": "last name|nachname|nom|apellidos",
    "suffix": "suffix|suffix name|suffixe|sufijo",
    "nickname": "nickname|spitzname|surnom|apodo",
    "email": "e mail address|email address|e mail adresse|adresse de messagerie|dirección de correo electrónico"
    "|e mail 2 address|email 2 address|e mail 2 adresse|adresse de messagerie 2"
    "|e mail 3 address|email 3 address|e mail 3 adresse|adresse de messagerie 3",
    "phone": "mobile phone|mobiltelefon|tél mobile|teléfono móvil|business phone|telefon geschäftlich|tél bureau"
    "|home phone|telefon privat|primary phone|haupttelefon|business phone 2|telefon geschäftlich 2|home phone 2"
    "|telefon privat 2|other phone|weiteres telefon|company main phone|telefon firma",
    "company": "company|firma|société|organización",
    "role": "job title|position|titre|cargo",
    "city": "business city|ort geschäftlich|home city|ort privat|other city|weiterer ort|ville bureau",
    "country": "business country region|business country|land region geschäftlich|home country region|home country"
    "|land region privat",
    "url": "web page|webseite|personal web page|page web|business home page",
    "birthday": "birthday|geburtstag|anniversaire|cumpleaños",
    "note": "notes|notizen",
    "tags": "categories|kategorien|catégories",
}
COLUMNS = {field: tuple(names.split("|")) for field, names in _COLUMNS.items()}
_KNOWN = frozenset(name for names in COLUMNS.values() for name in names)
_SAYS_NOTHING = re.compile(
    r".*\b(?:type|typ|display name|angezeigter name)|initials|initialen|initiales|iniciales"
    r"|private?|privado|priority|priorität|priorité|prioridad|sensitivity|vertraulichkeit"
)
"""Columns that classic Outlook fills in for everybody, and how an address is shown."""

_DEFAULTS = re.compile(r"unspecified|keine angabe|[0/.\- ]+", re.IGNORECASE)
_BEYOND = {
    "street address": r".*\b(?:street|straße|rue|calle|postal|postleitzahl|state|bundesland|po box|postfach)\b.*",
    "fax or pager": r".*(?:fax|pager|telex).*",
    "department": r"department|abteilung|service|departamento",
    "relatives": r"spouse|children|partner|kinder",
    "anniversary": r"anniversary|jahrestag",
}
_WORDS = {word: re.compile(pattern) for word, pattern in _BEYOND.items()}
_NEEDED = frozenset(COLUMNS["first"])
_MARKS = frozenset(
    (
        *("e mail address", "e mail adresse", "adresse de messagerie", "e mail display name"),
        *("business phone", "telefon geschäftlich", "job title"),
    )
)


def knows(header: Sequence[str]) -> int:
    """How many columns of a line are those of this format; 0 where none is that only this format has."""
    names = set(header)
    return len(_KNOWN & names) if _NEEDED & names and len(_MARKS & names) > 1 else 0


def read(data: bytes) -> Arrivals | None:
    """The people in a file; None where it has no such table."""
    table = tables.read(decoding.text_of(data), knows)
    if table is None:
        return None
    people = (Unread(row.line, row.fault) if row.fault else _person(row) for row in table.rows)
    return replace(arrivals(people, table.blank), dropped=tables.dropped(table, _beyond))


def _beyond(name: str, text: str) -> str:
    """What a cell says and no field of a contact holds: in the words of the plan, else the name of its column."""
    if name in COLUMNS["url"]:
        return "" if linkedin(text) else "web address"
    if name in _KNOWN or _SAYS_NOTHING.fullmatch(name) or _DEFAULTS.fullmatch(text):
        return ""
    return next((word for word, pattern in _WORDS.items() if pattern.fullmatch(name)), name)


def _person(row: tables.Row) -> Person | Unread:
    def first(field: str) -> str:
        return row.first(*COLUMNS[field])

    pieces = (first("first"), first("middle"), first("last"), first("suffix"))
    place = (first("city"), first("country"))
    return tidied(
        Raw(
            row.line,
            [" ".join(piece for piece in pieces if piece), first("nickname"), first("company")],
            [first("nickname")],
            row.all(*COLUMNS["email"]),
            row.all(*COLUMNS["phone"]),
            row.all(*COLUMNS["url"]),
            first("company"),
            first("role"),
            ", ".join(piece for piece in place if piece),
            first("birthday"),
            [tag.strip() for text in row.all(*COLUMNS["tags"]) for tag in text.split(";")],
            first("note"),
        )
    )
