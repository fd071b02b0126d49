from __future__ import annotations

import pytest

from tests.cli.conftest import Crm

INTERVIEW = "- 2026-06-09 09:30-10:00 interview (video): grids\n  - takeaway: x\n"
GENTLE = "- 2026-01-05 10:00 interview\n  - takeaway: x\n- 2026-01-05 12:00 thank-you\n- 2026-01-05 12:01 linkedin\n"


def test_json_has_the_fields_of_the_reference(crm: Crm) -> None:
    crm.contact("ada-example", INTERVIEW)
    assert crm("due", "--json").json == {
        "now": "2026-06-09T10:30:00+02:00",
        "follow_ups": [
            {
                "contact": "ada-example",
                "name": "Ada Example",
                "action": "thank-you",
                "status": "open",
                "opens": "2026-06-09T10:00:00+02:00",
                "best_by": "2026-06-09T18:00:00+02:00",
                "due_by": "2026-06-10T10:00:00+02:00",
                "why": "interview 2026-06-09 09:30-10:00; morning: best the same day",
                "source": {"path": "contacts/ada-example.md", "line": 7},
                "article": None,
                "about": None,
                "command": "crm note thank-you ada-example",
            }
        ],
        "hidden": 0,
        "problems": 0,
    }


def test_a_line_each_in_a_pipe(crm: Crm) -> None:
    crm.contact("ada-example", INTERVIEW)
    assert crm("due").out == (
        "open  thank-you  Ada Example  best in 7 hours, Tue 9 Jun 18:00; due Wed 10 Jun 10:00  "
        "crm note thank-you ada-example  "
        "interview 2026-06-09 09:30-10:00; morning: best the same day (contacts/ada-example.md:7)\n"
    )


def test_nothing_due_is_one_line_and_a_good_answer(crm: Crm) -> None:
    crm.contact("ada-example")
    assert len(crm("due").out.splitlines()) == 1


def test_the_cap_hides_and_counts_and_all_shows(crm: Crm) -> None:
    for name in "abcde":
        crm.contact(f"{name}-example", GENTLE)
    assert [item["contact"] for item in crm("due", "--json").json["follow_ups"]] == [
        "a-example",
        "b-example",
        "c-example",
    ]
    assert crm("due", "--json").json["hidden"] == 2
    assert len(crm("due", "--all", "--json").json["follow_ups"]) == 5
    assert len(crm("due", "--action", "keep-in-touch", "--json").json["follow_ups"]) == 5
    assert crm("due", "--contact", "e", "--json").json["follow_ups"][0]["contact"] == "e-example"
    assert "kept back by the day's cap" in crm("why", "e").out


def test_a_list_that_the_cap_keeps_back_whole_does_not_say_that_nothing_is_due(crm: Crm) -> None:
    for number in range(3):
        crm.contact(f"reached-{number}", "- 2026-06-09 08:00 email\n")
    crm.contact("ada-example", "- 2026-01-05 call\n", "tier: A\n")
    done = crm("due")
    assert (done.out, done.err) == ("Enough for today.\n", "1 more with --all\n")


@pytest.mark.parametrize("cap", ["daily_cap", "company_cap"])
def test_nor_does_one_that_a_cap_of_none_keeps_back_whole(crm: Crm, monkeypatch: pytest.MonkeyPatch, cap: str) -> None:
    crm.write("crm.toml", f'[me]\ntimezone = "Europe/Berlin"\n[follow_up]\n{cap} = 0\n')
    crm.contact("ada-example", "- 2026-01-05 call\n", "tier: A\ncompany: Grid\n")
    for index in ("", "off"):
        monkeypatch.setenv("CRM_INDEX", index)
        done = crm("due")
        assert (done.out, done.err) == ("Enough for today.\n", "1 more with --all\n")


def test_exit_code_tells_due_from_open(crm: Crm) -> None:
    crm.contact("ada-example", INTERVIEW)
    crm("due", "--exit-code")
    crm("due", "--exit-code", now="2026-06-09T18:00:00+02:00", status=1)
    crm("due", now="2026-06-09T18:00:00+02:00")


def test_within_looks_ahead(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-01 request\n")
    before = "2026-06-07T09:00:00+02:00"
    assert crm("due", "--json", now=before).json["follow_ups"] == []
    assert [item["status"] for item in crm("due", "--within", "1d", "--json", now=before).json["follow_ups"]] == [
        "upcoming"
    ]
    assert crm("due", "--within", "1d", "--json", now="2026-06-06T09:00:00+02:00").json["follow_ups"] == []
    assert "opens in 15 hours, Mon 8 Jun " in crm("due", "--within", "2d", now=before).out


def test_global_options_stand_before_or_after(crm: Crm) -> None:
    crm.contact("ada-example", INTERVIEW)
    book = str(crm.root)
    now = "2026-06-09T10:30:00+02:00"
    first = crm.call("--book", book, "--now", now, "due")
    assert first == crm.call("due", f"--book={book}", "--now", now) == crm.call("due", "--now", now, "--book", book)
    assert crm.call("--version") == crm.call("due", "--version")


def test_the_book_and_now_from_the_environment(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm.contact("ada-example", INTERVIEW)
    monkeypatch.setenv("CRM_BOOK", str(crm.root))
    monkeypatch.setenv("CRM_NOW", "2026-06-09 10:30")
    assert "thank-you" in crm.call("due").out


def test_a_terminal_of_80_columns_is_never_overrun(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm.contact("ada-example-with-a-very-long-name-of-the-family", INTERVIEW)
    crm.write(
        "contacts/mei.md",
        "---\nname: 東京の例\n---\n## Log\n- 2026-06-09 09:00 Asia/Tokyo interview: 東京\n  - takeaway: x\n",
    )
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = crm("due").out
    assert "\x1b[" in shown
    import re

    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert all(len(line) <= 80 or "crm note" in line for line in plain.splitlines())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in crm("due").out


def test_why_tells_what_does_not_count(crm: Crm) -> None:
    crm.contact(
        "ada-example",
        "- 2026-06-01 10:00 interview\n- 2026-06-01 cancelled: ill\n- 2026-06-02 email\n- 2026-06-02 bounce\n"
        "- 2026-06-30 coffee\n",
    )
    said = crm("why", "ada").out
    assert "  interview 2026-06-01 10:00 (line 7): cancelled 2026-06-01 (line 8)\n" in said
    assert "  email 2026-06-02 (line 9): bounce 2026-06-02 (line 10)\n" in said
    assert "  coffee 2026-06-30 (line 11): yet to come\n" in said


def test_why_shows_every_rule(crm: Crm) -> None:
    crm.contact("ada-example", INTERVIEW + "- 2026-06-09 14:00 thank-you\n", "status: paused\n")
    said = crm("why", "ada", now="2026-06-09T15:00:00+02:00").out
    assert "thank-you: settled by thank-you 2026-06-09 14:00 (line 10)" in said
    assert "due by    Wed 10 Jun 10:00: 24 hours after its end" in said
    assert "linkedin: kept back, status: paused" in said
    for rule in ("answer", "record", "promise", "report-back", "card", "birthday", "nudge"):
        assert f"{rule}" in said
