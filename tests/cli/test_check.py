from __future__ import annotations

import pytest

from tests.cli.conftest import Crm

DOUBTS = [
    ("compnay: Grid\n", "", 'unknown key "compnay", which is kept and does nothing (did you mean company?)'),
    ("introduced_by: bob\n", "", "there is no contact bob"),
    ("introduced_by: ada-example\n", "", "nobody is introduced by themselves"),
    ("tier: A\n", "", "a tier or cadence without added"),
    ("conflicts: ['tier: B']\n", "", "a merge left values undecided"),
    (
        "",
        "- 2026-06-01 intervew: x\n",
        'unknown kind "intervew": it owes and settles nothing (did you mean interview?)',
    ),
    (
        "",
        "- 2026-06-01 email (E-mail): x\n",
        'unknown channel "e-mail", which is kept and means nothing (did you mean email?)',
    ),
    ("", "- 2026-06-01 thank-you (linked-in)\n", "did you mean linkedin?"),
    ("", "- 2026-06-01 thank-you (handwritten card)\n", "did you mean card?"),
    ("", "- 2026-06-01 article: [[no-such]]\n", "there is no article no-such"),
    ("", "- 2026-10-25 02:30 call\n", "happened twice"),
]


@pytest.mark.parametrize(("fields", "log", "message"), DOUBTS)
def test_a_doubt_is_a_warning_and_only_check_tells_it(crm: Crm, fields: str, log: str, message: str) -> None:
    crm.contact("ada-example", log, fields)
    done = crm("check")
    assert message in done.out
    assert done.err == "0 errors, 1 warning.\n"
    assert crm("check", "--json").json["warnings"] == 1
    crm("check", "--strict", status=1)
    assert crm("due").err == ""


@pytest.mark.parametrize("channel", ["email", "LinkedIn", "card", "message", "phone", "sms", "voicemail", "in person"])
def test_a_channel_that_is_known_or_like_none_is_not_doubted(crm: Crm, channel: str) -> None:
    log = "- 2026-06-01 congratulation (birthday card)\n- 2026-06-01 11:00 call (mail)\n"
    crm.contact("ada-example", f"- 2026-06-01 10:00 thank-you ({channel})\n{log}")
    assert crm("check").err == "No problems.\n"


def test_a_folder_of_contacts_that_is_a_link_is_reported(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-08 10:00 interview\n")
    (crm.root / "contacts").rename(crm.root / "elsewhere")
    (crm.root / "contacts").symlink_to("elsewhere")
    assert "contacts:1: error: a symbolic link is not read" in crm("due").err


def test_a_log_under_another_heading_is_noticed(crm: Crm) -> None:
    crm.write("contacts/ada-example.md", "---\nname: Ada\n---\n\n## Logs\n\n- 2026-06-01 call\n")
    assert 'contacts/ada-example.md:5: warning: the section "Logs" is not read as the log' in crm("check").out


def test_names_and_places_that_are_not_as_they_should_be(crm: Crm) -> None:
    crm.write("contacts/Ada Example.md", "---\nname: Ada\n---\n")
    crm.write("contacts/old/bob.md", "---\nname: Bob\n---\n")
    (crm.root / "contacts/link.md").symlink_to("Ada Example.md")
    said = crm("check", status=1).out
    assert "rename it to ada-example.md" in said
    assert "contacts/old/bob.md:1: warning: a file in a subfolder is not read" in said
    assert "contacts/link.md:1: error: a symbolic link is not read" in said
    assert "contacts/link.md:1: error: a symbolic link is not read" in crm("due").err
    assert crm("show", "Ada Example").out.startswith("Ada  contacts/Ada Example.md")


def test_only_the_files_that_are_named(crm: Crm) -> None:
    crm.contact("ada-example", "- nonsense\n")
    crm.contact("bob-example", "- nonsense\n")
    found = crm("check", "contacts/ada-example.md", "--json", status=1).json
    assert {problem["path"] for problem in found["problems"]} == {"contacts/ada-example.md"}
    assert found["errors"] == 1
    assert crm("check", "crm.toml").err == "No problems.\n"


@pytest.mark.parametrize(("folder", "errors"), [("contacts", 2), (".", 2), ("articles", 0)])
def test_the_files_of_a_folder(crm: Crm, monkeypatch: pytest.MonkeyPatch, folder: str, errors: int) -> None:
    crm.contact("ada-example", "- nonsense\n")
    crm.contact("bob-example", "- nonsense\n")
    crm.write("articles/good.md", "---\ntitle: Good\n---\n")
    monkeypatch.chdir(crm.root)
    assert crm("check", folder, "--json", status=bool(errors)).json["errors"] == errors


def test_a_file_that_nobody_reads_is_not_called_good(crm: Crm) -> None:
    crm.write("contacts/ada.txt", "- nonsense\n")
    assert "contacts/ada.txt is no file of the book" in crm("check", "contacts/ada.txt", status=2).err


FIXED = [
    ("- 2026-6-9 call: x", "- 2026-06-09 call: x"),
    ("* 2026-06-09 9:30 call", "* 2026-06-09 09:30 call"),
    ("- 2026-06-09 09:30–10:00 call", "- 2026-06-09 09:30-10:00 call"),
    ("- 2026-06-09T09:30 call", "- 2026-06-09 09:30 call"),
]
LEFT = ["- 6/9/2026 call", "- 2026-13-1 call: x", "- some words", "- 2026-6-9", "  - 2026-6-9 call"]


@pytest.mark.parametrize(("before", "after"), FIXED)
def test_fix_puts_right_what_can_be_read_in_one_way_only(crm: Crm, before: str, after: str) -> None:
    file = crm.contact("ada-example", f"{before}\r\n  - takeaway: 2026-6-9 stays\n- 2026-06-01 note\n")
    text = file.read_bytes()
    done = crm("check", "--fix")
    assert "contacts/ada-example.md: put right" in done.err
    assert file.read_bytes() == text.replace(before.encode(), after.encode())
    assert len(crm("show", "ada", "--json").json["interactions"]) == 2


@pytest.mark.parametrize("line", LEFT)
def test_fix_leaves_what_it_would_have_to_guess(crm: Crm, line: str) -> None:
    file = crm.contact("ada-example", f"{line}\n")
    before = file.read_bytes()
    crm("check", "--fix", status=1)
    assert file.read_bytes() == before


def note(
    status: str = "draft", text: str = "Dear Bob,\n\nThanks for everything.\n\nKind regards\nRobin Sample\n"
) -> str:
    return f"---\nkind: thank-you\nto: ada-example\nsubject: Thank You\nstatus: {status}\n---\n\n{text}"


def test_drafts_are_read_before_they_go_and_sent_notes_are_left_alone(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-09 09:00 interview\n  - takeaway: hire for curiosity\n")
    crm.write("notes/2026-06-09-ada-example-thank-you.md", note())
    crm.write("notes/2026-06-01-ada-example-thank-you.md", note("sent"))
    found = crm("check", "--json", status=1).json["problems"]
    assert {problem["path"] for problem in found} == {"notes/2026-06-09-ada-example-thank-you.md"}
    assert {"L08", "L09"} <= {problem["rule"] for problem in found if problem["severity"] == "error"}
    named = crm("check", "notes/2026-06-01-ada-example-thank-you.md", "--json", status=1).json["problems"]
    assert {problem["path"] for problem in named} == {"notes/2026-06-01-ada-example-thank-you.md"}


def test_a_list_of_phrases_of_ones_own(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-09 09:00 interview\n  - takeaway: hire for curiosity\n")
    said = "I will read the two papers on registries that you named, and then draw our own tables anew."
    text = f"Dear Ada,\n\nThank you for the time today. Synergy all the way. {said}\n\nKind regards\nRobin Sample\n"
    crm.write("notes/2026-06-09-ada-example-thank-you.md", note(text=text))
    assert "Synergy" not in crm("check", status=1).out
    crm.write("templates/phrases/generic.txt", "synergy all the way\n")
    assert 'L08 "Synergy all the way" would fit anyone' in crm("check", status=1).out
    crm.write("templates/phrases/gneric.txt", "x y\n")
    assert "templates/phrases/gneric.txt:1: error: no list is called gneric" in crm("check", status=1).out
