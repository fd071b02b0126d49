"""What the index keeps for a mail program: for each contact a line, and the words by whose beginnings it is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crm.adapters.index.database import Index
from crm.core.contacts.addressees import addressee, words_of
from crm.core.model import Contact

Entry = tuple[str, str, str, str]
"""Slug, line, words, and the mark of the file."""


def entry(contact: Contact, mark: str) -> Entry | None:
    """What is kept of a contact; nothing of somebody who is not offered."""
    line = addressee(contact)
    return None if line is None else (contact.slug, line, "\n".join(sorted(words_of(contact))), mark)


def keep(index: Index, entries: Sequence[Entry]) -> None:
    """Keeps the entries of contacts of whom nothing is kept."""
    index.run_all("INSERT INTO addressees VALUES (?, ?, ?, ?)", entries)
    each = ((word, slug) for slug, _, words, _ in entries for word in words.split("\n"))
    index.run_all("INSERT INTO addressing VALUES (?, ?)", each)


def forget(index: Index, slugs: Iterable[str]) -> None:
    """Keeps nothing of these contacts any more."""
    for slug in slugs:
        for (words,) in index.rows("SELECT words FROM addressees WHERE slug = ?", [slug]):
            each = ((word, slug) for word in words.split("\n"))
            index.run_all("DELETE FROM addressing WHERE word = ? AND slug = ?", each)
            index.run("DELETE FROM addressees WHERE slug = ?", [slug])
