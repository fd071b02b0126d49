"""The book at a glance, for who completes a word: from the index as it stands, or from the names in a folder.

The index is taken at its word where the folder is as it was when the index was written: its own times change whenever a
file in it is made, renamed, removed or replaced. Else the folder is listed, which is as right, and as fast with some
thousands of files.
"""

from __future__ import annotations

from crm.adapters import environment
from crm.adapters.index.glance import Glance, is_settled, mark, times
from crm.adapters.root import BOOK_FILE, names
from crm.book import whereabouts
from crm.book.errors import CrmError
from crm.book.folders import CONTACTS
from crm.core.filenames import is_word, stem


def slugs(begun: str, book: str | None) -> list[str]:
    """The slugs of the contacts that begin like this, in the book that ``--book`` names; none where there is no book.

    Those of files that cannot be read are among them.
    """
    root = _root(book)
    return [] if root is None else _slugs(root, _glance(root), begun)


def slugs_or_kinds(begun: str, book: str | None) -> list[str] | None:
    """The slugs, and the kinds of interaction; None where crm.toml has to be read for these."""
    root = _root(book)
    if root is None:
        return []
    index = _glance(root)
    if index is None or not mark(f"{root}/{BOOK_FILE}") == index.said("settings") != "":
        return None
    return [*_slugs(root, index, begun), *(kind for kind in index.said("kinds").split("\n") if kind.startswith(begun))]


def files(folder: str, begun: str, book: str | None) -> list[str]:
    """The files of a folder, each by its path or its slug, whichever begins like this."""
    root = _root(book)
    found = [] if root is None else names(root, folder)
    words = (word for name in found for word in (f"{folder}/{name}", stem(name)))
    return [word for word in words if word.startswith(begun) and is_word(word)]


def addressees(text: str, book: str | None) -> list[str] | None:
    """The lines (``crm.core.contacts.addressees``) of all whose words begin like those of a text.

    What is said of each of them is what their file says now. None where files are to be read for that.
    """
    from crm.adapters.index import addressing
    from crm.core.contacts.addressees import in_order, wanted  # the names of files do not wait for it

    root = _root(book)
    index = None if root is None else _glance(root)
    if index is None or not _is_current(f"{root}/{CONTACTS}", index):
        return None
    looked = int(index.said(f"{CONTACTS} looked") or 0)
    try:
        rows = index.rows(*addressing.query(wanted(text)))
    except LookupError:
        return None
    known = all(is_settled(*times(mark(f"{root}/{CONTACTS}/{slug}.md")), looked) for slug, _ in rows)
    return in_order(line for _, line in rows) if known else None


def _is_current(folder: str, index: Glance) -> bool:
    """Whether the names in a folder are those that the index knows."""
    return mark(folder) == index.said(CONTACTS) != ""


def _root(book: str | None) -> str | None:
    try:
        return whereabouts.root(book)
    except (CrmError, OSError):
        return None


def _glance(root: str) -> Glance | None:
    cache = environment.index_folder()
    try:
        return Glance(cache, root) if cache else None
    except LookupError:
        return None


def _slugs(root: str, index: Glance | None, begun: str) -> list[str]:
    known = _known(root, index, begun)
    found = [name for name in names(root, CONTACTS) if name.startswith(begun)] if known is None else known
    return [slug for slug in map(stem, found) if slug.startswith(begun) and is_word(slug)]


def _known(root: str, index: Glance | None, begun: str) -> list[str] | None:
    """The names of files that begin like this, from the index; None where it may be behind."""
    if index is None or not _is_current(f"{root}/{CONTACTS}", index):
        return None
    try:
        rows = index.rows("SELECT names FROM manifest WHERE folder = ?", [CONTACTS])
    except LookupError:
        return None
    packed = b"\0%b\0" % rows[0][0] if rows else b"\0"
    wanted = b"\0" + begun.encode("utf-8", "surrogateescape")
    start = packed.find(wanted)  # they are sorted: those that begin alike stand side by side
    end = start
    while 0 <= end < len(packed) - 1 and packed.startswith(wanted, end):
        end = packed.index(b"\0", end + 1)
    return packed[start + 1 : end].decode().split("\0") if start >= 0 and end > start else []
