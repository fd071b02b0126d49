"""A contact's file as a Contact, and everything in it that cannot be read as meant or is doubted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from crm.core.logs import log
from crm.core.documents.document import Document, Value
from crm.core.contacts.fields import BY_NAME, BadField, Field
from crm.core.kinds import Kinds
from crm.core.model import Contact, Problem, Severity
from crm.core.documents.slugs import stem


def read(document: Document, path: str, kinds: Kinds, zone: tzinfo) -> Contact | None:
    """The contact in a file, or ``None`` where the file cannot be parsed; see ``faults`` for what is to be said then.

    ``zone`` is the book's: the zone of every stamp without one.
    """
    if not document.readable:
        return None
    values: dict[str, object] = {}
    problems = [*faults(document, path)]
    for key, value in document.keys.items():
        field = BY_NAME.get(key)
        if field is not None and not value.null:
            problems.extend(_read_field(field, value, path, values))
    if len(document.keys) < len(document.entries):
        values.update(_undecided(document))
    if not str(values.get("name", "")).strip():
        problems.append(_nameless(document, path))
    found = log.read(document.body, document.body_line, path, kinds, zone)
    return Contact(
        stem(path),
        path,
        values,
        {key: value.line for key, value in document.keys.items()},
        found.interactions,
        tuple(sorted((*problems, *found.problems), key=lambda problem: problem.line)),
    )


def _nameless(document: Document, path: str) -> Problem:
    """What is wrong with a contact that has no name, as exactly as can be told."""
    line = document.keys["name"].line if "name" in document.keys else 1
    message, hint = "the contact has no name", "write name: … between the --- lines"
    if not document.text.strip():
        message = "the file is empty"
    elif not document.keys and document.body.lstrip().startswith("---"):
        message, hint = "the front matter does not begin on the first line", "take away what stands above ---"
    return Problem(path, line, "name", "error", message, hint)


def faults(document: Document, path: str) -> Iterator[Problem]:
    """What is wrong with a file as a document."""
    for fault in document.faults:
        severity: Severity = "error"
        yield Problem(path, fault.line, fault.rule, severity, fault.message, fault.hint)


def _undecided(document: Document) -> Iterator[tuple[str, object]]:
    """What stands in for a key that stands twice, and so is reported and not used."""
    for key in {entry.key.text for entry in document.entries} - document.keys.keys():
        field = BY_NAME.get(key or "")
        if field is not None and field.fallback is not None:
            yield field.name, field.fallback


def parse_field(field: Field, value: Value) -> object:
    """The typed value of a field: for a list a tuple. Raises BadField."""
    texts = value.items if value.items is not None else (None if value.text is None else (value.text,))
    if texts is None:
        raise BadField(f"{field.name} is not a {field.shape}", f"write {field.name}: {field.example}")
    if field.shape == "list":
        return tuple(field.parse(text) for text in texts if text)
    if value.items is not None:
        raise BadField(f"{field.name} is a list", f"write one value: {field.name}: {field.example}")
    return field.parse(texts[0])


def _read_field(field: Field, value: Value, path: str, values: dict[str, object]) -> Iterator[Problem]:
    try:
        values[field.name] = parse_field(field, value)
    except BadField as error:
        if field.fallback is not None:
            values[field.name] = field.fallback
        elif field.shape == "list" and value.items:
            values[field.name] = tuple(_readable(field, value.items))
        stands = f"; it counts as {field.fallback}" if field.fallback else ""
        yield Problem(path, value.line, field.name, "error", f"{field.name}: {error}{stands}", error.hint)


def _readable(field: Field, items: tuple[str, ...]) -> Iterator[object]:
    """The items of a list that can be read: one bad address does not hide the others."""
    for text in items:
        try:
            yield field.parse(text)
        except BadField:
            continue
