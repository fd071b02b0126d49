"""The merge driver: git's own merges of this book's files, in this clone, by meaning too."""

from __future__ import annotations

from pathlib import Path

from crm.adapters.git import GitError, Repository
from crm.adapters.store import Missing
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.operation import Operation
from crm.core.merge import Age, Order, merge

COMMAND = "crm resolve --driver %O %A %B %P || git merge-file --marker-size=%L -L ours -L before -L theirs %A %O %B"
"""What git runs. Where crm is missing or cannot merge, git does: a driver that is not there drops the other side."""

_ATTRIBUTES = ".gitattributes"
_LINES = "".join(f"{pattern} merge=crm\n" for pattern in ("contacts/*.md", "notes/*.md", "articles/*.md", "crm.toml"))
_ALIKE = Order(Age(0, ""), Age(0, ""))
"""A driver is not told which side is the newer."""


def possible(book: Book) -> bool:
    """Whether the book is a git repository."""
    return Repository.at(book.root) is not None


def install(book: Book) -> None:
    """Lets git merge this book's files by meaning, in this clone. Raises Unmet."""
    repository = Repository.at(book.root)
    if repository is None:
        raise Unmet("the book is no git repository", "make it one with: git init")
    try:
        repository.run("config", "--local", "merge.crm.name", "crm, by meaning")
        repository.run("config", "--local", "merge.crm.driver", COMMAND)
    except GitError as error:
        raise Unmet(f"git's configuration cannot be written: {error}", "look at .git/config") from None
    with book.writing("init"):
        try:
            before = book.store.read(_ATTRIBUTES)
        except Missing:
            book.store.create(_ATTRIBUTES, _LINES.encode())
        else:
            if b"merge=crm" in before.data:
                return
            gap = b"" if before.data.endswith(b"\n") or not before.data else b"\n"
            book.record_edits([_ATTRIBUTES])
            book.store.replace(before, before.data + gap + _LINES.encode())
        book.record(Operation("init: git merges by meaning", "init", [_ATTRIBUTES]))


def merge_files(base: str, ours: str, theirs: str, path: str) -> bool:
    """Merges three files as git asks a driver to: into ``ours``. False where the two cannot become one."""
    contents = [Path(file).read_bytes() for file in (base, ours, theirs)]
    merged = merge(contents[0] or None, contents[1], contents[2], _ALIKE, path)
    if merged.beside is not None:
        return False
    draft = Path(f"{ours}.crm")
    draft.write_bytes(merged.data)  # a full disk leaves theirs and ours for git to merge
    draft.replace(ours)
    return True
