from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import found, letter, problems

LEFT = [
    "I loved [[what did they say that stuck?]].",
    "I loved [[not-in-the-book]].",
    "I work at [Company Name].",
    "We spoke about [mention something specific you discussed].",
    'She said "I like [topic]".',
    "Thanks, {{name}}.",
    "Thanks, {First Name}.",
    "Thanks {% if talk %}.",
    "Thanks, <NAME>.",
    "Thanks, <your first name>.",
    "We spoke about ___ for long.",
    "My number is XXX-XXXX.",
    f"Here {'TO'}{'DO'} add the link.",
    "Here comes the date, TBD.",
    "Signed, Your Name",
    "Regards from the NAME family",
]
FINE = [
    "As one study [1] has it, and another [2].",
    "Read [the piece](https://example.org/a_b___c) and [this one][1].",
    "See [[priya-ramaswamy]], [[contacts/sam-introducer.md]] and [[jordan-example|Jordan]].",
    "- [ ] one thing\n- [x] another",
    'She said "do it [the exam] before June" and "never [sic] again".',
    "Write to <robin@example.org> or see <https://example.org/NAME>.",
    "In snake_case and __init__ all is well, _really_.",
    "_____________",
    "I gave her your name and he has a full name too.",
    "It is 5 < 7, and <b>bold</b>.",
    "See the footnote[^1] [...] for more.",
    "The XX chromosome, 3 x 4, XL shirts.",
    "My to-do list is short.",
]


@pytest.mark.parametrize("line", LEFT)
def test_a_placeholder_is_left(line: str) -> None:
    assert set(found("L04", letter(line))) == {"error"}


@pytest.mark.parametrize("line", FINE)
def test_no_placeholder(line: str) -> None:
    assert [problem.message for problem in problems(letter(line)) if problem.rule == "L04"] == []


def test_in_the_subject_and_the_salutation() -> None:
    text = letter(subject='"Thanks, [Name]"', greeting="Dear Interviewer,")
    assert [(problem.rule, problem.line) for problem in problems(text) if problem.rule == "L04"] == [
        ("L04", 4),
        ("L04", 7),
    ]


def test_it_is_quoted_with_its_line() -> None:
    finding = next(problem for problem in problems(letter("One.\n\nTwo [[x?]].")) if problem.rule == "L04")
    assert (finding.line, finding.message) == (11, 'a placeholder is left: "[[x?]]"')
