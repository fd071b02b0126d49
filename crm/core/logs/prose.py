"""What a person wrote into a contact's file in their own words: around the log, and below its entries."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from crm.core.documents import markdown
from crm.core.documents.document import Document
from crm.core.documents.markdown import TAB, Line
from crm.core.logs import log


@dataclass(frozen=True, slots=True)
class Prose:
    """The lines outside the log, and by the line of each entry those below it, as they are written."""

    around: tuple[str, ...]
    below: Mapping[int, tuple[str, ...]]


def read(document: Document) -> Prose:
    """The prose of a file, without the blank lines at its beginning and end."""
    lines = markdown.lines(document.body, document.body_line)
    sections = log.sections(lines)
    inside = {index for one in sections for index in range(one.heading, one.end)}
    around = "\n".join(line.text for index, line in enumerate(lines) if index not in inside)
    blocks = [block for one in sections for block in log.blocks(lines[one.start : one.end])]
    return Prose(tuple(around.strip().splitlines()), {block[0].number: _dedented(block[1:]) for block in blocks})


def _dedented(lines: list[Line]) -> tuple[str, ...]:
    return tuple(textwrap.dedent("\n".join(line.text.expandtabs(TAB) for line in lines)).splitlines())
