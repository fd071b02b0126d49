"""A contact's life: what the log tells, and what git knows of the file beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from crm.adapters.git import GitError, Repository
from crm.adapters.git.objects import objects
from crm.adapters.git.versions import Join, Version, joins, versions
from crm.adapters.store import Missing
from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.folders import CONTACTS
from crm.core.documents import document
from crm.core.model import Contact, Interaction
from crm.core.text.texts import quoted
from crm.core.versions import changes
from crm.core.versions.changes import Changes


@dataclass(frozen=True, slots=True)
class Recorded:
    """The commit that recorded something: its id, its moment (UTC), its author, its subject, the operation of ours."""

    commit: str
    at: datetime
    by: str
    subject: str
    operation: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a contact's life: an interaction of the log, or changes of the file.

    ``at`` is an instant (UTC): of an interaction its stamp's, of changes their commit's. ``recorded`` is None for what
    is in no commit yet.
    """

    at: datetime
    interaction: Interaction | None = None
    changes: tuple[str, ...] = ()
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A contact's life in the order of time; ``name`` is its slug where the file cannot be read."""

    slug: str
    name: str
    path: str
    events: tuple[Event, ...]


def life_of(book: Book, word: str) -> Life:
    """The life of the contact that a word means. Raises Wrong, and Unmet where the history cannot be read."""
    slug = book.slug(word)
    path = f"{CONTACTS}/{slug}.md"
    contact = book.contents.contacts.get(slug)
    try:
        found = _read(book, path)
    except GitError as error:
        raise Unmet(f"the history of {path} cannot be read: {error}", "look at git log") from None
    logged: dict[str, list[Recorded]] = defaultdict(list)
    for recorded, change in found:
        if recorded:
            for head in change.logged:
                logged[head].append(recorded)
    events = list(_interactions(book, contact, logged))
    for recorded, change in found:
        gone = tuple(f"entry added: {head}" for head in change.logged if recorded in logged[head])
        if change.others or gone:
            events.append(Event(recorded.at if recorded else book.now, None, (*gone, *change.others), recorded))
    return Life(slug, contact.name if contact else slug, path, tuple(sorted(events, key=_order)))


def _interactions(book: Book, contact: Contact | None, logged: Mapping[str, list[Recorded]]) -> Iterator[Event]:
    """The interactions that are in the log now, each taken out of ``logged``, which goes by their first lines."""
    if contact is None:
        return
    heads = {entry.line: entry.head for entry in changes.entries(document.read(book.store.read(contact.path).data))}
    for interaction in contact.interactions:
        commits = logged.get(heads.get(interaction.line, ""))
        yield Event(interaction.stamp.start, interaction, recorded=commits.pop() if commits else None)


def _order(event: Event) -> tuple[bool, datetime, bool]:
    """By time, what is not recorded behind all else; an interaction before a change of the same moment."""
    is_change = event.interaction is None
    return is_change and event.recorded is None, event.at, is_change


def _read(book: Book, path: str) -> list[tuple[Recorded | None, Changes]]:
    """What each commit changed in a file, the oldest first; then what is in no commit yet."""
    repository = Repository.at(book.root)
    if repository is None:
        return []
    with objects(repository) as found:
        head = found.commit("HEAD")
        past = versions(repository, path) if head else []
        joined = joins(repository, sorted({path, *(one.path for one in past)})) if head else []
        last = found.files(head.tree).get(path) if head else None  # that of a join is no side's own version
        ids = {ident for version in past for ident in (version.before, version.after) if ident}
        ids.update(ident for join in joined for ident in (*join.sides, join.after) if ident)
        contents = found.blobs(ids | ({last.id} if last and last.regular else set()))
    steps: list[tuple[Recorded | None, Changes]] = [
        (_recorded(one), changes.changes(contents.get(one.before or ""), contents.get(one.after or ""))) for one in past
    ]
    made_by = {one.after: one.subject for one in past}
    steps += [(_recorded(one), said) for one in joined if (said := _joined(one, contents, made_by)).others]
    return [*steps, *_not_recorded(book, path, contents.get(last.id) if last else None)]


def _joined(join: Join, contents: Mapping[str, bytes], made_by: Mapping[str | None, str]) -> Changes:
    """What a join made of the file that neither side tells; nothing, where it only put both together."""
    said = [changes.changes(contents.get(side or ""), contents.get(join.after or "")) for side in join.sides]
    new = [one for one in (*said[0].logged, *said[0].others) if all(one in (*x.logged, *x.others) for x in said)]
    what = join.decided or tuple(new)
    sides = " with ".join(quoted(made_by.get(side, "an earlier join")) for side in join.sides)
    return Changes((), (f"joined {sides}: {'; '.join(what)}",) if what else ())


def _not_recorded(book: Book, path: str, last: bytes | None) -> Iterator[tuple[None, Changes]]:
    try:
        now = book.store.read(path).data
    except Missing:
        return
    if now != last:
        yield None, changes.changes(last, now)


def _recorded(version: Version | Join) -> Recorded:
    moment = datetime.fromtimestamp(version.time, UTC)
    operation = version.operation if isinstance(version, Version) else ""
    return Recorded(version.commit, moment, version.author, version.subject, operation)
