"""What kind of file some bytes are, by how they begin: to say which command reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.core.incoming import decoding, tables

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"!BDN", "pst"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "database"),
    (b"bplist", "plist"),
)
_LOOKED_AT = 20_000
_HEADER = re.compile(
    r"(?:Received|From|Return-Path|Delivered-To|MIME-Version|Subject|Date|Message-ID): ", re.IGNORECASE
)
_CARD = re.compile(r"^\s*(?:\w+\.)?BEGIN:VCARD", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(r"^\s*BEGIN:VCALENDAR", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes) -> str:
    """``empty``, ``vcard``, ``calendar``, ``mail``, ``mbox``, ``json``, ``html``, ``ldif``, ``excel``, ``zip`` and
    other binary kinds, ``linkedin``, ``google``, ``outlook``; ``text`` for what may be any table.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "empty"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return "excel" if kind == "zip" and b"xl/" in data else kind
    return _kind_of_text(decoding.text_of(data[:_LOOKED_AT] + b"\n"))


def _kind_of_text(text: str) -> str:
    start = text.lstrip()
    if _CARD.match(text) or (_CARD.search(text) and not _CALENDAR.search(text)):
        return "vcard"
    if _CALENDAR.match(text):
        return "calendar"
    if start.startswith(("{", "[")):
        return "json"
    if start[:100].casefold().startswith(("<!doctype", "<html", "<?xml", "<table")):
        return "html"
    if start.startswith("From ") and "@" in start[:200]:
        return "mbox"
    if _HEADER.match(start):
        return "mail"
    if start.startswith(("dn:", "version: 1\ndn:")):
        return "ldif"
    table = tables.read(text, _tells)
    return _kind_of_table(set(table.header)) if table else "text"


def _tells(header: Sequence[str]) -> int:
    """How many columns of a line tell whose table it is."""
    return len(_TELLING.intersection(header))


def _kind_of_table(header: set[str]) -> str:
    if {"first name", "connected on"} <= header:
        return "linkedin"
    if header & _GOOGLE:
        return "google"
    if header & {"first name", "vorname", "prénom"} and len(header & _OUTLOOK) > 1:
        return "outlook"
    return "text"


_OUTLOOK = frozenset(
    {"e mail address", "e mail display name", "business phone", "job title", "e mail adresse", "telefon geschäftlich"}
)
_GOOGLE = frozenset({"e mail 1 value", "phone 1 value", "organization 1 name", "group membership"})
_TELLING = _OUTLOOK | _GOOGLE | {"first name", "connected on", "vorname", "prénom"}
