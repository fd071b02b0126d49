from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import found, letter, problems

OTHERS = {
    "bjorn-muller": "---\nname: Björn Müller-Lüdenscheid\n---\n",
    "sarah-oconnor": "---\nname: Sarah O'Connor\n---\n",
    "samantha-wu": "---\nname: Samantha Wu\naliases: [Wu Shan]\n---\n",
}

SOMEBODY_ELSE = ["Dear Priya,", "Hi Ann,", "Dear Dr. Ramaswamy:", "Hello Max Lincoln,", "Priya,", "Hello, Priya!"]
MISSPELT = ["Dear Jordon,", "Dear Jodran,", "Hi Jordan Exampel,", "Dear Ms Exmaple,", "Hello Jorden –", "Jordn,"]
UNKNOWN = ["Dear Hiring Team,", "Hi there,", "Dear Sir or Madam,", "Hey Casey,", "Dear Jordan Wilkins,", "Hello,"]
THEIRS = [
    "Dear Jordan,",
    "dear jordan,",
    "Hi Jo,",
    "Dear J. Example:",
    "Dear Ms. Example,",
    "Dear Dr Jordan Example",
    "Good morning Jordan!",
    "Hello again, Jordan,",
    "Jordan,",
    "Jordan Example:",
    "Dear Jordan and Sam,",
    "Hi Jordan – what a morning.",
    "Respected Sir,",
    "Dear Jordan-san,",
    "Dear Chef Jordan,",
    "Dear Head Example,",  # a word of their role
    "Liebe Jordan,",
    "Thank you, Jordan, for this.",
]


@pytest.mark.parametrize("greeting", SOMEBODY_ELSE)
def test_somebody_else_is_greeted(greeting: str) -> None:
    assert found("L05", letter(greeting=greeting)) == ["error"]


@pytest.mark.parametrize("greeting", MISSPELT)
def test_the_name_is_misspelt(greeting: str) -> None:
    text = letter(greeting=greeting)
    assert found("L05", text) == ["error"]
    assert "the contact is Jordan Example" in next(one.message for one in problems(text) if one.rule == "L05")


@pytest.mark.parametrize("greeting", UNKNOWN)
def test_none_of_their_names(greeting: str) -> None:
    assert found("L05", letter(greeting=greeting)) == ["warning"]


@pytest.mark.parametrize("greeting", THEIRS)
def test_their_name(greeting: str) -> None:
    assert found("L05", letter(greeting=greeting)) == []


@pytest.mark.parametrize(
    ("to", "greeting", "grave"),
    [
        ("bjorn-muller", "Lieber Björn,", []),
        ("bjorn-muller", "Dear Mr. Mueller-Luedenscheid,", []),
        ("bjorn-muller", "Dear Bjorn,", []),
        ("bjorn-muller", "Dear Björg,", ["error"]),
        ("sarah-oconnor", "Dear Ms O’Connor,", []),
        ("sarah-oconnor", "Dear Sara,", ["error"]),
        ("samantha-wu", "Dear Sam,", []),
        ("samantha-wu", "Dear Shan,", []),
    ],
)
def test_other_names(to: str, greeting: str, grave: list[str]) -> None:
    assert found("L05", letter(greeting=greeting, to=to), others=OTHERS) == grave


def test_a_name_in_front_of_the_first_sentence() -> None:
    keys = {"kind": "congratulation", "subject": "News"}
    assert found("L05", letter("Priya, congratulations on the prize!", greeting="", **keys)) == ["error"]
    assert found("L05", letter("Jordan, congratulations on the prize!", greeting="", **keys)) == []
    assert found("L05", letter("Yesterday, I heard of the prize.", greeting="", **keys)) == []


def test_no_name_is_no_fault_among_friends() -> None:
    assert found("L05", letter(greeting="Hello,", kind="keep-in-touch")) == []
    assert found("L05", letter(greeting="Hi,", kind="linkedin", subject="")) == []


def test_a_slip_against_somebody_else_of_that_name() -> None:
    others = {"jordon-other": "---\nname: Jordon Other\n---\n"}
    finding = next(one for one in problems(letter(greeting="Dear Jordon,"), others=others) if one.rule == "L05")
    assert "which is Jordon Other" in finding.message
