"""The grammar of the log: the section ``## Log`` of a contact's file as interactions, and what in it cannot be read.

Source: the section "A contact" of docs/format.md. An entry whose date can be read is served as exactly as the rest of
its stamp allows; what cannot be read of it is reported beside it, so that one slip never hides what is owed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from crm.core import dates, markdown
from crm.core.kinds import Kinds
from crm.core.markdown import Item, Line
from crm.core.model import Detail, Interaction, Problem, Severity, Stamp
from crm.core.topics import hashtags, unique

LABELS = ("takeaway", "advice", "result", "offer", "anecdote", "private")
"""The labels with a meaning, as ``- LABEL: text`` under an entry."""

LONGEST = timedelta(hours=12)
"""A written span longer than this is a slip, not a meeting."""

_DATE = r"(?P<date>\d{4}-\d{2}-\d{2})"
_TIMES = r"(?:[ \t]+(?P<start>\d{2}:\d{2})(?:-(?P<end>\d{2}:\d{2}))?)?"
_ZONE = r"(?:[ \t]+(?P<zone>[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*|[+-]\d{2}:\d{2}))?"
_KIND = r"[ \t]+(?P<kind>[^\W\d_]+(?:-[^\W\d_]+)*)"
_REST = r"(?:[ \t]*\((?P<channel>[^)]*)\))?(?:[ \t]*:[ \t]*(?P<summary>.*))?$"
_STAMP = re.compile(_DATE + _TIMES + _ZONE + "$")
_ENTRY = re.compile(_DATE + _TIMES + _ZONE + _KIND + _REST)
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}\b")
_TASK = re.compile(r"\[([ xX])\][ \t]+(.*)$")
_BY = re.compile(r"\(by[ \t]+([^)]*)\)")
_LABEL = re.compile(rf"({'|'.join(LABELS)})[ \t]*:[ \t]*(.*)$", re.IGNORECASE)


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
    found: list[Section] = []
    heads = [head for head in markdown.headings(list(all_lines)) if head.level <= 2]
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        if head.level == 2 and head.size == 1 and head.text.casefold() == "log":
            end = following.index if following else len(all_lines)
            found.append(Section(head.index, head.index + 1, end))
    return found


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
            item = markdown.item(line) if line.number not in owned else None
            if item and _ENTRY.match(item.text):
                self._indented(line)
        for block in found:
            self._block(block)

    def _block(self, block: list[Line]) -> None:
        head = markdown.item(block[0])
        if head is None:
            return
        try:
            entry = self._entry(head.text, block[0].number)
        except NotAnEntry as error:
            self.report(block[0].number, "entry", "error", str(error), error.hint)
            return
        details = self._details(block[1:])
        said = [entry.summary, *(detail.text for detail in details if detail.label != "private")]
        self.entries.append(
            replace(
                entry,
                details=tuple(details),
                topics=unique(topic for text in said for topic in hashtags(text)),
                written=any(not line.blank for line in block[1:]),
            )
        )

    def _entry(self, text: str, number: int) -> Interaction:
        match = _ENTRY.match(text)
        if match is None:
            raise _why_not(text)
        kind, channel = match["kind"], match["channel"]
        if match["zone"] and match["zone"] in self.kinds and not _is_zone(match["zone"]):
            raise NotAnEntry(f"a colon is missing after {match['zone']!r}", "write - DATE KIND: SUMMARY")
        stamp = self._stamp(match, number)
        stamp_text = text[: match.start("kind")].strip()
        return Interaction(
            stamp,
            self.kinds[kind],
            number,
            channel=(channel or "").strip().lower() or None,
            summary=(match["summary"] or "").strip(),
            stamp_text=stamp_text,
        )

    def _stamp(self, match: re.Match[str], number: int) -> Stamp:
        try:
            day = _day(match["date"])
        except ValueError as error:
            raise NotAnEntry(f"{match['date']} is no date: {error}", "correct the date") from None
        zone = self._zone(match["zone"], number)
        start = self._time(match["start"], number)
        if start is None:
            return Stamp(dates.start_of_day(day, zone), zone, date_only=True)
        self._doubts(day, start, zone, match, number)
        begins = dates.at(day, start, zone)
        end = self._time(match["end"], number)
        if end is None:
            return Stamp(begins, zone)
        ends = dates.at(day if end >= start else day + timedelta(days=1), end, zone)
        if ends - begins > LONGEST or ends < begins:
            self.report(
                number,
                "time",
                "error",
                f"{match['start']}-{match['end']} spans more than 12 hours; read as {match['start']} without an end",
                "correct the end, or put a space before it if it is an offset from UTC",
            )
            return Stamp(begins, zone)
        return Stamp(begins, zone, ends)

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
            return time.fromisoformat(text)
        except ValueError:
            self.report(number, "time", "error", f"{text} is no time of day; it is left out", "write it as 00:00 to 23:59")
            return None

    def _doubts(self, day: date, start: time, zone: tzinfo, match: re.Match[str], number: int) -> None:
        when = f"{day} {match['start']}"
        if not dates.exists(day, start, zone):
            self.report(
                number, "time", "error", f"{when} does not exist: the clocks went forward", "correct the time"
            )
        elif dates.twice(day, start, zone):
            self.report(
                number,
                "time",
                "warning",
                f"{when} happened twice: the clocks went back; read as the earlier",
                "add the offset from UTC if the later is meant",
            )

    def _details(self, below: Sequence[Line]) -> list[Detail]:
        found: list[Detail] = []
        current: tuple[int, Detail] | None = None
        indented_entry: int | None = None
        for line in below:
            if line.blank:
                continue
            if indented_entry is not None and line.indent > indented_entry:
                continue
            indented_entry = None
            item = markdown.item(line)
            if item and _ENTRY.match(item.text):
                self._indented(line)
                indented_entry, current = item.indent, None
                continue
            inside_private = current is not None and current[1].label == "private" and line.indent > current[0]
            detail = None if item is None else self._detail(item, line.number, tasks_only=inside_private)
            if item and detail:
                found.append(detail)
                current = (item.indent, detail)
            elif current and line.indent > current[0]:
                joined = f"{current[1].text} {line.text.strip()}".strip()
                found[-1] = replace(current[1], text=joined)
                current = (current[0], found[-1])
            else:
                current = None
        return [self._dated(detail) if detail.label == "task" else detail for detail in found]

    def _detail(self, item: Item, number: int, *, tasks_only: bool) -> Detail | None:
        task = _TASK.match(item.text)
        if task:
            return Detail("task", task[2].strip(), number, done=task[1] != " ")
        label = None if tasks_only else _LABEL.match(item.text)
        return Detail(label[1].lower(), label[2].strip(), number) if label else None

    def _dated(self, task: Detail) -> Detail:
        """A task with its date, which is taken out of its text."""
        matches = list(_BY.finditer(task.text))
        if not matches:
            return task
        match = matches[-1]
        try:
            by = _day(match[1].strip())
        except ValueError as error:
            self.report(
                task.line, "date", "error", f'"by {match[1]}" is no date: {error}', "write it as (by 2026-06-12)"
            )
            return task
        text = f"{task.text[: match.start()].rstrip()} {task.text[match.end() :].lstrip()}".strip()
        return replace(task, by=by, text=text)

    def _indented(self, line: Line) -> None:
        self.report(
            line.number,
            "entry",
            "error",
            "an entry that is indented is not read",
            "take the spaces in front of it away, or the date if it belongs to the entry above",
        )


def _day(text: str) -> date:
    day = dates.parse_date(text)
    if not 1900 <= day.year < 2200:
        raise ValueError("the year is not between 1900 and 2199")
    return day


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
        "write - YYYY-MM-DD HH:MM-HH:MM KIND (CHANNEL): SUMMARY; the times and the channel may be left out",
    )
