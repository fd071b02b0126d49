"""Which entry of a log is which meeting of a calendar: the file ``meetings.txt`` of a book, a line each.

By it an import sees that a meeting was moved, whatever it is called by then. Source: docs/format.md, "Meetings of a
calendar". It is merged line by line, and the order of its lines means nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

HEADING = "# Meetings that `crm import calendar` wrote into a log, and when; a line each, to see when one is moved."

_LINE = re.compile(r"(?P<key>[0-9a-f]{16})[ \t]+(?P<slug>\S+)[ \t]+(?P<stamp>\d{4}-\S.*)")

Written = Mapping[str, Mapping[str, frozenset[str]]]
"""By a meeting's key and a contact's slug, the stamps that were written for it, as the log has them."""


def read(text: str) -> Written:
    """The meetings in the text of the file; what is none is left alone."""
    found: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for match in filter(None, map(_LINE.match, text.splitlines())):
        stamps = found[match["key"]]
        stamps[match["slug"]] = stamps.get(match["slug"], frozenset()) | {match["stamp"].strip()}
    return dict(found)


def line(key: str, slug: str, stamp: str) -> str:
    """An entry that was written, as a line."""
    return f"{key} {slug} {stamp}"
