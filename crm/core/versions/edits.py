"""What was edited in a file in other programs: whether it looks like damage, what it removed, how it is called."""

from __future__ import annotations

from collections.abc import Sequence

from crm.core.documents.filetext import BOM
from crm.core.documents.filetext import read as read_file
from crm.core.documents.places import of_the_book
from crm.core.documents.slugs import stem
from crm.core.versions.changes import turnover

_NAMED = 3
"""Files that the subject of a commit names; more are counted."""

_TEXTS = (".md", ".toml", ".gitignore", ".gitattributes")


def damage(old: bytes | None, new: bytes, path: str) -> str | None:
    """Why an edit of the file at ``path`` looks like damage rather than like somebody's wish; None if it does not.

    ``old`` is the last version that is known, None where there is none.
    """
    if not path.endswith(_TEXTS):
        return None
    if b"\0" in new and b"\0" not in (old or b""):
        return "it holds NUL bytes"
    faults = {fault.rule: fault.line for fault in read_file(new).faults} if path.endswith(".md") else {}
    if "conflict" in faults:
        return f"git left a conflict marker in line {faults['conflict']}"
    if not old:
        return None
    if not new.strip():
        return "it is empty"
    if old.startswith(new) and len(new) < len(old) and not _at_line_end(old, len(new)):
        return "it ends in the middle of a line, and what followed is gone"
    if "front-matter" in faults and _opens(new) and read_file(old).readable and read_file(new).front_end is None:
        return "its front matter has no end any more"
    return None


def _at_line_end(data: bytes, at: int) -> bool:
    return data[at - 1 : at] in {b"\n", b"\r"} or data[at : at + 1] in {b"\n", b"\r"}


def _opens(data: bytes) -> bool:
    return data.removeprefix(BOM.encode()).startswith(b"---")


def removed(old: bytes, new: bytes) -> tuple[str, ...]:
    """The entries of the log that an edit removed, by their first lines; one that was only changed is none of them."""
    return turnover(read_file(old), read_file(new)).gone


def subject(paths: Sequence[str]) -> str:
    """The subject of the commit of some edits: ``edit: ada-example, bob-example and 4 more``."""
    names = [stem(path) if path.endswith(".md") and of_the_book(path) else path for path in paths]
    more = len(names) - _NAMED
    return f"edit: {', '.join(names[:_NAMED])}{f' and {more} more' if more > 0 else ''}"
