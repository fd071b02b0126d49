"""Which files of a folder are the book's, and which paths may be written at all, wherever they come from."""

from __future__ import annotations

import re

FOLDERS = ("contacts", "notes", "articles", "templates", "inbox")
REFUSED = "refused.txt"
"""What was proposed and not wanted: `crm.core.incoming.refusals`."""

MEETINGS = "meetings.txt"
"""Which entry is which meeting of a calendar: `crm.core.incoming.meetings`."""

LINEWISE = (REFUSED, MEETINGS)
"""Files whose lines stand for themselves, in any order."""

FILES = ("crm.toml", ".gitattributes", ".gitignore", *LINEWISE)

_LONGEST = 255
"""Bytes of a name on the usual disks."""

_OURS = ".crm"
"""How the names of our own temporary files and locks begin."""

_GIT = re.compile(r"\.git\Z|git~\d+\Z")


def of_the_book(path: str) -> bool:
    """Whether a path, relative to the book, is that of a file of the book."""
    return path in FILES or (path.partition("/")[0] in FOLDERS and "/" in path)


def is_safe(path: str) -> bool:
    """Whether a file may be written at a path that somebody else chose.

    Not where a name would lead elsewhere, hide something from who reads it, or is one that git or this program use.
    """
    return bool(path) and all(_is_safe_name(name) for name in path.split("/"))


def _is_safe_name(name: str) -> bool:
    shown = name.replace("\u200c", "").replace("\u200d", "")  # joiners, which some scripts write words with
    if not shown.isprintable() or "\\" in name or not shown.strip(". "):
        return False
    folded = shown.casefold().rstrip(". ").partition(":")[0]
    return not (_GIT.match(folded) or folded.startswith(_OURS)) and len(name.encode()) <= _LONGEST
