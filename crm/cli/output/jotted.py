"""What a jotted line may mean, as it would be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm.cli.output.out import Out
from crm.cli.output.text import safe
from crm.cli.output.views import Json
from crm.core.incoming.jotting import Jotting, Named
from crm.core.logs.entry import NewEntry, lines_of
from crm.core.times.dates import iso
from crm.core.times.when import echo


def lines(jotting: Jotting, new: NewEntry, names: Sequence[str], twins: Sequence[str], out: Out) -> Iterator[str]:
    """Whom it is about, the entry line by line, and what is in doubt; ``twins`` say the same already."""
    yield f"    {out.style(safe(', '.join(names) or 'nobody'), 'bold')}: {safe(echo(jotting.stamp))}"
    for line in lines_of(new):
        yield safe(f"    {line}")
    for doubt in (*jotting.doubts, *twins):
        yield out.style(safe(f"    in doubt: {doubt}"), "warning")


def json(path: str, line: int, text: str, jotting: Jotting, new: NewEntry) -> Json:
    """A capture, for other programs."""
    stamp = jotting.stamp
    return {
        "path": path,
        "line": line,
        "text": text,
        "contacts": [_named(one) for one in jotting.names],
        "kind": new.kind,
        "at": stamp.day.isoformat() if stamp.date_only else iso(stamp.start, stamp.zone),
        "end": iso(stamp.end, stamp.zone) if stamp.end else None,
        "date_only": stamp.date_only,
        "summary": new.summary,
        "details": [{"label": label, "text": said} for label, said in new.details],
        "doubts": list(jotting.doubts),
    }


def _named(one: Named) -> Json:
    could_be = one.found.could_be or one.found.near
    return {"text": one.text, "contact": one.found.slug, "could_be": list(could_be)}
