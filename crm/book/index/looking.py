"""A folder of the book as it is now: its files, and the marks by which an index knows them again."""

from __future__ import annotations

from typing import NamedTuple

from crm.adapters import clock
from crm.adapters.index.glance import is_settled, mark, times
from crm.adapters.index.manifest import Manifest
from crm.adapters.store import Listing, Store


class Folder(NamedTuple):
    """A folder of the book: its listing, its files and their marks, and when these were taken (ns).

    ``mark`` is its own, empty where its names may change without it.
    """

    name: str
    listing: Listing
    manifest: Manifest
    looked: int
    mark: str


def look(store: Store, name: str) -> Folder:
    """A folder as it is now."""
    looked = clock.nanoseconds()
    own = settled_mark(store, name, looked)
    listing = store.listing(name)
    names = [path[len(name) + 1 :] for path in listing.files]
    return Folder(name, listing, Manifest(names, store.marks(name, names)), looked, own)


def settled_mark(store: Store, path: str, looked: int) -> str:
    """What changes when a file does, or the names in a folder; empty where it may change unseen after ``looked``."""
    found = mark(f"{store.root}/{path}")
    return found if is_settled(*times(found), looked) else ""
