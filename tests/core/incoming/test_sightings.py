from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.incoming.sightings import LONGEST_SUMMARY, address, clean
from crm.core.logs.entry import NewEntry, lines_of
from crm.core.logs.topics import hashtags
from tests.core.builders import log


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\tb\n\nc  ", "a b c"),
        ("#one two#three # four ##five", "one two#three # four five"),
        ("[[x]] [[[y]]]", "[x] [y]"),
        ("a\x1b[31m\u202eb\ufeff\x00", "a[31mb"),
        ("<!-- <!--- -->", "<-- <--- -->"),
        ("👩‍💻 ok", "👩‍💻 ok"),
        ("", ""),
    ],
)
def test_a_foreign_title_is_plain_words(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text() | st.text(alphabet="#[]<!-%a1 \n\t\x1b(): by2026"))
def test_a_foreign_title_is_one_summary_of_the_log_and_nothing_else(text: str) -> None:
    summary = clean(text)
    assert len(summary) <= LONGEST_SUMMARY
    assert summary.isprintable() or "\u200c" in summary or "\u200d" in summary
    assert not hashtags(summary)
    assert "[[" not in summary
    written = "\n".join(lines_of(NewEntry("2026-06-09 10:00", "meeting", None, summary)))
    found = log(written)
    (entry,) = found.interactions
    assert (entry.summary, entry.topics, entry.details, entry.kind.name) == (summary, (), (), "meeting")
    assert clean(summary) == summary


@pytest.mark.parametrize("text", ["MAILTO:A@B.org", " a@b.org ", "<A@b.ORG>", "mailto:<a@b.org>"])
def test_an_address_compares_however_it_is_written(text: str) -> None:
    assert address(text) == "a@b.org"
