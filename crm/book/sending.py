"""Handing a note over to the user's own mail. Only a server that accepted it makes it a sent one."""

from __future__ import annotations

from dataclasses import dataclass

from crm.adapters import environment
from crm.adapters.environment import BadConfig
from crm.adapters.mail import Account, MailError, Way, account, way
from crm.adapters.store import StoreError
from crm.book import notes
from crm.book.book import Book
from crm.book.errors import CrmError, Unmet, Wrong
from crm.book.logging import Logged
from crm.core.documents.slugs import stem
from crm.core.model import Note
from crm.core.notes.letter import Letter, NotSendable, letter

_NOT_TO_BE_WRITTEN_TO = frozenset({"do-not-contact", "deceased"})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A note that can go, the letter that it is, and the way it goes."""

    note: Note
    letter: Letter
    way: Way


def prepare(book: Book, word: str, via: str | None, *, force: bool) -> Outgoing:
    """The note that a word means, made ready to go. Raises Wrong, and Unmet where it is not ready."""
    return prepare_note(book, notes.find(book, word), via, force=force)


def prepare_note(book: Book, note: Note, via: str | None, *, force: bool = False) -> Outgoing:
    """A note made ready to go. Raises Wrong, and Unmet where it is not ready."""
    if note.status == "sent":
        raise Wrong(f"{note.path} was sent already, {note.sent or 'at an unknown time'}", "draft another: crm note")
    notes.must_be_of_a_kind(note)
    contact = notes.recipient(book, note)
    if contact.status in _NOT_TO_BE_WRITTEN_TO and not force:
        raise Unmet(f"{contact.name} is marked {contact.status}", "nothing was sent; --force sends it all the same")
    chosen = _way(via)
    if note.attachments and chosen == "smtp":
        raise Unmet(f"{note.path} has attachments, which are yours to add", "use --via eml, and attach them there")
    notes.must_be_good(book, note, anyway=force)
    try:
        return Outgoing(note, letter(note, contact, book.settings.me), chosen)
    except NotSendable as error:
        raise Unmet(str(error), error.hint) from None


def _way(via: str | None) -> Way:
    try:
        return way({"mail": {"way": via}} if via else _config())
    except MailError as error:
        if via:
            raise Wrong(f"--via cannot be {via}", error.hint) from None
        raise Unmet(str(error), error.hint) from None


def _config() -> dict[str, object]:
    try:
        return dict(environment.config())
    except BadConfig as error:
        raise Unmet(str(error), "correct it") from None


def as_file(going: Outgoing) -> str:
    """Writes an ``.eml`` file outside the book, readable by the user alone; returns its path."""
    from crm.adapters.mail import messages

    file = environment.cache_folder() / "outbox" / f"{stem(going.note.path)}.eml"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.unlink(missing_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(messages.unsent(going.letter))
    except OSError as error:
        raise Unmet(f"{file} cannot be written: {error.strerror}", "make room for it, or use --via mailto") from None
    return str(file)


def as_link(going: Outgoing) -> str:
    """A ``mailto:`` link."""
    from crm.adapters.mail import messages

    return messages.link(going.letter)


def is_long(link: str) -> bool:
    """Whether a mail program may cut a link, and with it the end of the letter."""
    from crm.adapters.mail import messages

    return len(link) > messages.LONGEST_LINK


def as_draft(going: Outgoing, book: Book) -> str:
    """Puts the letter into the Drafts folder; returns where. Raises Unmet."""
    from crm.adapters.mail import drafts, messages

    try:
        server = account(_config(), "imap")
        folder = drafts.save(server, messages.draft(going.letter, book.now), book.now)
    except MailError as error:
        raise Unmet(str(error), error.hint) from None
    return f"{folder} on {server.host}"


def handed(going: Outgoing, book: Book) -> None:
    """Writes into the note that it was handed over; the list asks for ``crm sent`` from then on."""
    notes.handed(book, going.note, going.way)


def server() -> Account:
    """The server that mail is sent through. Raises Unmet."""
    try:
        return account(_config(), "smtp")
    except MailError as error:
        raise Unmet(str(error), error.hint) from None


def deliver(going: Outgoing, book: Book, through: Account) -> Logged:
    """Sends the letter and, when the server has accepted it, records that. Raises Unmet."""
    from crm.adapters.mail import messages, sending

    made = going.letter
    try:
        sending.send(through, messages.outgoing(made, book.now), made.sender.address, made.to.address)
    except MailError as error:
        raise Unmet(str(error), error.hint) from None
    try:
        return notes.sent(book, going.note, force=True)
    except (CrmError, StoreError) as error:
        raise Unmet(f"the mail is out, but that is not recorded: {error}", f"crm sent {going.note.path}") from None
