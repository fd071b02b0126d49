"""Commits, trees and files as git keeps them, read through one git process whatever their number."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from subprocess import Popen
from typing import NamedTuple

from crm.adapters.git.repository import GitError, Repository

LIMIT = 5_000_000
"""Bytes of the largest file that is handed out whole; of a larger one, one byte more, so that it shows."""

MOST_FILES = 200_000
"""Files of one commit. A few hundred bytes can describe billions."""

FILE, PROGRAM, LINK = "100644", "100755", "120000"
"""Modes of a tree's entries: files, programs, symbolic links. Anything else is a submodule."""

_FOLDER = "40000"
_SHA256 = 64  # digits of an id
_KEPT = 50_000_000  # bytes of contents that are not read twice
_AT_ONCE = 100  # requests that surely fit into a pipe while nobody reads


class Entry(NamedTuple):
    """What stands at a path of a commit: its mode and the id of its content."""

    mode: str
    id: str

    @property
    def regular(self) -> bool:
        return self.mode in {FILE, PROGRAM}


class Commit(NamedTuple):
    """A commit: its id, tree, parents, and when it was made (seconds since 1970, UTC)."""

    id: str
    tree: str
    parents: tuple[str, ...]
    time: int
    subject: str


class Objects:
    """The objects of a repository; to be had from ``objects``."""

    def __init__(self, process: Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise GitError("git has no pipes")
        self._in, self._out = process.stdin, process.stdout
        self._trees: dict[str, dict[str, Entry]] = {}
        self._blobs: dict[str, bytes] = {}
        self._room = _KEPT

    def commit(self, name: str) -> Commit | None:
        """The commit that a name stands for: an id, a branch, ``HEAD~3``. None where there is no such, or several."""
        if "\n" in name or not name.strip():
            return None
        ((found, kind, data),) = self._ask([f"{name}^{{commit}}"])
        return _commit(found, data) if kind == "commit" else None

    def files(self, tree: str) -> dict[str, Entry]:
        """Everything in a tree, by path. Raises GitError."""
        if tree not in self._trees:
            self._trees[tree] = self._files(tree)
        return self._trees[tree].copy()

    def _files(self, tree: str) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        folders = [("", tree)]
        while folders:
            answers = self._ask(ident for _, ident in folders)
            inside = []
            for (folder, _), (_, kind, data) in zip(folders, answers, strict=True):
                if kind != "tree":
                    raise GitError(f"git has lost what was in the folder {folder or '.'}")
                for name, entry in _entries(data, len(tree) // 2):
                    if entry.mode == _FOLDER:
                        inside.append((f"{folder}{name}/", entry.id))
                    else:
                        found[f"{folder}{name}"] = entry
                if len(found) + len(inside) > MOST_FILES:
                    raise GitError(f"a commit holds more than {MOST_FILES:,} files")
            folders = inside
        return found

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The contents of files by their ids, each up to ``LIMIT`` bytes and one. Raises GitError."""
        wanted = dict.fromkeys(ids)
        found = {ident: self._blobs[ident] for ident in wanted if ident in self._blobs}
        missing = [ident for ident in wanted if ident not in found]
        for ident, (_, kind, data) in zip(missing, self._ask(missing), strict=True):
            if kind != "blob":
                raise GitError(f"git has lost the content {ident}")
            found[ident] = data
        self.keep({ident: found[ident] for ident in missing})
        return found

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Keeps contents in mind by their ids, so that they need not be read, as far as there is room."""
        for ident, data in contents.items():
            if len(data) <= self._room:
                self._blobs[ident] = data
                self._room -= len(data)

    def _ask(self, names: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """The id, kind and content of each object; the kind is ``missing`` or the like where there is none."""
        waiting = iter(names)
        while some := list(islice(waiting, _AT_ONCE)):
            try:
                self._in.write("".join(f"{name}\n" for name in some).encode("utf-8", "surrogateescape"))
                self._in.flush()
            except OSError:
                raise GitError("git ended in the middle of reading") from None
            for _ in some:
                yield self._answer()

    def _answer(self) -> tuple[str, str, bytes]:
        head = self._out.readline().decode("utf-8", "replace")
        if not head.endswith("\n"):
            raise GitError("git ended in the middle of reading")
        words = head.split()
        if len(words) != 3 or not words[2].isdigit():  # NAME missing, NAME ambiguous
            return "", words[-1] if words else "", b""
        size = int(words[2])
        data = self._out.read(min(size, LIMIT + 1))
        rest = size - len(data)
        while rest > 0 and (skipped := self._out.read(min(rest, LIMIT))):
            rest -= len(skipped)
        self._out.read(1)  # the line end behind it
        return words[0], words[1], data


def blob_id(data: bytes, like: str) -> str:
    """The id that a file's content has in git, in the kind of hash that the id ``like`` has."""
    import hashlib  # who only reads does not wait for it

    kind = hashlib.sha256 if len(like) == _SHA256 else hashlib.sha1
    return kind(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


@contextmanager
def objects(repository: Repository) -> Iterator[Objects]:
    """Opens the objects of a repository. Raises GitError."""
    process = repository.start("cat-file", "--batch")
    try:
        yield Objects(process)
    finally:
        process.kill()  # it may be in the middle of an answer that nobody reads
        process.communicate()


def _commit(ident: str, data: bytes) -> Commit:
    head, _, message = data.decode("utf-8", "replace").partition("\n\n")
    lines = [line.partition(" ") for line in head.split("\n")]
    values: Mapping[str, str] = {key: value for key, _, value in reversed(lines)}
    parents = tuple(value for key, _, value in lines if key == "parent")
    when = values.get("committer", "").split()[-2:-1]
    moment = int(when[0]) if when and when[0].isdigit() else 0
    return Commit(ident, values.get("tree", ""), parents, moment, message.split("\n", 1)[0])


def _entries(data: bytes, length: int) -> Iterator[tuple[str, Entry]]:
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + length
        yield os.fsdecode(name), Entry(mode.decode("ascii", "replace"), data[end + 1 : at].hex())
