"""The index is made anew after a change of any module that decides what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import crm
from crm.adapters.index import program

CODE = Path(crm.__file__).parent
ROOMS = ["core", *sorted(f"core/{room.name}" for room in (CODE / "core").iterdir() if (room / "__init__.py").exists())]


@pytest.mark.parametrize("room", [*ROOMS, "adapters/index", "book/index"])
def test_a_change_of_a_module_makes_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    shutil.copytree(CODE, tmp_path / "crm", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(crm, "__file__", str(tmp_path / "crm/__init__.py"))
    before = program.fingerprint()
    assert program.fingerprint() == before
    with (tmp_path / "crm" / room / "__init__.py").open("a", encoding="utf-8") as module:
        module.write("# another\n")
    assert program.fingerprint() != before
