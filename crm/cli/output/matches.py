"""Lines that were found, as grep shows them; the words stand out where there is colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crm.book.finding import Match
from crm.cli.output.out import Out
from crm.cli.output.text import cut, safe


def lines(found: Sequence[Match], words: Sequence[str], out: Out) -> Iterator[str]:
    """``path:line: text`` for each line that holds a word."""
    marks = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    for match in found:
        for number, text in match.lines:
            line = f"{safe(match.path)}:{number}: {safe(text.strip())}"
            yield marks.sub(lambda hit: out.style(hit[0], "bold"), line if out.piped else cut(line, out.width))
