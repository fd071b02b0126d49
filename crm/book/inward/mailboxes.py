"""Mail that lies on the disk, as sightings."""

from __future__ import annotations

from dataclasses import dataclass, field

from crm.adapters import mailboxes
from crm.adapters.mailboxes import NoMailbox
from crm.book.book import Book
from crm.book.errors import Wrong
from crm.book.inward.proposing import Seen, Span
from crm.book.watching import Watch, nobody
from crm.core.incoming.sightings import Oddity, Sighting
from crm.exchange import mailheaders

_MEGA = 1_000_000
_MANY = 20
"""Letters that cannot be read and are named one by one; more are counted."""


def seen(book: Book, names: list[str], span: Span, mine: frozenset[str], watch: Watch = nobody) -> Seen:
    """What the mailboxes at some paths hold of a span. Raises Wrong where none can be read, or I am not known.

    ``watch`` is told how much is read, in megabytes.
    """
    if not mine:
        raise Wrong(
            "crm does not know which address is yours", "set me.email in crm.toml, or name it with --me ADDRESS"
        )
    found, done = _Found(), 0
    total = sum(map(mailboxes.size, names)) if watch is not nobody else 0
    for name in names:
        try:
            for letter in mailboxes.letters(name):
                done += letter.passed
                watch(done // _MEGA, total // _MEGA)
                began = mailheaders.begins(letter.head)
                if began is None or span.start <= began < span.end:
                    found.take(mailheaders.read(letter.head, letter.where, book.zone, mine, letter.rest), span)
            found.files += 1
        except NoMailbox as error:
            found.unreadable.append(str(error))
    if not found.files:
        raise Wrong("; ".join(found.unreadable), "name an mbox, a Maildir, an .eml file, or a folder that has some")
    more = len(found.oddities) - _MANY
    if more > 0:
        found.oddities[_MANY:] = [Oddity(names[0], f"and {more} more letters that cannot be read")]
    return Seen(tuple(found.sightings), tuple(found.oddities), tuple(found.unreadable), found.files, found.passed)


@dataclass(slots=True)
class _Found:
    """What was read so far; see ``Seen``."""

    sightings: list[Sighting] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    files: int = 0
    passed: int = 0

    def take(self, one: Sighting | Oddity | None, span: Span) -> None:
        if isinstance(one, Oddity):
            self.oddities.append(one)
        elif one is None:
            self.passed += 1
        elif span.start <= one.stamp.start < span.end:
            self.sightings.append(one)
