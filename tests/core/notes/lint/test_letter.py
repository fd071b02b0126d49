from __future__ import annotations

import pytest

from crm.core.notes.lint import letter
from tests.core.notes.lint.desks import phrases

ME = "Robin Sample"


def parts(text: str, me: str = ME) -> tuple[str | None, str, str | None, str | None]:
    """The name in the salutation, the body, the closing and the name under it."""
    read = letter.read(text, 1, phrases(), me)
    greeting, sign_off = read.greeting, read.sign_off
    body = " ".join(line for _, line in read.body_lines if line.strip())
    return (
        greeting.who if greeting else None,
        body,
        sign_off.closing if sign_off else None,
        sign_off.name if sign_off else None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, "", None, None)),
        ("Dear Jordan,\n\nThanks.\n\nBest,\nRobin", ("Jordan", "Thanks.", "Best", "Robin")),
        ("Hi Jordan, thanks. Robin", ("Jordan", "thanks. Robin", None, None)),
        ("Hi Jordan – thanks.", ("Jordan", "thanks.", None, None)),
        ("Hi Jordan. Thanks.", ("Jordan", "Thanks.", None, None)),
        ("Hi Jordan it was great.", ("Jordan", "it was great.", None, None)),
        ("Hello!\n\nThanks.", ("", "Thanks.", None, None)),
        ("Dear Dr. van der Berg:\nThanks.", ("Dr. van der Berg", "Thanks.", None, None)),
        ("Best of all was the tram.", (None, "Best of all was the tram.", None, None)),
        ("9 June 2026\n\nJordan Example\nBerlin\n\nDear Jordan:\n\nThanks.", ("Jordan", "Thanks.", None, None)),
        ("One.\n\nAll the best\n\nRobin Sample", (None, "One.", "All the best", "Robin Sample")),
        (
            "Thanks.\n\nMany thanks again for it all!\nRobin",
            (None, "Thanks.", "Many thanks again for it all!", "Robin"),
        ),
        (
            "Hi Jordan,\n\nOne.\n\nBest,\nRobin\n\nP.S. Two.",
            ("Jordan", "One. P.S. Two.", "Best", "Robin"),
        ),
        ("Hi Jordan,\n\nOne.\n\n> Dear Robin,\n> Two.\n\nBest,\nRobin", ("Jordan", "One.", "Best", "Robin")),
        ("Hi Jordan,\r\n\r\nOne.\r\n\r\nBest,\r\nRobin\r\n", ("Jordan", "One.", "Best", "Robin")),
        (
            "Dear Jordan,\n\nOne.\n\nThank you for your time.\nRobin",
            ("Jordan", "One.", "Thank you for your time.", "Robin"),
        ),
    ],
)
def test_the_parts(text: str, expected: tuple[str | None, str, str | None, str | None]) -> None:
    assert parts(text) == expected


def test_lines_are_those_of_the_file() -> None:
    read = letter.read("\nDear Jordan,\n\nOne.\n\nBest,\nRobin\nrobin@example.org\n", 10, phrases(), ME)
    assert read.greeting == letter.Greeting(11, "Jordan")
    assert read.first_line == 13
    assert read.sign_off is not None
    assert read.sign_off.line == 15
    assert read.sign_off.below[-1] == (17, "robin@example.org")
