"""Names of files: which are the book's, and which can be handed to a shell."""

from __future__ import annotations

RESCUED = ".rescued-"
"""Stands in the name of a file that holds what another program saved while a command of ours was killed."""


def is_ours(name: str, suffix: str) -> bool:
    """Whether a file of that name is one of the book's.

    Not so what is hidden, as our own temporary files are, nor what an editor left: foo~, #foo#, ~$foo.
    """
    if not (name.endswith(suffix) or name.lower().endswith(suffix)):
        return False
    first, last = name[0], name[-1]
    return not (first == "." or last == "~" or first == last == "#" or name.startswith("~$") or RESCUED in name)


def stem(path: str) -> str:
    """The slug of a file: its name without folder and ``.md``."""
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.lower().endswith(".md") else name


def is_word(text: str) -> bool:
    """Whether a shell takes a text for one word and obeys nothing in it: else it is not offered for completion."""
    return all(char.isalnum() or char in "-_.,+@/" for char in text)
