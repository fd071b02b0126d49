"""Which files of a folder are the book's; a book may lie in a folder with other things, such as a program's source."""

from __future__ import annotations

FOLDERS = ("contacts", "notes", "articles", "templates", "inbox")
FILES = ("crm.toml", ".gitattributes", ".gitignore")


def of_the_book(path: str) -> bool:
    """Whether a path, relative to the book, is that of a file of the book."""
    return path in FILES or (path.partition("/")[0] in FOLDERS and "/" in path)
