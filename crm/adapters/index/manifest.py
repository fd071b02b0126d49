"""The manifest: which files there were when the index last looked, and the mark by which each is known again."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from crm.adapters.index.errors import Broken
from crm.adapters.index.glance import is_settled

_WIDTH = 4
_NONE = array("q", bytes(8 * _WIDTH))


class Manifest(NamedTuple):
    """The files of a folder: ``names`` sorted, ``marks`` four numbers each (inode, size, times of content and status).

    A mark of zeros is that of a file not to be trusted: it fits no file.
    """

    names: list[str]
    marks: array[int]

    def mark(self, name: str) -> str:
        """The mark of one of the files, in the form of ``glance.mark``; empty for one that is not to be trusted."""
        at = bisect_left(self.names, name) * _WIDTH
        numbers = self.marks[at : at + _WIDTH]
        return " ".join(map(str, numbers)) if any(numbers) else ""

    def without(self, names: Iterable[str]) -> Manifest:
        """The manifest with no trust in these files."""
        marks = array("q", self.marks)
        for name in names:
            at = bisect_left(self.names, name) * _WIDTH
            marks[at : at + _WIDTH] = _NONE
        return Manifest(self.names, marks)

    def packed(self) -> tuple[bytes, bytes]:
        """Names and marks as bytes. Raises Broken for a name that is not UTF-8."""
        try:
            return "\0".join(self.names).encode(), self.marks.tobytes()
        except UnicodeEncodeError as error:
            raise Broken(str(error)) from error

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


def trusted(manifest: Manifest, looked: int) -> Manifest:
    """The manifest with no trust in the files that may change unseen.

    Those are the ones that changed shortly before ``looked``, when the marks were taken (ns), or in a time to come.
    """
    times = zip(manifest.names, manifest.marks[2::_WIDTH], manifest.marks[3::_WIDTH], strict=True)
    return manifest.without([name for name, changed, status in times if not is_settled(changed, status, looked)])
