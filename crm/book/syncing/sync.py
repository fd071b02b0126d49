"""Syncing a book with its remote: record, fetch, join, land, push; again where somebody was faster."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from crm.adapters.git import GitError, Repository, locks, remote
from crm.adapters.git.remote import Behind, Refused, Remote, Suspicious, Unreachable
from crm.adapters.store import StoreError, lock
from crm.book import records
from crm.book.book import Book
from crm.book.errors import TooMany, Unmet, Wrong
from crm.book.records import Edits, Pending
from crm.book.watching import Watch, nobody
from crm.core.documents.places import FILES, FOLDERS

if TYPE_CHECKING:
    from crm.book.syncing.incoming import Taken
    from crm.core.merge import Decision
    from crm.core.versions.changes import Changes

_ATTEMPTS = 6
"""How often somebody else may be faster before we give up."""

_WAIT = 60.0
"""Seconds to wait for another sync in the book, which may have to wait for others, and for the network."""

_SAFE = "all of yours is safe here"
_PAUSE = 0.2  # seconds, and more each time


class Wishes(NamedTuple):
    """What the user lets through: edits that look damaged, by path; many deletions; another history, or a rewritten."""

    accept: Collection[str] = ()
    deletions: bool = False
    join: bool = False


@dataclass(slots=True)
class Synced:
    """What a sync did.

    ``came`` maps each path that changed here to what changed, ``went`` has the id and subject of each commit that was
    pushed. ``fault`` says why the rest could not be done, and what to do; what was done by then is done.
    """

    remote: str = ""
    edits: Edits = field(default_factory=Edits)
    came: dict[str, Changes] = field(default_factory=dict)
    went: list[tuple[str, str]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    fault: tuple[str, str] | None = None

    @property
    def complete(self) -> bool:
        """Whether all that is here is there too, and the other way round."""
        return self.fault is None and not self.edits.held and self.edits.fault is None


def sync(book: Book, wishes: Wishes, watch: Watch = nobody) -> Synced:
    """Syncs a book; ``watch`` is told how far git is with what it sends and gets.

    Raises Wrong and Unmet where it may not go on; then nothing was taken in, and nothing was given.
    """
    repository = Repository.at(book.root)
    if repository is None:
        raise Unmet("the book is no git repository, so there is nothing to sync", "make it one with: git init")
    if not book.commits:
        raise Wrong("crm sync records what it syncs", "leave --no-commit out")
    try:
        with lock(book.root, "crm sync", _WAIT, "crm.sync.lock"):
            return _Sync(book, repository, _branch(repository), wishes, watch).run()
    except StoreError as error:
        raise Unmet(error.message, error.hint) from None
    except GitError as error:
        raise Unmet(f"git failed: {error}", "nothing of yours is lost; run crm sync again") from None


def _branch(repository: Repository) -> str:
    begun = repository.unfinished()
    if begun:
        hint = "settle it with: crm resolve" if begun == "a merge" else "end it with git, then sync again"
        raise Unmet(f"{begun} is going on in this book", hint)
    if repository.branch is None:
        raise Unmet("git is on no branch here (a detached HEAD)", "go back to yours with: git switch main")
    return repository.branch


def _pause(attempt: int) -> None:
    """Waits for as long as it takes others, and not for as long as others wait."""
    import random  # hardly ever needed

    time.sleep(random.uniform(0.5, 1.5) * _PAUSE * attempt)


class _Sync:
    """One run."""

    def __init__(self, book: Book, repository: Repository, branch: str, wishes: Wishes, watch: Watch) -> None:
        self.book, self.repository, self.branch, self.wishes, self.watch = book, repository, branch, wishes, watch
        self.configured = remote.settings(repository)
        self.done = Synced()

    @staticmethod
    def _load() -> None:
        """Loads what is needed later, while git is at work and we would wait."""
        from crm.book.syncing import incoming, resolve

        del incoming, resolve

    def run(self) -> Synced:
        self._record()
        far = remote.remote_of(self.branch, self.configured)
        if far is None:
            recorded = len(self.done.edits.recorded)
            what = f"{recorded} edited {'file is' if recorded == 1 else 'files are'} recorded; " if recorded else ""
            raise self._lost(what)
        self.done.remote = far.name
        try:
            self._meet(far)
        except Suspicious as error:
            what = f"what {far.name} sent looks damaged or hostile, and was not taken in: {error}"
            self.done.fault = (what, f"{_SAFE}; {error.hint}")
        except Refused as error:
            self.done.fault = (f"{far.name} did not take what was pushed: {error}", f"{_SAFE}; {error.hint}")
        except Unreachable as error:
            self.done.fault = (f"{far.name} cannot be reached: {error}", f"{_SAFE}; {error.hint}")
        return self.done

    def _lost(self, done: str) -> Unmet:
        """What to say where there is no telling with whom to sync."""
        names = remote.names_of(self.configured)
        if not names:
            return Unmet(f"{done}there is no remote to sync with", "name one with: git remote add origin ADDRESS")
        short = self.branch.removeprefix("refs/heads/")
        return Unmet(
            f"{done}nothing says with which of the remotes to sync: {', '.join(names)}",
            f"say it with: git config branch.{short}.remote {names[0]}",
        )

    def _record(self) -> None:
        """Records what was edited in other programs."""
        with self.book.writing("sync"):
            found = self._pending()
            if not self.wishes.deletions:
                self._guard_disk(found)
            accept = self.wishes.accept
            self.done.edits = records.record_found(self.repository, found.edited, accept, self.book.keep)
        self.done.warnings += [f"{path} is left to git itself: {why}" for path, why in found.left.items()]

    def _pending(self) -> Pending:
        """What was edited, once conflicts of git and their markers are out of it."""
        found = records.pending(self.repository, self.book.store, [*FOLDERS, *FILES])
        if not found.edited and not found.unmerged:
            return found
        from crm.book.syncing import resolve
        from crm.book.syncing.mending import Mended, mend_markers

        mended = resolve.settle_stages(self.book, self.repository) if found.unmerged else Mended()
        mended.add(mend_markers(self.book.store, found.edited))
        self.done.decisions += mended.decisions
        return records.pending(self.repository, self.book.store, [*FOLDERS, *FILES]) if mended.paths else found

    def _guard_disk(self, found: Pending) -> None:
        come = {new for old, new in found.edited.values() if old is None}
        gone = [path for path, (old, new) in found.edited.items() if new is None and old not in come]
        contacts = tuple(path for path in gone if path.startswith("contacts/"))
        if not contacts:
            return
        from crm.core.merge import Deletions

        if Deletions(contacts, len(contacts) + len(self.book.store.paths("contacts"))).too_many:
            raise TooMany(
                f"{len(contacts)} contacts have been deleted here, such as {contacts[0]}; nothing was recorded",
                "bring them back with: git restore contacts; or mean it with: crm sync --allow-deletions",
            )

    def _meet(self, far: Remote) -> None:
        met = set()
        for attempt in range(1, _ATTEMPTS + 1):
            taken = self._take_in(far, there=self._fetch(far))
            mine = self._mended(taken)
            if mine is None or mine == taken.theirs:
                self._tell(taken)
                self._note(taken)
                return
            try:
                self._push(far, taken, mine)
            except Behind:
                met.add(taken.theirs)
                if attempt == _ATTEMPTS and len(met) == 1:  # nobody was faster
                    raise
                _pause(attempt)
                continue
            return
        what = f"somebody else pushed to {far.name} {_ATTEMPTS} times in a row before we could"
        self.done.fault = (what, f"{_SAFE}; run crm sync again")

    def _push(self, far: Remote, taken: Taken, mine: str) -> None:
        """Pushes what is here. While that takes its time, what came is settled."""
        from crm.adapters.git import ancestry, writing

        going = []

        def meanwhile() -> None:
            self._tell(taken)
            going.extend(ancestry.subjects(self.repository, taken.theirs, mine))

        with locks.journal(self.repository, locks.TALKING):
            remote.push(self.repository, far, self.branch, self.configured, meanwhile, self.watch)
            writing.move(self.repository, {far.synced: (mine, None), **self._looked(taken)}, "crm sync")
        self.done.went = going

    def _tell(self, taken: Taken) -> None:
        """Finds words for what came."""
        for path, came in taken.told().items():
            before = self.done.came.get(path)
            if before is not None:
                came = came._replace(logged=(*before.logged, *came.logged), others=(*before.others, *came.others))
            self.done.came[path] = came

    def _note(self, taken: Taken) -> None:
        from crm.adapters.git import writing

        refs = self._looked(taken)
        if refs:
            with suppress(GitError), locks.journal(self.repository, locks.TALKING):
                writing.move(self.repository, refs, "crm sync")

    def _looked(self, taken: Taken) -> dict[str, tuple[str, None]]:
        """The ref that keeps in mind up to which commit other programs' merges were looked at, where it has to move."""
        from crm.book.syncing.mending import MENDED

        return {MENDED: (taken.mine, None)} if taken.mine and taken.mine != taken.looked else {}

    def _fetch(self, far: Remote) -> bool:
        """Whether the remote has the branch, which then is fetched. Raises Unmet where it has others alone."""
        with locks.journal(self.repository, locks.TALKING):
            if remote.fetch(self.repository, far, self.configured, self._load, self.watch):
                return True
            others = remote.branches(self.repository, far, self.configured)
        if others:
            short = far.branch.removeprefix("refs/heads/")
            raise Unmet(
                f"{far.name} has no branch {short}, but has {', '.join(others[:5])}",
                f"go on with theirs by: git branch -m {others[0]}; or give them yours by: git push {far.name} {short}",
            )
        return False

    def _take_in(self, far: Remote, *, there: bool) -> Taken:
        from crm.book.syncing.incoming import Incoming

        incoming = Incoming(
            self.book,
            self.repository,
            self.branch,
            far,
            self.configured,
            self.done.edits.held,
            join=self.wishes.join,
            deletions=self.wishes.deletions,
        )
        taken = incoming.take_in(there=there)
        self.done.decisions += [one for one in taken.decisions if one not in self.done.decisions]
        self.done.warnings += taken.warnings
        return taken

    def _mended(self, taken: Taken) -> str | None:
        """Where the book's branch is after what other programs' merges did to what came has been put right."""
        if not taken.suspects and not taken.merges:
            return taken.mine
        from crm.book.syncing import resolve
        from crm.book.syncing.mending import mend_markers

        with self.book.writing("sync"):
            mended = mend_markers(self.book.store, taken.suspects)
            try:
                mended.add(resolve.mend_merges(self.book, self.repository, taken.merges))
            except GitError:
                taken.looked = taken.mine  # the next sync looks again
            if not mended.paths:
                return taken.mine
            self._note(taken)
            resolve.record(self.book, mended.paths)
        self.done.decisions += [one for one in mended.decisions if one not in self.done.decisions]
        self.done.warnings += self.book.remarks
        self.book.remarks.clear()
        return self.repository.run("rev-parse", "HEAD").decode("ascii", "replace").strip()
