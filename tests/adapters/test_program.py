"""The index is made anew after a change of any module that decides what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

import crm
from crm.adapters.index import program

CODE = Path(crm.__file__).parent
ROOMS = ["core", *sorted(f"core/{room.name}" for room in (CODE / "core").iterdir() if (room / "__init__.py").exists())]


@pytest.mark.parametrize("room", [*ROOMS, "adapters/index", "book/index", "book/reading.py"])
def test_a_change_of_a_module_makes_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    shutil.copytree(CODE, tmp_path / "crm", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(crm, "__file__", str(tmp_path / "crm/__init__.py"))
    before = program.fingerprint()
    assert program.fingerprint() == before
    file = room if room.endswith(".py") else f"{room}/__init__.py"
    with (tmp_path / "crm" / file).open("a", encoding="utf-8") as module:
        module.write("# another\n")
    assert program.fingerprint() != before


def test_another_version_of_what_reads_yaml_makes_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words are in the problems that the index keeps."""
    before = program.fingerprint()
    state = program._state
    monkeypatch.setattr(program, "_state", lambda file: state(file) + "!" * (file == yaml.__file__))
    assert program.fingerprint() != before
