"""The plan of an import as a function of values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.contacts.importing import plan
from crm.core.contacts.plans import Plan, Said, Wishes
from crm.core.model import Contact, Problem
from crm.core.contacts.person import Arrivals, Person, Unread
from crm.core.contacts.sameness import Reading
from tests.core.builders import entry

READING = Reading(lambda text: text.replace(" ", "") if text.startswith("+") else None, str)
GRID = {"name": "Jordan Example", "email": ("jordan@example.org",), "company": "Example Grid"}


def contact(slug: str, **fields: object) -> Contact:
    return Contact(slug, f"contacts/{slug}.md", fields)


def planned(
    people: list[Person], contacts: list[Contact] | None = None, wishes: Wishes | None = None, prose: str = ""
) -> Plan:
    contacts, taken = contacts or [], [one.slug for one in contacts or []]
    return plan(Arrivals(tuple(people)), contacts, taken, READING, wishes or Wishes(), lambda _: prose)


def test_blanks_are_filled_and_what_stands_is_told_and_left() -> None:
    row = Person(
        2,
        "J. Example",
        emails=("jordan@example.org", "new@example.org"),
        phones=("+49 30 1",),
        company="Other",
        role="Lead",
        linkedin="https://linkedin.com/in/j",
        connected=date(2020, 1, 1),
    )
    found = planned([row], [contact("jordan-example", **GRID)])
    (step,) = found.steps
    assert (step.action, step.slug) == ("fill", "jordan-example")
    assert step.values == {"phone": ("+49 30 1",), "linkedin": ("https://linkedin.com/in/j",)}
    assert step.connected == date(2020, 1, 1)
    assert [(one.key, one.stands, one.theirs) for one in step.differs] == [("company", "Example Grid", "Other")]


def test_a_role_is_filled_beside_the_same_company_only() -> None:
    row = Person(2, "Jordan Example", emails=("jordan@example.org",), company="example grid", role="Lead")
    assert planned([row], [contact("j", **GRID)]).steps[0].values == {"role": ("Lead",)}


def test_who_has_no_account_gets_no_address_by_an_import() -> None:
    row = Person(2, "Jordan Example", emails=("jordan@example.org",), linkedin="https://linkedin.com/in/j")
    found = planned([row], [contact("j", **GRID, linkedin="none")])
    assert found.steps[0].action == "unchanged"
    assert [one.key for one in found.steps[0].differs] == ["linkedin"]


def test_who_may_be_known_is_held_back_until_somebody_says() -> None:
    row = Person(2, "Jordan Example", emails=("other@example.org",))
    book = [contact("jordan-example", name="Jordan Example")]
    held = planned([row], book)
    assert (held.steps[0].action, held.steps[0].reason, held.empty) == ("held", "same name", True)
    assert [match.key for match in held.steps[0].could_be] == ["jordan-example"]
    same = planned([row], book, Wishes(answers={2: Said("same")}))
    assert (same.steps[0].action, same.filled[0].values) == ("fill", {"email": ("other@example.org",)})
    new = planned([row], book, Wishes("new"))
    assert (new.steps[0].action, new.steps[0].slug) == ("add", "jordan-example-2")


def test_who_is_said_to_be_the_same_is_known_by_that_name_from_then_on() -> None:
    row = Person(2, "Bob Sample", emails=("robert@example.org",))
    robert = {"name": "Robert Sample", "email": ("robert@example.org",), "aliases": ("Rob",)}
    assert planned([row], [contact("robert", **robert)]).steps[0].action == "held"
    found = planned([row], [contact("robert", **robert)], Wishes("same"))
    assert found.filled[0].values == {"aliases": ("Rob", "Bob Sample")}
    robert["aliases"] = found.filled[0].values["aliases"]
    assert planned([row], [contact("robert", **robert)]).steps[0].action == "unchanged"


def test_two_of_a_family_who_share_a_telephone_are_two() -> None:
    rows = [Person(2, "Ada Sample", phones=("+49 1", "+49 2")), Person(3, "Bo Sample", phones=("+49 1", "+49 3"))]
    assert [step.action for step in planned(rows).steps] == ["add", "held"]
    both = planned(rows, wishes=Wishes("new"))
    assert [gain.values["phone"] for gain in both.new] == [("+49 1", "+49 2"), ("+49 1", "+49 3")]


def test_who_is_called_by_an_address_gets_the_name() -> None:
    nameless = {"name": "ada@example.org", "email": ("ada@example.org",)}
    row = Person(2, "Ada Sample", emails=("ada@example.org",))
    assert planned([row], [contact("ada", **nameless)]).filled[0].values == {"name": ("Ada Sample",)}
    assert planned([row], [contact("ada", **{**nameless, "name": "Ada"})]).steps[0].action == "unchanged"
    both = planned([Person(1, "ada@example.org", emails=("ada@example.org",)), row])
    assert [(gain.slug, gain.values["name"]) for gain in both.new] == [("ada-example-org", ("Ada Sample",))]


def test_of_several_the_one_is_meant_that_the_user_names() -> None:
    book = [contact("one", name="Ada Sample"), contact("two", name="Ada Sample")]
    row = Person(2, "Ada Sample", emails=("ada@example.org",))
    assert planned([row], book, Wishes("same")).steps[0].action == "held"
    for whom in ("one", "two"):
        (step,) = planned([row], book, Wishes(answers={2: Said("same", whom)})).steps
        assert (step.action, step.slug) == ("fill", whom)
    assert planned([row], book, Wishes(answers={2: Said("new")})).steps[0].action == "add"


def test_who_is_two_contacts_for_certain_is_one_of_them_or_new_if_the_user_says_so() -> None:
    row = Person(2, "Jordan Example", emails=("jordan@example.org",), phones=("+49 1",), company="Example Grid")
    book = [contact("one", **GRID), contact("two", name="Jordan E.", phone=("+49 1",))]
    said = [Said("same", "two"), Said("new"), Said("hold")]
    steps = [planned([row], book, Wishes(answers={2: one})).steps[0] for one in said]
    assert [(step.action, step.slug) for step in steps] == [("fill", "two"), ("add", "jordan-example"), ("held", "")]
    assert planned([row], book, Wishes("new")).steps[0].action == "held"


def test_a_row_that_says_nothing_new_of_its_namesake_is_no_question() -> None:
    row = Person(2, "Jordan Example", company="Example Grid")
    assert planned([row], [contact("j", **GRID)]).steps[0].action == "unchanged"


def test_who_is_two_contacts_at_once_is_held_back() -> None:
    row = Person(2, "Jordan Example", emails=("jordan@example.org",), phones=("+49 1",))
    book = [contact("one", **GRID), contact("two", name="Jordan E.", phone=("+49 1",))]
    step = planned([row], book).steps[0]
    assert step.action == "held"
    assert {match.key for match in step.could_be} == {"one", "two"}


def test_two_rows_of_one_person_make_one_contact_with_the_addresses_of_both() -> None:
    rows = [
        Person(2, "Ada Sample", emails=("a@example.org",), phones=("+49 1",), note="first"),
        Person(3, "Ada Sample", emails=("b@example.org",), phones=("+49 1",), note="second"),
        Person(4, "Ada Sample", emails=("b@example.org",)),
    ]
    found = planned(rows)
    assert [step.action for step in found.steps] == ["add", "fill", "unchanged"]
    (new,) = found.new
    assert new.values["email"] == ("a@example.org", "b@example.org")
    assert new.note == "first\n\nsecond"


def test_slugs_are_unique_whatever_the_names() -> None:
    rows = [
        Person(number, name, emails=(f"{number}@example.org",)) for number, name in enumerate(["A B", "a-b", "A?B"])
    ]
    found = planned(rows, [contact("a-b", name="Else", email=("z@example.org",))], Wishes("new"))
    assert [step.slug for step in found.steps] == ["a-b-2", "a-b-3", "a-b-4"]


def test_a_value_that_stands_and_cannot_be_read_is_no_blank() -> None:
    odd = Contact(
        "j",
        "contacts/j.md",
        {"name": "J", "phone": ("+49 1",)},
        problems=(Problem("contacts/j.md", 3, "email", "error", "email: no mail address"),),
    )
    row = Person(2, "J", emails=("j@example.org",), phones=("+49 1",))
    assert planned([row], [odd]).steps[0].action == "unchanged"


NAMES = st.sampled_from(["Ada Sample", "A. Sample", "Bo Brook", "ada sample", "Юлия"])
MAILS = st.lists(st.sampled_from(["a@example.org", "b@example.org", "c@example.org"]), max_size=2, unique=True)
CONNECTED = entry("- 2020-01-01 linkedin: connected")
PEOPLE = st.builds(
    Person,
    st.integers(1, 99),
    NAMES,
    emails=MAILS.map(tuple),
    phones=st.sampled_from([(), ("+49 1",), ("030 1",)]),
    company=st.sampled_from(["", "Example", "Other"]),
    role=st.sampled_from(["", "Lead"]),
    connected=st.sampled_from([None, date(2020, 1, 1)]),
)


def as_contact(found: Plan, slug: str) -> Contact:
    gain = next(one for one in found.new if one.slug == slug)
    values = {key: texts if key in {"email", "phone", "aliases"} else texts[0] for key, texts in gain.values.items()}
    return replace(contact(slug, **values), interactions=(CONNECTED,) if gain.connected else ())


@given(st.lists(PEOPLE, max_size=8), st.sampled_from(["hold", "same", "new"]))
def test_every_row_has_its_place_and_the_same_file_again_adds_nobody(people: list[Person], likely: str) -> None:
    people = [replace(one, line=line) for line, one in enumerate(people, 2)]
    wishes = Wishes(likely)  # type: ignore[arg-type]  # one of the three
    found = plan(Arrivals(tuple(people), (Unread(1, "x"),)), [], [], READING, wishes, lambda _: "")
    assert len(found.steps) + len(found.unread) == len(people) + 1
    assert len(found.of("add")) == len(found.new)
    for said in (wishes, Wishes("hold")):
        assert planned(people, [as_contact(found, one.slug) for one in found.new], said).new == ()


@pytest.mark.parametrize("name", ["", "."])
def test_a_name_of_nothing_but_signs_has_a_slug(name: str) -> None:
    assert planned([Person(2, name or "?", emails=("x@example.org",))]).steps[0].slug == "contact"


def test_one_profile_written_in_two_ways_is_no_difference() -> None:
    row = Person(2, "Jordan Example", linkedin="http://de.linkedin.com/in/Jordan-E/", company="EXAMPLE grid")
    step = planned([row], [contact("j", **GRID, linkedin="https://www.linkedin.com/in/jordan-e")]).steps[0]
    assert (step.action, step.differs) == ("unchanged", ())


NOTED = Person(2, "Jordan Example", emails=("jordan@example.org",), note="likes tea\nand walks")


@pytest.mark.parametrize(
    ("prose", "action", "note", "told"),
    [
        ("", "fill", "likes tea\nand walks", ()),
        ("> likes tea\n> and walks", "unchanged", "", ()),
        ("Hello.\n\n> likes tea and\n> walks\n", "unchanged", "", ()),
        ("Hates tea.", "unchanged", "", ("note: contacts/j.md has a text of its own, and stays as it is",)),
    ],
)
def test_a_note_fills_a_file_without_a_text_of_its_own_and_else_is_told(
    prose: str, action: str, note: str, told: tuple[str, ...]
) -> None:
    for fields in (GRID, {"name": "Jordan Example"}):  # surely the same, and by the name alone
        found = planned([NOTED], [contact("j", **fields)], Wishes("same"), prose)
        (step,) = found.steps
        if fields == GRID:
            assert (step.action, step.note, step.person.left_out) == (action, note, told)
            assert [one.note for one in found.filled] == ([note] if note else [])
        else:
            assert (step.action, step.note, step.person.left_out) == ("fill", note, told)


def test_two_notes_of_one_person_are_both_taken() -> None:
    found = planned([NOTED, NOTED, replace(NOTED, line=4, note="met in May")], [contact("j", **GRID)])
    assert [step.action for step in found.steps] == ["fill", "unchanged", "fill"]
    assert [one.note for one in found.filled] == ["likes tea\nand walks\n\nmet in May"]


def test_who_is_known_by_name_alone_and_has_a_text_of_their_own_is_not_asked_about_for_a_note() -> None:
    row = Person(2, "Jordan Example", note="likes tea")
    known = [contact("j", name="Jordan Example")]
    assert planned([row], known).steps[0].action == "held"
    assert planned([row], known, prose="> likes tea").steps[0].action == "unchanged"
    (step,) = planned([row], known, prose="Hates tea.").steps
    assert (step.action, len(step.person.left_out)) == ("unchanged", 1)


def test_who_was_added_as_somebody_new_is_not_added_again_by_the_same_words() -> None:
    row = Person(2, "Jordan Example", company="Other")
    wishes = Wishes("new")
    there = contact("jordan-example", name="Jordan Example", company="Example Grid")
    (step,) = planned([row], [there], wishes).steps
    assert (step.action, step.slug) == ("add", "jordan-example-2")
    (again,) = planned([row], [there, contact("jordan-example-2", name="Jordan Example", company="Other")], wishes).steps
    assert (again.action, again.slug) == ("unchanged", "jordan-example-2")
    said = Wishes(answers={2: Said("new")})
    assert planned([row], [contact("j", name="Jordan Example", company="Other")], said).steps[0].action == "add"
