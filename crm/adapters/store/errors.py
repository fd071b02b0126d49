"""What can go wrong with a file of the book, each said in one clause, with a remedy."""

from __future__ import annotations

import errno


class StoreError(Exception):
    """A file could not be read or written; whatever was there before is there still.

    ``message`` names the file and says what is wrong, ``hint`` what to do; both are clauses, without a full stop.
    ``path`` is the file, relative to the book.
    """

    def __init__(self, message: str, hint: str = "", path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path


class Missing(StoreError):
    """There is no such file, or it vanished between reading and writing."""


class Exists(StoreError):
    """There is a file of that name already."""


class Changed(StoreError):
    """Another program saved the file since it was read.

    ``theirs`` is what the file held then, and holds still, unless that save was yet to be completed.
    """

    def __init__(self, path: str, theirs: bytes) -> None:
        super().__init__(f"{path} was changed by another program in the same moment", "run the command again", path)
        self.theirs = theirs


class Busy(StoreError):
    """Another program has had the file open for writing all the time that we waited."""


class Refused(StoreError):
    """A path out of the book, a symbolic link, a folder where a file belongs, a file beyond the limit of size."""


class NoSpace(StoreError):
    """The disk is full, or a quota is."""


class Denied(StoreError):
    """The file system is read-only, or the user may not."""


class LockTimeout(StoreError):
    """Another command held the book's lock all the time that we waited."""


_DENIED_HINT = "check who owns the book and whether its disk is mounted for writing"
_KNOWN: dict[int, tuple[type[StoreError], str, str]] = {
    errno.ENOENT: (Missing, "there is no such file", "see what there is with: crm list"),
    errno.ENOTDIR: (Missing, "there is no such folder", ""),
    errno.EEXIST: (Exists, "there is a file of that name already", "choose another name"),
    errno.ELOOP: (Refused, "it is a symbolic link", "put the file itself there, links are not followed"),
    errno.EISDIR: (Refused, "it is a folder", "move the folder away, a file belongs there"),
    errno.ENOSPC: (NoSpace, "the disk is full", "free some space, then run the command again"),
    errno.EDQUOT: (NoSpace, "your quota of the disk is used up", "free some space, then run the command again"),
    errno.EROFS: (Denied, "the disk is read-only", _DENIED_HINT),
    errno.EACCES: (Denied, "you may not", _DENIED_HINT),
    errno.EPERM: (Denied, "you may not", _DENIED_HINT),
}


def explained(error: OSError, path: str, doing: str) -> StoreError:
    """The system's refusal in our words; ``doing`` is what was refused, such as ``written``."""
    kind, reason, hint = _KNOWN.get(error.errno or 0, (StoreError, error.strerror or str(error), ""))
    return kind(f"{path} cannot be {doing}: {reason}", hint, path)
