"""What is said of files that are not read."""

from __future__ import annotations

from collections.abc import Iterator

from crm.adapters.store import Listing, StoreError
from crm.core.model import Problem


def left_out(listing: Listing) -> Iterator[Problem]:
    """What a folder holds that is no part of the book, and that the user should hear of."""
    for path in listing.symlinks:
        hint = "put the file itself there; links are not followed"
        yield Problem(path, 1, "link", "error", "a symbolic link is not read", hint)
    for path in listing.rescued:
        hint = "compare it with the file it came from, then delete it"
        yield Problem(path, 1, "rescued", "warning", "what another program saved in the same moment", hint)


def unreadable(path: str, error: StoreError) -> Problem:
    """A file that the store could not read."""
    return Problem(path, 1, "file", "error", error.message, error.hint)
