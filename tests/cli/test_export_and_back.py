"""What one book exports, another reads: a table and cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.core.contacts.fields import FIELDS
from tests.cli.conftest import Crm, Result

ADA = """\
---
name: Ada Example
aliases: [Ada E., "Example, A."]
email: [ada@example.org, a@example.org]
phone: ["+49 555 0101", "+49 555 0102"]
linkedin: https://www.linkedin.com/in/ada
company: "=Example; =Grid, Inc.;'=1; '+1"
role: '@home'
location: Berlin
timezone: Europe/Berlin
met: -at a meetup
introduced_by: sam-sample
tags: [energy, +1, "'=2"]
topics: ["grid, storage", hiring]
tier: B
cadence: 6 weeks
snooze: 2026-12-01
status: do-not-contact
birthday: 05-17
card: true
added: 2026-01-02
different_from: [sam-sample, somebody-else]
---

## Log
"""


@pytest.fixture
def other(tmp_path: Path, call: Callable[..., Result]) -> Crm:
    book = Crm(tmp_path / "other", call)
    book.write("crm.toml", "")
    return book


def test_a_table_comes_back_with_every_field(crm: Crm, other: Crm, isolation: Path) -> None:
    crm.write("contacts/ada-example.md", ADA)
    crm.contact("sam-sample", fields="linkedin: none\nadded: 2026-01-01\n")
    crm("export", "csv", "people.csv")
    other("import", "csv", "people.csv", "--yes")
    assert other("export", "csv").out == crm("export", "csv").out
    for slug in ("ada-example", "sam-sample"):
        assert other("show", slug, "--json").json["fields"] == crm("show", slug, "--json").json["fields"]
    assert "2 rows: 2 unchanged" in other("import", "csv", "people.csv", "--yes").out


def test_the_sample_has_every_field_that_goes_out() -> None:
    keys = {line.partition(":")[0] for line in ADA.split("---\n")[1].splitlines()}
    assert keys == {field.name for field in FIELDS} - {"conflicts"}


def test_a_word_that_is_no_status_in_a_table_of_somebody_else_is_none_of_ours(other: Crm, isolation: Path) -> None:
    (isolation / "leads.csv").write_text("name,email,status,tier\nAda,ada@example.org,Lead,gold\n")
    done = other("import", "csv", "leads.csv", "--yes")
    assert "Lead" not in done.out + done.err
    assert "status" not in other.read("contacts/ada.md")


def test_an_exported_value_that_was_changed_into_nonsense_is_left_out(crm: Crm, other: Crm, isolation: Path) -> None:
    crm.write("contacts/ada-example.md", ADA)
    text = crm("export", "csv").out.replace("6 weeks", "often").replace("Europe/Berlin", "Europe/Nowhere")
    (isolation / "people.csv").write_text(text)
    done = other("import", "csv", "people.csv", "--yes")
    assert "cadence: " in done.out
    assert "timezone: " in done.out
    fields = other("show", "ada", "--json").json["fields"]
    assert "cadence" not in fields
    assert fields["tier"] == "B"


def test_cards_come_back_with_what_a_card_can_hold(crm: Crm, other: Crm, isolation: Path) -> None:
    crm.write("contacts/ada-example.md", ADA)
    crm("export", "vcard", "people.vcf")
    other("import", "vcard", "people.vcf", "--yes")
    carried = "name email phone linkedin company role location tags birthday met topics".split()
    there, here = (book("show", "ada", "--json").json["fields"] for book in (other, crm))
    assert {key: there.get(key) for key in carried} == {key: here[key] for key in carried}
    assert "Met:" not in other.read("contacts/ada-example.md")


def test_cards_of_ours_change_nothing_in_the_book_that_they_are_of(crm: Crm, isolation: Path) -> None:
    crm.write("contacts/ada-example.md", ADA)
    crm.write("contacts/bo-example.md", "---\nname: Bo Example\nmet: at a fair\n---\n")
    before = {path: path.read_bytes() for path in crm.root.rglob("*.md")}
    crm("export", "vcard", "people.vcf")
    assert "2 rows: 2 unchanged" in crm("import", "vcard", "people.vcf", "--yes").out
    assert {path: path.read_bytes() for path in crm.root.rglob("*.md")} == before


def test_what_the_phone_added_below_our_note_is_the_note(crm: Crm, other: Crm, isolation: Path) -> None:
    crm.write("contacts/bo-example.md", "---\nname: Bo Example\nmet: at a fair\ntopics: [tea, 'a, b']\n---\n")
    crm("export", "vcard", "people.vcf")
    card = isolation / "people.vcf"
    card.write_bytes(card.read_bytes().replace(b"\r\nX-CRM-SLUG", b"\\nlikes tea\r\nX-CRM-SLUG"))
    other("import", "vcard", "people.vcf", "--yes")
    assert other.read("contacts/bo-example.md").split("---\n")[2] == "\n> likes tea\n\n## Log\n"
    fields = other("show", "bo", "--json").json["fields"]
    assert (fields["met"], fields["topics"]) == ("at a fair", ["tea", "a, b"])


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=";"), min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(LINES, LINES, st.lists(LINES, max_size=3, unique=True), LINES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_table(
    crm: Crm, other: Crm, isolation: Path, company: str, role: str, tags: list[str], met: str
) -> None:
    for file in (other.root / "contacts").glob("*"):
        file.unlink()
    values = {"name": ["Ada"], "company": [company], "role": [role], "met": [met], "tags": tags}
    lines = [f"{key}: [{', '.join(map(_quoted, texts))}]" for key, texts in values.items() if key == "tags"]
    lines += [f"{key}: {_quoted(texts[0])}" for key, texts in values.items() if key != "tags"]
    crm.write("contacts/ada.md", "---\n" + "\n".join(lines) + "\n---\n")
    (isolation / "people.csv").write_bytes(crm("export", "csv").out.encode())
    other("import", "csv", "people.csv", "--yes")
    there, here = (book("show", "ada", "--json").json["fields"] for book in (other, crm))
    there.pop("added")
    assert there == {key: value for key, value in here.items() if value}


def _quoted(text: str) -> str:
    return "'" + re.sub("'", "''", text) + "'"
