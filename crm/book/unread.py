"""What is said of files that are not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crm.adapters.store import Listing, StoreError

if TYPE_CHECKING:
    from crm.core.model import Problem


def left_out(listing: Listing) -> Iterator[Problem]:
    """What a folder holds that is no part of the book, and that the user should hear of."""
    if not (listing.symlinks or listing.rescued):
        return
    from crm.core.model import Problem  # who finds nothing to report does not wait for it

    for path in listing.symlinks:
        hint = "put the file itself there; links are not followed"
        yield Problem(path, 1, "link", "error", "a symbolic link is not read", hint)
    for path in listing.rescued:
        hint = "compare it with the file it came from, then delete it"
        yield Problem(path, 1, "rescued", "warning", "what another program saved in the same moment", hint)


def unreadable(path: str, error: StoreError) -> Problem:
    """A file that the store could not read."""
    from crm.core.model import Problem

    return Problem(path, 1, "file", "error", error.message, error.hint)
