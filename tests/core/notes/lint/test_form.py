from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.notes.lint.desks import CLOSE, GOOD, ME, found, letter, problems

OPENING = "Thank you for this morning. The weekly reviews that saved the migration have stayed with me."

IDLE = [
    "You promised, as I remember, that I will send you a short update.",
    "I will keep in touch.",
    "I'll certainly let you know.",
    "I really enjoyed it and I was impressed.",
    "I will take your advice to heart.",
    "I'll always remember what you said.",
    "I have learned what patience is, and I hope to learn more.",
    "I am looking forward to it.",
]
ACTIVE = [
    "As promised, I will send you the deck by Friday.",
    "I have signed up for the course.",
    "I've already ordered the book.",
    "I signed up.",
    "I'll call the school on Monday.",
    "I am now rewriting my report.",
    "I'm going to try it.",
    "I plan to visit the open day.",
    "On your advice my application waits.",
    "I have decided to apply.",
    "I wrote to the school at once.",
    "I am eager to try one.",
    "I just put the first one into the calendar.",
]


@pytest.mark.parametrize("line", IDLE)
def test_no_action(line: str) -> None:
    assert found("L11", letter(f"{OPENING}\n\n{line}")) == ["warning"]


@pytest.mark.parametrize("line", ACTIVE)
def test_an_action(line: str) -> None:
    assert found("L11", letter(f"{OPENING}\n\n{line}")) == []


def test_no_action_says_which_advice_waits() -> None:
    told = next(one for one in problems(letter(OPENING)) if one.rule == "L11")
    assert told.hint == 'say what you did, or will do, about: "Take the analytics certification before applying"'


@pytest.mark.parametrize(
    "end", ["My table is full of books.", "Thank you again.", "Migrations are saved by reviews. So be it."]
)
def test_no_look_ahead(end: str) -> None:
    assert found("L14", letter(f"{OPENING}\n\n{end}")) == ["warning"]


@pytest.mark.parametrize(
    "end",
    [
        "I'd be delighted to stay in touch.",
        "You'll hear from me in the autumn.",
        "I look forward to your book.",
        "If I can ever return the favour, I am here.",
        "I'll write again. All the best to your team. The beans are up. It rains.",
        "P.S. See you at the meetup in May.",
        "Ich melde mich im Herbst noch einmal bei Ihnen und berichte dann gern von der Prüfung und meiner Bewerbung.",
    ],
)
def test_a_look_ahead(end: str) -> None:
    opening = "" if end.startswith("Ich") else OPENING
    assert found("L14", letter(f"{opening}\n\n{end}")) == []


@pytest.mark.parametrize(
    "close",
    [
        "",
        "Kind regards,",
        "Robin Sample\nrobin@example.org",
        "Best,\n\n+1 555 010 0100",
        "I am done.",
        "I would love to tell you how it goes, and when.\n\nRobin Sample",
    ],
)
def test_no_sign_off_or_no_name(close: str) -> None:
    assert found("L16", letter(close=close)) == ["error"]


@pytest.mark.parametrize(
    "close",
    [
        CLOSE,
        "Best,\nRobin",
        "Sincerely,\n\n\n\nRobin Sample",
        "Best regards, Robin",
        "Thanks again, and all good wishes from the desk,\nRobin",
        "— Robin",
        "Mit freundlichen Grüßen\nRobin Sample",
        "Yours sincerely\n\nRobin (Sample)",
        "Best\nR.",
        "With every good wish for the spring\n\nRobin Sample\nSupport lead\nrobin@example.org\n\nSent from my phone",
        "Warmly,\n\n**Robin Sample**",
        "Kind regards\nBobby",
        "Best regards,\nlinkedin.com/in/robin-sample\nRobin Sample",
        "Best regards,\n\nRobin Sample\nrobin@example.org\n\nMany thanks",
        "I would love to tell you how it goes. With thanks for the red pen,\n\nRobin Sample",
    ],
)
def test_a_sign_off(close: str) -> None:
    assert found("L16", letter(close=close)) == []


@pytest.mark.parametrize(
    ("kind", "close", "grave"),
    [
        ("thank-you", "xoxo\nRobin", ["warning"]),
        ("thank-you", "Cheers,\nRobin", ["warning"]),
        ("keep-in-touch", "Cheers,\nRobin", []),
        ("keep-in-touch", "Lots of love,\nRobin", ["warning"]),
        ("card", "Robin", []),
        ("congratulation", "Robin", []),
        ("update", "Robin", ["error"]),
        ("card", "", ["error"]),
        ("linkedin", "", []),
    ],
)
def test_sign_offs_by_kind(kind: str, close: str, grave: list[str]) -> None:
    assert found("L16", letter(kind=kind, close=close)) == grave


def test_without_a_name_of_mine_any_name_will_do() -> None:
    nameless = replace(ME, name="")
    assert found("L16", letter(close="Best regards,\nCasey Anyone"), me=nameless) == []
    assert found("L16", letter(close="Best regards,\n+1 555 010 0100"), me=nameless) == ["error"]


def test_a_closing_without_a_name_is_not_excused_by_a_short_line_above() -> None:
    assert found("L16", letter(close="Many thanks\n\nSee you in autumn\n\nBest regards,")) == ["error"]


def test_an_address_above_the_sign_off_is_none_under_it() -> None:
    body = f"{GOOD} linkedin.com/in/robin-sample, robin@example.org"
    assert found("L17", letter(body=body, close="Best,\n\nRobin Sample\n")) == ["warning", "warning"]


@pytest.mark.parametrize(
    ("under", "count"),
    [
        ("robin@example.org", 1),
        ("linkedin.com/in/robin-sample", 1),
        ("", 2),
        ("+1 555 010 0100", 1),
        ("robin@example.org\nwww.linkedin.com/in/robin-sample", 0),
        ("(555) 010-0100 | https://linkedin.com/in/robin-sample", 0),
        ("robin@example.org\n\nPS: The beans are in.\n\nlinkedin.com/in/robin-sample", 0),
        ("PS: The beans are in.\n\nrobin@example.org\nlinkedin.com/in/robin-sample", 0),
        ("robin@example.org\nSupport lead, Example Grid\nExample Street 4\nlinkedin.com/in/robin-sample", 0),
        ("robin@example.org\nlinkedin.com/in/robin-sample\n\nMany thanks again", 0),
        ("[LinkedIn](https://www.linkedin.com/in/robin-sample) · robin@example.org", 0),
    ],
)
def test_how_to_reach_me(under: str, count: int) -> None:
    assert found("L17", letter(close=f"Best,\n\nRobin Sample\n{under}\n")) == ["warning"] * count


def test_who_has_no_linkedin_is_not_asked_for_it() -> None:
    close = "Best,\n\nRobin Sample\nrobin@example.org"
    assert found("L17", letter(close=close), me=replace(ME, linkedin="none")) == []
    assert found("L17", letter(close=close, kind="update")) == []


def words(count: int) -> str:
    return " ".join(["beans"] * count)


@pytest.mark.parametrize(
    ("kind", "count", "grave"),
    [
        ("thank-you", 49, ["warning"]),
        ("thank-you", 50, []),
        ("thank-you", 225, []),
        ("thank-you", 226, ["warning"]),
        ("card", 29, ["warning"]),
        ("card", 80, []),
        ("nudge", 61, ["warning"]),
        ("congratulation", 20, []),
    ],
)
def test_the_length_in_words(kind: str, count: int, grave: list[str]) -> None:
    assert found("L18", letter(words(count), kind=kind)) == grave


def test_words_are_those_of_the_body_and_an_address_is_one() -> None:
    long = "https://example.org/a-rather-long-address-with-many-words"
    assert found("L18", letter(f"{words(48)} {long}, don't.\n\n> {words(400)}")) == []
    assert found("L18", letter(words(50)), thank_you_words=(60, 70)) == ["warning"]


@pytest.mark.parametrize(("text", "grave"), [("a" * 192, []), ("a" * 193, ["error"]), ("😀" * 97, ["error"])])
def test_a_linkedin_note_is_counted_whole_in_utf_16_units(text: str, grave: list[str]) -> None:
    keys = {"kind": "linkedin", "subject": "", "close": ""}
    assert found("L18", letter(text, greeting="Hi Jo,", **keys)) == grave
    assert found("L18", letter(text, greeting="Hi Jo,", **keys), linkedin_characters=300) == []


@pytest.mark.parametrize(
    "line",
    [
        "Please find attached the agenda.",
        "I have attached the agenda.",
        "The agenda is attached.",
        "Attached is the agenda.",
        "I attach the agenda.",
        "You'll find it in the attachment.",
        "Enclosed please find the agenda.",
    ],
)
def test_what_is_attached_is_named(line: str) -> None:
    assert found("L25", letter(f"{GOOD}\n\n{line}")) == ["warning"]
    assert found("L25", letter(f"{GOOD}\n\n{line}", attach="[agenda.pdf]")) == []


@pytest.mark.parametrize(
    "line",
    [
        "No strings attached.",
        "I've grown attached to the plan.",
        "I was attached to the ward for a year.",
        "There is nothing attached, only thanks.",
    ],
)
def test_nothing_is_attached(line: str) -> None:
    assert found("L25", letter(f"{GOOD}\n\n{line}")) == []


def test_no_resume_goes_along_with_thanks() -> None:
    assert found("L25", letter(attach="robin_sample_CV.pdf")) == ["warning"]
    assert found("L25", letter(f"{GOOD}\n\nI attach my résumé.", attach="[all.pdf]")) == ["warning"]
    assert found("L25", letter(attach="[cv.pdf]", kind="update")) == []
    assert found("L25", letter(attach="[agenda.pdf]")) == []
