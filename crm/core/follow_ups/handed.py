"""Notes that were handed to a mail program: until ``crm sent`` says that they went out, the list asks for that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import note_kind
from crm.core.model import FollowUp, Note


def could_be(path: str, items: Iterable[Standing]) -> bool:
    """Whether the name of a note's file lets it be a note for one of some follow-ups."""
    return any(f"-{one.follow_up.contact.slug}-{note_kind(one.follow_up)}" in path for one in items)


def with_handed(items: Iterable[Standing], notes: Sequence[Note]) -> tuple[Standing, ...]:
    """The follow-ups, each with the path of the note for it that was handed over and is not known to be sent."""
    waiting = [note for note in notes if note.status == "draft" and note.handed]
    return tuple(_with(item, waiting) for item in items)


def _with(item: Standing, waiting: Sequence[Note]) -> Standing:
    path = next((note.path for note in waiting if is_for(note, item.follow_up)), None)
    return replace(item, follow_up=replace(item.follow_up, handed=path)) if path else item


def is_for(note: Note, follow_up: FollowUp) -> bool:
    """Whether a note is for a follow-up: its kind and contact, and the talk where both name one."""
    if (note.to, note.kind) != (follow_up.contact.slug, note_kind(follow_up)):
        return False
    caused = follow_up.cause.entry
    talk = caused if caused and follow_up.action in {"thank-you", "card", "report-back"} else None
    return talk is None or note.about is None or str(talk.stamp.day) in note.about
