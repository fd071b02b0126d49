"""What git keeps of a book: operations of ours and, beside them, what was edited in other programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from crm.adapters.git import GitError, Repository, recording
from crm.adapters.git.objects import LIMIT, objects
from crm.adapters.store import Missing, Store, StoreError
from crm.book.operation import Operation
from crm.core.documents.places import is_safe
from crm.core.documents.slugs import stem


@dataclass(slots=True)
class Edits:
    """What became of the edits of other programs.

    ``recorded`` are paths, ``held`` the paths of what looks damaged and why, ``removed`` pairs of a path and an entry
    that is gone from its log. ``fault`` says why nothing could be recorded.
    """

    recorded: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    removed: list[tuple[str, str]] = field(default_factory=list)
    fault: str | None = None


def record(
    repository: Repository, operation: Operation, held: Mapping[str, str], keep: Sequence[int] = ()
) -> list[str]:
    """Records an operation, but for the files that are held back; returns what the user should hear of."""
    remarks = [
        f"{path} is saved, not committed: {why}; put it right, or accept it with: crm sync --accept {path}"
        for path, why in held.items()
        if path in operation.paths
    ]
    paths = [path for path in operation.paths if path not in held]
    if paths:
        trailers = [("Crm-Op", operation.verb), *(("Crm-Contact", slug) for slug in operation.contacts)]
        trailers += [("Crm-Undoes", operation.undoes)] if operation.undoes else []
        fault = recording.commit(repository, paths, " ".join(operation.subject.split()), trailers, keep)
        remarks += [fault] if fault else []
    return remarks


def record_edits(repository: Repository, store: Store, paths: Sequence[str], keep: Sequence[int] = ()) -> Edits:
    """Commits what was edited at or below these paths, on its own; what looks like damage is held back."""
    if repository.unfinished():
        return Edits()  # whoever writes now is told
    try:
        found = pending(repository, store, paths).edited
    except GitError as error:
        return Edits(fault=f"not committed: {error}")
    return record_found(repository, found, keep=keep)


Versions = tuple[bytes | None, bytes | None]
"""A file as the last commit has it, and as it is; None where it has none, or is gone."""


def record_found(
    repository: Repository, found: Mapping[str, Versions], accepted: Collection[str] = (), keep: Sequence[int] = ()
) -> Edits:
    """Commits these edits, of those that look like damage only the accepted ones."""
    done = Edits()
    if not found:
        return done
    from crm.core.versions import edits  # who has nothing to record does not wait for what looks into it

    for path, (old, new) in found.items():
        why = edits.damage(old, new, path) if new is not None and path not in accepted else None
        if why:
            done.held[path] = why
            continue
        done.recorded.append(path)
        if old is not None and new is not None and path.endswith(".md"):
            done.removed += [(path, entry) for entry in edits.removed(old, new)]
    if done.recorded:
        trailers = [("Crm-Contact", stem(path)) for path in done.recorded if path.startswith("contacts/")]
        done.fault = recording.commit(repository, done.recorded, edits.subject(done.recorded), trailers, keep)
    return done


class Pending(NamedTuple):
    """The files that were ``edited``, by path, and those that are ``left`` to git itself, and why.

    ``unmerged`` says that there are files which git could not merge.
    """

    edited: dict[str, Versions]
    left: dict[str, str]
    unmerged: bool = False


def pending(repository: Repository, store: Store, paths: Sequence[str]) -> Pending:
    """What was edited at or below these paths. Raises GitError."""
    changes = recording.changed(repository, paths)
    found = Pending({}, {}, any(change.unmerged for change in changes))
    if not changes:
        return found
    with objects(repository) as known:
        head = known.commit("HEAD")
        files = known.files(head.tree) if head else {}
        wanted = [path for change in changes if (path := change.path) in files and files[path].regular]
        contents = known.blobs(files[path].id for path in wanted)
    for path, _ in changes:
        try:
            if not is_safe(path):
                found.left[path] = "its name is not one that is written on other machines"
            elif path in files and not files[path].regular:
                found.left[path] = "links and repositories within the book are not followed"
            else:
                found.edited[path] = (contents[files[path].id] if path in files else None, _data(store, path))
        except StoreError as error:
            found.left[path] = error.message
    for path, versions in list(found.edited.items()):
        if any(data is not None and len(data) > LIMIT for data in versions):
            del found.edited[path]
            found.left[path] = f"it has more than {LIMIT // 1_000_000} MB"
    return found


def _data(store: Store, path: str) -> bytes | None:
    try:
        return store.read(path).data
    except Missing:
        return None
