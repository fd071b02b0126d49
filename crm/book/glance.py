"""The book at a glance, for who completes a word: from the index as it stands, or from the names in a folder.

The index is taken at its word where the folder is as it was when the index was written: its own times change whenever a
file in it is made, renamed, removed or replaced. Else the folder is listed, which is as right, and as fast with some
thousands of files.
"""

from __future__ import annotations

from crm.adapters import environment
from crm.adapters.index.glance import Glance, mark
from crm.adapters.index.slugs import known
from crm.adapters.root import BOOK_FILE, names
from crm.book import whereabouts
from crm.book.errors import CrmError
from crm.book.folders import CONTACTS
from crm.core.filenames import is_word, stem

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.adapters.index.slugs import Known


def slugs(begun: str, book: str | None) -> Sequence[str]:
    """The slugs of the contacts that begin like this, in the book that ``--book`` names; none where there is no book.

    Those of files that cannot be read are among them.
    """
    root = _root(book)
    return [] if root is None else _slugs(root, _known(root, begun), begun)


def slugs_or_kinds(begun: str, book: str | None) -> list[str] | None:
    """The slugs, and the kinds of interaction; None where crm.toml has to be read for these."""
    root = _root(book)
    if root is None:
        return []
    known = _known(root, begun)
    if known is None or not mark(f"{root}/{BOOK_FILE}") == known.settings != "":
        return None
    return [*_slugs(root, known, begun), *(kind for kind in known.kinds if kind.startswith(begun))]


def files(folder: str, begun: str, book: str | None) -> list[str]:
    """The files of a folder, each by its path or its slug, whichever begins like this."""
    root = _root(book)
    found = [] if root is None else names(root, folder)
    words = (word for name in found for word in (f"{folder}/{name}", stem(name)))
    return [word for word in words if word.startswith(begun) and is_word(word)]


def addressees(text: str, book: str | None) -> list[str] | None:
    """The lines (``crm.core.contacts.addressees``) of all whose words begin like those of a text.

    What is said of each of them is what their file says now. None where files are to be read for that, and where there
    is nobody: a file that was edited in place may hold the word by now.
    """
    from crm.adapters.index import addressing
    from crm.core.contacts.addressees import in_order, wanted  # the names of files do not wait for it

    root = _root(book)
    index = None if root is None else _glance(root)
    if index is None or not mark(f"{root}/{CONTACTS}") == index.said(CONTACTS) != "":
        return None
    try:
        rows = index.rows(*addressing.query(wanted(text)))
    except LookupError:
        return None
    if not rows or not all(mark(f"{root}/{CONTACTS}/{slug}.md") == known != "" for slug, _, known in rows):
        return None
    return in_order(line for _, line, _ in rows)


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


def _known(root: str, begun: str) -> Known | None:
    cache = environment.index_folder()
    try:
        return known(cache, root, begun) if cache else None
    except LookupError:
        return None


def _slugs(root: str, known: Known | None, begun: str) -> Sequence[str]:
    """The slugs that begin like this: the known ones, or those of the files that are there where they may be others."""
    if known is not None and mark(f"{root}/{CONTACTS}") == known.folder != "":
        return known.slugs
    found = (stem(name) for name in names(root, CONTACTS) if name.startswith(begun))
    return sorted(slug for slug in found if slug.startswith(begun) and is_word(slug))
