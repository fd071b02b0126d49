from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import GOOD, found, letter, problems

DEMANDING = [
    "Please reply by Friday.",
    "Please get back to me as soon as possible.",
    "I expect your answer this week.",
    "When can we meet?",
    "As a reminder, you promised to introduce me.",
    "Just a friendly reminder about the deck.",
    "I'm still waiting.",
    "You said you would forward it.",
    "Let me know by Monday.",
    "Why haven't you answered?",
    "I need your answer.",
    "Don't forget to send the deck.",
]
CALM = [
    "I expect you know the story already.",
    "No need to reply by any date, or at all.",
    "I put a note on my desk as a reminder.",
    "You said you would never go back to firm life.",
    "I'll send it by Friday at the latest.",
    "Urgent care is where I began.",
    "You told me to make sure that I sweep.",
    "I insist on sharpening before lunch.",
    "If you ever have ten minutes, I'd be glad.",
    "As you promised, the view is fine.",
    "I won't expect an answer.",
]


@pytest.mark.parametrize("line", DEMANDING)
def test_demanding(line: str) -> None:
    assert found("L12", letter(f"{GOOD}\n\n{line}")) == ["error"]


@pytest.mark.parametrize("line", CALM)
def test_not_demanding(line: str) -> None:
    assert [one.message for one in problems(letter(f"{GOOD}\n\n{line}")) if one.rule == "L12"] == []


ASKING = [
    "Do you have any openings?",
    "Are you hiring?",
    "Could you refer me?",
    "Would you be willing to refer me for the role?",
    "Could you pass my résumé on to your manager?",
    "Please forward my CV to the team.",
    "Please keep me in mind for openings.",
    "If you hear of any open positions, please let me know.",
    "I'd appreciate a referral.",
    "Could you put in a good word for me?",
    "Please consider me for the role.",
    "Let me know if any jobs come up.",
]
THANKING = [
    "Thank you for offering to refer me.",
    "Thank you for passing my résumé on to your manager.",
    "You offered to forward my CV, and I'm grateful.",
    "They decided to hire me in June.",
    "The referral you gave me opened the door.",
    "I'm not asking you to refer me.",
    "If you hear of a good book on it, I'd love to know.",
    "You told me that resumes are read in six seconds.",
    "Keep me in mind when the barn is raised.",
    "My job is to answer the phone.",
    "It got my foot in the door.",
    "Could you recommend me a book?",
]


@pytest.mark.parametrize("line", ASKING)
def test_asking_for_a_job(line: str) -> None:
    assert found("L13", letter(f"{GOOD}\n\n{line}")) == ["error"]
    assert found("L13", letter(f"{GOOD}\n\n{line}", kind="congratulation")) == ["error"]


@pytest.mark.parametrize("line", THANKING)
def test_not_asking_for_a_job(line: str) -> None:
    assert [one.message for one in problems(letter(f"{GOOD}\n\n{line}")) if one.rule == "L13"] == []


def test_a_request_may_ask_more() -> None:
    assert found("L13", letter("Are you hiring?", kind="request")) == []


@pytest.mark.parametrize(
    "lines",
    [
        "Could you send me the deck? Would you mind reading my draft?",
        "Could you send me the deck?\n\nPlease let me know whether I can come.",
        "Who writes the minutes? For whom? And why at all?",
    ],
)
def test_too_many_asks(lines: str) -> None:
    assert found("L15", letter(f"{GOOD}\n\n{lines}")) == ["warning"]


@pytest.mark.parametrize(
    "lines",
    [
        "Could you send me the deck?",
        "Who writes the minutes? For whom?",
        "Please don't feel you must answer. Please let me know if I can help. Please give my regards to the team.",
        "You asked whether I could come. I could.",
        "Could you send me the deck? Please feel free to say no.",
    ],
)
def test_one_ask(lines: str) -> None:
    assert found("L15", letter(f"{GOOD}\n\n{lines}")) == []


@pytest.mark.parametrize(
    ("text", "grave"),
    [
        ("Thanks!", []),
        ("Thanks! Really!", ["warning"]),
        ("Thanks!!", ["warning"]),
        ("Thanks! So much! Really!", ["warning"]),
        ("Thanks!!!!", ["error"]),
        ("See https://example.org/!!!! for it.", []),
    ],
)
def test_exclamation_marks(text: str, grave: list[str]) -> None:
    assert found("L22", letter(text)) == grave
    assert found("L22", letter(text, kind="keep-in-touch")) == []


@pytest.mark.parametrize(
    "text", ["So glad 😀", "See you :-)", "So glad ❤", "thx for it", "It was gr8", "I'm gonna try", "We 🇳🇴 go"]
)
def test_chat(text: str) -> None:
    assert found("L23", letter(text)) == ["warning"]
    assert found("L23", letter(text, kind="congratulation")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The U of T, and U2.",
        "Grüße ya, das ist nicht meine Sprache und ich schreibe sonst ganz anders als hier.",
        "A → B, 5 ✓, 3:30 (pm)",
        "http://example.org/:)",
        "B4 is a paper size",
        "I like IDK Ltd.",
    ],
)
def test_no_chat(text: str) -> None:
    assert found("L23", letter(text)) == []


def test_a_telephone_beside_the_number_is_no_emoji() -> None:
    assert found("L23", letter(close="Best,\nRobin\n☎ +1 555 010 0100 ✉ robin@example.org")) == []


@pytest.mark.parametrize(
    "opener",
    [
        "I hope this email finds you well.",
        "Hope you are well!",
        "I hope you had a great weekend.",
        "I trust you are well.",
    ],
)
def test_a_stock_opener(opener: str) -> None:
    assert found("L24", letter(f"{opener} {GOOD}")) == ["info"]


@pytest.mark.parametrize(
    "opener",
    [
        "I hope the barn stands.",
        "Thank you. I hope you are well.",
        "What a morning.",
        "I hope that the weekend was dry.",
    ],
)
def test_no_stock_opener(opener: str) -> None:
    assert found("L24", letter(f"{opener} {GOOD}")) == []


def test_how_much_may_be_asked_is_a_setting() -> None:
    asks = f"{GOOD}\n\nCould you send me the deck? Would you mind reading my draft?"
    assert found("L15", letter(asks), asks=2) == []
    assert found("L15", letter(f"{GOOD}\n\nCould you send me the deck?"), asks=0) == ["warning"]
    questions = f"{GOOD}\n\nWho writes the minutes? For whom? And why at all?"
    assert found("L15", letter(questions), questions=3) == []
    assert found("L15", letter(f"{GOOD}\n\nWho writes the minutes?"), questions=0) == ["warning"]


def test_how_loud_a_note_may_be_is_a_setting() -> None:
    assert found("L22", letter("Thanks! Really!"), exclamation_warning=3) == []
    assert found("L22", letter("Thanks! Really!"), exclamation_error=2) == ["error"]
    told = problems(letter("Thanks!"), exclamation_warning=1)
    assert [one.message for one in told if one.rule == "L22"] == ["1 exclamation mark"]
