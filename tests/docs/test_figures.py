"""The page of figures has a place for them, and the benchmark fills it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench import table
from bench.books import people
from bench.commands import beginning
from bench.measuring import Found

PAGE = Path(__file__).resolve().parents[2] / "docs/performance.md"


def test_the_figures_take_the_place_of_the_last_ones(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    shutil.copy(PAGE, page)
    table.write("| a | table |", page)
    table.write("| another | table |", page)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(table.BEGIN)
    after = rest.partition(table.END)[2]
    assert page.read_text(encoding="utf-8") == f"{before}{table.BEGIN}\n\n| another | table |\n\n{table.END}{after}"
    assert len(before) > 1000
    assert after


def test_a_page_without_a_place_for_figures_stays_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no place\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no place for figures"):
        table.write("| a |", page)
    assert page.read_text(encoding="utf-8") == "no place\n"


def test_a_target_is_a_ratio_within_one_run() -> None:
    bare = {"floor": 0.1, "python -c pass": 0.01, "parsing": 1.0, "import typer": 0.05, "grep -r": 0.02}
    taken = {"due": 0.15, "query, few fit": 0.025, "list": 0.3}
    memory = dict.fromkeys(("due, first time", "find", "check"), 0.5)
    seconds = {**bare, **memory, **taken, "git commit --only": 0.1, "log": 0.2}
    found = {100: {name: Found(one, 151 if name == "due" else 20, "") for name, one in seconds.items()}}
    lines = table.table(found)
    assert "| due | ≤ 2.0 × (floor) | 150 ms, 1.50 × (reached) |" in lines
    assert "| query, few fit | ≤ 2.0 × (python -c pass) | 25 ms, 2.50 × (missed) |" in lines
    assert "| list |  | 300 ms, 3.0 × floor |" in lines
    assert "| memory: due | ≤ 150 MB | 151 MB (missed) |" in lines


def test_the_people_of_a_small_book_are_the_first_of_a_large_one() -> None:
    everybody = people(3000)
    slugs = [person.slug for person in everybody]
    assert everybody[:100] == people(100)
    assert len(set(slugs)) == len(slugs)
    begun = beginning(slugs[7], slugs)
    assert 1 <= sum(slug.startswith(begun) for slug in slugs) <= 10
    assert sum(slug.startswith(begun[:-1]) for slug in slugs) > 10
