"""The part of a book on which an answer depends."""

from __future__ import annotations

from typing import NamedTuple

from crm.core.state.situation import Situation


class Selection(NamedTuple):
    """A situation with all contacts on whom the list depends.

    ``beyond`` counts the gentle follow-ups of others, which the day's cap keeps back; ``pressing`` says whether any of
    these is due or late.
    """

    situation: Situation
    beyond: int = 0
    pressing: bool = False
