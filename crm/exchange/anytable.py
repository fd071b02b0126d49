"""Any table of people, by the names of its columns in several languages, or as the user says what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import repeat

from crm.core.contacts.person import OWN, Arrivals, Person, Raw, Since, Unread, arrivals, day, linkedin, tidied
from crm.core.incoming import decoding, tables

_NAMES = {
    "name": "name|full name|fullname|display name|contact|contact name|person|nom complet|nombre completo|nome completo"
    "|anzeigename|vollständiger name|naam",
    "first": "first|first name|firstname|given name|givenname|forename|vorname|prénom|prenom|nombre|nome|voornaam",
    "last": "last|last name|lastname|family name|surname|nachname|familienname|nom|apellido|apellidos|cognome|sobrenome"
    "|achternaam",
    "aliases": "alias|aliases|nickname|also known as|spitzname|surnom|apodo",
    "email": "email|e mail|mail|email address|e mail address|emailaddress|primary email|work email|personal email"
    "|home email|other email|emails|e mail adresse|mailadresse|courriel|adresse e mail|correo|correo electrónico"
    "|email value|e mail value|secondary email",
    "phone": "phone|telephone|tel|phone number|mobile|mobile phone|cell|cell phone|work phone|home phone|phones"
    "|telefon|telefonnummer|handy|mobil|mobiltelefon|téléphone|teléfono|telefono|móvil|telefoon|phone value"
    "|business phone|mobile number",
    "linkedin": "linkedin|linkedin url|linkedin profile|linkedin address|profile url|profile|url|website|web page"
    "|webseite|linkedin link|person linkedin url",
    "company": "company|company name|org|organization|organisation|employer|firm|firma|unternehmen|arbeitgeber|société"
    "|entreprise|empresa|azienda|bedrijf|current company|organization name|account name",
    "role": "role|title|job title|jobtitle|position|job|occupation|headline|funktion|beruf|poste|fonction|cargo|puesto"
    "|ruolo|functie|current title",
    "location": "location|city|home city|work city|business city|town|place|ort|stadt|wohnort"
    "|ville|ciudad|città|plaats",
    "birthday": "birthday|birth date|birthdate|date of birth|dob|geburtstag|geburtsdatum|anniversaire"
    "|date de naissance|cumpleaños|fecha de nacimiento",
    "tags": "tags|tag|labels|label|groups|group|categories|category|list|kategorien|gruppen",
    "note": "note|notes|comment|comments|remarks|description|notizen|notiz|bemerkung|kommentar|notas",
    "connected": "connected on|connected|linkedin connected on",
}
FIELDS = tuple(_NAMES)
"""What a column may be said to hold."""

_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_NUMBER = re.compile(r"\b\d+\b")
_ADORNMENT = re.compile(
    r"\A(?:person|contact|lead|associated|primary) "
    r"| (?:work|home|other|private|personal|main|privat|geschäftlich|dienstlich|mobil)\Z"
)
"""What sales programs and address books write around the names of columns: ``Person - Email - Work``."""

_BETWEEN = re.compile(r"[;,\n]| ::: ")
_OURS = frozenset({"slug", "introduced by", "cadence"})
"""Columns that together only ``crm export csv`` writes. There a list has semicolons between its items alone."""

_DEFUSED = re.compile(r"\A'(?=[\s']*[=+\-@＝＋－＠])")
"""What an export puts in front of a cell that a spreadsheet would run as a formula."""

_DEFUSED_WITHIN = re.compile(r"(;\s*)'(?=[\s']*[=+\-@＝＋－＠])")
"""The same behind a semicolon, as ours has it."""

_SEMICOLON = re.compile(";")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\b")
_SOME_DAY = re.compile(r".*[1-9]|(?:yes|y|true|x|ja|oui|si|sí)\Z", re.IGNORECASE)
"""What in a column of days says that there was one, without saying which."""


_PAGE = re.compile(r" \((?:https://(?:www\.)?notion\.so/[^()\s]+|[^()\s]+\.(?:md|csv))\)")
"""What Notion writes behind the title of another page that a cell names."""


class NoColumn(Exception):
    """Columns were said to hold something, and the table has none of that name; ``args`` are their normal forms."""


_PIECES = ("birth year", "birth month", "birth day")
"""Columns that say a birthday together, as Thunderbird writes it."""

Columns = Mapping[str, Sequence[str]]
"""The names of the columns that hold a field."""


def read(data: bytes, mapping: Mapping[str, str]) -> Arrivals | None:
    """The people in a file; None where no line of it names columns that are known.

    ``mapping`` gives the field of a column by its name in normal form; it counts before what is known. Raises NoColumn.
    """
    table = tables.read(decoding.text_of(data), lambda header: _count(header, mapping))
    if table is None:
        return None
    if mapping.keys() - set(table.header):
        raise NoColumn(*sorted(mapping.keys() - set(table.header)))
    columns: dict[str, list[str]] = {field: [] for field in FIELDS}
    for name in dict.fromkeys(table.header):
        if field := _field(name, mapping):
            columns[field].append(name)
    ours = set(table.header) >= _OURS
    people = map(_as_exported if ours else _person, map(_armed, table.rows) if ours else table.rows, repeat(columns))
    found = arrivals(people, table.blank, () if ours else _unknown(table, mapping))
    return found if ours else replace(found, dropped=tables.dropped(table, partial(_beyond, columns["linkedin"])))


def _beyond(profiles: Sequence[str], name: str, text: str) -> str:
    """What no field of a contact holds of a column that is known: pages on the web that are no profile on LinkedIn."""
    return "web address" if name in profiles and not linkedin(text) and "." in text else ""


def _unknown(table: tables.Table, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The columns, as they are written, that have something in them and hold no field."""
    used = {name for row in table.rows for name, cells in row.cells.items() if any(map(str.strip, cells))}
    named = zip(table.header, table.written, strict=True)
    odd = {name for name in used.difference(_PIECES) if not _field(name, mapping)}
    return tuple(dict.fromkeys(written for name, written in named if name in odd))


def columns_of(data: bytes) -> list[str]:
    """The names of the columns in the first line that has several, as they are written."""
    table = tables.read(decoding.text_of(data), lambda header: len(header) > 1 and sum(map(bool, header)))
    return list(table.written) if table else []


def _count(header: Sequence[str], mapping: Mapping[str, str]) -> int:
    """How many columns are known; 0 where none says who somebody is."""
    fields = {_field(name, mapping) for name in header}
    return len(fields - {""}) if fields & {"name", "first", "last", "email"} else 0


def _field(name: str, mapping: Mapping[str, str]) -> str:
    bare = " ".join(_NUMBER.sub(" ", name).split())
    plain = _ADORNMENT.sub("", bare)
    return mapping.get(name) or _FIELD_OF.get(name) or _FIELD_OF.get(bare) or _FIELD_OF.get(plain, "")


def _person(row: tables.Row, columns: Columns, between: re.Pattern[str] = _BETWEEN) -> Person | Unread:
    return Unread(row.line, row.fault) if row.fault else tidied(_raw(row, columns, between))


def _as_exported(row: tables.Row, columns: Columns) -> Person | Unread:
    """The person in a row that ``crm export csv`` wrote, with the fields that only we have."""
    if row.fault:
        return Unread(row.line, row.fault)
    own = {key: _every(row, [tables.normal(key)]) for key in OWN}
    own |= {key: _parts(own[key], _SEMICOLON) for key in ("topics", "different_from")}
    if _every(row, ["linkedin"]) == ["none"]:
        own["linkedin"] = ["none"]
    raw = _raw(row, columns, _SEMICOLON)
    raw.own = own
    return tidied(raw)


def _armed(row: tables.Row) -> tables.Row:
    """A row of ours as it was before what stands behind semicolons was defused."""
    return replace(
        row,
        cells={name: tuple(_DEFUSED_WITHIN.sub(r"\1", text) for text in cells) for name, cells in row.cells.items()},
    )


def _every(row: tables.Row, names: Sequence[str]) -> list[str]:
    cells = [_PAGE.sub("", text) for text in row.all(*names)]
    return [_DEFUSED.sub("", text) for text in cells]


def _raw(row: tables.Row, columns: Columns, between: re.Pattern[str]) -> Raw:
    def every(field: str) -> list[str]:
        return _every(row, columns[field])

    def first(field: str) -> str:
        return next(iter(every(field)), "")

    whole = f"{first('first')} {first('last')}"
    connected, slip = _connected(first("connected").strip())
    return Raw(
        row.line,
        [first("name"), whole, first("company") if not (first("name") or whole.strip() or first("email")) else ""],
        _parts(every("aliases"), between),
        _parts(every("email"), between),
        _parts(every("phone"), between),
        every("linkedin"),
        first("company"),
        first("role"),
        first("location"),
        first("birthday") or _of_pieces(row),
        _parts(every("tags"), between),
        "\n\n".join(every("note")),
        connected,
        slip,
    )


def _of_pieces(row: tables.Row) -> str:
    """The birthday of a row that has it in three columns, with or without the year."""
    year, month, number = (row.first(name).strip() for name in _PIECES)
    if not (month.isdecimal() and number.isdecimal()):
        return " ".join(filter(None, (year, month, number)))
    return f"{year or '-'}-{int(month):02}-{int(number):02}"


def _parts(texts: Sequence[str], between: re.Pattern[str]) -> list[str]:
    return [part.strip() for text in texts for part in between.split(text) if part.strip()]


def _connected(when: str) -> tuple[Since | None, tuple[str, ...]]:
    """Since when they are connected, and what to say where that is not a day."""
    since = _day(when)
    if since or not when:
        return since, ()
    odd = f'connected: "{when}" is no date as 2026-06-09; '
    if _SOME_DAY.match(when):
        return "unknown", (f"{odd}the linkedin entry says that it is not known",)
    return None, (f"{odd}no entry is made",)


def _day(text: str) -> date | None:
    """The day in a cell, with its year: also as LinkedIn writes it, 09 Jun 2026, and with an hour behind it."""
    iso = _ISO.match(text)
    try:
        return date.fromisoformat(iso[0] if iso else day(text)[0])
    except ValueError:
        return None
