"""Another program's file → the people in it, or one sentence on what it is instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from crm.adapters import foreign
from crm.adapters.foreign import NoFile
from crm.book.errors import Unmet, Wrong
from crm.core.contacts.person import Arrivals
from crm.core.incoming import decoding, tables
from crm.core.text.texts import quoted
from crm.exchange import anytable, archive, google, linkedin, outlook, recognise, vcard

FORMATS = ("linkedin", "google", "outlook", "vcard", "csv")

_CALLED = {
    "linkedin": "LinkedIn's Connections.csv",
    "google": "a CSV of Google Contacts",
    "outlook": "a CSV of Outlook",
    "vcard": "a vCard file",
    "calendar": "a calendar",
    "mail": "a mail",
    "mbox": "a mail box",
    "json": "JSON",
    "html": "a web page or XML",
    "ldif": "LDIF",
    "excel": "an Excel workbook",
    "office": "a file of an old Office program",
    "pst": "an Outlook data file",
    "zip": "a zip archive",
    "gzip": "a packed file",
    "pdf": "a PDF",
    "picture": "a picture",
    "database": "a database",
    "plist": "a binary property list",
}
_WAY = {
    "excel": "save it as CSV, then: crm import csv FILE",
    "office": "save it as CSV, then: crm import csv FILE",
    "pst": "export CSV from Outlook, then: crm import outlook FILE",
    "zip": "unpack it, and give the file within; LinkedIn's archive with Connections.csv in it is read as it is",
    "gzip": "unpack it first",
    "ldif": "export CSV or vCard instead",
    "calendar": "its meetings become entries of the log by: crm import calendar FILE",
    "mail": "who wrote to whom becomes entries of the log by: crm import mail FILE",
    "mbox": "who wrote to whom becomes entries of the log by: crm import mail FILE",
}


def read(name: str, kind: str, mapping: Sequence[str] = (), encoding: str | None = None) -> Arrivals:
    """The people in a file of a format. Raises Wrong for a file of another kind, Unmet where nobody can be read.

    ``encoding`` is what the user says that the file is written in, by one of Python's names.
    """
    try:
        data = foreign.read(name)
    except NoFile as error:
        raise Wrong(str(error), "name the file that the other program wrote") from None
    if kind == "linkedin" and recognise.kind_of(data) == "zip":
        data = archive.member(data, "Connections.csv") or data
    if encoding:
        data = _recoded(data, name, encoding)
    guessed = decoding.is_a_guess(data)
    columns = _mapping(mapping)
    _must_be(data, name, kind, mapped=bool(columns))
    try:
        found = _people(data, kind, columns)
    except anytable.NoColumn as error:
        wrong = ", ".join(quoted(text) for text in mapping if set(_mapping([text])) & set(error.args))
        raise Wrong(f"{name} has no column for --map {wrong}", _known_columns(data)) from None
    if found is None:
        other = f"; {OTHER_ENCODING}" if guessed else ""
        raise Unmet(f"{name} has no header that is known", _columns(data, kind) + other)
    if not found.people:
        first = "; ".join(f"line {one.line}: {one.reason}" for one in found.unread[:3])
        more = f"; and {len(found.unread) - 3} more" if len(found.unread) > 3 else ""
        raise Unmet(f"{name} has nobody who can be read" + (f": {first}{more}" if first else ""), "nothing was changed")
    return replace(found, guessed=guessed)


OTHER_ENCODING = "if it is in another encoding, name that: --encoding iso-8859-2"
"""What helps where letters come out wrong."""


def _recoded(data: bytes, name: str, encoding: str) -> bytes:
    """The bytes as UTF-8. Raises Wrong."""
    some = "name one such as iso-8859-2, windows-1251, shift_jis, gb18030 or big5"
    try:
        return data.decode(encoding).encode()
    except LookupError:
        raise Wrong(f"--encoding cannot be {quoted(encoding)}", some) from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise Wrong(f"{name}:{line}: this is not {quoted(encoding)}", some) from None


def _people(data: bytes, kind: str, columns: Mapping[str, str]) -> Arrivals | None:
    readers: Mapping[str, Callable[[bytes], Arrivals | None]] = {
        "linkedin": linkedin.read,
        "google": google.read,
        "outlook": outlook.read,
        "vcard": vcard.read,
        "csv": partial(anytable.read, mapping=columns),
    }
    return readers[kind](data)


def _must_be(data: bytes, name: str, kind: str, *, mapped: bool) -> None:
    """Raises Wrong for a file of another kind, Unmet for one without a word."""
    found = recognise.kind_of(data)
    if found == "empty":
        raise Unmet(f"{name} is empty", "export it anew")
    if found in {kind, "text"} or (mapped and found in FORMATS and found != "vcard"):
        return
    way = _WAY.get(found) or (f"crm import {found} {name}" if found in FORMATS else "give the file of an export")
    raise Wrong(f"{name} is {_CALLED[found]}", way)


def _columns(data: bytes, kind: str) -> str:
    if kind == "vcard":
        return "a vCard file begins with BEGIN:VCARD"
    if kind != "csv":
        return f"if it is another table: crm import csv FILE; {_CALLED[kind]} was expected"
    return f'say what a column holds, as --map "Their Header=name"; {_known_columns(data)}'


def _known_columns(data: bytes) -> str:
    return "its columns: " + (", ".join(quoted(name) for name in anytable.columns_of(data)[:12]) or "none")


def _mapping(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        header, _, field = text.rpartition("=")
        if not header.strip() or field.strip().casefold() not in anytable.FIELDS:
            raise Wrong(
                f"--map {quoted(text)} cannot be read",
                f'write it as --map "Their Header=field"; the fields are {", ".join(anytable.FIELDS)}',
            )
        found[tables.normal(header)] = field.strip().casefold()
    return found
