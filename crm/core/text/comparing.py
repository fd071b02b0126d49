"""The form in which names compare."""

from __future__ import annotations


def plain(text: str) -> str:
    """A text without case, accents and doubled spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    import unicodedata  # completion of a plain word does not wait for it

    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
