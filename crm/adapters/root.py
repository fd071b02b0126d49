"""Where a book begins, and the names in its folders: asked before anything else is loaded, so with strings alone."""

from __future__ import annotations

import os

from crm.core.filenames import is_ours

BOOK_FILE = "crm.toml"
"""Its presence makes a folder a book."""


def is_book(folder: str) -> bool:
    """Whether a folder is a book."""
    return os.access(f"{folder}/{BOOK_FILE}", os.F_OK)


def above(start: str) -> str | None:
    """The nearest book, looking in ``start`` and then upwards; None where there is none."""
    folder = os.path.realpath(start)
    while not is_book(folder):
        inner, folder = folder, os.path.dirname(folder)
        if folder == inner:
            return None
    return folder


def real(folder: str) -> str | None:
    """The folder itself, behind all links; None where it is none."""
    return os.path.realpath(folder) if os.path.isdir(folder) else None


def names(root: str, folder: str) -> list[str]:
    """The sorted names of the book's Markdown files directly in a folder; none where it cannot be read or is a link."""
    full = f"{root}/{folder}"
    if os.path.islink(full):
        return []
    try:
        with os.scandir(full) as entries:
            return sorted(
                one.name for one in entries if is_ours(one.name, ".md") and one.is_file(follow_symlinks=False)
            )
    except OSError:
        return []
