"""What ``crm check --fix`` may put right: entries whose stamp can be read in one way only, but is written in another.

Nothing else of a file is touched, and a line is changed only where the result is an entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.core.documents import markdown
from crm.core.documents.markdown import Line
from crm.core.logs import log
from crm.core.times import dates

_NEARLY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[ \t]*[T ,][ \t]*(?P<start>\d{1,2}:\d{2})(?:[ \t]*[-–—][ \t]*(?P<end>\d{1,2}:\d{2}))?(?![:\d]))?"
    r"(?P<rest>[ \t].*)"
)


@dataclass(frozen=True, slots=True)
class Fix:
    """One line that can be put right: its number, and its text before and after."""

    line: int
    before: str
    after: str


def fixes(body: str, first_line: int) -> list[Fix]:
    """The lines of a file's logs that can be put right, in their order."""
    lines = markdown.lines(body, first_line)
    heads = (block[0] for section in log.sections(lines) for block in log.blocks(lines[section.start : section.end]))
    return [fix for head in heads if (fix := _fix(head)) is not None]


def fixed(body: str) -> str:
    """The body with all of them put right."""
    lines = markdown.lines(body)
    for fix in reversed(fixes(body, 1)):
        line = lines[fix.line - 1]
        body = body[: line.start] + fix.after + body[line.end :]
    return body


def _fix(head: Line) -> Fix | None:
    item = markdown.item(head)
    if item is None or log.reads_as_entry(item.text):
        return None
    match = _NEARLY.fullmatch(item.text)
    if match is None:
        return None
    text = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    if match["start"]:
        text += f" {match['start']:0>5}" + (f"-{match['end']:0>5}" if match["end"] else "")
    text += match["rest"]
    if not log.reads_as_entry(text) or not _is_date(text[:10]):
        return None
    return Fix(head.number, head.text, head.text.replace(item.text, text, 1))


def _is_date(text: str) -> bool:
    try:
        dates.parse_date(text)
    except ValueError:
        return False
    return True
