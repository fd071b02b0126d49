"""The rules of follow-up, one file each: a contact's history and the situation in, follow-ups out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crm.core.follow_ups.rules import (
    answer,
    birthday,
    card,
    in_touch,
    linkedin,
    nudge,
    promise,
    record,
    report_back,
    thank_you,
)
from crm.core.model import FollowUp
from crm.core.state.history import History
from crm.core.state.situation import Situation
from crm.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the actions it can ask for, what it looks for in words, and the function itself."""

    actions: tuple[str, ...]
    looks_for: str
    follow_ups: Callable[[History, Situation], Iterator[FollowUp]]


_MODULES = (thank_you, answer, record, promise, linkedin, report_back, card, birthday, nudge, in_touch)

RULES = tuple(Rule(module.ACTIONS, module.LOOKS_FOR, module.follow_ups) for module in _MODULES)

ACTIONS = tuple(action for rule in RULES for action in rule.actions)
"""Every action that the list can show."""
