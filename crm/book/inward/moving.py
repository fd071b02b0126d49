"""An entry whose meeting the calendar has moved, on its way to the new time."""

from __future__ import annotations

import re
from collections.abc import Callable

from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.operation import Operation
from crm.core.documents import document, markdown
from crm.core.documents.document import Document
from crm.core.documents.places import MEETINGS
from crm.core.incoming.proposals import Proposal
from crm.core.model import Interaction


def move(book: Book, one: Proposal, stamp: str, remember: Callable[[], None]) -> None:
    """Gives an entry another time, and changes nothing else of it, as one operation. Raises Unmet."""
    entry, path = one.moves, one.contact.path
    if entry is None:
        return
    with book.writing("import"):
        book.change({path: lambda before: _moved(before, entry, stamp, path)})
        remember()
        subject = f"import: {one.contact.slug} {one.kind} {entry.stamp.day} moved to {one.stamp.day}"
        book.record(Operation(subject, "import", [path, MEETINGS], (one.contact.slug,)))


def _moved(before: Document, entry: Interaction, stamp: str, path: str) -> Document:
    """The file with the entry's stamp changed, on the line that begins with it and is the nearest to where it was."""
    mark, old, kind = map(re.escape, (markdown.MARKS, entry.stamp_text, entry.kind.name))
    begins = re.compile(rf"[ \t]*[{mark}][ \t]+({old})[ \t]+{kind}\b", re.IGNORECASE)
    found = [(line, match) for line in markdown.lines(before.text) if (match := begins.match(line.text))]
    if not found:
        raise Unmet(f"{path}:{entry.line}: this entry was changed meanwhile", "nothing was written; run it again")
    line, match = min(found, key=lambda each: abs(each[0].number - entry.line))
    return document.splice(before, line.start + match.start(1), line.start + match.end(1), stamp)
