from __future__ import annotations

import pytest

from tests.core.notes.lint.desks import GOOD, JORDAN, found, letter, problems

SPECIFIC = "The weekly reviews across teams that saved the migration have stayed with me."


@pytest.mark.parametrize(
    "body",
    [
        f"{SPECIFIC} I signed up.\n\nThank you for it.",
        "You were kind to see me, and the weekly reviews that saved the migration were news to me.",
        f"{SPECIFIC}",
    ],
)
def test_thanks_come_late_or_never(body: str) -> None:
    assert found("L07", letter(body)) == ["error"]
    assert found("L07", letter(body, kind="card", subject="")) == ["error"]


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        f"I'm so grateful for this morning. {SPECIFIC}",
        f"I'm sorry that this is late.\n\nThanks for the talk. {SPECIFIC}",
        f"Much appreciated, this morning! {SPECIFIC}",
        f"Vielen Dank für das Gespräch. {SPECIFIC}",
    ],
)
def test_thanks_at_the_top(body: str) -> None:
    assert found("L07", letter(body)) == []


def test_an_update_thanks_anywhere() -> None:
    for kind in ("update", "report-back"):
        assert found("L07", letter("I passed the exam.\n\nI thought you would like to know.", kind=kind)) == ["warning"]
        assert found("L07", letter("I passed the exam.\n\nThank you for the push.", kind=kind)) == []
        assert found("L07", letter("I passed.", close="Many thanks,\n\nRobin Sample", kind=kind)) == []
        assert (
            found("L07", letter("Ich habe die Prüfung im Juli bestanden und fange im Herbst dort an.", kind=kind)) == []
        )
    assert found("L07", letter("I saw the news.", kind="congratulation")) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "Your advice was very helpful.",
        "I learned a lot.",
        "I've learnt so much!",
        "Thanks for everything.",
        "It gave me food for thought.",
    ],
)
def test_a_generic_phrase(phrase: str) -> None:
    assert found("L08", letter(f"{GOOD}\n\n{phrase}")) == ["warning"]


@pytest.mark.parametrize(
    "phrase",
    [
        "I learned a lot about how weekly reviews save a migration.",
        "Your advice was very helpful, the analytics certification above all.",
    ],
)
def test_a_generic_phrase_beside_a_takeaway(phrase: str) -> None:
    assert found("L08", letter(f"{GOOD}\n\n{phrase}")) == ["info"]


@pytest.mark.parametrize(
    "phrase",
    [
        "I enjoyed our conversation.",
        "I learned to solder.",
        "Your advice to call the zoo was a good one.",
        "It was great to meet you.",
    ],
)
def test_no_generic_phrase(phrase: str) -> None:
    assert found("L08", letter(f"{GOOD}\n\n{phrase}")) == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "thank-you",
            "Thank you for your time. Your advice was very helpful and I learned a lot. Let's keep in touch.",
        ),
        ("card", "Thank you so much for your time. It was a pleasure to meet you, and your insights were so valuable."),
        ("linkedin", "It was great meeting you. Let's stay in touch!"),
        (
            "update",
            "I hope you are well. Thanks for everything. I learned so much and look forward to staying in touch.",
        ),
    ],
)
def test_hardly_anything_is_left(kind: str, body: str) -> None:
    assert found("L08", letter(body, kind=kind)) == ["error"]


EMPTY_PAGE = """\
I wanted to express my sincere gratitude for our meeting. Speaking with someone so accomplished was an honour, and I
left feeling energised and inspired for my own career. Your passion for what you do truly shines through.

I feel very lucky that you were so open with me, and I will carry your guidance with me wherever I go. Please do not
hesitate to let me know if I can ever be of help to you in return."""


def test_a_page_of_courtesies_is_empty_though_no_phrase_of_it_is_listed() -> None:
    assert found("L08", letter(EMPTY_PAGE)) == ["error"]
    told = "I have hung the checklist for the lorry drivers above my workbench and shown it to both apprentices."
    assert found("L08", letter(f"{EMPTY_PAGE}\n\n{told}")) == []


def test_a_short_word_and_a_congratulation_are_not_empty() -> None:
    assert found("L08", letter("I am so happy for you and wish you all the best.", kind="congratulation")) == []
    assert found("L08", letter("Thank you, and see you there.", kind="nudge")) == []
    assert found("L08", letter("Ich danke Ihnen sehr für das gute Gespräch und die schöne Zeit bei Ihnen.")) == []


def test_the_list_is_the_users_too() -> None:
    from crm.adapters.phrases import load
    from crm.core.notes.lint import Desk, lint
    from crm.core.state.situation import Situation
    from tests.core.notes.lint.desks import NOW, PEOPLE, contact_of, contents_of, note_of

    text = letter(f"{GOOD}\n\nThat was a game changer. I learned a lot.")
    note = note_of(text)
    contents = contents_of([contact_of(slug, other) for slug, other in PEOPLE.items()], [note])
    phrases, slips = load({"generic": "game changer\n- i learned/learnt a lot\n"})
    assert slips == []
    shown = [one.message for one in lint(note, Desk(Situation(contents, NOW), phrases)) if one.rule == "L08"]
    assert shown == ['"game changer" would fit anyone']


UNRECOGNISABLE = [
    "Thank you for your time this morning. I enjoyed hearing about your career and your role in the company.",
    "Thank you for the talk. The story of the turbine and its vibration sensors stays with me.",
    "Thank you! You are such a good teacher, and I went home very happy about everything we discussed.",
]
RECOGNISABLE = [
    "Thank you. How reviewing each other's work every week rescued the migration was news to me.",
    "Thank you. To migrate with a review a week is brave.",
    "Thank you. I've booked the certificate in analytics.",
    "Thank you. I will get certified in analytics.",
    "Thank you. The migration!",
]


@pytest.mark.parametrize("body", UNRECOGNISABLE)
def test_no_takeaway_is_recognisable(body: str) -> None:
    assert found("L09", letter(body)) == ["error"]
    assert found("L09", letter(body, kind="card", subject="")) == ["error"]


@pytest.mark.parametrize("body", RECOGNISABLE)
def test_a_takeaway_is_recognisable(body: str) -> None:
    assert found("L09", letter(body)) == []


@pytest.mark.parametrize(
    ("logged", "said", "grave"),
    [
        ("4-hour batteries pay for themselves at the coast", "Thank you. Four-hour batteries, who knew.", []),
        ("They throw away 118 of 160 dashboards", "Thank you. I think of the 118 every day.", []),
        ("They want 30 of them", "Thank you. I waited 30 minutes.", ["error"]),
        ("The county hires in February", "Thank you. I have been there since February.", ["error"]),
        ("Read Ostrom before anything else", "Thank you. I have begun with Elinor Ostrom.", []),
        ("She never sits while teaching", "Thank you. I stood all day and taught.", ["error"]),
        ("She never sits while teaching", "Thank you. I never sat when I taught.", []),
        ("Networking is important", "Thank you. Networking is more important than I thought.", []),
        ("Networking is important", "Thank you. It is important to me.", ["error"]),
        ("Jordan loves Example Grid", "Thank you, Jordan, from Example Grid.", ["error"]),
        ("Résumés of one page", "Thank you. My resume has a page now.", []),
    ],
)
def test_stems_rare_words_names_and_numbers(logged: str, said: str, grave: list[str]) -> None:
    head = JORDAN.split("  - takeaway")[0]
    assert found("L09", letter(said), others={"jordan-example": f"{head}  - takeaway: {logged}\n"}) == grave


@pytest.mark.parametrize(
    ("logged", "said", "grave"),
    [
        ("Start small", "One modest pilot beats a grand scheme: I cut my proposal to a spreadsheet.", ["warning"]),
        ("Ask early", "I shall raise it before the sketch dries, not once the invoices arrive at reception.", ["warning"]),
        ("Good work takes time", "Patience, then. I let the varnish dry for a week and the violin sings.", ["warning"]),
        ("Be yourself", "I enjoyed our conversation and learned a lot about your role and your career.", ["error"]),
        ("Start small", "Your advice on how to begin a new career was very helpful, and I wish you well.", ["error"]),
        ("Prune roses hard", "One modest pilot beats a grand scheme: I cut my proposal to a spreadsheet.", ["error"]),
    ],
)
def test_common_words_put_in_others_are_a_doubt_where_the_note_says_something(
    logged: str, said: str, grave: list[str]
) -> None:
    head = JORDAN.split("  - takeaway")[0]
    others = {"jordan-example": f"{head}  - takeaway: {logged}\n"}
    assert found("L09", letter(f"Thank you for your time. {said}"), others=others) == grave


def test_nothing_is_logged() -> None:
    head = JORDAN.split("  - takeaway")[0]
    text = letter("Thank you for the reviews.")
    assert found("L09", text, others={"jordan-example": head}) == ["warning"]
    assert found("L09", text, others={"jordan-example": head.split("- 2026-06-01")[0]}) == ["warning"]
    told = next(one for one in problems(text, others={"jordan-example": head}) if one.rule == "L09")
    assert "log a takeaway first" in told.hint


def test_it_says_what_it_compared() -> None:
    told = next(one for one in problems(letter(UNRECOGNISABLE[0])) if one.rule == "L09")
    assert '"Weekly cross-team reviews saved the migration"; "Take the analytics certification' in told.message


def test_another_language_than_the_log_is_doubted_only() -> None:
    body = (
        "Vielen Dank für das Gespräch heute früh, das mir sehr viel Mut gemacht hat. Ich melde mich im Herbst wieder."
    )
    assert found("L09", letter(body)) == ["warning"]


FIVE = ["green batteries", "wooden sails", "copper kettles", "paper lanterns", "velvet curtains"]


@pytest.mark.parametrize(("said", "grave"), [(5, ["info"]), (4, ["info"]), (3, []), (1, [])])
def test_more_takeaways_than_anybody_reads(said: int, grave: list[str]) -> None:
    logged = "".join(f"  - takeaway: She sells {thing}\n" for thing in FIVE)
    others = {"jordan-example": JORDAN.split("  - takeaway")[0] + logged}
    text = letter("Thank you.\n\n" + "\n\n".join(f"You sell {thing}." for thing in FIVE[:said]))
    assert found("L10", text, others=others) == grave
    assert found("L10", text, others=others, takeaways=5) == []


NOTHING_CAME = "Summer was long. The garden is full of beans, and the tram runs late. I am still reading."


@pytest.mark.parametrize("body", [NOTHING_CAME, "All is well here. How are you?", "I often think of our talk."])
def test_an_update_without_advice_or_outcome(body: str) -> None:
    assert found("L28", letter(body, kind="update")) == ["warning"]


@pytest.mark.parametrize(
    "body",
    [
        "In June you told me to wait. I waited.",
        "I passed the exam in July.",
        "The analytics certification is on my wall.",
        "They turned me down, and I tried again.",
        "Der Sommer war lang und die Bohnen im Garten stehen so hoch wie noch nie zuvor in diesem Jahr.",
    ],
)
def test_an_update_with_either(body: str) -> None:
    assert found("L28", letter(body, kind="update")) == []


def test_a_run_of_their_words_is_recognised_however_common_they_are() -> None:
    log = JORDAN.replace("Weekly cross-team reviews saved the migration", "Ask families what a good week looks like")
    log = log.replace("  - advice: Take the analytics certification before applying\n", "")
    others = {"jordan-example": log}
    said = "Thank you for this morning. I ask everybody, my mother too, what a good week looks like for them."
    assert found("L09", letter(said), others=others) == []
    unsaid = "Thank you for this morning. I ask everybody, my mother too, how good the weeks are."
    assert found("L09", letter(unsaid), others=others) == ["error"]
