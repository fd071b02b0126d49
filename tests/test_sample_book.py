from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crm.core.follow_ups.rules import ACTIONS

CHECKOUT = Path(__file__).parents[1]


def now_of_make_due() -> str:
    found = re.search(r"^NOW\s*\?=\s*(.+)$", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def crm(*arguments: str, now: str | None = None) -> Any:
    at = now or now_of_make_due()
    command = [sys.executable, "-m", "crm", "--book", str(CHECKOUT), "--now", at, *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def due() -> Any:
    return crm("due")


def test_every_action_is_on_its_list(due: Any) -> None:
    assert {item["action"] for item in due["follow_ups"]} == set(ACTIONS)


def test_something_is_late_something_due_and_something_open(due: Any) -> None:
    assert {item["status"] for item in due["follow_ups"]} == {"late", "due", "open"}


def test_the_cap_keeps_something_back(due: Any) -> None:
    assert due["hidden"] == 1


def test_it_fits_a_screen_and_a_half(due: Any) -> None:
    assert 12 <= len(due["follow_ups"]) <= 16


def test_check_finds_nothing_in_it() -> None:
    assert crm("check") == {"problems": [], "errors": 0, "warnings": 0}


def test_its_finished_notes_pass_at_any_time_and_their_links_stand_in_the_logs() -> None:
    sent = [path for path in (CHECKOUT / "notes").glob("*.md") if "\nstatus: sent\n" in path.read_text("utf-8")]
    texts = "".join(path.read_text("utf-8") for path in sent)
    kinds = set(re.findall(r"^kind: (.+)$", texts, re.MULTILINE))
    assert len(sent) >= 5
    assert {"thank-you", "request", "article", "linkedin"} <= kinds
    assert crm("check", *map(str, sent), now="2028-01-01") == {"problems": [], "errors": 0, "warnings": 0}
    assert crm("check", now="2028-01-01")["errors"] == 0
    logs = "".join(path.read_text("utf-8-sig") for path in (CHECKOUT / "contacts").glob("*.md"))
    assert [path.stem for path in sent if f"[[{path.stem}]]" not in logs] == []


def test_its_people_are_made_up() -> None:
    people = crm("list")
    assert 10 <= len(people) <= 12
    assert {person["email"].partition("@")[2] for person in people} == {"example.org"}


def test_its_files_look_like_many_hands_wrote_them() -> None:
    texts = [path.read_bytes() for path in sorted((CHECKOUT / "contacts").glob("*.md"))]
    assert any(b"\r\n" in text for text in texts), "none with line ends of Windows"
    assert any(text.startswith(b"\xef\xbb\xbf") for text in texts), "none with a BOM"
    assert any(not text.endswith(b"\n") for text in texts), "none without a last newline"
    for mark in (b"-", b"*", b"+"):
        assert any(b"\n" + mark + b" 2026-" in text for text in texts), f"none with the bullet {mark!r}"
