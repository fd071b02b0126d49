"""Lines that were found, as grep shows them; the words stand out where there is colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crm.book.finding import Match
from crm.cli.output.out import Out
from crm.cli.output.text import columns, cut, safe


def lines(found: Sequence[Match], words: Sequence[str], out: Out) -> Iterator[str]:
    """``path:line: text`` for each line that holds a word."""
    marks = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    for match in found:
        for number, text in match.lines:
            where = f"{safe(match.path)}:{number}: "
            shown = safe(text.strip())
            if not out.piped:
                shown = _around(shown, marks, out.width - len(where))
            yield where + marks.sub(lambda hit: out.style(hit[0], "bold"), shown)


def _around(text: str, marks: re.Pattern[str], width: int) -> str:
    """The part of a text, of at most a width, in which the first hit stands."""
    hit = marks.search(text)
    if hit and columns(text[: hit.end()]) > width - 1:
        text = "…" + text[max(hit.start() - width // 3, 0) :]
    return cut(text, max(width, 10))
