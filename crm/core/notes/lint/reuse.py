"""Text that somebody else has got already."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.model import Note
from crm.core.notes.talks import talk_of
from crm.core.logs.topics import same


def copied(case: Case) -> Iterator[Finding]:
    """L21: much of the text stands in a note to somebody else; to a colleague of theirs it is an error."""
    if case.is_unfinished:
        return
    settings, contents = case.settings, case.situation.contents
    shares = case.desk.shingles.shares(case.note, case.letter, case.contact)
    found = [(share, path) for share, path in shares if share >= min(settings.reuse_warning, settings.reuse_error)]
    if not found:
        return
    notes = {note.path: note for note in contents.notes}
    close = [item for item in found if item[0] >= settings.reuse_error and _will_meet(notes[item[1]], case)]
    share, path = max(close or found, key=lambda item: (item[0], item[1]))
    if not close and share < settings.reuse_warning:
        return
    other = contents.contacts.get(notes[path].to)
    name = other.name if other else notes[path].to
    beside = f", to {name}, whom they may show it" if close else f" to {name}"
    message = f"{share:.0%} of the text stands in {path}{beside}"
    line = case.letter.first_line
    yield Finding(line, "error" if close else "warning", message, "say what only this talk gave you")


def _will_meet(note: Note, case: Case) -> bool:
    """Whether the other note went into the same company, or is about the same meeting."""
    contents = case.situation.contents
    other = contents.contacts.get(note.to)
    company = same(case.contact.company or "") if case.contact else ""
    if other and company and same(other.company or "") == company:
        return True
    mine, theirs = case.entry, talk_of(note, case.situation)
    if mine is None or theirs is None or mine.stamp.start != theirs.entry.stamp.start:
        return False
    return not mine.stamp.date_only or bool(mine.summary and mine.summary == theirs.entry.summary)
