"""Who is told how far long work is."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[int, int], object]
"""Called with how much is done, and of how much; with all of it once it is over, however it ends."""


def nobody(done: int, total: int) -> None:
    """Nobody watches."""
