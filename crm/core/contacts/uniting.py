"""Two contacts' files that are about one person, made one by the merge that sync has."""

from __future__ import annotations

from crm.core.documents import document, references
from crm.core.contacts import fields
from crm.core.documents.document import Document
from crm.core.merge import Age, Merged, Order, merge
from crm.core.merge.conflicts import CONFLICTS
from crm.core.contacts.people import plain
from crm.core.contacts.same_talks import told_alike
from crm.core.contacts.sameness import Reading, profile_of
from crm.core.documents.slugs import stem

_KEPT_IS_NEWER = Order(Age(1, "kept"), Age(0, "gone"))
_ALIKE = ("company", "role", "location")
"""Texts that are the same in spite of case, accents and spaces."""


def united(keep: Document, gone: Document, keep_path: str, gone_path: str, reading: Reading) -> Merged:
    """The file of both, at the path that is kept, whose own values stand; what differs is noted under ``conflicts``.

    Neither name is lost: the other becomes an alias. Raises DocumentError.
    """
    keep, gone = references.without(keep, stem(gone_path)), references.without(gone, stem(keep_path))
    keep, gone = _one_name(keep, gone)
    keep, gone = _lists(keep, gone, reading)
    for key in _ALIKE:
        gone = _same(gone, keep, key) if plain(_text(keep, key)) == plain(_text(gone, key)) else gone
    if profile_of(_text(keep, "linkedin")) == profile_of(_text(gone, "linkedin")) != "":
        gone = _same(gone, keep, "linkedin")
    keep, gone = _first_day(keep, gone)
    gone = _without_job_elsewhere(keep, gone)
    keep, gone = told_alike(keep, gone)
    return merge(None, document.encode(keep), document.encode(gone), _KEPT_IS_NEWER, keep_path)


def _text(doc: Document, key: str) -> str:
    value = doc.keys.get(key)
    return value.text or "" if value is not None and not value.null else ""


def _same(doc: Document, other: Document, key: str) -> Document:
    """The document with another's value of a key that both have."""
    text = _text(other, key)
    return document.set_key(doc, key, text) if text and _text(doc, key) else doc


def _one_name(keep: Document, gone: Document) -> tuple[Document, Document]:
    mine, yours = _text(keep, "name"), _text(gone, "name")
    if not mine or not yours or mine == yours:
        return keep, gone
    if aliases := _items(gone, "aliases"):
        others = tuple(alias for alias in aliases if plain(alias) != plain(mine))
        gone = document.set_key(gone, "aliases", others) if others else document.remove_key(gone, "aliases")
    if plain(mine) != plain(yours):
        keep = document.set_key(keep, "aliases", tuple(dict.fromkeys((*_items(keep, "aliases"), yours))))
    return keep, document.set_key(gone, "name", mine)


def _without_job_elsewhere(keep: Document, gone: Document) -> Document:
    """The one that goes with its role among what is to be decided: beside the company that stays it would be wrong."""
    role, companies = _text(gone, "role"), {plain(_text(doc, "company")) for doc in (keep, gone)} - {""}
    if not role or _text(keep, "role") or len(companies) < 2:
        return gone
    notes = dict.fromkeys((*_items(gone, CONFLICTS), f"role: {role}"))
    return document.set_key(document.remove_key(gone, "role"), CONFLICTS, tuple(notes))


def noted(data: bytes) -> tuple[str, ...]:
    """What is noted under ``conflicts`` in a file."""
    return _items(document.read(data), CONFLICTS)


def _lists(keep: Document, gone: Document, reading: Reading) -> tuple[Document, Document]:
    """Both with lists where a field can have several values: of two single addresses both are to be there."""
    for field in fields.FIELDS:
        if field.shape != "list":
            continue
        mine, yours = _items(keep, field.name), _items(gone, field.name)
        if not mine or not yours:
            continue
        have = {_form(field.name, text, reading) for text in mine}
        more = [text for text in yours if _form(field.name, text, reading) not in have]
        keep = document.set_key(keep, field.name, (*mine, *more)) if more else keep
        gone = document.set_key(gone, field.name, _text(keep, field.name) or _items(keep, field.name))
    return keep, gone


def _form(key: str, text: str, reading: Reading) -> str:
    """The form in which two items of a list compare."""
    return (reading.phone(text) if key == "phone" else None) or text.casefold()


def _items(doc: Document, key: str) -> tuple[str, ...]:
    value = doc.keys.get(key)
    if value is None or value.null:
        return ()
    return tuple(item for item in value.items if item) if value.items is not None else (value.text or "",)


def _first_day(keep: Document, gone: Document) -> tuple[Document, Document]:
    """Both with the earlier day on which the person entered the book."""
    days = sorted(day for doc in (keep, gone) if (day := _text(doc, "added")))
    if len(days) < 2:
        return keep, gone
    return document.set_key(keep, "added", days[0]), document.set_key(gone, "added", days[0])
