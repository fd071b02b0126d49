"""Contacts as cards: one file of all, or a folder with a file each (a vdir), which is brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crm.adapters import outside
from crm.adapters.outside import OutsideError
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.folders import CONTACTS
from crm.book.outward import delivery
from crm.book.outward.picking import picked
from crm.core.documents.slugs import stem
from crm.core.model import Contact
from crm.core.text.comparing import plain
from crm.exchange import vcard_writer
from crm.exchange.vcard_writer import Card

SUFFIX = ".vcf"


@dataclass(slots=True)
class Updated:
    """What became of a folder of cards: counts, and in ``left`` the files that another program has edited since.

    ``theirs`` are the cards of other programs for people of the book, who get no second one: the file and the name.
    """

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    left: list[str] = field(default_factory=list)
    theirs: list[tuple[str, str]] = field(default_factory=list)


def is_folder(word: str) -> bool:
    """Whether a word names a folder for cards, and not one file of them."""
    return word != delivery.STDOUT and (word.endswith("/") or Path(word).is_dir() or not word.lower().endswith(SUFFIX))


def text(book: Book, query: Sequence[str]) -> bytes:
    """The cards of the contacts that a query fits, one after the other, by slug. Raises Wrong."""
    return "".join(vcard_writer.card(one, vcard_writer.uid(one.slug)) for one in picked(book, query)).encode()


def ours(data: bytes) -> bool:
    """Whether a file holds nothing but cards of ours, as they were written."""
    return all(card.intact for card in vcard_writer.cards(data.decode("utf-8", "replace")))


def count(book: Book) -> int:
    """How many contacts there are."""
    return len(book.store.paths(CONTACTS))


def update(book: Book, word: str, query: Sequence[str], tick: Callable[[], None], *, force: bool) -> Updated:
    """Brings a folder up to the cards of those whom a query fits; ``tick`` is called for each. Raises Wrong, Unmet.

    A card that has not changed is not written. One that another program has edited is left alone, unless ``force`` or
    nothing would be lost of it. The card of a contact who is gone, or whom the query no longer fits, goes only if it is
    as we wrote it. A card keeps its identity when the contact's file is renamed. Who has a card of another program,
    made on the phone say, gets no second one; it becomes ours when ours says all that it does.
    """
    folder, contacts = delivery.place(book, word), list(picked(book, query))
    try:
        outside.make_folder(folder)
        return _updated(book, contacts, folder, tick, force=force)
    except OutsideError as error:
        raise Unmet(str(error), error.hint) from None


def _updated(
    book: Book, contacts: Sequence[Contact], folder: Path, tick: Callable[[], None], *, force: bool
) -> Updated:
    slugs = {stem(path) for path in book.store.paths(CONTACTS)}
    staying = {one.slug for one in contacts} | (slugs - set(book.contents.contacts))  # who cannot be read is not gone
    found = {file: data for file in outside.listing(folder, SUFFIX) if (data := outside.read(file)) is not None}
    held = {file: card for file, data in found.items() if (card := _only(data)) is not None}
    by_slug = {card.slug: file for file, card in held.items() if card.slug}
    stray = {file: card for file, card in held.items() if card.slug and card.slug not in staying}
    foreign = _foreign(held)
    done = Updated()
    for contact in contacts:
        file = by_slug.get(contact.slug) or _renamed(contact, stray, slugs)
        other = _theirs(contact, foreign, held) if file is None else None
        if other and not held[other].says <= _card(contact).says:
            done.theirs.append((str(other), contact.name))
        else:
            file = file or other
            identity = (held[file].uid if file else "") or vcard_writer.uid(contact.slug)
            file = file or folder / f"{identity}{SUFFIX}"
            stray.pop(file, None)
            _write(file, found.get(file), vcard_writer.card(contact, identity).encode(), done, force=force)
        tick()
    for file, card in stray.items():
        if card.intact or force:
            outside.remove(file)
            done.removed += 1
        else:
            done.left.append(str(file))
    return done


def _write(file: Path, before: bytes | None, data: bytes, done: Updated, *, force: bool) -> None:
    if before == data:
        done.unchanged += 1
    elif before is None or force or ours(before) or _loses_nothing(before, data):
        outside.write(file, data)
        done.written += 1
    else:
        done.left.append(str(file))


def _loses_nothing(before: bytes, data: bytes) -> bool:
    """Whether a new card says all that an edited one does: the edit was taken over into the contact."""
    old, new = _only(before), _only(data)
    return old is not None and new is not None and old.says <= new.says


def _only(data: bytes) -> Card | None:
    """The card in a file that holds one."""
    found = list(vcard_writer.cards(data.decode("utf-8", "replace")))
    return found[0] if len(found) == 1 else None


def _card(contact: Contact) -> Card:
    return next(vcard_writer.cards(vcard_writer.card(contact, "")))


def _foreign(held: Mapping[Path, Card]) -> dict[str, list[Path]]:
    """The cards of other programs, by the name that is on them."""
    found: dict[str, list[Path]] = {}
    for file, card in held.items():
        if not card.slug and card.name:
            found.setdefault(plain(card.name), []).append(file)
    return found


def _theirs(contact: Contact, foreign: Mapping[str, list[Path]], held: Mapping[Path, Card]) -> Path | None:
    """The card of another program that is this contact's, taken out of ``foreign``: it has the name and an address of
    theirs, or nothing but what they have.
    """
    if not (files := foreign.get(plain(contact.name))):
        return None
    mine = _card(contact)
    for file in files:
        card = held[file]
        if card.emails & mine.emails or card.numbers & mine.numbers or card.says <= mine.says:
            files.remove(file)
            return file
    return None


def _renamed(contact: Contact, stray: Mapping[Path, Card], slugs: Collection[str]) -> Path | None:
    """The card of a contact whose file had another name: the only one with an address of theirs, or else alike."""
    gone = {file: card for file, card in stray.items() if card.slug not in slugs}
    mine = _card(contact) if gone else None
    alike = [file for file, card in gone.items() if mine and (card.emails & mine.emails or card.says == mine.says)]
    return alike[0] if len(alike) == 1 else None
