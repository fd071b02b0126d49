"""Contacts by slug, each made from the index when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from crm.adapters.index.codec import Codec, seconds
from crm.adapters.index.database import Index
from crm.adapters.index.errors import Broken
from crm.adapters.store import Store, StoreError
from crm.book.folders import CONTACTS
from crm.core.documents.slugs import stem
from crm.core.model import Contact

_AT_ONCE = 500
"""Contacts that are in memory together, where all are looked at."""

_KEPT = 5000
"""Contacts that are kept as values: all of most books, and of a large one what fits into some tens of MB."""


class Lookup(Mapping[str, Contact]):
    """The contacts of a book that can be read, in the order of their files.

    ``paths`` are those of their files.
    """

    def __init__(self, index: Index, codec: Codec, store: Store, paths: Sequence[str]) -> None:
        self._index, self._codec, self._store, self._paths = index, codec, store, paths
        self._known: dict[str, Contact | None] = {}

    def __getitem__(self, slug: str) -> Contact:
        found = self._known.get(slug) or self.fresh(slug)
        if len(self._known) < _KEPT:
            self._known[slug] = found
        if found is None:
            raise KeyError(slug)
        return found

    def __iter__(self) -> Iterator[str]:
        return map(stem, self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def each(self) -> Iterator[Contact]:
        """Every contact by slug, none of which is kept: a large book is never in memory as a whole."""
        for slug in sorted(self):
            contact = self.fresh(slug)
            if contact is not None:
                yield contact

    def briefly(self, now: datetime) -> Iterator[Contact]:
        """Every contact by slug, of the log no more than tells the last real contact at a moment; none is kept."""
        slugs = sorted(self)
        for start in range(0, len(slugs), _AT_ONCE):
            some = slugs[start : start + _AT_ONCE]
            known = self._briefs(some[0], some[-1], now)
            for slug in some:
                contact = known.get(slug) or self.fresh(slug)
                if contact is not None:
                    yield contact

    def _briefs(self, first: str, last: str, now: datetime) -> dict[str, Contact]:
        """The contacts between two slugs whose short logs are as good as whole ones now; none of a damaged index."""
        query = "SELECT slug, said FROM briefs WHERE slug BETWEEN ? AND ? AND settled <= ?"
        read = self._codec.read_contact
        try:
            rows = self._index.rows(query, [first, last, seconds(now)])
            return {slug: read(said, slug, f"{CONTACTS}/{slug}.md", ()) for slug, said in rows}
        except Broken:
            self._index.give_up()
            return {}

    def fresh(self, slug: str) -> Contact | None:
        """A contact that is not kept: for who looks at all of them, one after the other."""
        path = f"{CONTACTS}/{slug}.md"
        try:
            rows = self._index.rows("SELECT said, problems FROM files WHERE path = ?", [path])
            if not rows or rows[0][0] is None:
                return None
            said, problems = rows[0]
            return self._codec.read_contact(said, slug, path, self._codec.read_problems(problems, path))
        except Broken:
            self._index.give_up()
            return self._read(path)

    def _read(self, path: str) -> Contact | None:
        """What the file itself says, where the index is damaged."""
        from crm.book import reading

        try:
            data = self._store.read(path).data
        except StoreError:
            return None
        return reading.contact_in(data, path, self._codec.kinds, self._codec.zone)[0]
