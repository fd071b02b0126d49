"""Any script in Latin letters, by the anyascii library's tables."""

from __future__ import annotations


def latin(text: str) -> str:
    """The text in ASCII: what is ASCII already stays, other letters are written by their sound."""
    if text.isascii():
        return text
    from anyascii import anyascii

    return anyascii(text)
