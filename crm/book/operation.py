"""One thing that a command did, as it is told to git."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Operation(NamedTuple):
    """One thing that a command did: the paths it wrote, and its subject in words for the history.

    ``undoes`` is the id of the commit that it takes back.
    """

    subject: str
    verb: str
    paths: Sequence[str]
    contacts: Sequence[str] = ()
    undoes: str = ""
