from __future__ import annotations

import inspect

from crm.core.notes.lint import RULES
from crm.core.notes.lint.finding import ALL, FORMAL, MAIL
from crm.core.notes.note import KINDS
from tests.core.notes.lint.desks import found, letter

THANKS = {"thank-you"}
KINDS_OF = {
    "L01": set(KINDS) - {"card", "linkedin"},
    "L03": {"thank-you", "request"},
    "L07": {"thank-you", "card", "update", "report-back"},
    "L09": {"thank-you", "card"},
    "L13": {"thank-you", "card", "linkedin", "update", "article", "congratulation"},
    "L15": {"thank-you", "update", "article"},
    "L16": set(KINDS) - {"linkedin"},
    "L17": {"thank-you", "request"},
    "L20": {"thank-you", "card"},
    "L22": set(KINDS) - {"keep-in-touch", "congratulation"},
    "L26": {"article"},
    "L28": {"update"},
    **dict.fromkeys(("L10", "L11", "L14", "L19"), THANKS),
    **dict.fromkeys(("L02", "L25"), MAIL),
    "L23": FORMAL,
    **dict.fromkeys(("L04", "L05", "L06", "L08", "L12", "L18", "L21", "L24", "L27"), ALL),
}


def test_the_rules_are_those_of_the_table() -> None:
    assert [rule.id for rule in RULES] == [f"L{number:02}" for number in range(1, 29)]
    assert {rule.id: rule.kinds for rule in RULES} == KINDS_OF


def test_a_rule_says_what_it_finds() -> None:
    for rule in RULES:
        assert (inspect.getdoc(rule.find) or "").startswith(f"{rule.id}: ")


def test_a_note_of_no_kind_is_not_judged() -> None:
    assert found("L08", letter("Thanks for everything.", kind="poem")) == []
