"""Merges worked by hand, one for each rule and each bug found: a folder with base, a, b (the newer) and want."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm.core.merge import merge
from tests.core.merge.properties import AFTER, ORDER, PATH, SWAPPED

CASES = sorted(path for path in (Path(__file__).parent / "worked").iterdir() if path.is_dir())


def texts(case: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in case.iterdir()}


def path_of(case: Path) -> str:
    return "crm.toml" if (case / "a.toml").exists() else PATH


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_worked(case: Path) -> None:
    text = texts(case)
    assert merge(text.get("base"), text["a"], text["b"], ORDER, path_of(case)).data.decode() == text["want"].decode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_worked_from_the_other_side(case: Path) -> None:
    text = texts(case)
    assert merge(text.get("base"), text["b"], text["a"], SWAPPED, path_of(case)).data == text["want"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_worked_and_merged_again_with_a_side(case: Path) -> None:
    text = texts(case)
    if text.get("base", text["want"]) != text["want"]:  # a merge that undoes both sides is the base
        for side in (text["a"], text["b"]):
            assert merge(text["base"], text["want"], side, AFTER, path_of(case)).data.decode() == text["want"].decode()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 25
