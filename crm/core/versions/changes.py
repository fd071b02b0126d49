"""What changed in a contact's file from one version to the next, in words: fields, entries of the log, other text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from crm.core.documents import markdown
from crm.core.documents.filetext import Document
from crm.core.documents.filetext import read as read_file
from crm.core.documents.markdown import Line
from crm.core.documents.yamltext import flow_list

_DATE = 10  # characters of a date
_OPEN, _TICKED = "[ ] ", "[x] "


class Entry(NamedTuple):
    """An entry of the log: the text of its first line, the lines below it, and the number of its first line."""

    head: str
    below: tuple[str, ...]
    line: int


class Body(NamedTuple):
    """A body taken apart: the entries of its log, and its other lines but for blank ones."""

    entries: list[Entry]
    prose: list[str]


class Changes(NamedTuple):
    """``logged`` are the first lines of entries that are new or read so now, ``others`` says what else changed."""

    logged: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def changes(before: bytes | None, after: bytes | None) -> Changes:
    """What became of a file; None stands for no file."""
    if after is None:
        return Changes((), ("deleted",)) if before is not None else Changes()
    new = read_file(after)
    if before is None:
        return Changes(tuple(entry.head for entry in entries(new)), ("added",))
    old = read_file(before)
    if not (old.readable and new.readable):
        return Changes((), _of_unreadable(old, new))
    fields = tuple(_fields(old, new))
    if old.body == new.body:
        return Changes((), fields)
    was, now = _body(old), _body(new)
    log_changes = _turnover(was.entries, now.entries)
    gone = (f"entry removed: {head}" for head in log_changes.gone)
    changed = (f"entry changed: {head} → {twin}" for head, twin in log_changes.changed)
    prose = ("text changed",) if was.prose != now.prose else ()
    logged = (*log_changes.new, *(twin for _, twin in log_changes.changed))
    return Changes(logged, (*fields, *gone, *changed, *_below(was.entries, now.entries), *prose))


def entries(doc: Document) -> list[Entry]:
    """The entries of a file's log, in the order of the file."""
    return _body(doc).entries


def _of_unreadable(old: Document, new: Document) -> tuple[str, ...]:
    if new.readable:
        return ("can be read again",)
    return ("could not be read",) if old.readable else ("changed",) if old.text != new.text else ()


def _fields(old: Document, new: Document) -> Iterator[str]:
    before, after = _values(old), _values(new)
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was is None:
            yield f"{key}: {now}"
        elif now is None:
            yield f"{key} removed, was {was}"
        elif was != now:
            yield f"{key}: {was} → {now}"


def _values(doc: Document) -> dict[str, str]:
    found = {}
    for key, value in doc.keys.items():
        start, end = value.span
        found[key] = flow_list(value.items) if value.items is not None else value.text or doc.text[start:end]
    return found


class Turnover(NamedTuple):
    """The first lines of entries that are ``new`` or ``gone``, and pairs of those that were ``changed``."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


def turnover(old: Document, new: Document) -> Turnover:
    """What became of the entries of a log. One that vanished is taken for changed where another came for its date."""
    return _turnover(entries(old), entries(new))


def _turnover(old: list[Entry], new: list[Entry]) -> Turnover:
    before, after = (Counter(entry.head for entry in side) for side in (old, new))
    come, gone, changed = list((after - before).elements()), [], []
    for head in (before - after).elements():
        twin = next((other for other in come if other[:_DATE] == head[:_DATE]), None)
        if twin is None:
            gone.append(head)
        else:
            come.remove(twin)
            changed.append((head, twin))
    return Turnover(tuple(come), tuple(gone), tuple(changed))


def _below(old: list[Entry], new: list[Entry]) -> Iterator[str]:
    """What changed below the first lines of entries that stayed."""
    before = {entry.head: entry.below for entry in old}
    for entry in new:
        gone, come = (Counter(before.get(entry.head, entry.below)), Counter(entry.below))
        gone, come = gone - come, come - gone
        for line in list(come):
            if line.lower().startswith(_TICKED) and gone[_OPEN + line[len(_TICKED) :]]:
                del come[line], gone[_OPEN + line[len(_TICKED) :]]
                yield f"done: {line[len(_TICKED) :]}"
        yield from (f"removed under {entry.head[:_DATE]}: {line}" for line in gone.elements())
        yield from (f"added under {entry.head[:_DATE]}: {line}" for line in come.elements())


def _body(doc: Document) -> Body:
    lines = markdown.lines(doc.body, doc.body_line)
    blocks = list(_blocks(lines))
    owned = {line.number for _, block in blocks for line in block}
    prose = [line.text.strip() for line in lines if line.number not in owned and not line.blank]
    return Body([entry for entry, _ in blocks], prose)


def _blocks(lines: list[Line]) -> Iterator[tuple[Entry, list[Line]]]:
    from crm.core.logs import log  # slow to load, and not needed where no body changed

    for section in log.sections(lines):
        for block in log.blocks(lines[section.start : section.end]):
            head = markdown.item(block[0])
            if head is not None and log.reads_as_entry(head.text):
                below = tuple(_bare(line) for line in block[1:] if not line.blank)
                yield Entry(head.text.strip(), below, block[0].number), block


def _bare(line: Line) -> str:
    item = markdown.item(line)
    return (item.text if item else line.text).strip()
