"""Adding contacts and the small changes to them: set, snooze, done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crm.adapters.letters import latin
from crm.adapters.store import Exists
from crm.book import moments
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import CONTACTS
from crm.book.operation import Operation
from crm.core.contacts import fields, people
from crm.core.contacts.fields import BadField, Field
from crm.core.documents import document, markdown
from crm.core.documents.document import Document
from crm.core.documents.slugs import numbered, slug_of
from crm.core.logs import log
from crm.core.model import Contact, Detail
from crm.core.text.texts import quoted
from crm.core.times import dates

_LINE = re.compile(r":(\d{1,6})\Z")
_DATES = frozenset({"snooze", "added"})


@dataclass(frozen=True, slots=True)
class Added:
    """A new contact's slug and the path of its file, relative to the book."""

    slug: str
    path: str


def add(book: Book, name: str, values: Mapping[str, Sequence[str]], *, anyway: bool = False) -> Added:
    """A new contact. ``values`` maps a field to its texts. Raises Wrong for a likely duplicate unless ``anyway``."""
    name = " ".join(name.split())
    if not name:
        raise Wrong("a contact needs a name", 'write crm add "First Last"')
    texts = {"name": name, **{key: _checked(book, key, _items(key, given)) for key, given in values.items() if given}}
    twins = people.twins(name, values.get("email", ()), book.contents.contacts.values())
    if twins and not anyway:
        raise Wrong(
            f"{name} may be in the book already: {', '.join(twin.path for twin in twins)}",
            "look at it with crm show; if this is somebody else, add --anyway",
        )
    texts.setdefault("added", dates.local(book.now, book.zone).date().isoformat())
    ordered = {key: texts[key] for key in fields.BY_NAME if key in texts}
    with book.writing("add"):
        added = _create(book, slug_of(latin(name)), ordered, anyway=anyway)
        book.record(Operation(f"add: {added.slug}", "add", [added.path], [added.slug]))
    return added


def _items(key: str, given: Sequence[str]) -> list[str]:
    """The items given for a field; among tags and topics a comma separates them too."""
    if key not in {"tags", "topics"}:
        return list(given)
    return [part.strip() for text in given for part in text.split(",") if part.strip()]


def _create(book: Book, slug: str, keys: Mapping[str, str | Sequence[str]], *, anyway: bool) -> Added:
    for number in range(1, 1000):
        candidate = slug if number == 1 else numbered(slug, number)
        path = f"{CONTACTS}/{candidate}.md"
        try:
            book.create(path, keys, "\n## Log\n")
        except Exists:
            if not anyway:
                raise Wrong(f"{path} is there already", "if this is somebody else, add --anyway") from None
            continue
        return Added(candidate, path)
    raise Unmet(f"there are a thousand contacts named {slug}", "give this one another name")


def _checked(book: Book, key: str, texts: list[str]) -> str | list[str]:
    """The texts of a field as they are to be written. Raises Wrong for what the field cannot hold."""
    field = fields.BY_NAME[key]
    if field.shape == "text" and len(texts) > 1:
        raise Wrong(f"{key} takes one value", f"such as {field.example}")
    if key in _DATES:
        texts = [moments.day(text, book).isoformat() for text in texts]
    if key == "introduced_by":
        texts = [book.slug(text) for text in texts]
    for text in texts:
        _try(field, text)
    return texts[0] if len(texts) == 1 and (field.shape == "text" or key in {"email", "phone"}) else texts


def _try(field: Field, text: str) -> None:
    try:
        field.parse(text)
    except BadField as error:
        raise Wrong(f"{field.name}: {error}", error.hint) from None


def set_field(book: Book, word: str, key: str, value: str) -> tuple[Contact, str]:
    """Sets or, with an empty value, removes a field of a contact; returns the contact and the value as written."""
    contact = book.contact(word)
    key = key.strip().lower().replace("-", "_") if key.lower().replace("-", "_") in fields.BY_NAME else key.strip()
    if key not in fields.BY_NAME:
        _refuse_misspelling(key)
    if not value.strip():
        return contact, _remove(book, contact, key)
    known = fields.BY_NAME.get(key)
    is_list = known is not None and known.shape == "list"
    texts = [part.strip() for part in value.split(",") if part.strip()] if is_list else [value.strip()]
    written = _checked(book, key, texts) if known else texts[0]
    if key == "introduced_by" and written == contact.slug:
        raise Wrong(
            f"{contact.name} cannot be introduced by {contact.slug}: that is the same contact",
            "name who introduced you",
        )
    _write(book, contact, f"set: {contact.slug} {key}", "set", lambda before: document.set_key(before, key, written))
    return contact, written if isinstance(written, str) else ", ".join(written)


def _refuse_misspelling(key: str) -> None:
    import difflib

    near = difflib.get_close_matches(key, fields.BY_NAME, n=1)
    if near:
        raise Wrong(f"there is no field {quoted(key)}", f"did you mean {near[0]}?")


def _remove(book: Book, contact: Contact, key: str) -> str:
    if key == "name":
        raise Wrong("the name is the one key that a contact needs", "give a new one instead")

    def removed(before: Document) -> Document:
        if key not in {entry.key.text for entry in before.entries}:
            raise Wrong(f"{contact.slug} has no {key}", "nothing was changed")
        return document.remove_key(before, key)

    _write(book, contact, f"set: {contact.slug} {key}", "set", removed)
    return ""


def snooze(book: Book, word: str, until: str) -> tuple[Contact, date]:
    """Hides a contact's gentle follow-ups until a day; returns the contact and the day. Raises Wrong for a past one."""
    contact = book.contact(word)
    day = moments.day(f"in {until}" if _is_span(until) else until, book)
    if day <= book.situation.today:
        raise Wrong(f"{day} is not in the future", "name a later day, such as: in 2 weeks")
    text = day.isoformat()
    _write(
        book,
        contact,
        f"snooze: {contact.slug} until {text}",
        "snooze",
        lambda doc: document.set_key(doc, "snooze", text),
    )
    return contact, day


def _is_span(text: str) -> bool:
    """Whether a text is a length of time alone, such as ``3w`` or ``2 weeks``."""
    try:
        dates.parse_cadence(text)
    except ValueError:
        return False
    return True


def tick(book: Book, word: str, part: str) -> tuple[Contact, Detail]:
    """Ticks the one open task whose text holds ``part``; returns the contact and the task. Raises Wrong."""
    contact = book.contact(word)
    task = _open_task(contact, part)

    def ticked(before: Document) -> Document:
        same = [one for one in _tasks(book, before, contact.path) if _same_task(one, task)]
        current = next((one for one in same if one.line == task.line), next(iter(same), None))
        if current is None:
            raise Unmet(f"the task {quoted(task.text)} is no longer open in {contact.path}", "look again with crm show")
        line = markdown.lines(before.text)[current.line - 1]
        at = line.start + line.text.index("[ ]") + 1
        return document.splice(before, at, at + 1, "x")

    _write(book, contact, f"done: {contact.slug} {task.text}", "done", ticked)
    return contact, task


def _write(book: Book, contact: Contact, subject: str, verb: str, edit: Callable[[Document], Document]) -> None:
    with book.writing(verb):
        book.change({contact.path: edit})
        book.record(Operation(subject, verb, [contact.path], [contact.slug]))


def _open_task(contact: Contact, part: str) -> Detail:
    by_line = _LINE.match(part)
    wanted = people.plain(part)
    tasks = [detail for entry in contact.interactions for detail in entry.details if detail.label == "task"]
    if by_line:
        matching = [task for task in tasks if task.line == int(by_line[1])]
    else:
        matching = [task for task in tasks if wanted and wanted in people.plain(task.text)]
    open_ones = [task for task in matching if not task.done]
    exact = [task for task in open_ones if people.plain(task.text) == wanted]
    found = exact if len(exact) == 1 else open_ones
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(f"{quoted(task.text)} (line {task.line})" for task in found)
        raise Wrong(
            f"{quoted(part)} could be {listed}", "name a part of the text that only one has, or its line, as :12"
        )
    if matching:
        raise Wrong(f"{quoted(matching[0].text)} is ticked already", "nothing was changed")
    known = "; ".join(quoted(task.text) for task in tasks if not task.done) or "none"
    raise Wrong(f"{contact.slug} has no open task with {quoted(part)}", f"open tasks: {known}")


def _tasks(book: Book, before: Document, path: str) -> list[Detail]:
    found = log.read(before.body, before.body_line, path, book.settings.kinds, book.zone)
    return [one for entry in found.interactions for one in entry.details if one.label == "task" and not one.done]


def _same_task(one: Detail, other: Detail) -> bool:
    return (one.text, one.by) == (other.text, other.by)
