"""The grammar of the log: the section ``## Log`` of a contact's file as interactions, and what in it cannot be read.

Source: the section "A contact" of docs/format.md. An entry whose date can be read is served as exactly as the rest of
its stamp allows; what cannot be read of it is reported beside it, so that one slip never hides what is owed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from crm.core.documents import markdown
from crm.core.documents.markdown import Line
from crm.core.kinds import Kinds
from crm.core.logs.details import parse_day, read_details
from crm.core.logs.topics import hashtags, unique
from crm.core.model import Interaction, Problem, Severity, Stamp
from crm.core.text.texts import quoted
from crm.core.times import dates
from crm.core.values import dataclass

_DATE = r"(?P<date>\d{4}-\d{2}-\d{2})"
_TIMES = r"(?:[ \t]+(?P<start>\d{2}:\d{2})(?:-(?P<end>\d{2}:\d{2}))?)?"
_ZONE = r"(?:[ \t]+(?P<zone>[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*|[+-]\d{2}:\d{2}))?"
_KIND = r"[ \t]+(?P<kind>[^\W\d_]+(?:-[^\W\d_]+)*)"
_REST = r"(?:[ \t]*\((?P<channel>[^)]*)\))?(?:[ \t]*:[ \t]*(?P<summary>.*))?$"
_STAMP = re.compile(_DATE + _TIMES + _ZONE + "$")
_ENTRY = re.compile(_DATE + _TIMES + _ZONE + _KIND + _REST)
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}\b")

_OTHER_MARK = re.compile(r"\s*(?:[-*+•·‣▪–—]|\d{1,3}[.)])?[ \t]*")
_UNMARKED = "begin the line with a hyphen and a space: - 2026-06-09 call"
_OWNERLESS = "put it directly below the entry that it belongs to, indented, or begin it with a date and a kind"


@dataclass(frozen=True, slots=True)
class Log:
    """What the log sections of one file say: interactions in time order, and the problems met on the way."""

    interactions: tuple[Interaction, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One log section, as indices into the file's lines: its heading, and the lines below it up to ``end``."""

    heading: int
    start: int
    end: int


def sections(all_lines: Sequence[Line]) -> list[Section]:
    """Every section headed ``## Log``; each ends at the next heading of level 1 or 2."""
    heads = [head for head in markdown.headings(list(all_lines)) if head.level <= 2]
    ends = [*(head.index for head in heads[1:]), len(all_lines)]
    return [
        Section(head.index, head.index + 1, end)
        for head, end in zip(heads, ends, strict=False)  # without a heading there is an end all the same
        if head.level == 2 and head.size == 1 and head.text.casefold() == "log"
    ]


def read(body: str, first_line: int, path: str, kinds: Kinds, zone: tzinfo) -> Log:
    """The log of a file's body, whose first line has the number ``first_line``; ``zone`` is the book's."""
    all_lines = markdown.lines(body, first_line)
    reader = _Reader(path, kinds, zone)
    found = sections(all_lines)
    for section in found:
        reader.section(all_lines[section.start : section.end])
    for section in found[1:]:
        reader.report(
            all_lines[section.heading].number,
            "log",
            "warning",
            "a second Log section; its entries count too",
            "move them below the first heading",
        )
    opened = markdown.open_fence(body, first_line) if "```" in body or "~~~" in body else None
    if opened is not None:
        reader.report(
            opened, "fence", "error", "this code fence is never closed, so no entry below it is read", "close it"
        )
    return Log(tuple(sorted(reader.entries, key=in_time)), tuple(reader.problems))


def in_time(entry: Interaction) -> tuple[datetime, bool, datetime, str, str, str, int]:
    """The sort key of entries: by time and then by what they say, so that their order in the file does not matter."""
    stamp = entry.stamp
    return (
        stamp.start,
        not stamp.date_only,
        stamp.over,
        entry.kind.name,
        entry.channel or "",
        entry.summary,
        entry.line,
    )


def reads_as_entry(text: str) -> bool:
    """Whether the text of a list item follows the grammar of an entry."""
    return _ENTRY.match(text) is not None


class NotAnEntry(ValueError):
    """A text that does not follow the grammar of an entry. ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def blocks(section: Sequence[Line]) -> Iterator[list[Line]]:
    """The top-level list items of a section, each with the indented lines below it; prose in between is left out."""
    block: list[Line] = []
    for line in section:
        top = not line.fenced and (item := markdown.item(line)) is not None and item.indent == 0
        if top or (not line.blank and line.indent == 0):
            if block:
                yield _trimmed(block)
            block = [line] if top else []
        elif block:
            block.append(line)
    if block:
        yield _trimmed(block)


def _trimmed(block: list[Line]) -> list[Line]:
    while block[-1].blank:
        block.pop()
    return block


class _Reader:
    """Collects the entries and problems of one file."""

    def __init__(self, path: str, kinds: Kinds, zone: tzinfo) -> None:
        self.path, self.kinds, self.zone = path, kinds, zone
        self.entries: list[Interaction] = []
        self.problems: list[Problem] = []

    def report(self, line: int, rule: str, severity: Severity, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, rule, severity, message, hint))

    def section(self, section: Sequence[Line]) -> None:
        found = list(blocks(section))
        owned = {line.number for block in found for line in block}
        for line in section:
            item = markdown.item(line) if line.indent else None
            if item and reads_as_entry(item.text):
                self._indented(line)
            elif item and line.number not in owned:
                self.report(line.number, "entry", "error", "a list item that belongs to no entry", _OWNERLESS)
            elif not line.indent and not line.fenced and not markdown.item(line) and _nearly_an_entry(line.text):
                self.report(line.number, "entry", "error", "an entry that is no list item is not read", _UNMARKED)
        for block in found:
            self._block(block)

    def _block(self, block: list[Line]) -> None:
        head = markdown.item(block[0])
        if head is None:
            return
        try:
            self.entries.append(self._entry(head.text, block[0].number, block[1:]))
        except NotAnEntry as error:
            self.report(block[0].number, "entry", "error", str(error), error.hint)

    def _entry(self, text: str, number: int, below: Sequence[Line]) -> Interaction:
        match = _ENTRY.match(text)
        if match is None:
            raise _why_not(text)
        if match["zone"] and match["zone"] in self.kinds and not _is_zone(match["zone"]):
            raise NotAnEntry(f"a colon is missing after {quoted(match['zone'])}", "write - DATE KIND: SUMMARY")
        stamp = self._stamp(match, number)
        summary = (match["summary"] or "").strip()
        details = read_details(below, reads_as_entry, self.report)
        said = [summary, *(detail.text for detail in details if detail.label != "private")]
        return Interaction(
            stamp,
            self.kinds[match["kind"]],
            number,
            channel=(match["channel"] or "").strip().lower() or None,
            summary=summary,
            topics=unique(topic for text in said for topic in hashtags(text)),
            details=details,
            written=any(not line.blank for line in below),
            stamp_text=text[: match.start("kind")].strip(),
        )

    def _stamp(self, match: re.Match[str], number: int) -> Stamp:
        try:
            day = parse_day(match["date"])
        except ValueError as error:
            raise NotAnEntry(str(error), "correct the date") from None
        zone = self._zone(match["zone"], number)
        start = self._time(match["start"], number)
        if start is None:
            return Stamp(dates.start_of_day(day, zone), zone, date_only=True)
        begins = self._instant(day, start, zone, number)
        end = self._time(match["end"], number)
        if end is None:
            return Stamp(begins, zone)
        ends = self._instant(day if end >= start else day + timedelta(days=1), end, zone, number)
        if timedelta() <= ends - begins <= dates.LONGEST_SPAN:
            return Stamp(begins, zone, ends)
        span = "ends before it begins" if ends < begins else "spans more than 12 hours"
        self.report(
            number,
            "time",
            "error",
            f"{match['start']}-{match['end']} {span}; read as {match['start']} without an end",
            "correct the end, or put a space before it if it is an offset from UTC",
        )
        return Stamp(begins, zone)

    def _zone(self, name: str | None, number: int) -> tzinfo:
        if name is None:
            return self.zone
        try:
            return dates.zone(name)
        except ValueError as error:
            self.report(number, "zone", "error", f"{error}; read in the book's zone", "write an IANA zone or +02:00")
            return self.zone

    def _time(self, text: str | None, number: int) -> time | None:
        if text is None:
            return None
        try:
            return time(int(text[:2]), int(text[3:]))
        except ValueError:
            self.report(
                number, "time", "error", f"{text} is no time of day; it is left out", "write it as 00:00 to 23:59"
            )
            return None

    def _instant(self, day: date, clock: time, zone: tzinfo, number: int) -> datetime:
        if not dates.exists(day, clock, zone):
            said = f"{day} {clock:%H:%M} does not exist: the clocks went forward"
            self.report(number, "time", "error", said, "correct the time")
        elif dates.twice(day, clock, zone):
            self.report(
                number,
                "time",
                "warning",
                f"{day} {clock:%H:%M} happened twice: the clocks went back; read as the earlier",
                "add the offset from UTC if the later is meant",
            )
        return dates.at(day, clock, zone)

    def _indented(self, line: Line) -> None:
        self.report(
            line.number,
            "entry",
            "error",
            "an entry that is indented is not read",
            "take the spaces in front of it away, or the date if it belongs to the entry above",
        )


def _nearly_an_entry(text: str) -> bool:
    """Whether a line lacks only the mark of a list item to be an entry: phones write • and – for it."""
    return reads_as_entry(_OTHER_MARK.sub("", text, count=1))


def _is_zone(name: str) -> bool:
    try:
        dates.zone(name)
    except ValueError:
        return False
    return True


def _why_not(text: str) -> NotAnEntry:
    """What is wrong with an item that is no entry, as exactly as can be told."""
    if not _DATED.match(text):
        return NotAnEntry(
            "a list item that is not an entry",
            "begin it with a date and a kind (- 2026-06-09 call: …), or indent it below the entry it belongs to",
        )
    if _STAMP.match(text):
        return NotAnEntry("the entry names no kind", "write one behind the date, such as call or interview")
    return NotAnEntry(
        "the entry cannot be read",
        "write - YYYY-MM-DD HH:MM-HH:MM KIND (CHANNEL): SUMMARY, times and channel only if you like; "
        "crm check --fix mends times such as 9:30",
    )
