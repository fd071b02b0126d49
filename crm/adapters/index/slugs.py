"""The slugs of a book in a file of their own beside the index, for completion: found by halves, whatever their number.

The file has one line of facts, and then the slugs, sorted, each in a line. It takes the place of the one before as a
whole, and says itself what it rests on; who asks compares. It needs no fsync: a file that is not as long as it says, as
may happen where the power fails, is none.
"""

from __future__ import annotations

import os

from crm.adapters.index.place import MAKE, place
from crm.core.filenames import is_word, stem

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAME = ".slugs"
_LONGEST = 1024
"""Bytes in a slug: the name of a file has 255 characters at most."""

_FACTS = 65_536
"""Bytes in the line of facts."""


class Known:
    """What was known of a book: the marks of its ``folder`` of contacts and of its ``settings``, its kinds.

    ``slugs`` are those asked for. An empty mark fits nothing.
    """

    __slots__ = ("folder", "kinds", "settings", "slugs")

    def __init__(self, folder: str, settings: str, kinds: Sequence[str], slugs: Sequence[str] = ()) -> None:
        self.folder, self.settings, self.kinds, self.slugs = folder, settings, kinds, slugs

    def facts(self, root: str) -> list[str]:
        """What the first line begins with."""
        return [*MAKE.split(), repr(root), self.folder, self.settings, str(len(self.kinds)), *self.kinds]


def known(cache: str, root: str, begun: str) -> Known:
    """What is known of a book, with the slugs that begin like this. Raises LookupError where there is nothing."""
    try:
        fd = os.open(place(cache, root, _NAME), os.O_RDONLY)
    except OSError as error:
        raise LookupError(str(error)) from None
    try:
        found, lines, _ = _opened(fd, root)
        found.slugs = lines.beginning(begun)
    except (OSError, ValueError) as error:
        raise LookupError(str(error)) from None
    finally:
        os.close(fd)
    return found


def _opened(fd: int, root: str) -> tuple[Known, _Lines, str]:
    """What the first line of a file says, the lines behind it, and the sum of these and of what they were made from.

    Raises ValueError.
    """
    line, end, _ = os.pread(fd, _FACTS, 0).partition(b"\n")
    made, schema, book, folder, settings, number, *more = line.decode().split("\t")
    kinds, (size, made_from) = more[: int(number)], more[int(number) :]
    lines = _Lines(fd, len(line) + len(end), int(size))
    if [made, schema, book] != [*MAKE.split(), repr(root)] or os.fstat(fd).st_size != lines.end:
        raise ValueError("it is of another book or program, or damaged")
    return Known(folder, settings, kinds), lines, made_from


class _Lines:
    """The sorted lines of a file between two places, in bytes."""

    def __init__(self, fd: int, start: int, size: int) -> None:
        self._fd, self.start, self.end = fd, start, start + size

    def beginning(self, begun: str) -> list[str]:
        """The lines that begin like this."""
        wanted = begun.encode("utf-8", "surrogateescape")
        first, last = self._first(wanted), self._first(wanted + b"\xff")  # UTF-8 knows no such byte
        return os.pread(self._fd, last - first, first).decode().split("\n")[:-1]

    def _first(self, wanted: bytes) -> int:
        """Where the first line begins that does not come before a text. Raises ValueError where there are no lines."""
        low, high = self.start, self.end
        while low < high:
            middle = (low + high) // 2
            base = max(low, middle - _LONGEST)
            near = os.pread(self._fd, 2 * _LONGEST + 1, base)
            begin = near.rfind(b"\n", 0, middle - base) + 1
            end = near.index(b"\n", begin)
            if near[begin:end] < wanted:
                low = base + end + 1
            else:
                high = base + begin
        return low


def is_kept(cache: str, root: str, now: Known) -> bool:
    """Whether the file says what is known now."""
    return bool(now.folder) and _before(place(cache, root, _NAME), root, now)[0]


def keep(cache: str, root: str, now: Known, names: Sequence[str]) -> None:
    """Has the file say what is known now, with the slugs of files of these names. Raises OSError.

    Whoever calls it keeps others from doing so at the same time.
    """
    from zlib import crc32

    file = place(cache, root, _NAME)
    names_sum = crc32("\0".join(names).encode("utf-8", "surrogateescape"))
    same, lines, made_from = _before(file, root, now)
    if same:
        return
    if lines is None or made_from != str(crc32(lines, names_sum)):
        lines = _lines(names)
    facts = [*now.facts(root), str(len(lines)), str(crc32(lines, names_sum))]
    first = "\t".join(facts).encode() + b"\n"
    if any(char in fact for fact in facts for char in "\t\n") or len(first) > _FACTS:
        return
    with open(f"{file}.new", "wb") as new:
        new.write(first + lines)
    os.replace(f"{file}.new", file)


def _before(file: str, root: str, now: Known) -> tuple[bool, bytes | None, str]:
    """Whether a file says what is known now; if not, its lines, and the sum of what they were made from and of them."""
    try:
        fd = os.open(file, os.O_RDONLY)
    except OSError:
        return False, None, ""
    try:
        found, lines, made_from = _opened(fd, root)
        if found.facts(root) == now.facts(root):
            return True, None, ""
        return False, os.pread(fd, lines.end - lines.start, lines.start), made_from
    except (OSError, ValueError):
        return False, None, ""
    finally:
        os.close(fd)


def _lines(names: Iterable[str]) -> bytes:
    """The lines of those among some names of files that a shell can be told."""
    slugs = sorted(slug for slug in map(stem, names) if slug and is_word(slug))
    return "".join(f"{slug}\n" for slug in slugs if len(slug.encode()) <= _LONGEST).encode()
