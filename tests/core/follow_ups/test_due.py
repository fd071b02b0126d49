from __future__ import annotations

from itertools import permutations

import pytest

from crm.core.follow_ups.due import CLASSES, rank
from crm.core.follow_ups.rules import ACTIONS
from crm.core.model import Contact
from crm.core.state.contents import Contents
from tests.core.builders import book, every, listed, owed, person, states, the


def who(contents: Contents, now: str = "2026-06-10 12:00") -> tuple[list[str], list[str]]:
    """Whom the list shows, in order, and whom the cap keeps back."""
    found = listed(contents, now)
    return [one.follow_up.contact.slug for one in found.shown], [one.follow_up.contact.slug for one in found.hidden]


def close(slug: str, log: str = "", since: str = "2026-01-05", **keys: str) -> Contact:
    """Somebody of tier B to keep in touch with, since a call on that day."""
    return person(f"- {since} call: x\n{log}", slug=slug, **{"tier": "B", **keys})


# --- the order -----------------------------------------------------------------------------------------------------


def test_every_action_has_its_class() -> None:
    assert sorted(CLASSES) == sorted(ACTIONS)


def test_classes_then_deadline_then_tier_then_slug() -> None:
    owing = {
        "thanks": person("- 2026-06-09 09:00 interview: x\n  - y", slug="thanks"),
        "answer": person("- 2026-06-08 09:00 question: x", slug="answer"),
        "record": person(
            "- 2026-06-09 09:00 interview: x\n- 2026-06-09 thank-you\n- 2026-06-09 linkedin", slug="record"
        ),
        "promise-late": person("- 2026-06-01 call\n  - [ ] x (by 2026-06-02)", slug="promise-late"),
        "promise-due": person("- 2026-06-01 call\n  - [ ] x (by 2026-06-10)", slug="promise-due"),
        "promise-open": person("- 2026-06-01 call\n  - [ ] x (by 2026-06-11)", slug="promise-open"),
        "linkedin": person("- 2026-06-09 09:00 thank-you", slug="linkedin"),
        "card": person(
            "- 2026-06-09 interview: x\n  - y\n- 2026-06-09 thank-you\n- 2026-06-09 linkedin", slug="card", card="true"
        ),
        "met": person("- 2026-06-09 call", slug="met", introduced_by="report"),
        "report": person(slug="report"),
        "birthday": person(slug="birthday", tier="A", birthday="06-10"),
        "nudge": person("- 2026-06-01 request", slug="nudge"),
        "z-first": close("z-first", since="2026-01-02"),
        "a-tier-a": close("a-tier-a", since="2026-01-06", tier="A", cadence="90 days"),
        "a-tier-b": close("a-tier-b", since="2026-01-06"),
        "b-tier-b": close("b-tier-b", since="2026-01-06"),
    }
    expected = (
        *("promise-late", "answer", "record", "thanks", "promise-due"),
        *("linkedin", "card", "promise-open", "report"),
        *("birthday", "nudge"),
        *("z-first", "a-tier-a", "a-tier-b", "b-tier-b"),
    )
    found = listed(book(*owing.values()), "2026-06-10 08:00", capped=False)
    assert tuple(one.follow_up.contact.slug for one in found.shown) == expected
    ranks = [rank(one.follow_up, one.state) for one in found.shown]
    assert ranks == sorted(ranks)
    assert set(ranks) == {1, 2, 3, 4, 5}


def test_what_is_to_come_stands_in_its_class_too() -> None:
    coming = person("- 2026-06-20 call\n  - [ ] x (by 2026-06-19)", slug="coming")
    now = "2026-06-10 12:00"
    assert who(book(close("a"), coming)) == (["a"], [])
    found = listed(book(close("a"), coming), now, within="2026-06-12 00:00")
    assert [(one.follow_up.contact.slug, one.state) for one in found.shown] == [("coming", "upcoming"), ("a", "late")]
    assert len(listed(book(close("a"), coming), now, within="2026-06-11 23:59").shown) == 1


def test_the_order_of_the_files_and_of_the_entries_does_not_matter() -> None:
    entries = [
        "- 2026-06-09 call: a\n  - [ ] x\n  - [ ] y",
        "- 2026-06-09 call: b\n  - [ ] w",
        "- 2026-06-09 question: c",
    ]
    found = set()
    for order in permutations(entries):
        for slugs in permutations(["al", "bo", "cy"]):
            contents = book(*(person("\n".join(order), slug=slug) for slug in slugs))
            shown = listed(contents, "2026-06-12").shown
            tasks = [one.follow_up.cause.task.text if one.follow_up.cause.task else "" for one in shown]
            found.add(tuple(zip((one.follow_up.contact.slug for one in shown), tasks, strict=True)))
    assert len(found) == 1


def test_what_happened_on_one_day_is_told_apart_by_what_it_says() -> None:
    said = ("coffee: b", "interview", "coffee: a", "coffee (phone)")
    entries = [f"- 2026-06-09 {one}" for one in said]
    found = set()
    for order in permutations(entries):
        shown = listed(book(person("\n".join(order))), "2026-06-12").shown
        causes = [one.follow_up.cause.entry for one in shown if one.follow_up.action == "thank-you"]
        found.add(tuple((entry.kind.name, entry.channel, entry.summary) for entry in causes if entry))
    assert found == {(("coffee", None, "a"), ("coffee", None, "b"), ("coffee", "phone", ""), ("interview", None, ""))}


# --- the cap -------------------------------------------------------------------------------------------------------


def test_three_a_day_and_the_rest_is_counted() -> None:
    contents = book(*(close(slug) for slug in "edcba"))
    assert who(contents) == (["a", "b", "c"], ["d", "e"])
    assert owed(contents, "2026-06-10 12:00") == ["keep-in-touch"] * 5


@pytest.mark.parametrize(
    ("log", "left"),
    [
        ("- 2026-06-10 09:00 email", 2),
        *((f"- 2026-06-10 09:00 {kind}", 2) for kind in ("update", "article", "message", "congratulation")),
        *(
            (f"- 2026-06-10 09:00 {kind}", 3)
            for kind in ("thank-you", "report-back", "call", "reply", "linkedin", "nudge")
        ),
        ("- 2026-06-10 email", 2),
        ("- 2026-06-10 09:00 email\n- 2026-06-10 10:00 message", 2),  # one person, whatever they had
        ("- 2026-06-10 13:00 email", 3),  # not yet
        ("- 2026-06-09 23:59 email", 3),
        ("- 2026-06-09 email", 3),
        # the day is the book's: 18:00 of the 9th in New York is midnight in Berlin
        ("- 2026-06-09 17:59 America/New_York email", 3),
        ("- 2026-06-09 18:00 America/New_York email", 2),
        ("- 2026-06-10 Pacific/Honolulu email", 3),  # which begins at noon of the 10th: not yet
        ("- 2026-06-10 Pacific/Kiritimati email", 2),
        ("- 2026-06-10 09:00 email\n- 2026-06-10 09:01 bounce", 3),
    ],
)
def test_people_who_had_a_word_of_mine_today_count(log: str, left: int) -> None:
    contents = book(person(log, slug="z"), *(close(slug) for slug in "abcde"))
    assert len(who(contents, "2026-06-10 11:59")[0]) - owed(contents, "2026-06-10 11:59").count("linkedin") == left


def test_more_words_today_than_the_cap_hide_all_that_is_gentle() -> None:
    reached = [person("- 2026-06-10 09:00 email", slug=f"z{number}") for number in range(5)]
    assert who(book(*reached, close("a"))) == ([], ["a"])


@pytest.mark.parametrize(
    ("companies", "shown"),
    [
        (["Grid", "Grid", "Other"], ["a", "c"]),
        (["Grid", "grid", "GRID "], ["a"]),
        (["", "", ""], ["a", "b", "c"]),
    ],
)
def test_one_a_day_in_a_company(companies: list[str], shown: list[str]) -> None:
    contacts = [close(slug, company=company) for slug, company in zip("abc", companies, strict=True)]
    assert who(book(*contacts))[0] == shown


def test_a_colleague_who_had_a_word_today_counts() -> None:
    colleague = person("- 2026-06-10 09:00 email", slug="z", company="Grid")
    assert who(book(colleague, close("a", company="Grid"), close("b"))) == (["b"], ["a"])


def test_debts_are_never_hidden() -> None:
    reached = [person("- 2026-06-10 09:00 email", slug=f"z{number}", company="Grid") for number in range(5)]
    owing = [person("- 2026-06-09 question: x", slug=f"q{number}", company="Grid") for number in range(9)]
    coming = close("soon", since="2026-03-13", company="Grid")
    found = listed(book(*reached, *owing, coming), "2026-06-10 12:00", within="2026-06-20")
    assert len(found.shown) == 10
    assert found.hidden == ()


def test_the_caps_are_settings() -> None:
    contacts = [close(slug, company="Grid" if slug < "c" else "") for slug in "abcdef"]
    assert who(book(*contacts, toml="[follow_up]\ndaily_cap = 5\ncompany_cap = 2"))[0] == list("abcde")
    assert who(book(*contacts, toml="[follow_up]\ndaily_cap = 0"))[0] == []


# --- what hides ----------------------------------------------------------------------------------------------------

OWING = """
- 2026-06-01 request: x
- 2026-06-08 question: x
- 2026-06-09 10:00 interview: x
- 2026-06-09 11:00 note: y
  - [ ] z
"""


def someone(**keys: str) -> Contact:
    """Who is owed nearly everything, with a birthday on the 10th."""
    return person(OWING, **{"tier": "A", "birthday": "06-10", **keys})


HIDDEN = [
    # front matter, actions that are owed on the 10th
    ({}, {"answer", "record", "thank-you", "promise", "birthday"}),
    ({"status": "active"}, {"answer", "record", "thank-you", "promise", "birthday"}),
    ({"status": "paused"}, {"answer", "thank-you", "promise"}),
    ({"status": "gone"}, {"answer", "thank-you", "promise"}),
    ({"status": "do-not-contact"}, set()),
    ({"status": "deceased"}, set()),
    ({"snooze": "2026-06-11"}, {"answer", "thank-you", "promise"}),
    ({"snooze": "2026-06-10"}, {"answer", "record", "thank-you", "promise", "birthday"}),
    ({"snooze": "2026-06-09"}, {"answer", "record", "thank-you", "promise", "birthday"}),
    ({"snooze": "2030-01-01", "status": "do-not-contact"}, set()),
]


@pytest.mark.parametrize(("keys", "actions"), HIDDEN)
def test_what_status_and_snooze_hide(keys: dict[str, str], actions: set[str]) -> None:
    # the question was answered by the interview
    assert set(owed(someone(**keys), "2026-06-10 12:00")) == actions - {"answer"}
    unanswered = person("- 2026-06-08 question: x", **keys)
    assert set(owed(unanswered, "2026-06-10 12:00")) == actions & {"answer"}


@pytest.mark.parametrize("status", ["do-not-contact", "deceased"])
@pytest.mark.parametrize("now", ["2026-06-09 10:00", "2026-06-10 12:00", "2026-09-10", "2036-01-01"])
def test_do_not_contact_and_deceased_are_silent_for_ever(status: str, now: str) -> None:
    one = someone(status=status, cadence="1 week", card="true")
    assert owed(one, now) == []
    assert listed(one, now, within="2040-01-01").shown == ()
    assert {each.reason for each in every(one, now) if each.state == "silent"} <= {f"status: {status}"}


def test_snooze_ends_with_the_start_of_its_day() -> None:
    one = close("a", snooze="2026-06-20")
    assert owed(one, "2026-06-19 23:59:59") == []
    standing = the(one, "2026-06-19 23:59:59", "keep-in-touch")
    assert (standing.state, standing.reason) == ("upcoming", "snoozed until 2026-06-20")
    assert owed(one, "2026-06-20 00:00") == ["keep-in-touch"]
    after = the(one, "2026-06-20 00:00", "keep-in-touch")
    assert (after.state, after.reason) == ("late", "")
    assert [each.state for each in listed(one, "2026-06-19", within="2026-06-20").shown] == ["upcoming"]


def test_snooze_does_not_stop_a_lapse() -> None:
    one = person("- 2026-06-09 10:00 interview: x", snooze="2026-06-20")
    assert states(one, "2026-06-12", "record") == ["upcoming"]
    assert states(one, "2026-06-17", "record") == ["lapsed"]


def test_paused_has_no_end() -> None:
    one = close("a", status="paused")
    assert owed(one, "2036-06-20") == []
    assert the(one, "2036-06-20", "keep-in-touch").reason == "status: paused"


def test_nothing_due_is_an_empty_list() -> None:
    assert listed(book(), "2026-06-10") == listed(book(person()), "2026-06-10")
    assert listed(book(), "2026-06-10").shown == ()


# --- where one stands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "state"),
    [
        # no polite moment: open before the day on which it is due
        ("2026-06-08 23:59", "upcoming"),
        ("2026-06-09 00:00", "open"),
        ("2026-06-10 23:59:59", "open"),
        ("2026-06-11 00:00", "due"),
        ("2026-06-11 23:59:59", "due"),
        ("2026-06-12 00:00", "late"),
    ],
)
def test_without_a_polite_moment_it_is_open_before_the_day_of_the_deadline(now: str, state: str) -> None:
    assert the(person("- 2026-06-02 10:00 request"), now, "nudge").state == state


def test_the_day_of_the_deadline_is_that_of_its_zone() -> None:
    # the 11th begins in Tokyo at 17:00 of the 10th in Berlin
    one = person("- 2026-06-02 10:00 Asia/Tokyo request")
    assert states(one, "2026-06-10 16:59", "nudge") == ["open"]
    assert states(one, "2026-06-10 17:00", "nudge") == ["due"]


@pytest.mark.parametrize("now", ["0001-01-01", "0001-01-02", "9999-12-31 23:59:59"])
def test_no_now_is_too_odd(now: str) -> None:
    assert isinstance(owed(someone(company="Grid"), now), list)
