from __future__ import annotations

import pytest

from crm.adapters import phones
from crm.adapters.letters import latin
from crm.core.contacts.sameness import Face, Faces, Reading, face, profile_of, similar

READING = Reading(lambda text: phones.international(text, "DE"), latin)


def known(key: str, name: str, values: dict[str, str] | None = None, others: tuple[str, ...] = ()) -> Face:
    return face(key, [name], {field: (text,) for field, text in (values or {}).items()}, READING, others)


CERTAIN = [
    ({"email": "Ada@Example.org"}, {"email": "ada@example.org"}),
    ({"phone": "+49 (30) 123-4567"}, {"phone": "030/1234567"}),
    ({"linkedin": "https://www.linkedin.com/in/ada-sample/"}, {"linkedin": "http://de.linkedin.com/in/Ada-Sample?x=1"}),
    ({"linkedin": "https://www.linkedin.com/in/jos%C3%A9"}, {"linkedin": "https://linkedin.com/in/josé"}),
]


@pytest.mark.parametrize(("mine", "yours"), CERTAIN)
def test_an_address_that_one_person_has_is_certain(mine: dict[str, str], yours: dict[str, str]) -> None:
    faces = Faces([known("ada", "Ada Sample", mine)])
    assert [match.key for match in faces.certain(known("", "A. Sample", yours))] == ["ada"]


NOT_CERTAIN = [
    ({"email": "team@example.org"}, "Bo Other", {"email": "team@example.org"}),
    ({"phone": "+49 30 1234567"}, "Bo Other", {"phone": "030 1234567"}),
    ({"phone": "+49 30 1234567"}, "Bo Sample", {"phone": "030 1234567"}),  # a family's telephone
    ({"phone": "+49 30 1234567"}, "Sample", {"phone": "030 1234567"}),
    ({"phone": "+49 30 1234567"}, "Family Sample", {"phone": "030 1234567"}),
    ({"email": "team@example.org"}, "Ada Other", {"email": "team@example.org"}),
    ({"email": "team@example.org"}, "A. Other", {"email": "team@example.org"}),
    ({"email": "team@example.org"}, "S. A. Other", {"email": "team@example.org"}),
]


@pytest.mark.parametrize(("mine", "name", "yours"), NOT_CERTAIN)
def test_who_shares_an_address_under_quite_another_name_may_be_somebody_else(
    mine: dict[str, str], name: str, yours: dict[str, str]
) -> None:
    faces = Faces([known("ada", "Ada Sample", mine)])
    other = known("", name, yours)
    assert faces.certain(other) == []
    assert ["another name" in match.reason for match in faces.likely(other)] == [True]


ONE_NAME = ["Ada", "A. Sample", "Sample, Ada", "SAMPLE Ada", "Dr. Ada B. Sample", "Ada Sample (she)", "Ada S.-Brook"]


@pytest.mark.parametrize("name", ONE_NAME)
def test_an_address_is_certain_under_every_form_of_a_name(name: str) -> None:
    faces = Faces([known("ada", "Ada Sample", {"email": "ada@example.org"})])
    assert faces.certain(known("", name, {"email": "ada@example.org"}))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Daniel", "Daniela", False),
        ("Stefan", "Stefanie", False),
        ("Christian", "Christiane", False),
        ("Christ", "Christine", False),
        ("Ann", "Anne", True),
        ("Dan", "Daniela", True),
        ("Alex", "Alexander", True),
    ],
)
def test_a_couple_with_one_telephone_and_nearly_one_first_name_is_two(one: str, two: str, same: bool) -> None:
    for mine, yours in ((one, two), (two, one)):
        faces = Faces([known("one", f"{mine} Sample", {"phone": "030 1234567"})])
        assert bool(faces.certain(known("", f"{yours} Sample", {"phone": "030 1234567"}))) is same
        assert bool(faces.certain(known("", yours, {"phone": "030 1234567"}))) is same


def test_an_alias_is_a_name_too() -> None:
    mail, bob = {"email": ["b@example.org"]}, known("", "Bob Sample", {"email": "b@example.org"})
    assert Faces([face("robert", ["Robert Sample"], mail, READING)]).certain(bob) == []
    assert Faces([face("robert", ["Robert Sample", "Bob"], mail, READING)]).certain(bob)


def test_a_name_in_another_script_is_compared_by_its_sound() -> None:
    faces = Faces([known("yulia", "Юлия Примерова", {"email": "y@example.org"})])
    assert faces.certain(known("", "Yuliya P.", {"email": "y@example.org"}))


LIKELY = [
    ("Ada Sample", {}, "ADA  sample", {}, "same name"),
    ("Ada Sample", {}, "Sample, Ada", {}, "same name"),
    ("Ada Sample", {}, "Ada Sample, MBA", {}, "same name"),
    ("Dr. Ada Sample", {}, "Ada Sample", {}, "same name"),
    ("Ada Sample", {"company": "Example Ltd"}, "A. Sample", {"company": "example"}, "similar name"),
    ("Alexander Sample", {"company": "Example"}, "Alex Sample", {"company": "Example"}, "similar name"),
    ("Jordan Example", {"company": "Grid"}, "Jordan Exmaple", {"company": "Grid"}, "similar name"),
    ("Ada Sample", {"company": "Example"}, "A. Sample", {"company": "Other"}, None),
    ("Ada Sample", {"company": "Example"}, "Ada Brook", {"company": "Example"}, None),
    ("Ada Sample", {"company": "Example"}, "Ida Sample", {"company": "Example"}, None),
    ("Jo", {"company": "Example"}, "Jordan Sample", {"company": "Example"}, None),
    (
        "Ada Sample",
        {"linkedin": "https://linkedin.com/in/one", "company": "Example"},
        "Ada Sample",
        {"linkedin": "https://linkedin.com/in/two", "company": "Other"},
        None,
    ),
    (
        "Ada Sample",
        {"linkedin": "https://linkedin.com/in/one", "company": "Example"},
        "Ada Sample",
        {"linkedin": "https://linkedin.com/in/two", "company": "Example"},
        "same name",
    ),
]


@pytest.mark.parametrize(("mine", "has", "yours", "got", "reason"), LIKELY)
def test_a_name_alone_is_a_sign(
    mine: str, has: dict[str, str], yours: str, got: dict[str, str], reason: str | None
) -> None:
    faces = Faces([known("ada", mine, has)])
    other = known("", yours, got)
    assert faces.certain(other) == []
    found = faces.likely(other)
    assert [match.reason.startswith(reason or "") for match in found] == ([True] if reason else [])


def test_a_refusal_counts_on_both_sides() -> None:
    mail = {"email": "a@example.org"}
    for mine, yours in ((("bo",), ()), ((), ("ada",))):
        faces = Faces([known("ada", "Ada Sample", mail, mine), known("cy", "Cy Brook")])
        other = known("bo", "Ada Sample", mail, yours)
        assert faces.certain(other) == []
        assert faces.likely(other) == []


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("none", ""),
        ("https://www.linkedin.com/company/example", ""),
        ("https://example.org/in/ada", ""),
        ("linkedin.com/in/Ada%20B/", "ada b"),
        ("https://www.linkedin.com/in/%FF", "\ufffd"),
    ],
)
def test_the_part_of_a_linkedin_address_that_names_its_owner(text: str, profile: str) -> None:
    assert profile_of(text) == profile


def test_two_words_at_least_make_a_similar_name() -> None:
    assert not similar("Jo", "Jon")
    assert not similar("", "")


NUMBERS = [
    ("+49 30 1234567", None, "+49301234567"),
    ("0049 30 1234567", "DE", "+49301234567"),
    ("030 1234567", "DE", "+49301234567"),
    ("030 1234567", None, None),
    ("(212) 555-0123", "US", "+12125550123"),
    ("112", "DE", None),
    ("none of your business", "DE", None),
    ("+49 30 1234567 ext. 12", None, "+49301234567"),
]


@pytest.mark.parametrize(("text", "region", "number"), NUMBERS)
def test_a_number_in_its_international_form(text: str, region: str | None, number: str | None) -> None:
    assert phones.international(text, region) == number


def test_the_country_of_national_numbers() -> None:
    assert phones.region_of_number("+1 212 555 0123") == "US"
    assert phones.region_of_number("030 1234567") is None
    assert phones.region_of_zone("Europe/Berlin") == "DE"
    assert phones.region_of_zone("UTC") is None
