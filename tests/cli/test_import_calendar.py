"""A calendar's meetings on their way into the log: shown, asked about, written or refused; never twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Crm, Result
from tests.cli.terminal import converse

FIXTURES = Path(__file__).parents[1] / "exchange/calendars"
GOOGLE = str(FIXTURES / "google.ics")
ASKED = "[q]uit:"


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def book(crm: Crm) -> Crm:
    """A book of two people, in a repository."""
    crm.write("crm.toml", '[me]\nname = "Robin"\nemail = "robin@example.org"\ntimezone = "Europe/Berlin"\n')
    crm.write("contacts/jordan-example.md", "---\nname: Jordan Example\nemail: jordan@example.org\n---\n\n## Log\n")
    crm.write(
        "contacts/priya-sample.md", "---\r\nname: Priya Sample\r\nemail: [priya@example.org]\r\n---\r\n\r\n## Log\r\n"
    )
    git(crm.root, "init", "-q")
    git(crm.root, "add", ".")
    git(crm.root, "commit", "-qm", "a book")
    return crm


def rows(done: Result) -> list[tuple[str, str, str, bool]]:
    return [(one["contact"], one["at"], one["kind"], bool(one["doubts"])) for one in done.json["proposals"]]


FOUND = [
    ("priya-sample", "2026-06-04", "event", True),
    ("priya-sample", "2026-06-06T11:00:00+02:00", "meeting", False),
    ("jordan-example", "2026-06-08T15:00:00+02:00", "coffee", False),
]


def test_what_is_seen_is_shown_and_nothing_written(book: Crm) -> None:
    done = book("import", "calendar", GOOGLE, "--json")
    assert rows(done) == FOUND
    assert {name: done.json[name] for name in ("written", "declined", "unreadable")} == {
        "written": 0,
        "declined": 1,
        "unreadable": [],
    }
    for words in (["--dry-run"], ["--dry-run", "--yes"], []):
        shown = book("import", "calendar", GOOGLE, *words, status=0 if words else 1)
        assert "Jordan Example  coffee (video), Mon 8 June 2026, 15:00–15:30 (Europe/Berlin): Coffee chat" in shown.out
        assert "in doubt: by the name in its title alone" in shown.out
        assert "1 file: 3 proposed, 1 with nobody in the book, 1 that you declined" in shown.err
    assert git(book.root, "status", "--porcelain") == ""


def test_yes_writes_what_is_without_a_doubt_as_one_operation(book: Crm) -> None:
    done = book("import", "calendar", GOOGLE, "--yes")
    assert book.read("contacts/jordan-example.md").endswith(
        "## Log\n\n- 2026-06-08 15:00-15:30 coffee (video): Coffee chat: grid storage, hiring\n"
    )
    assert book.read("contacts/priya-sample.md").endswith(
        "\r\n\r\n- 2026-06-06 11:00-11:30 meeting: Weekly catch-up (moved)\r\n"
    )
    assert "now owed  thank-you to Jordan Example by Tue 9 Jun 15:30" in done.out
    assert "1 in doubt" in done.err
    assert "logged 2; to take it back: crm undo\n" in done.err
    assert git(book.root, "log", "--format=%s").splitlines()[0] == "import: 2 entries from a calendar"
    again = book("import", "calendar", GOOGLE, "--yes")
    assert "logged" not in again.err
    assert "2 in the log already" in again.err
    book("undo")
    assert "coffee" not in book.read("contacts/jordan-example.md")
    assert "meeting" not in book.read("contacts/priya-sample.md")
    assert rows(book("import", "calendar", GOOGLE, "--json")) == FOUND


def test_each_is_asked_about_on_a_terminal(book: Crm) -> None:
    shown, status = converse(
        book.root,
        ["import", "calendar", GOOGLE],
        [
            (ASKED, "x\n"),  # no answer of ours
            (ASKED, "n\n"),
            (ASKED, "a\n"),
            (ASKED, "e\n"),
            ("kind [coffee]:", "nonsense\n"),
            ("kind [coffee]:", "Interview\n"),
            ("]:", "About the grid #storage\n"),
            (ASKED, "y\n"),
        ],
        NOW,
    )
    assert status == 0, shown
    assert "answer with one of" in shown
    assert '"nonsense" is no kind' in shown
    assert "now owed" in shown
    assert book.read("contacts/jordan-example.md").endswith(
        "- 2026-06-08 15:00-15:30 interview (video): About the grid #storage\n"
    )
    refused = book.read("refused.txt").splitlines()
    assert [line.split(" ", 1)[1] for line in refused[1:]] == [
        "priya-sample 2026-06-04 event: Workshop with Priya Sample",
        "priya-sample 2026-06-06 meeting and all of its series: Weekly catch-up (moved)",
    ]
    assert rows(book("import", "calendar", GOOGLE, "--json")) == []
    assert rows(book("import", "calendar", GOOGLE, "--since", "2026-05-20", "--json")) == []
    subjects = git(book.root, "log", "--format=%s").splitlines()
    assert subjects[:3] == [
        "import: jordan-example interview 2026-06-08",
        "import: refused priya-sample meeting 2026-06-06",
        "import: refused priya-sample event 2026-06-04",
    ]
    book("undo")
    assert rows(book("import", "calendar", GOOGLE, "--json")) == FOUND[2:]


def test_each_answer_can_be_taken_back_as_is_said(book: Crm) -> None:
    shown, _ = converse(
        book.root, ["import", "calendar", GOOGLE], [(ASKED, answer) for answer in ("n\n", "y\n", "y\n")], NOW
    )
    assert "logged 2; each answer is an operation of its own: crm undo takes the last back, crm undo COMMIT" in shown
    for subject, found in (
        ("import: priya-sample meeting", FOUND[1:2]),
        ("import: refused priya-sample event", FOUND[:2]),
        ("import: jordan-example coffee", FOUND),
    ):
        book("undo", git(book.root, "log", "-1", "--format=%h", f"--grep=^{subject}").strip())
        assert rows(book("import", "calendar", GOOGLE, "--json")) == found


def test_one_answer_is_taken_back_by_one_undo(book: Crm) -> None:
    shown, _ = converse(
        book.root, ["import", "calendar", GOOGLE], [(ASKED, "l\n"), (ASKED, "y\n"), (ASKED, "q\n")], NOW
    )
    assert "logged 1; to take it back: crm undo\r\n" in shown


def test_a_refusal_can_be_taken_back(book: Crm) -> None:
    converse(book.root, ["import", "calendar", GOOGLE], [(ASKED, "n\n"), (ASKED, "q\n")], NOW)
    assert rows(book("import", "calendar", GOOGLE, "--json")) == FOUND[1:]
    book("undo")
    assert not (book.root / "refused.txt").exists()
    assert rows(book("import", "calendar", GOOGLE, "--json")) == FOUND


@pytest.mark.parametrize("end", ["q\n", "\x04", "\x03"])
def test_what_was_answered_stands_when_somebody_leaves(book: Crm, end: str) -> None:
    shown, status = converse(
        book.root, ["import", "calendar", GOOGLE], [(ASKED, "l\n"), (ASKED, "y\n"), (ASKED, end)], NOW
    )
    assert status == 0, shown
    assert "Weekly catch-up" in book.read("contacts/priya-sample.md")
    assert book.read("contacts/jordan-example.md")[-7:] == "## Log\n"
    assert rows(book("import", "calendar", GOOGLE, "--json")) == [FOUND[0], FOUND[2]]


def test_a_meeting_that_was_logged_and_is_called_off(book: Crm) -> None:
    book.write("contacts/priya-sample.md", "---\nname: Priya Sample\nemail: priya@example.org\n---\n\n## Log\n\n"
               "- 2026-06-03 18:00 interview: Mentoring\n")  # fmt: skip
    found = book("import", "calendar", str(FIXTURES / "nextcloud.ics"), "--since", "2026-06-02", "--json", "--yes")
    assert rows(found)[1] == ("priya-sample", "2026-06-03", "cancelled", False)
    assert "- 2026-06-03 cancelled: Mentoring\n" in book.read("contacts/priya-sample.md")
    assert "thank-you" not in book("due").out


MOVED = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:moved@example.org
DTSTART;TZID=Europe/Berlin:{start}
DTEND;TZID=Europe/Berlin:{end}
SUMMARY:{summary}
ATTENDEE;CN=Jordan:mailto:jordan@example.org
END:VEVENT
END:VCALENDAR
"""


def calendar_of(folder: Path, start: str, end: str, summary: str = "Coffee: grids") -> str:
    file = folder / "moved.ics"
    file.write_text(MOVED.format(start=start, end=end, summary=summary), "utf-8")
    return str(file)


@pytest.fixture
def logged(book: Crm, tmp_path: Path) -> Crm:
    """A book whose coffee of Monday, three o'clock, came from a calendar, and was written on by hand."""
    book("import", "calendar", calendar_of(tmp_path, "20260608T150000", "20260608T153000"), "--yes")
    text = book.read("contacts/jordan-example.md").replace(
        "coffee: Coffee: grids\n", "coffee: About  grids #wind\n  - x\n"
    )
    book.write("contacts/jordan-example.md", text + "- 2026-06-08 note: mine\n")
    return book


def test_a_meeting_that_was_moved_is_proposed_as_a_change_of_its_time(logged: Crm, tmp_path: Path) -> None:
    file = calendar_of(tmp_path, "20260608T170000", "20260608T174500", "Another title")
    [found] = logged("import", "calendar", file, "--json").json["proposals"]
    assert (found["at"], found["kind"], found["summary"]) == (
        "2026-06-08T17:00:00+02:00",
        "coffee",
        "About  grids #wind",
    )
    assert found["moves"] == 8
    before = logged.read("contacts/jordan-example.md")
    assert "2026-06-08 15:00-15:30 coffee: About  grids" in before
    said = logged("import", "calendar", file, "--yes")
    assert "1 in doubt" in said.err
    assert logged.read("contacts/jordan-example.md") == before
    shown, _ = converse(logged.root, ["import", "calendar", file], [(ASKED, "y\n")], NOW)
    assert "the log has it at 2026-06-08 15:00-15:30, and the calendar has moved it" in shown
    assert "Change its time? [y]es, [n]o (remembered), [l]ater, [q]uit" in shown
    assert logged.read("contacts/jordan-example.md") == before.replace("15:00-15:30", "17:00-17:45")
    assert git(logged.root, "log", "-1", "--format=%s").strip() == (
        "import: jordan-example coffee 2026-06-08 moved to 2026-06-08"
    )
    assert git(logged.root, "status", "--porcelain") == ""
    assert logged("import", "calendar", file, "--json").json["proposals"] == []
    logged("undo")
    assert logged.read("contacts/jordan-example.md") == before
    assert len(logged("import", "calendar", file, "--json").json["proposals"]) == 1


def test_a_move_beyond_the_span_is_seen_and_nothing_else_there(logged: Crm, tmp_path: Path) -> None:
    file = calendar_of(tmp_path, "20260702T150000", "20260702T153000")
    other = MOVED.format(start="20260703T150000", end="20260703T153000", summary="Lunch").replace("moved@", "other@")
    (tmp_path / "other.ics").write_text(other, "utf-8")
    found = logged("import", "calendar", file, str(tmp_path / "other.ics"), "--json").json
    assert [one["at"] for one in found["proposals"]] == ["2026-07-02T15:00:00+02:00"]
    assert found["strangers"] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "- 2026-06-08 17:00 coffee: by hand\n"),  # logged anew by hand
        ("2026-06-08 15:00-15:30", "2026-06-08 17:00-17:30"),  # changed by hand
    ],
)
def test_what_was_put_right_by_hand_is_not_moved(logged: Crm, tmp_path: Path, old: str, new: str) -> None:
    text = logged.read("contacts/jordan-example.md")
    logged.write("contacts/jordan-example.md", text.replace(old, new) if old else text + new)
    file = calendar_of(tmp_path, "20260608T170000", "20260608T173000")
    assert logged("import", "calendar", file, "--json").json["proposals"] == []


def test_a_move_that_is_refused_is_not_proposed_again_but_the_next_is(logged: Crm, tmp_path: Path) -> None:
    file = calendar_of(tmp_path, "20260608T170000", "20260608T173000")
    converse(logged.root, ["import", "calendar", file], [(ASKED, "n\n")], NOW)
    assert logged("import", "calendar", file, "--json").json["proposals"] == []
    calendar_of(tmp_path, "20260608T180000", "20260608T183000")
    assert len(logged("import", "calendar", file, "--json").json["proposals"]) == 1


def test_what_has_not_moved_is_in_the_log_already(logged: Crm, tmp_path: Path) -> None:
    found = logged("import", "calendar", calendar_of(tmp_path, "20260608T150000", "20260608T153000"), "--json").json
    assert (found["proposals"], found["logged"]) == ([], 1)


def test_the_file_of_meetings_may_be_any(logged: Crm, tmp_path: Path) -> None:
    mine = "\ufeff# mine\r\n\r\nff ff\r\n" + logged.read("meetings.txt").replace("\n", "\r\n").rstrip()
    logged.write("meetings.txt", mine.encode())
    file = calendar_of(tmp_path, "20260608T170000", "20260608T173000")
    converse(logged.root, ["import", "calendar", file], [(ASKED, "y\n")], NOW)
    assert "17:00-17:30 coffee" in logged.read("contacts/jordan-example.md")
    assert (logged.root / "meetings.txt").read_bytes().decode().startswith(mine + "\r\n")


def test_appointments_come_only_when_asked_for(book: Crm) -> None:
    words = ("import", "calendar", str(FIXTURES / "nextcloud.ics"), "--json")
    early = "2026-06-01 12:00"
    assert rows(book(*words, now=early)) == []
    assert [row[1][:10] for row in rows(book(*words, "--ahead", "1 day", now=early))] == ["2026-06-01", "2026-06-02"]
    assert [row[1][:10] for row in rows(book(*words, "--ahead", "2w", now=early))][-1] == "2026-06-07"


def test_a_folder_of_calendars_and_what_in_it_is_none(book: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "vdir/personal"
    folder.mkdir(parents=True)
    for name in ("google", "apple"):
        (folder / f"{name}.ics").write_bytes((FIXTURES / f"{name}.ics").read_bytes())
    (folder / "notes.txt").write_text("no calendar")
    (folder / "login.ics").write_text("<!DOCTYPE html><html>")
    (folder / ".hidden.ics").write_text("nothing")
    (folder / "link.ics").symlink_to("/etc/passwd")
    done = book("import", "calendar", str(folder.parent), "--json", status=1)
    assert [one["message"] for one in done.json["unreadable"]] == [
        f"{folder}/login.ics: this is a web page, perhaps one that asks to log in"
    ]
    assert len(done.json["proposals"]) == len(FOUND) + 2


def test_other_addresses_of_mine(book: Crm) -> None:
    assert book("import", "calendar", GOOGLE, "--json").json["strangers"] == []
    toml = '[me]\nemail = "other@example.org"\ntimezone = "Europe/Berlin"\n'
    book.write("crm.toml", toml)
    assert [one["email"] for one in book("import", "calendar", GOOGLE, "--json").json["strangers"]] == [
        "robin@example.org"
    ]
    assert book("import", "calendar", GOOGLE, "--me", "Robin@example.org", "--json").json["declined"] == 1
    book.write("crm.toml", toml + 'addresses = ["robin@example.org"]\n')
    assert book("import", "calendar", GOOGLE, "--json").json["declined"] == 1


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["nowhere.ics"], 2, "nowhere.ics cannot be read: No such file or directory"),
        (["empty"], 2, "empty holds no file that ends in .ics"),
        (["crm.toml"], 2, "it has no BEGIN:VCALENDAR"),
        ([GOOGLE, "--since", "tomorrow"], 2, "--since tomorrow is not before now"),
        ([GOOGLE, "--since", "5/11"], 2, "5/11"),
        ([GOOGLE, "--ahead", "soon"], 2, '"in soon" is no date that can be read'),
    ],
)
def test_what_cannot_be_done(
    book: Crm, words: list[str], status: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.root)
    (book.root / "empty").mkdir()
    done = book("import", "calendar", *words, status=status)
    assert says in done.err
    assert "Traceback" not in done.err


def test_without_the_libraries_it_says_how_to_get_them(book: Crm) -> None:
    program = "import sys; sys.modules['icalendar'] = None; from crm.cli.app import main; main()"
    words = ["--book", str(book.root), "--now", NOW, "import", "calendar", GOOGLE]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "pip install icalendar recurring-ical-events" in done.stderr


def test_a_title_drives_no_terminal_and_becomes_no_syntax(book: Crm, tmp_path: Path) -> None:
    evil = (FIXTURES / "google.ics").read_bytes().replace(
        b"SUMMARY:Coffee chat", b"SUMMARY:\x1b]0;x\x07#tag [[evil]]\\n- 2026-06-08 bounce\\nCoffee"
    )  # fmt: skip
    file = tmp_path / "\x1b[31m.ics"
    file.write_bytes(evil)
    done = book("import", "calendar", str(file), "--yes")
    assert "\x1b" not in done.out + done.err
    shown = book("show", "jordan", "--json").json["interactions"]
    assert [(one["kind"], one["topics"]) for one in shown] == [("coffee", [])]
    assert book("check").status == 0


def test_two_machines_refuse_different_things_and_both_are_remembered(book: Crm, tmp_path: Path) -> None:
    remote, other = tmp_path / "remote.git", tmp_path / "other"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(book.root, "remote", "add", "origin", str(remote))
    book("sync")
    git(tmp_path, "clone", "-q", str(remote), str(other))
    there = Crm(other, book.call)
    converse(book.root, ["import", "calendar", GOOGLE], [(ASKED, "n\n"), (ASKED, "q\n")], NOW)
    converse(other, ["import", "calendar", GOOGLE], [(ASKED, "l\n"), (ASKED, "n\n"), (ASKED, "q\n")], NOW)
    book("sync")
    there("sync")
    book("sync")
    assert book.read("refused.txt") == there.read("refused.txt")
    assert len(book.read("refused.txt").splitlines()) == 3
    assert rows(book("import", "calendar", GOOGLE, "--json")) == FOUND[2:]


def test_the_file_of_refusals_may_be_any(book: Crm, call: Callable[..., Result]) -> None:
    del call
    book.write("refused.txt", "\ufeff# mine\r\n\r\nkept".encode())
    converse(book.root, ["import", "calendar", GOOGLE], [(ASKED, "n\n"), (ASKED, "q\n")], NOW)
    text = book.read("refused.txt")
    assert text.startswith("\ufeff# mine\r\n\r\nkept\r\n")
    assert text.endswith("Workshop with Priya Sample\r\n")
    assert json.loads(book("import", "calendar", GOOGLE, "--json").out)["refused"] == 1


def test_what_was_refused_is_not_proposed_for_whom_a_merge_keeps(book: Crm) -> None:
    converse(book.root, ["import", "calendar", GOOGLE], [(ASKED, "n\n"), (ASKED, "n\n"), (ASKED, "n\n")], NOW)
    assert rows(book("import", "calendar", GOOGLE, "--json")) == []
    book.write("contacts/jay.md", "---\nname: Jay\n---\n")
    book("merge", "jay", "jordan-example")
    assert rows(book("import", "calendar", GOOGLE, "--json")) == []
    assert git(book.root, "status", "--porcelain") == ""
    book("undo")
    assert rows(book("import", "calendar", GOOGLE, "--json")) == []


def test_who_does_not_say_who_they_are_is_told_so(book: Crm) -> None:
    said = "your own address is not known, so you count as a stranger: set me.email in crm.toml, or add --me\n"
    assert said not in book("import", "calendar", GOOGLE, "--dry-run").err
    book.write("crm.toml", '[me]\ntimezone = "Europe/Berlin"\n')
    done = book("import", "calendar", GOOGLE, "--dry-run")
    assert said in done.err
    assert done.err.count("robin@example.org") == 1
    assert said not in book("import", "calendar", GOOGLE, "--dry-run", "--me", "robin@example.org").err
