"""Logging an interaction, and what that made due and settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from crm.book import moments
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.operation import Operation
from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.follow_ups.due import OWED, Standing, standings
from crm.core.kinds import Kinds
from crm.core.logs import entry
from crm.core.logs.entry import NewEntry, NoPlace, one_line
from crm.core.model import Contact, Stamp
from crm.core.state.situation import Situation
from crm.core.text.texts import quoted


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be logged. ``words`` are contacts, then a kind, then text; ``promises`` may end in ``by DATE``."""

    words: Sequence[str]
    on: str | None = None
    via: str | None = None
    details: Sequence[tuple[str, str]] = ()
    promises: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Logged:
    """What was logged for whom, what it made due, and what it settled."""

    contacts: tuple[Contact, ...]
    entry: NewEntry
    stamp: Stamp
    made_due: tuple[Standing, ...] = field(default=())
    settled: tuple[Standing, ...] = field(default=())


def log(book: Book, request: Request) -> Logged:
    """Appends an interaction to each contact's log. Raises Wrong and Unmet; then nothing was written."""
    names, kind, text = _split(request.words, book.settings.kinds)
    contacts = tuple(dict.fromkeys(book.slug(name) for name in names))
    found = tuple(book.contact(slug) for slug in contacts)
    stamp = _stamp(request, kind, book)
    details = (*request.details, *(("task", _promise(promise, book)) for promise in request.promises))
    _doubts(book, text, request)
    fault = entry.channel_fault(request.via) if request.via else None
    if fault:
        raise Wrong(f"--via {quoted(request.via or '')}: {fault}", "write it as --via video")
    new = NewEntry(entry.stamp_text(stamp, book.written_zone), kind, request.via, text, tuple(details))
    book.remarks += [f"{twin}; if this is one too many: crm undo" for twin in twins(found, new)]
    write(book, [(one, new) for one in found], f"log: {', '.join(contacts)} {kind} {stamp.day}", "log")
    made_due, settled = compare(book.about(*contacts), book.reread(contacts))
    return Logged(found, new, stamp, made_due, settled)


Edits = Mapping[str, Callable[[Document], Document]]


def write(
    book: Book,
    entries: Sequence[tuple[Contact, NewEntry]],
    subject: str,
    verb: str,
    beside: Edits | None = None,
    then: Callable[[], None] | None = None,
    touched: Sequence[str] = (),
) -> None:
    """Appends entries to their contacts' logs as one operation, together with other edits by path. Raises Unmet.

    What is to be done ``then``, before it is recorded, is done under the same lock; ``touched`` are the files that it
    may make.
    """
    added: dict[str, list[NewEntry]] = {}
    for contact, new in entries:
        added.setdefault(contact.path, []).append(new)
    edits = {path: partial(_all_appended, news=news, path=path) for path, news in added.items()}
    slugs = tuple(dict.fromkeys(contact.slug for contact, _ in entries))
    with book.writing(verb):
        book.change({**edits, **(beside or {})})
        if then is not None:
            then()
        book.record(Operation(subject, verb, [*edits, *(beside or {}), *touched], slugs))


def _all_appended(before: Document, news: Sequence[NewEntry], path: str) -> Document:
    for new in news:
        before = appended(before, new, path)
    return before


def _split(words: Sequence[str], kinds: Kinds) -> tuple[Sequence[str], str, str]:
    """Contacts, kind and text: the first word that names a kind ends the contacts."""
    for index, word in enumerate(words):
        if word in kinds:
            if index == 0:
                raise Wrong(
                    f"{quoted(word)} is a kind, and no contact stands before it", "write crm log CONTACT KIND TEXT"
                )
            return words[:index], word.lower(), " ".join(words[index + 1 :])
    import difflib

    candidates = [word.lower() for word in words[1:]]
    near = [match for word in candidates for match in difflib.get_close_matches(word, kinds.names(), n=1)]
    hint = f"did you mean {near[0]}?" if near else f"the kinds are {', '.join(kinds.names())}"
    raise Wrong("no kind of interaction is named", hint)


_LIKE_A_DATE = re.compile(
    r"(today|yesterday|tomorrow|(mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}-\d\d-\d\d|\d?\d:\d\d.*)\Z"
)
_LIKE_A_DAY = re.compile(r"\b(day|week|weekend|month|year|end|soon|spring|summer|autumn|winter)\b|\d")


def _doubts(book: Book, text: str, request: Request) -> None:
    """What may not have been meant, as remarks: it is written all the same, and ``crm undo`` takes it back."""
    first = text.split(" ", 1)[0].lower()
    if not request.on and _LIKE_A_DATE.match(first):
        book.remarks.append(f"{quoted(first)} is read as text; to say when it was, write --on {quoted(first)}")


def twins(contacts: Sequence[Contact], new: NewEntry) -> list[str]:
    """Clauses on entries that say the same as a new one already."""
    return [
        f"{contact.path}:{one.line} says the same already"
        for contact in contacts
        for one in contact.interactions
        if (one.stamp_text, one.kind.name, one.summary) == (new.stamp, new.kind, one_line(new.summary))
    ]


def _stamp(request: Request, kind: str, book: Book) -> Stamp:
    """The time asked for; without one now, but for a meeting today alone, since nobody said when it began."""
    if request.on:
        return moments.moment(request.on, book, look="back", stamps=True)
    if book.settings.kinds[kind].direction == "both":
        return moments.moment("today", book, look="back")
    return Stamp(book.now.replace(second=0, microsecond=0), book.zone)


def _promise(text: str, book: Book) -> str:
    """A promise as a task: a date behind its last `` by `` goes into brackets."""
    head, by, tail = one_line(text).rpartition(" by ")
    when = moments.perhaps(tail, book) if by and head else None
    if by and when is None and _LIKE_A_DAY.search(tail):
        book.remarks.append(f"no day is read in {quoted(tail)}, so this promise has no date of its own")
    return f"{head} (by {when.day})" if when else one_line(text)


def appended(before: Document, new: NewEntry, path: str) -> Document:
    """A contact's file with an entry at the end of its log. Raises Unmet."""
    try:
        place = entry.insertion(before.body, new, before.newline)
    except NoPlace as error:
        raise Unmet(f"{path}: {error}", error.hint) from None
    at = before.body_start + place.offset
    return document.splice(before, at, at, place.text)


def compare(before: Situation, after: Situation) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """What a change made due (or will be due), and what it settled."""
    old = {_key(item): item for item in standings(before)}
    new = {_key(item): item for item in standings(after)}
    made = [item for key, item in new.items() if item.state in OWED and not _owed(old.get(key))]
    settled = [item for key, item in old.items() if item.state in OWED and not _owed(new.get(key))]
    return _in_order(made), _in_order(settled)


def _owed(item: Standing | None) -> bool:
    return item is not None and item.state in OWED


def _key(item: Standing) -> tuple[str, ...]:
    """What tells follow-ups apart when lines have moved. The gentle three are one: one of them is owed at a time."""
    follow_up = item.follow_up
    caused, task = follow_up.cause.entry, follow_up.cause.task
    which = f"{caused.stamp_text} {caused.kind.name} {caused.summary}" if caused else ""
    return (follow_up.contact.slug, follow_up.action, follow_up.cause.path, which, task.text if task else "")


def _in_order(items: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(items, key=lambda item: (item.follow_up.due_by, item.follow_up.action)))
