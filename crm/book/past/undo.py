"""Taking an operation back, as a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crm.adapters.git import GitError, Repository
from crm.adapters.git.objects import Commit, Entry, Objects, objects
from crm.adapters.store import Missing
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import CONTACTS
from crm.book.operation import Operation
from crm.core.documents.places import of_the_book
from crm.core.documents.slugs import stem
from crm.core.text.texts import quoted
from crm.core.versions.undo import Lost, undone

_UNDO, _REDO = "undo: ", "redo: "
_NAMED = "name one as git log or crm history shows it"


@dataclass(frozen=True, slots=True)
class Undone:
    """The operation that was taken back: its commit, its subject, and the files that were changed for that.

    ``back`` says that it was an undo: then the subject is that of the operation that stands again.
    """

    commit: str
    subject: str
    paths: tuple[str, ...]
    back: bool


def undo(book: Book, name: str | None = None) -> Undone:
    """Takes back the last operation, or that of a commit. Raises Wrong and Unmet; then nothing was written."""
    repository = Repository.at(book.root)
    if repository is None:
        raise Unmet("there is nothing to go by: the book is no git repository", "change the file with crm edit")
    with book.writing("undo"):
        try:
            with objects(repository) as found:
                commit = _operation(repository, found, name)
                changes = _changes(found, commit)
        except GitError as error:
            raise Unmet(f"the history cannot be read: {error}", "look at git log") from None
        book.record_edits(list(changes))
        paths = _write(book, commit, changes)
        subject, back = _meant(commit.subject)
        said = f"{_REDO if back else _UNDO}{subject}"
        book.record(Operation(said, "undo", paths, _slugs(paths), undoes=commit.id))
    return Undone(commit.id, subject, paths, back)


_Change = tuple[bytes | None, bytes | None]
"""A file before and after an operation; None where there was none."""


def _operation(repository: Repository, found: Objects, name: str | None) -> Commit:
    """The commit to take back."""
    if name is None:
        by_trailer = ("--no-show-signature", "--basic-regexp", "--grep=^Crm-Op: ")  # whatever the user's git does else
        said = repository.run("log", "-1", "--no-merges", "--format=%H", *by_trailer, "HEAD")
        name = said.decode("ascii", "replace").strip()
        if not name:
            raise Unmet("no operation is recorded in this book's history", _NAMED)
    commit = found.commit(name)
    if commit is None:
        raise Wrong(f"there is no commit {quoted(name)}", _NAMED)
    if len(commit.parents) > 1:
        raise Wrong(f"{_shown(commit)} joins two histories and is no operation", _NAMED)
    if not commit.parents:
        raise Wrong(f"{_shown(commit)} is the beginning of this book", _NAMED)
    return commit


def _changes(found: Objects, commit: Commit) -> dict[str, _Change]:
    """What a commit did to each file. Raises Wrong for one that changed what is not the book's."""
    parent = found.commit(commit.parents[0])
    if parent is None:
        raise Wrong(f"{_shown(commit)} is the first that this clone has", _NAMED)
    before, after = found.files(parent.tree), found.files(commit.tree)
    paths = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    for path in paths:
        regular = all(entry.regular for files in (before, after) if (entry := files.get(path)))
        if not of_the_book(path) or not regular:
            raise Wrong(f"{_shown(commit)} changed {path}, which is not the book's", "take it back with git revert")
    contents = found.blobs(files[path].id for files in (before, after) for path in paths if path in files)
    return {path: (_content(before, path, contents), _content(after, path, contents)) for path in paths}


def _content(files: Mapping[str, Entry], path: str, contents: Mapping[str, bytes]) -> bytes | None:
    return contents[files[path].id] if path in files else None


def _write(book: Book, commit: Commit, changes: Mapping[str, _Change]) -> tuple[str, ...]:
    """Writes what becomes of each file; returns the paths of those that changed."""
    replaced, created, deleted = [], [], []
    for path, (before, after) in changes.items():
        try:
            snapshot = book.store.read(path)
        except Missing:
            snapshot = None
        try:
            data = undone(before, after, snapshot.data if snapshot else None, path)
        except Lost as error:
            later = f"crm history {stem(path)}" if path.startswith(f"{CONTACTS}/") else f"git log -- {path}"
            raise Unmet(
                f"{path} has changed since {_shown(commit)} in a way that would be lost: {error}; nothing was written",
                f"take the later change back first ({later} shows it), or change the file yourself",
            ) from None
        if snapshot is None:
            created += [(path, data)] if data is not None else []
        elif data is None:
            deleted.append(snapshot)
        elif data != snapshot.data:
            replaced.append((snapshot, data))
    if not (replaced or created or deleted):
        raise Unmet(f"nothing is left of {_shown(commit)} to take back", "nothing was changed")
    book.store.replace_all(replaced)
    for path, data in created:
        book.store.create(path, data)
    for snapshot in deleted:
        book.store.delete(snapshot)
    written = [*(snapshot.path for snapshot, _ in replaced), *(path for path, _ in created)]
    return tuple(sorted([*written, *(snapshot.path for snapshot in deleted)]))


def _meant(subject: str) -> tuple[str, bool]:
    """The subject of the operation that a commit makes, takes back or brings back; whether without it that stands."""
    stands = False
    while subject.startswith((_UNDO, _REDO)):
        stands ^= subject.startswith(_UNDO)
        subject = subject.removeprefix(_UNDO if subject.startswith(_UNDO) else _REDO)
    return subject, stands


def _slugs(paths: tuple[str, ...]) -> list[str]:
    return [stem(path) for path in paths if path.startswith(f"{CONTACTS}/")]


def _shown(commit: Commit) -> str:
    return f"{quoted(commit.subject)} ({commit.id[:10]})"
