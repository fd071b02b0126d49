"""Lines that were found, as grep shows them; the words stand out where there is colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crm.book.finding import Match
from crm.cli.output.out import Out
from crm.cli.output.text import columns, cut, safe
from crm.core.text import search


def lines(found: Iterable[Match], wanted: Sequence[str], out: Out) -> Iterator[str]:
    """``path:line: text`` for each line that holds a word; ``wanted`` are the words as they compare."""
    for match in found:
        path = safe(match.path)
        for number, text in match.lines:
            where = f"{path}:{number}: "
            shown = safe(text.strip())
            if not out.piped:
                shown = _around(shown, wanted, out.width - len(where))
            yield where + (_marked(shown, wanted, out) if out.terminal.colour else shown)


def _around(text: str, wanted: Sequence[str], width: int) -> str:
    """The part of a text, of at most a width, in which the first hit stands."""
    if columns(text) > width:
        hit = next(iter(search.spans(text, wanted)), None)
        if hit and columns(text[: hit[1]]) > width - 1:
            text = "…" + text[max(hit[0] - width // 3, 0) :]
    return cut(text, max(width, 10))


def _marked(text: str, wanted: Sequence[str], out: Out) -> str:
    marked, done = "", 0
    for start, end in search.spans(text, wanted):
        marked += text[done:start] + out.style(text[start:end], "bold")
        done = end
    return marked + text[done:]
