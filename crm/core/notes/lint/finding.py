"""What a rule of the lint is, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crm.core.model import Severity
from crm.core.notes.note import KINDS

if TYPE_CHECKING:
    from crm.core.notes.lint.case import Case

ALL = frozenset(KINDS)
MAIL = ALL - {"card", "linkedin"}
FORMAL = ALL - {"keep-in-touch", "congratulation"}


class Finding(NamedTuple):
    """One finding: the line in the file, how grave it is, what was compared, and a way out."""

    line: int
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the kinds of note it reads, and what finds."""

    id: str
    kinds: frozenset[str]
    find: Callable[[Case], Iterator[Finding]]
