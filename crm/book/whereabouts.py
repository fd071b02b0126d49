"""Where the book is that a command is about, found with nothing loaded that takes time."""

from __future__ import annotations

import os

from crm.adapters import environment
from crm.adapters.environment import BadConfig
from crm.adapters.root import above, is_book, real
from crm.book.errors import Unmet, Wrong

_HINT = "make one with: crm init DIR; or name one with --book DIR or $CRM_BOOK"


def root(option: str | None) -> str:
    """The folder that ``--book``, ``$CRM_BOOK``, the current folder or the user's configuration names, in this order.

    Behind all links. Raises Wrong where there is no book, and Unmet.
    """
    named = option or environment.variable("CRM_BOOK")
    if named:
        return _checked(named, "--book" if option else "$CRM_BOOK")
    found = above(os.getcwd())
    if found is not None:
        return found
    try:
        configured = environment.configured_book()
    except BadConfig as error:
        raise Unmet(str(error), "correct the file") from None
    if configured:
        return _checked(configured, environment.config_file())
    raise Wrong("there is no book here: no crm.toml in this folder or one above it", _HINT)


def _checked(named: str, source: str) -> str:
    given = environment.home(named)
    folder = real(given)
    if folder is None:
        raise Wrong(f"{given} (from {source}) is not a folder", _HINT)
    if not is_book(folder):
        raise Wrong(f"{given} (from {source}) is no book: it has no crm.toml", _HINT)
    return folder
