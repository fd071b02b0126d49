"""What obsidian.md says of front matter holds for what crm writes and for the sample book."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from crm.core.contacts.fields import FIELDS
from tests.cli.conftest import Result

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "docs/obsidian.md").read_text(encoding="utf-8")
SAMPLES = [path for folder in ("contacts", "notes", "articles") for path in sorted((CHECKOUT / folder).glob("*.md"))]
TAG = re.compile(r"[\w/-]*[^\W\d][\w/-]*")

OBSIDIAN = """\
---
name: Ada Example
aliases:
  - A. E.
tags:
  - energy
email:
  - ada@example.org
introduced_by: "[[sam-sample]]"
snooze: 2026-12-12
card: true
mine: 3
---

## Log
"""


def front(text: str) -> dict[str, Any]:
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def is_property(value: object) -> bool:
    """Whether Obsidian has a type for a value: it has none for what is nested."""
    plain = (str, int, float, bool, date)
    return isinstance(value, plain) or (isinstance(value, list) and all(isinstance(one, plain) for one in value))


def check(found: dict[str, Any]) -> None:
    assert all(is_property(value) for value in found.values())
    for key in ("aliases", "tags", "topics"):
        assert isinstance(found.get(key, []), list)
    for key in ("added", "snooze", "published", "read"):
        assert type(found.get(key, date.min)) is date
    assert isinstance(found.get("card", False), bool)
    assert "name" not in found or all(TAG.fullmatch(tag) for tag in found.get("tags", []))  # of contacts


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_book_is_of_properties(path: Path) -> None:
    check(front(path.read_text(encoding="utf-8")))


@pytest.fixture
def book(isolation: Path, call: Callable[..., Result]) -> Callable[..., str]:
    assert call("init", "people").status == 0

    def crm(*words: str) -> str:
        done = call("--book", "people", "--now", "2026-06-09 10:00", *words)
        assert done.status == 0, done
        return done.out

    return crm


def test_what_crm_writes_is_of_properties(isolation: Path, book: Callable[..., str]) -> None:
    book("add", "Sam Sample")
    options = "--tag energy --topic grid --alias A. --tier A --cadence 6w --birthday 05-17 --introduced-by sam --card"
    book("add", "Ada Example", "--email", "ada@example.org", *options.split())
    book("snooze", "ada", "3w")
    book("set", "ada", "tags", "energy, alumni")
    found = front((isolation / "people/contacts/ada-example.md").read_text())
    check(found)
    assert found["card"] is True
    assert found["tags"] == ["energy", "alumni"]
    assert isinstance(found["birthday"], str)


def test_a_file_in_its_handwriting_is_read_and_kept(isolation: Path, book: Callable[..., str]) -> None:
    book("add", "Sam Sample")
    file = isolation / "people/contacts/ada-example.md"
    file.write_text(OBSIDIAN)
    assert "introduced_by" not in book("check", "people/contacts/ada-example.md")
    book("set", "ada", "tags", "energy, alumni")
    book("set", "ada", "snooze", "2026-12-24")
    assert file.read_text() == OBSIDIAN.replace("  - energy\n", "  - energy\n  - alumni\n").replace("12-12", "12-24")


def test_every_field_that_a_user_writes_has_a_type_there() -> None:
    table = PAGE.partition("| type | fields |")[2].partition("\n\n")[0]
    told = set(re.findall(r"`(\w+)`", table))
    assert {field.name for field in FIELDS} - told <= {"conflicts", "different_from"}


def test_the_base_is_yaml_of_keys_that_there_are() -> None:
    text = re.findall(r"^```yaml file=people.base\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
    found: Any = yaml.safe_load(text)
    names = {field.name for field in FIELDS}
    columns = [column for view in found["views"] for column in view["order"] if column != "file.name"]
    assert set(columns) <= names
    assert {view["type"] for view in found["views"]} == {"table"}
