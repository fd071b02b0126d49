"""Whether two files are about one person or thing, by what they say: how a rename is known, and a clash of names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from crm.core.documents import filetext
from crm.core.merge.sequence import MOST_PAIRS

Tree = Mapping[str, bytes]

_ALIKE = 0.5
"""The least share of common lines (Dice's coefficient) in one file under two names."""

_STRANGE = 0.3
"""The most that the logs of two people have in common."""

_NAMING = {"contacts": ("email", "linkedin", "phone"), "articles": ("url", "source")}
"""The keys whose values belong to one person or article alone, by folder."""

_LISTED = ("contacts", "notes", "articles", "inbox")
"""The folders in which each file is a thing of its own; elsewhere the path says what a file is."""

_PUNCTUATION = re.compile(r"[\s()./-]+")


def same_thing(path: str, first: bytes, second: bytes) -> bool:
    """Whether two files that were added apart under one path are one thing. In doubt two people are two."""
    folder = path.partition("/")[0]
    if first == second or folder not in _LISTED:
        return True
    mine, yours = _names(path, first), _names(path, second)
    if mine.own and yours.own:
        return not mine.own.isdisjoint(yours.own)
    return mine.name == yours.name if folder == "contacts" else share(first, second) >= _ALIKE


def replaced(path: str, before: bytes, after: bytes, elsewhere: Collection[str]) -> bool:
    """Whether a contact's file became that of somebody else: by addresses, name and log, and not in doubt.

    ``elsewhere`` are the addresses in the files that were added beside it.
    """
    if not path.startswith("contacts/") or _front(before) == _front(after):
        return False
    logs = _items(before), _items(after)
    if not elsewhere and _dice(*logs) >= _STRANGE:
        return False  # whatever their front matters say
    mine, yours = _names(path, before), _names(path, after)
    if not mine.own.isdisjoint(yours.own):
        return False
    if yours.own and not mine.own.isdisjoint(elsewhere):
        return True
    known = bool(mine.own and yours.own) or all(logs)
    return known and mine.name != yours.name and _dice(*logs) < _STRANGE


def surely_same(path: str, first: bytes, second: bytes) -> bool:
    """Whether two files under different paths are one thing beyond doubt."""
    return first == second or not _names(path, first).own.isdisjoint(_names(path, second).own)


def whereabouts(base: Tree, side: Tree) -> dict[str, str | None]:
    """The path that each file of the base has in a side; None where it is gone, or its path is somebody else's now."""
    elsewhere = {text for path in side if path not in base for text in _names(path, side[path]).own}
    swapped = {path for path, data in base.items() if path in side and replaced(path, data, side[path], elsewhere)}
    gone = {path: data for path, data in sorted(base.items()) if path not in side or path in swapped}
    come = {path: data for path, data in sorted(side.items()) if path not in base or path in swapped}
    found: dict[str, str | None] = {path: None if path in gone else path for path in base}
    for pairs in (_same_bytes, _same_names, _alike):
        for here, there in pairs(gone, come):
            if here in gone and there in come:
                found[here] = there
                del gone[here], come[there]
    return found


def share(first: bytes, second: bytes) -> float:
    """The share of common lines in two files."""
    return _dice(_lines(first), _lines(second))


def _dice(first: Counter[bytes], second: Counter[bytes]) -> float:
    """Dice's coefficient."""
    both = first.total() + second.total()
    return 2 * (first & second).total() / both if both else 0


def _lines(data: bytes) -> Counter[bytes]:
    return Counter(line for line in map(bytes.strip, data.splitlines()) if line.strip(b"-"))


def _items(data: bytes) -> Counter[bytes]:
    """The lines of lists: what was logged."""
    return Counter(line for line in map(bytes.strip, data.splitlines()) if line.startswith((b"- ", b"* ", b"+ ")))


def _front(data: bytes) -> str:
    """All up to the end of the front matter, by which a file says whose it is; everything where that has no end."""
    text = data.decode("utf-8", "surrogateescape")
    return text[: filetext.body_start(text)]


class _Names(NamedTuple):
    """What a file calls what it is about, and the addresses that only that one has."""

    name: str
    own: frozenset[str]


def _names(path: str, data: bytes) -> _Names:
    keys = filetext.read(data).keys
    own: set[str] = set()
    for key in _NAMING.get(path.partition("/")[0], ()):
        if key in keys and not keys[key].null:
            own.update(keys[key].items or (keys[key].text or "",))
    name = keys["name"].text if "name" in keys else None
    plain = (_PUNCTUATION.sub("", text.casefold()) for text in own)
    return _Names((name or "").casefold(), frozenset(text for text in plain if text not in {"", "none"}))


def _same_bytes(gone: Tree, come: Tree) -> Iterator[tuple[str, str]]:
    return _equal(gone, come, lambda path, data: [(_suffix(path), data)] if data.strip() else [])


def _same_names(gone: Tree, come: Tree) -> Iterator[tuple[str, str]]:
    return _equal(gone, come, lambda path, data: [(path.partition("/")[0], text) for text in _names(path, data).own])


def _equal(gone: Tree, come: Tree, keys: Callable[[str, bytes], Iterable[Hashable]]) -> Iterator[tuple[str, str]]:
    """The pairs that have a key in common, the n-th path for the n-th."""
    places: tuple[dict[Hashable, list[str]], dict[Hashable, list[str]]] = (defaultdict(list), defaultdict(list))
    for found, tree in zip(places, (gone, come), strict=True):
        for path, data in tree.items():
            for key in keys(path, data):
                found[key].append(path)
    yield from sorted(
        {pair for key, here in places[0].items() for pair in zip(here, places[1].get(key, ()), strict=False)}
    )


def _alike(gone: Tree, come: Tree) -> Iterator[tuple[str, str]]:
    """The pairs that have most lines in common, the likest first."""
    if len(gone) * len(come) > MOST_PAIRS:
        return
    pairs = ((here, there) for here in gone for there in come if _suffix(here) == _suffix(there))
    scores = [(-share(gone[here], come[there]), here, there) for here, there in pairs]
    yield from ((here, there) for score, here, there in sorted(scores) if -score >= _ALIKE)


def _suffix(path: str) -> str:
    return path.rpartition(".")[2]
