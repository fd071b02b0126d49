"""Contacts as a table for spreadsheets: comma-separated values (RFC 4180) with a header.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which the spreadsheet takes for "this is
text" (OWASP, "CSV Injection"); ``crm import csv`` takes it away again. So does what stands behind a semicolon in a
cell: where numbers have a decimal comma, spreadsheets part cells there too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from crm.core.contacts.fields import FIELDS, plain_value
from crm.core.model import Contact
from crm.core.text.unseen import without_unseen

COLUMNS = ("slug", *(field.name for field in FIELDS if field.name != "conflicts"))
"""The header: the slug, then the fields of a contact, under their own names."""

BETWEEN = "; "
"""Stands between the items of a list. An item that has a semicolon itself keeps it, as a comma."""

_RUNS = re.compile(r"(\A|;\s*)(?=[\s']*[=+\-@＝＋－＠])")


def table(contacts: Iterable[Contact]) -> bytes:
    """The table in UTF-8, with a BOM, by which Excel knows it, and CRLF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for contact in contacts:
        writer.writerow([_defused(contact.slug), *(_cell(contact.fields.get(key)) for key in COLUMNS[1:])])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def ours(data: bytes) -> bool:
    """Whether a file begins as a table of ours does."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith(",".join(COLUMNS).encode())


def _cell(value: object) -> str:
    plain = plain_value(value)
    if isinstance(plain, list):
        return _defused(BETWEEN.join(str(item).replace(";", ",") for item in plain))
    if isinstance(plain, bool):
        return str(plain).lower()
    return "" if plain is None else _defused(str(plain))


def _defused(text: str) -> str:
    return _RUNS.sub(r"\1'", without_unseen(text))
