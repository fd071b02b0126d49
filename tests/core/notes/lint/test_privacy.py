from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import GOOD, JORDAN, PEOPLE, found, letter, problems

TOLD = [
    "How lovely that you are expecting twins!",
    "Good luck with the twins in autumn.",
    "An autumn with twins will be busy.",
]
KEPT = [
    "I'll write to you in autumn.",
    "I am not expecting an answer.",
    "My own twin sister says hello.",
    "Autumn is coming. I expect rain. We have two cats.",
]


@pytest.mark.parametrize("line", TOLD)
def test_a_private_detail_is_told(line: str) -> None:
    told = [one for one in problems(letter(f"{GOOD}\n\n{line}")) if one.rule == "L27"]
    assert [(one.severity, one.line) for one in told] == [("error", 14)]
    assert "contacts/jordan-example.md:17" in told[0].message


@pytest.mark.parametrize("line", KEPT)
def test_a_private_detail_is_kept(line: str) -> None:
    assert found("L27", letter(f"{GOOD}\n\n{line}")) == []


@pytest.mark.parametrize(
    ("private", "line", "grave"),
    [
        ("divorced", "I'm sorry that you are divorced.", ["error"]),
        ("boss is leaving", "Before leaving I counted to ten.", []),
        ("boss is leaving", "I heard that your boss is leaving.", ["error"]),
        ("earns 92,000 a year at Nordwind Capital", "With 92,000 a year I could not sleep.", []),
        ("earns 92,000 a year at Nordwind Capital", "Nordwind pays 92,000, I gather.", ["error"]),
        ("wants to change jobs", "You want to change how people think about jobs.", []),
        ("", "Nothing at all.", []),
    ],
)
def test_what_tells_it(private: str, line: str, grave: list[str]) -> None:
    others = {"jordan-example": JORDAN.replace("is expecting twins in autumn", private)}
    assert found("L27", letter(f"{GOOD}\n\n{line}"), others=others) == grave


def test_what_stands_elsewhere_in_the_log_is_no_secret() -> None:
    others = {"jordan-example": JORDAN.replace("- private", "- anecdote: expecting twins in autumn\n  - private")}
    assert found("L27", letter(f"{GOOD}\n\n{TOLD[0]}"), others=others) == []


def test_what_others_keep_private() -> None:
    others = {
        "ann-field": f"{PEOPLE['ann-field']}\n## Log\n\n- 2026-05-05 call\n  - private: sells the vineyard to cousins\n"
    }
    assert found("L27", letter(f"{GOOD}\n\nShe sells the vineyard to her cousins."), others=others) == ["error"]
    assert found("L27", letter(f"{GOOD}\n\nMy cousins have a vineyard."), others=others) == []
