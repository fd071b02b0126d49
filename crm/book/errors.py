"""Impossible requests, as exceptions that carry their exit status."""

from __future__ import annotations


class CrmError(Exception):
    """A request that could not be done: one sentence on what and where, and in ``hint`` what to do.

    ``status`` is the exit status of the command (docs/command-line.md, "Exit status").
    """

    status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Wrong(CrmError):
    """The call was wrong: usage, an unknown contact, an ambiguous name or date."""

    status = 2


class Unmet(CrmError):
    """The call was right, but what it asked for met a problem in the book or on the machine."""


class TooMany(Unmet):
    """So much would be deleted that somebody should be asked first; nothing was changed."""
