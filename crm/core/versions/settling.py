"""What a merge could not settle and noted in ``conflicts:`` of a front matter: the other value is taken, or let go."""

from __future__ import annotations

from collections.abc import Sequence

from crm.core.documents import document
from crm.core.documents.document import Document, DocumentError

KEY = "conflicts"


def undecided(doc: Document) -> list[tuple[str, str]]:
    """The notes of a file: a key and the value that it did not get."""
    value = doc.keys.get(KEY)
    items = (value.items or ((value.text,) if value.text else ())) if value is not None else ()
    return [(key.strip(), other.strip()) for key, colon, other in (item.partition(":") for item in items) if colon]


def decide(doc: Document, key: str, other: str, *, take: bool) -> Document:
    """The file without one of its notes, and with the noted value where it is to be taken. Raises DocumentError."""
    notes = [note for note in undecided(doc) if note != (key, other)]
    if len(notes) == len(undecided(doc)):
        raise DocumentError(f"`{key}: {other}` is no longer among the conflicts", "look again with crm show")
    if take:
        doc = document.set_key(doc, key, _meant(other)) if other else document.remove_key(doc, key)
    if notes:
        return document.set_key(doc, KEY, [f"{name}: {value}" for name, value in notes])
    return document.remove_key(doc, KEY)


def _meant(text: str) -> str | Sequence[str]:
    """A value as it is noted: a list between brackets is one."""
    if not text.startswith("["):
        return text
    read = document.read(f"---\nnoted: {text}\n---\n".encode()).keys.get("noted")
    return read.items if read is not None and read.items is not None else text
