"""What can be wrong with the index: nothing that the user has to know."""

from __future__ import annotations


class Broken(Exception):
    """The index cannot be used: damaged, locked all the time, on a full or read-only disk. The files themselves can.

    ``damaged`` says that it will not mend by itself.
    """

    def __init__(self, message: str, *, damaged: bool = False) -> None:
        super().__init__(message)
        self.damaged = damaged


class Overtaken(Broken):
    """Another command has changed the index: what was read of it no longer fits what is there."""
