from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import JORDAN, found, letter

NO_MAIL_YET = {"jordan-example": JORDAN.split("- 2026-06-01")[0]}


@pytest.mark.parametrize("keys", [{"subject": ""}, {"kind": "nudge", "subject": ""}, {"subject": '"  "'}])
def test_a_mail_without_a_subject(keys: dict[str, str]) -> None:
    assert found("L01", letter(**keys)) == ["error"]


@pytest.mark.parametrize("keys", [{}, {"kind": "card", "subject": ""}, {"kind": "linkedin", "subject": ""}])
def test_a_subject_or_no_mail(keys: dict[str, str]) -> None:
    assert found("L01", letter(**keys)) == []


@pytest.mark.parametrize(
    "subject",
    [
        "What I have done since with each and all of the things that you kindly told me",
        "How the nine things you told me on Monday went",
        "THANKS AGAIN SO MUCH Robin Sample",
        "IMPORTANT THANKS for Jordan",
        "Thank you!!",
        "Quick question",
        "quick question – Robin Sample",
        "Just checking in",
        "Hi",
        "FYI",
    ],
)
def test_a_clumsy_subject(subject: str) -> None:
    assert found("L02", letter(subject=f'"{subject}"')) == ["warning"]


@pytest.mark.parametrize(
    "subject",
    [
        "Thank You – Informational Interview – Robin Sample",
        "Thank you for half an hour on grid storage – Robin Sample",
        "Thank you!",
        "NHS, ICU and the RCN exam",
        "UNESCO internship, your question",
        "Update: the certification",
        "Hi from the tram museum",
        "Re-reading your advice",
    ],
)
def test_a_good_subject(subject: str) -> None:
    assert found("L02", letter(subject=f'"{subject}"')) == []


@pytest.mark.parametrize("subject", ["Re: our talk", "RE: our talk", "Fwd: our talk", "AW: our talk"])
def test_a_reply_needs_something_to_reply_to(subject: str) -> None:
    assert found("L02", letter(subject=f'"{subject}"'), others=NO_MAIL_YET) == ["warning"]
    assert found("L02", letter(subject=f'"{subject}"')) == []


def test_the_length_of_a_subject_is_a_setting() -> None:
    assert found("L02", letter(subject="A rather long one"), subject_words=3) == ["warning"]
    assert found("L02", letter(subject="A rather long one"), subject_characters=10) == ["warning"]


@pytest.mark.parametrize("subject", ["Thank you", "Thank you, Jordan", "From your visitor of this morning"])
def test_a_subject_without_my_name(subject: str) -> None:
    assert found("L03", letter(subject=subject)) == ["info"]


@pytest.mark.parametrize(
    "keys",
    [
        {"subject": "Thank you – Robin Sample"},
        {"subject": "thanks from ROBIN"},
        {"subject": "Thank you (R. Sample)"},
        {"kind": "update", "subject": "What came of it"},
    ],
)
def test_a_subject_with_my_name(keys: dict[str, str]) -> None:
    assert found("L03", letter(**keys)) == []
