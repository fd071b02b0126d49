"""Days as other programs write them."""

from __future__ import annotations

import pytest

from crm.core.contacts.person import Person, Raw, day, tidied

DAYS = [
    ("1985-05-06", "1985-05-06"),
    ("19850506", "1985-05-06"),
    ("1985-05-06T00:00:00Z", "1985-05-06"),
    ("--05-06", "05-06"),
    ("1604-05-06", "05-06"),
    ("6.5.1985", "1985-05-06"),
    ("13/5/1985", "1985-05-13"),
    ("5/13/1985", "1985-05-13"),
    ("May 6, 1985", "1985-05-06"),  # Notion
    ("May 6", "05-06"),
    ("Sept. 6 1985", "1985-09-06"),
    ("06 Jun 2023", "2023-06-06"),  # LinkedIn
    ("6 June", "06-06"),
    ("0/0/00", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "written"), DAYS)
def test_a_day_is_read_however_it_is_written(text: str, written: str) -> None:
    assert day(text) == (written, "")


NO_DAYS = [
    ("5/6/1985", "two ways"),
    ("Smarch 6, 1985", "no date"),
    ("Ma 6", "no date"),
    ("May 32, 1985", "no date"),
    ("June 1985", "no date"),
    ("soon", "no date"),
]


@pytest.mark.parametrize(("text", "fault"), NO_DAYS)
def test_what_is_no_day_is_said(text: str, fault: str) -> None:
    written, why = day(text)
    assert (written, fault in why) == ("", True), why


def test_what_is_no_number_of_a_telephone_is_told() -> None:
    found = tidied(Raw(2, ["Ada"], phones=["tel:+49 1", "ask Bo", " ", "1" * 400]))
    assert isinstance(found, Person)
    assert found.phones == ("+49 1",)
    assert [text[:16] for text in found.left_out] == ['phone: "ask Bo" ', 'phone: "11111111']
