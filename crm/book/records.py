"""What git keeps of a book: operations of ours and, beside them, what was edited in other programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from crm.adapters.git import GitError, Repository, recording
from crm.adapters.git.objects import objects
from crm.adapters.store import Missing, Store, StoreError
from crm.book.operation import Operation
from crm.core import edits
from crm.core.entry import one_line
from crm.core.slugs import stem


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
        fault = recording.commit(repository, paths, one_line(operation.subject), trailers, keep)
        remarks += [fault] if fault else []
    return remarks


def record_edits(
    repository: Repository, store: Store, paths: Sequence[str], accepted: Collection[str] = (), keep: Sequence[int] = ()
) -> Edits:
    """Commits what was edited at or below these paths, on its own; what looks like damage only if it is accepted."""
    done = Edits()
    if repository.unfinished():
        return done  # whoever writes now is told
    try:
        found = _read(repository, store, paths)
    except GitError as error:
        done.fault = f"not committed: {error}"
        return done
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


def _read(repository: Repository, store: Store, paths: Sequence[str]) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Each file that was edited, as the last commit has it and as it is; None where it has none, or is gone."""
    changes = recording.changed(repository, paths)
    if not changes:
        return {}
    with objects(repository) as known:
        head = known.commit("HEAD")
        files = known.files(head.tree) if head else {}
        wanted = [change.path for change in changes if change.path in files]
        contents = known.blobs(files[path].id for path in wanted if files[path].regular)
    found = {}
    for change in changes:
        entry = files.get(change.path)
        if entry is not None and not entry.regular:
            continue
        try:
            new = store.read(change.path).data
        except Missing:
            new = None
        except StoreError:
            continue  # a link or a folder, which is no file of the book
        found[change.path] = (contents[entry.id] if entry else None, new)
    return found
