"""Commits of our own making, written straight into git's object database, and the branch that moves to them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crm.adapters.git import locks
from crm.adapters.git.objects import Entry
from crm.adapters.git.repository import GitError, Repository

MERGED = "refs/crm/merged"
"""The ref of the last commit that was written so: it keeps the commit until a branch does."""

IDENTITY = "crm sync <sync@crm.invalid>"
"""The author of merges: the same on each machine, so that the same merge is the same commit."""


class Moved(GitError):
    """A ref is no longer what it was."""


class Content(NamedTuple):
    """A file of a commit that is to be written: its mode, and its content or the id of that."""

    mode: str
    content: bytes | str


def write_commit(
    repository: Repository,
    changes: Mapping[str, Content | None],
    parents: Sequence[str],
    time: int,
    message: str,
    keep: Sequence[int] = (),
    meanwhile: Callable[[], object] | None = None,
) -> None:
    """Writes a commit, to ``MERGED``: the first parent's files with these changes (None removes). Raises GitError.

    The same arguments give the same id on each machine: the author is ``IDENTITY``, the moment ``time`` (seconds since
    1970, UTC). There is no hook and no signature. ``meanwhile`` is called while git begins.
    """
    stream = b"".join(_stream(changes, parents, time, message.encode("utf-8", "replace")))
    repository.run("fast-import", "--quiet", "--force", "--done", data=stream, keep=keep, meanwhile=meanwhile)


def _stream(
    changes: Mapping[str, Content | None], parents: Sequence[str], time: int, message: bytes
) -> Iterator[bytes]:
    """What git fast-import reads (its manual, "Input format")."""
    who = f"{IDENTITY} {max(time, 0)} +0000"
    yield f"commit {MERGED}\nauthor {who}\ncommitter {who}\n".encode()
    yield b"data %d\n%s\n" % (len(message), message)
    for word, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
        yield f"{word} {parent}\n".encode()
    for path, change in sorted(changes.items()):
        if change is None:
            yield b"D %s\n" % _quoted(path)
    for path, change in sorted(changes.items()):
        if change is None:
            continue
        if isinstance(change.content, str):
            yield b"M %s %s %s\n" % (change.mode.encode(), change.content.encode(), _quoted(path))
        else:
            yield b"M %s inline %s\n" % (change.mode.encode(), _quoted(path))
            yield b"data %d\n%s\n" % (len(change.content), change.content)
    yield b"\ndone\n"


def _quoted(path: str) -> bytes:
    """A path in quotation marks, every odd byte of it as three octal digits."""
    plain = (chr(byte) if 31 < byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in os.fsencode(path))
    return f'"{"".join(plain)}"'.encode()


def check_paths(
    repository: Repository, tree: str, keep: Sequence[int] = (), meanwhile: Callable[[], object] | None = None
) -> None:
    """Raises GitError where git would not put a tree's files into a folder, on this system or on any other.

    ``meanwhile`` is called while git looks; it may be called again.
    """
    strict = ("-c", "core.protectNTFS=true", "-c", "core.protectHFS=true")
    locks.patiently(lambda: repository.run(*strict, "read-tree", "--dry-run", tree, keep=keep, meanwhile=meanwhile))


def move(
    repository: Repository, refs: Mapping[str, tuple[str, str | None]], why: str, keep: Sequence[int] = ()
) -> None:
    """Moves refs, all or none: for each the new commit and the one that it must be at (empty: at none, None: at any).

    Raises Moved where one is no longer there, and GitError.
    """
    lines = "".join(
        f"update {ref} {new}{'' if old is None else f' {old or _nothing(new)}'}\n" for ref, (new, old) in refs.items()
    )
    try:
        locks.patiently(lambda: repository.run("update-ref", "-m", why, "--stdin", data=lines.encode(), keep=keep))
    except GitError as error:
        if "but expected" in error.said or "reference already exists" in error.said:
            raise Moved(str(error), error.status, error.said) from None
        raise


def put_into_index(
    repository: Repository, entries: Mapping[str, Entry | None], like: str, keep: Sequence[int] = ()
) -> None:
    """Brings some paths of the index to these states (None removes), and leaves all others as they are staged.

    ``like`` is any id, which tells of how many digits they are here.
    """
    lines = [
        os.fsencode(f"{entry.mode} {entry.id}\t{path}" if entry else f"0 {_nothing(like)}\t{path}")
        for path, entry in entries.items()
    ]
    data = b"".join(line + b"\0" for line in lines)
    locks.patiently(lambda: repository.run("update-index", "-z", "--index-info", data=data, keep=keep))


def _nothing(like: str) -> str:
    """The id that stands for no object, in the kind of hash that the id ``like`` has."""
    return "0" * len(like)


def refresh_index(repository: Repository, keep: Sequence[int], meanwhile: Callable[[], object]) -> None:
    """Lets the index know the files that are as it says, so that the next command need not read them."""
    repository.run("update-index", "-q", "--unmerged", "--refresh", keep=keep, meanwhile=meanwhile)
