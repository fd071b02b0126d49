"""A new entry of the log as text, and where in a file it belongs: what a careful user would have typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from crm.core.documents import markdown
from crm.core.documents.markdown import Line
from crm.core.logs import log
from crm.core.model import Stamp
from crm.core.times import dates

_CHANNEL = re.compile(r"[^()\s:][^()]*\Z")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An interaction that is to be logged. ``details`` are pairs of a label (or ``task``) and its text."""

    stamp: str
    kind: str
    channel: str | None = None
    summary: str = ""
    details: tuple[tuple[str, str], ...] = ()


def one_line(text: str) -> str:
    """A text on one line: what a summary or detail can hold."""
    return " ".join(text.split())


def stamp_text(stamp: Stamp, book_zone: tzinfo | None) -> str:
    """A stamp as the log writes it; the zone only where it is not the book's or the time would mean another instant.

    Without a ``book_zone``, because the book's could not be read, a time always has its offset.
    """
    start = dates.local(stamp.start, stamp.zone)
    text = f"{stamp.day}"
    if not stamp.date_only:
        text += f" {start:%H:%M}"
        if stamp.end:
            text += f"-{dates.local(stamp.end, stamp.zone):%H:%M}"
    if book_zone is None:
        return text if stamp.date_only else f"{text} {start.isoformat()[-6:]}"
    if stamp.zone != book_zone:
        return f"{text} {dates.zone_name(stamp.zone)}"
    return text if stamp.date_only else text + _fold(start, book_zone)


def _fold(start: datetime, zone: tzinfo) -> str:
    """The offset, for a time that the clocks show twice when the later is meant."""
    twice = dates.twice(start.date(), start.time().replace(fold=0), zone)
    return f" {start.isoformat()[-6:]}" if twice and start.fold else ""


def channel_fault(channel: str) -> str | None:
    """Why a channel cannot be written in brackets, if it cannot."""
    return None if _CHANNEL.match(channel) else "a channel is a word or two without brackets, such as video or email"


def lines_of(entry: NewEntry, mark: str = "-") -> list[str]:
    """The lines of an entry, without line ends."""
    channel = f" ({one_line(entry.channel)})" if entry.channel else ""
    summary = f": {one_line(entry.summary)}" if one_line(entry.summary) else ""
    head = f"{mark} {entry.stamp} {entry.kind}{channel}{summary}"
    return [head, *(f"  {mark} {_detail(label, one_line(text))}" for label, text in entry.details if one_line(text))]


def _detail(label: str, text: str) -> str:
    return f"[ ] {text}" if label == "task" else f"{label}: {text}"


@dataclass(frozen=True, slots=True)
class Insertion:
    """Where in a body a text goes in, and the text, line ends included."""

    offset: int
    text: str


class NoPlace(ValueError):
    """A log to which nothing can be added safely. ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def insertion(body: str, entry: NewEntry, newline: str) -> Insertion:
    """Where an entry goes: behind the last line of the log, which is added at the end of the file where it is missing.

    The file's own bullet, its blank lines between entries and a missing last line end are kept. Raises NoPlace.
    """
    if markdown.open_fence(body) is not None:
        raise NoPlace("a code fence in this file is never closed", "close it, then log again")
    all_lines = markdown.lines(body)
    sections = log.sections(all_lines)
    if not sections:
        return _with_heading(body, all_lines, entry, newline)
    section = all_lines[sections[-1].start : sections[-1].end]
    written = [line for line in section if not line.blank]
    blocks = list(log.blocks(section))
    text = newline.join(lines_of(entry, _mark(blocks)))
    last = written[-1] if written else all_lines[sections[-1].heading]
    apart = not blocks or _spaced(blocks) or blocks[-1][-1].number != last.number
    below = newline if _runs_on(last, all_lines[sections[-1].end :][:1]) else ""
    return Insertion(last.end, newline + (newline if apart else "") + text + below)


def _runs_on(last: Line, below: Sequence[Line]) -> bool:
    """Whether the line after the last is a heading only by what underlines it: behind an entry it would be its text."""
    return any(line.number == last.number + 1 and not line.text.lstrip().startswith("#") for line in below)


def _with_heading(body: str, all_lines: Sequence[Line], entry: NewEntry, newline: str) -> Insertion:
    """The log heading and the entry, at the end of the file."""
    text = f"## Log{newline}{newline}{newline.join(lines_of(entry))}"
    written = [line for line in all_lines if not line.blank]
    if not written:
        ended = body.endswith(("\n", "\r"))
        return Insertion(len(body), f"{'' if ended else newline}{text}{newline}")
    end = written[-1].end
    return Insertion(end, f"{newline}{newline}{text}")


def _mark(blocks: Sequence[Sequence[Line]]) -> str:
    """The bullet of the last entry."""
    item = markdown.item(blocks[-1][0]) if blocks else None
    return item.mark if item else "-"


def _spaced(blocks: Sequence[Sequence[Line]]) -> bool:
    """Whether the last two entries have a blank line between them."""
    return len(blocks) > 1 and blocks[-1][0].number > blocks[-2][-1].number + 1
