from __future__ import annotations

import pytest

from crm.core.notes.drafts import tags


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("career-change", "career change"),
        ("data_science", "data science"),
        ("GridStorage", "grid storage"),
        ("GitHub", "GitHub"),
        ("github", "GitHub"),
        ("energy/grid-storage", "grid storage"),
        ("CI/CD", "CI/CD"),
        ("ux", "UX"),
        ("b2b-sales", "B2B sales"),
        ("dbt", "dbt"),
        ("four-hour storage", "four-hour storage"),
        ("", ""),
    ],
)
def test_a_tag_in_words(tag: str, words: str) -> None:
    assert tags.words_of(tag) == words


@pytest.mark.parametrize(
    ("topic", "texts", "written"),
    [
        ("bus lanes", ["the Bus Lanes Act"], "Bus Lanes"),
        ("bus lanes", ["on bus-lanes", "a bus-Lane"], "bus lanes"),
        ("emr systems", ["they changed EMR systems twice"], "EMR systems"),
        ("grid storage", ["Grid storage is dear"], "grid storage"),
        ("grid", ["#GRID", "GRIDS"], "grid"),
    ],
)
def test_the_spelling_that_the_log_has(topic: str, texts: list[str], written: str) -> None:
    assert tags.as_written(topic, texts) == written
