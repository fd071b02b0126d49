"""The day's follow-ups as something to read elsewhere, with the drafts that are ready to go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm.book import sending
from crm.book.book import Book
from crm.book.errors import CrmError, Unmet
from crm.book.folders import NOTES
from crm.book.outward.horizon import until
from crm.core.follow_ups import handed
from crm.core.follow_ups.due import Standing, due
from crm.core.model import FollowUp, Note
from crm.core.notes.letter import Letter, Mailbox, NotSendable, address, one_line


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that could go now: its file, and it as a ``mailto:`` link, which is empty where it would be too long."""

    path: str
    link: str


@dataclass(frozen=True, slots=True)
class Digest:
    """The follow-ups in the order of the list, but thanks first; ``coming`` are those that open later.

    ``ready`` are the drafts that could go now, by the index in ``owed``. ``hidden`` counts what
    the day's cap keeps back; ``pressing`` says whether anything is due or late.
    """

    owed: Sequence[Standing]
    coming: Sequence[Standing] = ()
    ready: Mapping[int, Ready] = field(default_factory=dict)
    hidden: int = 0
    pressing: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.owed and not self.coming


def digest(book: Book, within: str | None) -> Digest:
    """What the list shows now, with what opens within a time. Raises Wrong."""
    last = until(within, book) if within else None
    chosen = book.for_list(last)
    found = due(chosen.situation, until=last)
    shown = book.with_handed(found.shown)
    owed = [one for one in shown if one.state != "upcoming"]
    owed.sort(key=lambda one: one.follow_up.action != "thank-you")
    return Digest(
        owed,
        [one for one in shown if one.state == "upcoming"],
        _ready(book, owed),
        len(found.hidden) + chosen.beyond,
        chosen.pressing or any(one.state in {"due", "late"} for one in (*owed, *found.hidden)),
    )


def _ready(book: Book, owed: Sequence[Standing]) -> dict[int, Ready]:
    """The drafts that the lint finds no error in and that go by mail."""
    if not any(handed.could_be(path, owed) for path in book.store.paths(NOTES)):
        return {}
    drafts = [note for note in book.with_notes.notes if note.status == "draft" and not note.handed]
    ready: dict[int, Ready] = {}
    for index, item in enumerate(owed):
        for note in drafts:
            link = _link(book, note, item.follow_up) if handed.is_for(note, item.follow_up) else None
            if link:
                ready[index] = Ready(note.path, "" if sending.is_long(link) else link)
                break
    return ready


def _link(book: Book, note: Note, follow_up: FollowUp) -> str | None:
    if follow_up.handed:
        return None
    try:
        return sending.as_link(sending.prepare_note(book, note, "mailto"))
    except CrmError:
        return None  # not ready; the command beside it says how to get there


def mail(book: Book, subject: str, text: str, html: str) -> bytes:
    """The digest as a mail from me to me. Raises Unmet where crm.toml has no address of mine."""
    from crm.adapters.mail import messages

    me = book.settings.me
    if not me.email:
        raise Unmet("your own mail address is not known", 'write email = "…" under [me] in crm.toml')
    try:
        mine = Mailbox(one_line(me.name), address(me.email))
    except NotSendable as error:
        raise Unmet(f"crm.toml: {error}", error.hint) from None
    return messages.to_myself(Letter(mine, mine, one_line(subject), text), html, book.now)
