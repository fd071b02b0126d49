"""The versions of one file: the commits that changed it, and what it was before and after each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crm.adapters.git.repository import Repository

_BEHIND = "#"
_JOIN = f"%x00%H%x00%ct%x00%an%x00%s%x00%B%x00{_BEHIND}"
_SHORTEST = 40  # digits of an id; a mode has six
_FORMAT = "%x00%H%x00%ct%x00%an%x00%s%x00%(trailers:key=Crm-Op,valueonly,separator=%x20)"


class Version(NamedTuple):
    """A commit that changed the file: when (seconds since 1970, UTC), by whom, its subject, which operation of ours.

    ``before`` and ``after`` are the ids of the file's contents, None where there was no file; ``path`` was its name.
    """

    commit: str
    time: int
    author: str
    subject: str
    operation: str
    before: str | None
    after: str | None
    path: str


class Join(NamedTuple):
    """A merge that made of a file what no side of it had: when (seconds since 1970, UTC), by whom, its subject.

    ``decided`` is what its message says of the file, ``sides`` and ``after`` are the ids of the file's contents.
    """

    commit: str
    time: int
    author: str
    subject: str
    decided: tuple[str, ...]
    sides: tuple[str | None, ...]
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
        paths = [next(fields, "") for _ in range(2 if change[4][0] in "RC" else 1)]
        commit, time, author, subject, operation = head
        yield Version(commit, int(time), author, subject, operation, _id(change[2]), _id(change[3]), paths[-1])


def joins(repository: Repository, paths: Sequence[str]) -> list[Join]:
    """The joins of a file that had these names, the oldest first. Raises GitError, also without any commit."""
    said = repository.run(
        "log",
        "--merges",
        "--full-history",
        "--no-show-signature",
        "--no-color",
        "--encoding=UTF-8",
        "-c",
        "--raw",
        "--no-abbrev",
        "-z",
        f"--format={_JOIN}",
        "HEAD",
        "--",
        *paths,
    )
    return list(_joined(os.fsdecode(said)))[::-1]


def _joined(said: str) -> Iterator[Join]:
    """Each is the fields of the format, and for each name the change (``::MODE … ID … STATUS``) and the path."""
    fields = said.split("\0")
    head: list[str] = []
    for number, field in enumerate(fields):
        if field.strip() == _BEHIND:
            head = fields[number - 5 : number]
        elif field.lstrip().startswith("::") and len(head) == 5:
            path = fields[number + 1]
            ids = [_id(word) for word in field.split() if len(word) >= _SHORTEST]
            commit, time, author, subject, body = head
            decided = [line.removeprefix(f"{path}: ") for line in body.split("\n") if line.startswith(f"{path}: ")]
            yield Join(commit, int(time), author, subject, tuple(decided), tuple(ids[:-1]), ids[-1])


def _id(text: str) -> str | None:
    return text if text.strip("0") else None
