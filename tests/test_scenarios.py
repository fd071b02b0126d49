"""Timelines with the list that must come out, through the real command.

A scenario is a small book and an ``expect.json``: a list of ``{"at": instant, "must": [{contact, action, …fields that
must match}], "must_not": [{contact[, action]}]}``. Instants compare as instants, whatever their offset; two equal
``must`` items ask for two follow-ups.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crm.cli.app import main

SCENARIOS = sorted(path.parent for path in Path(__file__).parent.glob("scenarios/*/expect.json"))
INSTANTS = {"opens", "best_by", "due_by"}

Fields = dict[str, Any]


def comparable(item: Fields) -> Fields:
    return {key: datetime.fromisoformat(value) if key in INSTANTS and value else value for key, value in item.items()}


def matches(wanted: Fields, found: Fields) -> bool:
    return comparable(wanted).items() <= comparable({key: found[key] for key in wanted}).items()


def listed(book: Path, now: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[Fields]:
    monkeypatch.setattr(sys, "argv", ["crm", "--book", str(book), "--now", now, "due", "--all", "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert ended.value.code == 0, printed.err
    follow_ups: list[Fields] = json.loads(printed.out)["follow_ups"]
    return follow_ups


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 38


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_scenario(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book"
    shutil.copytree(scenario, book)
    moments = json.loads((scenario / "expect.json").read_text(encoding="utf-8"))
    assert moments
    for moment in moments:
        found = listed(book, moment["at"], capsys, monkeypatch)
        for wanted in moment["must"]:
            enough = moment["must"].count(wanted)
            assert sum(matches(wanted, one) for one in found) >= enough, (moment["at"], wanted, found)
        for unwanted in moment["must_not"]:
            assert not any(matches(unwanted, one) for one in found), (moment["at"], unwanted, found)
