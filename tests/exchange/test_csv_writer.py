from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.model import Birthday, Cadence, Contact
from crm.exchange import csv_writer

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def rows(*contacts: Contact) -> list[dict[str, str]]:
    text = csv_writer.table(contacts).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def ada(**fields: object) -> Contact:
    return Contact("ada", "contacts/ada.md", {"name": "Ada", **fields})


@pytest.mark.parametrize("text", ["=1+1", "+1 555 0100", "-2", "@A1", "\t=1", "  =1", "\r=1", "'=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    [row] = rows(ada(role=text, phone=(text,), slug=text))
    assert row["role"][0] == row["phone"][0] == "'"


@given(TEXT, st.lists(TEXT, min_size=1).map(tuple))
def test_whatever_a_cell_holds_there_are_as_many_and_none_is_a_formula(role: str, tags: tuple[str, ...]) -> None:
    [row] = rows(ada(role=role, tags=tags))
    assert list(row) == list(csv_writer.COLUMNS)
    cells = [part for cell in row.values() for part in cell.split(";")]  # as where numbers have a decimal comma
    assert all(not part.strip().startswith(tuple("=+-@＝＋－＠")) for part in cells)


def test_no_part_of_a_cell_between_semicolons_is_a_formula() -> None:
    [row] = rows(ada(role="Lead; =1;'+1;a", phone=("+49 1", "+49 2"), tags=("a", "b")))
    assert row["role"] == "Lead; '=1;''+1;a"
    assert (row["phone"], row["tags"]) == ("'+49 1; '+49 2", "a; b")


def test_values_are_written_as_in_the_files() -> None:
    [row] = rows(ada(tags=("a", "b;c"), card=True, birthday=Birthday(5, 7), cadence=Cadence(6, "weeks")))
    assert (row["tags"], row["card"], row["birthday"], row["cadence"]) == ("a; b,c", "true", "05-07", "6 weeks")
    assert row["company"] == ""


def test_a_table_of_ours_is_known_again() -> None:
    assert csv_writer.ours(csv_writer.table([ada()]))
    assert not csv_writer.ours(b"name,email\n")
