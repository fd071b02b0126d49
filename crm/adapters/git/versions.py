"""The versions of one file: the commits that changed it, and what it was before and after each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from crm.adapters.git.repository import Repository

_FORMAT = "%x00%H%x00%ct%x00%an%x00%s%x00%(trailers:key=Crm-Op,valueonly,separator=%x20)"


class Version(NamedTuple):
    """A commit that changed the file: when (seconds since 1970, UTC), by whom, its subject, which operation of ours.

    ``before`` and ``after`` are the ids of the file's contents, None where there was no file.
    """

    commit: str
    time: int
    author: str
    subject: str
    operation: str
    before: str | None
    after: str | None


def versions(repository: Repository, path: str) -> list[Version]:
    """The versions of a file, also under earlier names, the oldest first. Raises GitError, also without any commit."""
    said = repository.run(
        "log",
        "--follow",
        "--find-renames",
        "--no-merges",
        "--no-show-signature",
        "--no-color",
        "--encoding=UTF-8",
        "--raw",
        "--no-abbrev",
        "-z",
        f"--format={_FORMAT}",
        "HEAD",
        "--",
        path,
    )
    return list(_parsed(os.fsdecode(said)))[::-1]


def _parsed(said: str) -> Iterator[Version]:
    """Each is an empty field, those of the format, the change (``:MODE MODE ID ID STATUS``), and a path or two."""
    fields = iter(said.split("\0"))
    while next(fields, None) is not None:
        head = [next(fields, "") for _ in range(5)]
        change = next(fields, "").split()
        if len(change) < 5:
            return
        for _ in range(2 if change[4][0] in "RC" else 1):
            next(fields)
        commit, time, author, subject, operation = head
        yield Version(commit, int(time), author, subject, operation, _id(change[2]), _id(change[3]))


def _id(text: str) -> str | None:
    return text if text.strip("0") else None
