"""A change taken back from a file that may have changed since: a merge of the file as it is with the one before it."""

from __future__ import annotations

import re
from collections import Counter

from crm.core.documents.places import LINEWISE
from crm.core.merge import Age, Order, merge
from crm.core.text.texts import quoted

_WORD = re.compile(r"\w+")
_ORDER = Order(Age(1, "as it is"), Age(0, "before"))


class Lost(Exception):
    """Taking the change back would lose something that was changed since; the message is a clause that says what."""


def undone(before: bytes | None, after: bytes | None, current: bytes | None, path: str) -> bytes | None:
    """The file at ``path`` without the change that made ``after`` of ``before``; None stands for no file.

    Raises Lost. Nothing that the file has gained since is missing from the result.
    """
    if current == after:
        return before
    if current == before:
        return current
    if current is None:
        raise Lost("it is no longer there")
    if path in LINEWISE:
        before, after = before or b"", after or b""
    if before is None or after is None:
        raise Lost("it has other contents now")
    merged = merge(after, current, before, _ORDER, path)
    if merged.decisions:
        raise Lost(merged.decisions[0].text)
    gone = _words(current) - _words(after) - _words(merged.data)
    if gone:
        raise Lost(f"the word {quoted(next(iter(gone)))} was written since")
    return merged.data


def _words(data: bytes) -> Counter[str]:
    return Counter(_WORD.findall(data.decode("utf-8", "replace")))
