"""The store: the files of a book, read without waiting and written without losing anybody's work."""

from __future__ import annotations

from crm.adapters.store.errors import (
    Busy,
    Changed,
    Denied,
    Exists,
    LockTimeout,
    Missing,
    NoSpace,
    Refused,
    StoreError,
)
from crm.adapters.store.locking import Lock, lock
from crm.adapters.store.places import Listing
from crm.adapters.store.reading import LIMIT, Snapshot
from crm.adapters.store.store import Store

__all__ = [
    "LIMIT",
    "Busy",
    "Changed",
    "Denied",
    "Exists",
    "Listing",
    "Lock",
    "LockTimeout",
    "Missing",
    "NoSpace",
    "Refused",
    "Snapshot",
    "Store",
    "StoreError",
    "lock",
]
