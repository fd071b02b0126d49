"""The manifest: which files there were when the index last looked, and the mark by which each is known again."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from typing import NamedTuple

from crm.adapters.index.errors import Broken
from crm.adapters.index.glance import is_settled

_WIDTH = 4


class Manifest(NamedTuple):
    """The files of a folder: ``names`` sorted, ``marks`` four numbers each (inode, size, times of content and status).

    A mark of zeros is that of a file not to be trusted: it fits no file.
    """

    names: list[str]
    marks: array[int]

    def packed(self) -> tuple[bytes, bytes]:
        """Names and marks as bytes."""
        return "\0".join(self.names).encode(), self.marks.tobytes()

    def differences(self, names: bytes, marks: bytes) -> tuple[list[str], list[str]]:
        """The names that are new or have another mark than in a packed manifest, and those that are gone.

        Raises Broken for one that is none.
        """
        mine_names, mine_marks = self.packed()
        if mine_names == names and mine_marks == marks:
            return [], []
        try:
            old = _by_name(names.decode().split("\0") if names else [], array("q", marks))
        except (ValueError, TypeError, AttributeError) as error:
            raise Broken(str(error), damaged=True) from error
        new = _by_name(*self)
        changed = [name for name, mark in new.items() if not any(mark) or old.get(name) != mark]
        return changed, [name for name in old if name not in new]


def _by_name(names: list[str], marks: array[int]) -> dict[str, tuple[int, ...]]:
    numbers = iter(marks)
    return dict(zip(names, zip(*[numbers] * _WIDTH, strict=True), strict=True))


def trusted(manifest: Manifest, looked: int, unread: Collection[str] = ()) -> Manifest:
    """The manifest with a mark of zeros for each file that may change unseen, or could not be read.

    That is one that changed shortly before ``looked``, when the marks were taken (ns), or in a time to come.
    """
    marks = array("q", manifest.marks)
    for number, name in enumerate(manifest.names):
        at = number * _WIDTH
        changed, status = marks[at + 2], marks[at + 3]
        if not is_settled(changed, status, looked) or name in unread:
            marks[at : at + _WIDTH] = array("q", bytes(8 * _WIDTH))
    return Manifest(manifest.names, marks)
