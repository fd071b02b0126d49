"""The text of a calendar as its events, each with its line, and without what nobody here reads.

Descriptions, attachments and alarms are left out unread: they are most of a calendar's bytes, and nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_WANTED = frozenset(
    """
    UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS SUMMARY LOCATION ATTENDEE ORGANIZER
    X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL X-MICROSOFT-ONLINEMEETINGCONFLINK CONFERENCE
    """.split()
)
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_DAY = re.compile(r"DTSTART[^:]*:(\d{8})", re.IGNORECASE)
_RECURS = re.compile(r"(RRULE|RDATE|RECURRENCE-ID)[;:]", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """One component of a calendar: the number of its first line, and its lines, unfolded."""

    line: int
    lines: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """What iCalendar parsers read."""
        return "\r\n".join([f"BEGIN:{name}", *self.lines, f"END:{name}", ""])

    def value(self, name: str) -> str:
        """The value of a property that stands once, as written; empty where there is none."""
        start = name.upper()
        for line in self.lines:
            head, colon, value = line.partition(":")
            if colon and head.partition(";")[0].upper() == start:
                return value.strip()
        return ""

    @property
    def recurs(self) -> bool:
        """Whether it is one of several, or says when there are several."""
        return any(_RECURS.match(line) for line in self.lines)

    def is_on(self, first: str, last: str) -> bool:
        """Whether it may begin from one day to another (``YYYYMMDD``); yes, where that takes more than a look."""
        day = next((match[1] for line in self.lines if (match := _DAY.match(line))), None)
        return day is None or self.recurs or first <= day <= last


@dataclass(slots=True)
class Blocks:
    """A calendar's events and zones as blocks. ``method`` is its METHOD, ``unfinished`` the line of one cut off."""

    events: list[Block] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)
    method: str = ""
    unfinished: int | None = None


def split(text: str) -> Blocks:
    """The blocks of a calendar's text, or of several calendars in one."""
    found = Blocks()
    into = {"VEVENT": found.events, "VTIMEZONE": found.zones}
    inside: list[str] = []
    current: Block | None = None
    for number, line in _unfolded(text.splitlines()):
        head, _, value = line.partition(":")
        word, name = head.strip().upper(), value.strip().upper()
        if current is None:
            if word == "BEGIN" and name in into:
                current, inside = Block(number), [name]
            elif word == "METHOD":
                found.method = name
        elif word == "END" and inside == [name]:
            into[name].append(current)
            current = None
        else:
            _take(current, line, word, name, inside)
    if current is not None:
        found.unfinished = current.line
    return found


def _take(block: Block, line: str, word: str, name: str, inside: list[str]) -> None:
    """Puts a line into a block, where anybody reads it: all of a zone, and some properties of the event itself."""
    whole = inside[0] == "VTIMEZONE"
    if word == "BEGIN":
        inside.append(name)
    wanted = whole or (len(inside) == 1 and (match := _NAME.match(line)) and match[1].upper() in _WANTED)
    if word == "END" and len(inside) > 1 and name == inside[-1]:
        inside.pop()
    if wanted:
        rule = line[:6].upper() in {"RRULE:", "RRULE;"}
        block.lines.append(line.replace(" ", "") if rule else line)  # BYDAY=MO, TU as some programs write it


def _unfolded(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each content line with the number of its first line: one that begins with a blank continues the one before it."""
    number, parts = 0, [""]
    for at, line in enumerate(lines, 1):
        if line[:1] in {" ", "\t"} and number:
            parts.append(line[1:])
            continue
        if number:
            yield number, "".join(parts)
        number, parts = at, [line]
    if number:
        yield number, "".join(parts)
