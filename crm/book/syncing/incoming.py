"""Taking in what was fetched: how it relates to what is here, whether it may come, and what becomes of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crm.adapters.git import GitError, Repository, locks, writing
from crm.adapters.git.ancestry import foreign_merges, is_ancestor, merge_bases
from crm.adapters.git.objects import Commit, Entry, Objects, objects
from crm.adapters.git.remote import Remote, filtered
from crm.adapters.git.writing import Content
from crm.adapters.root import BOOK_FILE
from crm.book import landing
from crm.book.book import Book
from crm.book.errors import TooMany, Unmet
from crm.book.landing import Plan
from crm.book.syncing.joining import Files, Joined, Joiner, age, clash
from crm.book.syncing.mending import MARKER, MENDED
from crm.core.merge import Decision, Deletions, Order

if TYPE_CHECKING:
    from crm.core.versions.changes import Changes

Versions = tuple[bytes | None, bytes | None]
"""A file before and after; None for no file."""

_SUBJECT = "sync: both sides joined"
_ATTEMPTS = 5
"""How often the branch may move under our hands."""


@dataclass(slots=True)
class Taken:
    """Where the book's branch and the remote's are (None: there is none yet), and what was done to get there.

    ``old`` is where the book's branch was before. ``came`` are the versions of what was written, by path. ``looked`` is
    the commit up to which other programs' merges were looked at, ``merges`` are those from there on.
    """

    mine: str | None
    theirs: str | None
    old: str | None = None
    came: Mapping[str, Versions] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    looked: str | None = None
    merges: list[str] = field(default_factory=list)

    @property
    def suspects(self) -> list[str]:
        """The paths of what may have come with conflict markers."""
        met = {one.path for one in self.decisions if one.rule == "met"}
        return [path for path, (_, new) in self.came.items() if path in met or (new is not None and MARKER in new)]

    def told(self) -> dict[str, Changes]:
        """What changed in each file: in words for contacts, in one for others. It takes its time."""
        from crm.core.versions.changes import Changes, changes

        told = {}
        for path, (old, new) in self.came.items():
            if path.startswith("contacts/"):
                told[path] = changes(old, new)
            else:
                told[path] = Changes((), ("added" if old is None else "deleted" if new is None else "changed",))
        return told


@dataclass(slots=True)
class Incoming:
    """Takes in what was fetched from a remote.

    ``configured`` is git's configuration, ``held`` are files that look damaged and are not recorded, and why.
    """

    book: Book
    repository: Repository
    branch: str
    far: Remote
    configured: Mapping[str, str]
    held: Mapping[str, str]
    join: bool
    deletions: bool

    def take_in(self, *, there: bool) -> Taken:
        """Brings the book to where it has both sides; ``there`` says whether anything was fetched.

        Raises Unmet, GitError; then nothing was changed, or what was is an edit that equals what came.
        """
        for _ in range(_ATTEMPTS):
            with self.book.writing("sync"), locks.journal(self.repository), objects(self.repository) as found:
                mine = found.commit("HEAD")
                theirs = found.commit(self.far.fetched) if there else None
                try:
                    taken = self._taken(found, mine, theirs)
                    self._look(taken, found.commit(MENDED))
                    return taken
                except writing.Moved:  # the user committed in this very moment
                    continue
        raise GitError("the branch moves all the time")

    def _look(self, taken: Taken, looked: Commit | None) -> None:
        """Looks for merges of other programs in what came; meanwhile the index learns the files that were written."""
        taken.looked = looked.id if looked else None
        since = taken.looked or taken.old

        def look() -> None:
            if since and taken.mine and since != taken.mine:
                try:
                    taken.merges = foreign_merges(self.repository, since, taken.mine)
                except GitError:
                    taken.looked = taken.mine  # nothing was seen: the next sync looks again

        if not taken.came:
            look()
            return
        with suppress(GitError):  # it only saves the next command some time
            writing.refresh_index(self.repository, self.book.keep, look)

    def _taken(self, found: Objects, mine: Commit | None, theirs: Commit | None) -> Taken:
        if theirs is None:
            return Taken(mine and mine.id, None)
        if mine is None:
            return self._land(found, "", theirs.id, theirs, ())
        if mine.id == theirs.id:
            last = found.commit(self.far.synced)
            if last is None or last.id != theirs.id:  # the user did by hand what we would have done
                writing.move(self.repository, {self.far.synced: (theirs.id, None)}, "crm sync", self.book.keep)
            return Taken(mine.id, theirs.id)
        joiner = Joiner(self.repository, found)
        bases = self._related(found, mine, theirs)
        ours, others = found.files(mine.tree), found.files(theirs.tree)
        if theirs.id in bases:
            self._guard(joiner, others, ours, f"from {self.far.name}")
            return Taken(mine.id, theirs.id)
        if mine.id in bases and (BOOK_FILE in others or BOOK_FILE not in ours) and not clash(ours, others):
            self._guard(joiner, ours, others, "here")
            return self._land(found, mine.id, theirs.id, theirs, ())
        joined = joiner.join(joiner.joined(bases) or {}, ours, others, Order(age(mine), age(theirs)))
        self._guard(joiner, ours, joined.files, "here")
        self._guard(joiner, others, joined.files, f"from {self.far.name}")
        new = self._commit(found, joiner, joined, (mine, theirs))
        return self._land(found, mine.id, new, theirs, joined.decisions)

    def _related(self, found: Objects, mine: Commit, theirs: Commit) -> list[str]:
        """The last commits that both sides share. Raises Unmet where they do not fit together."""

        def trees() -> None:  # which are kept
            for side in (mine, theirs):
                found.files(side.tree)

        bases = merge_bases(self.repository, mine.id, [theirs.id], trees)
        if self.join:
            return bases
        name = self.far.name
        if not bases:
            if (self.repository.common / "shallow").exists():
                raise Unmet("this clone does not have all of the history", "get the rest with: git fetch --unshallow")
            is_book = BOOK_FILE in found.files(theirs.tree)
            what = "a book with a history of its own" if is_book else f"no book (it has no {BOOK_FILE})"
            raise Unmet(
                f"what is at {name} is {what}, so nothing was taken in or given",
                f"put both together with: crm sync --join; or correct the address: git remote set-url {name} ADDRESS",
            )
        last = found.commit(self.far.synced)
        if last is None or last.id in bases or not is_ancestor(self.repository, last.id, mine.id):
            return bases
        if not is_ancestor(self.repository, last.id, theirs.id):
            raise Unmet(
                f"the history at {name} was rewritten: it no longer has what this book got from there or gave to it",
                "keep all of both sides with: crm sync --join; or give up yours with: "
                f"git reset --keep {self.far.fetched}",
            )
        return bases

    def _guard(self, joiner: Joiner, before: Files, after: Files, where: str) -> None:
        """Raises TooMany where a step would take many contacts away."""
        contacts = [path for path in before if path.startswith("contacts/")]
        missing = tuple(path for path in contacts if path not in after)
        if self.deletions or not Deletions(missing, len(contacts)).too_many:
            return
        order = Order(age(Commit("a", "", (), 0, "")), age(Commit("b", "", (), 1, "")))
        gone = joiner.join(before, before, after, order).gone_from_a  # without those that were only renamed
        if gone.too_many:
            raise TooMany(
                f"{len(gone.paths)} of {gone.of} contacts would be deleted {where}, such as {gone.paths[0]}; "
                "nothing was changed",
                "if that is meant: crm sync --allow-deletions",
            )

    def _commit(self, found: Objects, joiner: Joiner, joined: Joined, sides: tuple[Commit, Commit]) -> str:
        """The commit that has both sides, the same on each machine."""
        first, second = sorted(sides, key=age)
        before = found.files(first.tree)
        changed = {path: joined.files.get(path) for path in sorted({*before, *joined.files})}
        content = {path: _content(entry, joiner) for path, entry in changed.items() if entry != before.get(path)}
        said = "".join(f"\n{decision.path}: {decision.text}" for decision in joined.decisions)
        message = f"{_SUBJECT}\n{said}\n" if said else f"{_SUBJECT}\n"
        parents = [first.id, second.id]
        writing.write_commit(self.repository, content, parents, second.time, message, self.book.keep, _load_words)
        found.keep(joiner.made)
        made = found.commit(writing.MERGED)
        if made is None:
            raise GitError("git has lost the commit that it has just made")
        return made.id

    def _land(self, found: Objects, old: str, new: str, theirs: Commit, decisions: Sequence[Decision]) -> Taken:
        came: dict[str, landing.Change] = {}
        try:
            writing.check_paths(
                self.repository, new, self.book.keep, lambda: came.update(landing.changes_between(found, old, new))
            )
        except GitError as error:
            what = f"what is at {self.far.name} holds a path that no git writes ({error}); nothing was taken in"
            raise Unmet(what, "ask who pushes there") from None
        for path, why in self.held.items():
            if path in came:
                raise Unmet(
                    f"{path} looks damaged here ({why}) and has changed on the other side; nothing was taken in",
                    f"bring it back with: git restore {path}; or accept it with: crm sync --accept {path}",
                )
        for path, what in filtered(self.repository, came, self.configured).items():
            raise Unmet(
                f"{path} goes through a filter of git ({what}), which crm sync does not run; nothing was taken in",
                "take it in with: git pull; then sync again",
            )
        plan = Plan(self.branch, old, new, self.far.synced, theirs.id)
        landed = landing.land(self.book.store, self.repository, found, plan, self.book.keep)
        met = [Decision(path, "met", "edited here while the other side came: it has both") for path in landed.met]
        warnings = [f"{path} was not written: {why}" for path, why in landed.left.items()]
        return Taken(new, theirs.id, old or None, _versions(found, came), [*decisions, *met], warnings)


def _load_words() -> None:
    """Loads what tells of changes, while git is at work and we would wait."""
    from crm.core.documents import yamlscan
    from crm.core.versions import changes

    del yamlscan, changes


def _content(entry: Entry | None, joiner: Joiner) -> Content | None:
    return Content(entry.mode, joiner.made.get(entry.id, entry.id)) if entry is not None else None


def _versions(found: Objects, came: Mapping[str, landing.Change]) -> dict[str, Versions]:
    entries = [entry for change in came.values() for entry in change if entry is not None and entry.regular]
    contents = found.blobs(entry.id for entry in entries)
    return {
        path: (contents.get(old.id) if old else None, contents.get(new.id) if new else None)
        for path, (old, new) in came.items()
    }
