from __future__ import annotations

import re
from pathlib import Path

from crm.core.notes.lint import RULES
from crm.core.notes.lint.finding import ALL, FORMAL, MAIL

PAGE = Path(__file__).parents[2] / "docs" / "notes.md"
ROW = re.compile(r"\| (L\d\d) \| .* \| ([^|]+) \| [^|]*\|")
NAMED = {"all": ALL, "mail": MAIL, "formal": FORMAL, "all but linkedin": ALL - {"linkedin"}}


def test_the_page_tells_which_kinds_of_note_each_rule_reads() -> None:
    told = {match[1]: match[2] for match in map(ROW.fullmatch, PAGE.read_text("utf-8").splitlines()) if match}
    assert {rule: NAMED.get(kinds) or frozenset(kinds.split(", ")) for rule, kinds in told.items()} == {
        rule.id: rule.kinds for rule in RULES
    }
