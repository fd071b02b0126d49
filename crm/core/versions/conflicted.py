"""A file that a merge of git left unfinished, or finished badly, put right: nothing that either side had is lost."""

from __future__ import annotations

from crm.core.documents import document
from crm.core.documents.document import DocumentError
from crm.core.merge import Age, Decision, Merged, Order, merge, unmark
from crm.core.merge.envelope import unwrap, wrap
from crm.core.versions.settling import KEY

Stages = tuple[bytes | None, bytes | None, bytes | None]
"""The file before both sides, on this one and on the other; None where it is missing."""


_AS_IT_IS = Order(Age(1, "as it is"), Age(0, "as it was"))


def settled(stages: Stages, order: Order, path: str, current: bytes | None) -> Merged | None:
    """What becomes of a file that git could not merge, with ``current`` in the folder; None where all removed it.

    Where somebody has taken the markers out already, it is as they left it.
    """
    base, ours, theirs = stages
    if ours is None or theirs is None:
        left = next((data for data in (current, ours, theirs) if data is not None), None)
        if left is None or (ours is None and theirs is None):
            return None
        return Merged(left, (Decision(path, "deleted", "deleted on one side and changed on the other: it stays"),))
    if current is None or current in {ours, theirs}:
        return merge(base, ours, theirs, order, path)
    sides = _sides(current)
    return merge(base, *sides, order, path) if sides else Merged(current)


def restored(versions: tuple[bytes | None, bytes, bytes], path: str, current: bytes) -> Merged | None:
    """The file with what a merge dropped that took one side of it whole; None where it dropped nothing.

    ``versions`` are the file before both sides, the side that was taken, and the other; ``current`` is what it has
    become since. Of a value that both sides had changed, somebody may have chosen one: it stands, and is no reason.
    """
    base, taken, dropped = versions
    if merge(base, taken, dropped, _AS_IT_IS, path).data == taken:
        return None
    merged = merge(base, current, dropped, _AS_IT_IS, path)
    return merged if _undisputed(merged.data) != _undisputed(current) else None


def _undisputed(data: bytes) -> str | bytes:
    """A file without what is noted under ``conflicts``."""
    doc = document.read(data)
    try:
        return document.remove_key(doc, KEY).text
    except DocumentError:
        return data


def _sides(data: bytes) -> tuple[bytes, bytes] | None:
    """Both versions of a file with conflict markers, with all that was edited around them; None where it has none."""
    envelope, lines = unwrap(data)
    versions = unmark(lines)
    if versions is None:
        return None
    ours, theirs = (wrap(side, envelope, envelope, envelope) for side in (versions.ours, versions.theirs))
    return ours, theirs
