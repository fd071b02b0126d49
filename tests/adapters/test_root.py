from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.adapters import environment
from crm.adapters.root import above, names
from crm.adapters.store import Store


def test_the_root_is_the_nearest_folder_above_with_a_crm_toml(tmp_path: Path) -> None:
    inner = tmp_path / "notes" / "deeper"
    inner.mkdir(parents=True)
    assert above(str(inner)) is None
    (tmp_path / "crm.toml").touch()
    assert above(str(inner)) == above(str(tmp_path)) == os.path.realpath(tmp_path)
    (inner / "crm.toml").touch()
    assert above(str(inner)) == os.path.realpath(inner)


def test_the_names_of_a_folder_are_those_that_the_store_lists(tmp_path: Path) -> None:
    assert names(str(tmp_path), "contacts") == []
    folder = tmp_path / "contacts"
    folder.mkdir()
    for name in ("b.md", "A.MD", "é.md", ".crm-tmp-1.md", "#x.md#", "~$x.md", "x.md~", "x.txt", "x.rescued-1.md"):
        (folder / name).touch()
    (folder / "link.md").symlink_to("b.md")
    (folder / "folder.md").mkdir()
    found = names(str(tmp_path), "contacts")
    assert found == ["A.MD", "b.md", "é.md"]
    assert [f"contacts/{name}" for name in found] == Store(tmp_path).paths("contacts")
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to("elsewhere")
    assert names(str(tmp_path), "contacts") == []


LINES = [
    'book = "~/people"',
    'book="x"',
    "book = 'x'",
    'book = "a\\tb"',
    'book = """x"""',
    'book = "x" # c',
    'book = "x" y = "z"',
    'book = "ü"',
    'book = "\x07"',
    '  book\t=\t"tab"  ',
    'book = ""',
    "book = 1",
    "book = [",
    "]",
    '"book" = "x"',
    'a.book = "x"',
    "[[book]]",
    "[mail]",
    "[mail]\r",
    'editor = "vi -f"',
    "# c",
    "what",
    "\ufeff",
    "",
]


@given(st.lists(st.sampled_from(LINES), max_size=4))
def test_the_book_of_the_configuration_is_the_one_that_toml_reads(lines: list[str]) -> None:
    file = Path(environment.config_file())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines), encoding="utf-8", newline="")
    try:
        wanted = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("book")
    except tomllib.TOMLDecodeError:
        return  # what stands below a table is not looked at, and may be no TOML
    assert environment.configured_book() == (wanted if isinstance(wanted, str) and wanted else None)


def test_a_configuration_that_is_no_text_is_named() -> None:
    file = Path(environment.config_file())
    file.parent.mkdir(parents=True)
    file.write_bytes(b"book = \xff")
    with pytest.raises(environment.BadConfig, match="cannot be read"):
        environment.configured_book()
