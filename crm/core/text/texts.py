"""How a message shows what somebody wrote."""

from __future__ import annotations

_LONGEST = 60


def quoted(text: str) -> str:
    """A text in quotation marks, cut where it is long."""
    return f'"{text}"' if len(text) <= _LONGEST else f'"{text[:_LONGEST]}…"'
