from __future__ import annotations

import pytest

from crm.core.logs.topics import same, unique


@pytest.mark.parametrize(
    "spelling", ["grid storage", "Grid-Storage", "GRID_STORAGE", " grid  storage ", "grid-_ storage"]
)
def test_topics_compare_without_case_and_joiners(spelling: str) -> None:
    assert same(spelling) == same("grid storage")


def test_other_topics_differ() -> None:
    assert len({same(topic) for topic in ("grid", "grids", "gridstorage", "grid storage")}) == 4


def test_the_first_spelling_stays() -> None:
    assert unique(["Grid-Storage", "tariffs", "grid storage", "-", "TARIFFS"]) == ("Grid-Storage", "tariffs")
