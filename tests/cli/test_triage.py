"""Jotted lines on their way from the inbox into the log: none is lost, none is written unasked, none stays twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from crm.book.book import Book
from crm.book.errors import Unmet
from crm.book.inward.inbox import Inbox, accept
from tests.cli.conftest import NOW, Crm
from tests.cli.terminal import converse
from tests.core.builders import instant

ASKED = "[q]uit:"
WHO = "or nothing:"


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def book(crm: Crm) -> Crm:
    """A book of three people, in a repository."""
    for slug, fields in (("ada-example", "topics: [grid storage]\n"), ("sam-one", ""), ("sam-two", "")):
        crm.contact(slug, fields=fields)
    git(crm.root, "init", "-q")
    git(crm.root, "add", ".")
    git(crm.root, "commit", "-qm", "a book")
    return crm


def talk(book: Crm, *answers: tuple[str, str]) -> str:
    shown, status = converse(book.root, ["triage"], list(answers), NOW)
    assert status == 0, shown
    assert "Traceback" not in shown
    return shown


def test_a_line_becomes_an_entry_and_leaves_its_file_in_one_operation(book: Crm) -> None:
    book.write("inbox/2026-06-08.md", "coffee w ada, Grid Storage, owes me intro\n\nbuy milk\n")
    shown = talk(book, (ASKED, "y\n"), (WHO, "\n"), (ASKED, "q\n"))
    assert "Ada Example" in shown
    assert "1 logged, 1 left in the inbox; to take it back: crm undo" in shown
    assert "now owed" in shown
    assert book.read("contacts/ada-example.md").rstrip().endswith(
        "- 2026-06-08 coffee: #grid-storage\n  - offer: intro"
    )  # fmt: skip
    assert book.read("inbox/2026-06-08.md") == "\nbuy milk\n"
    changed = git(book.root, "show", "--format=%s", "--name-only").split()
    assert changed == [
        "triage:",
        "ada-example",
        "coffee",
        "2026-06-08",
        "contacts/ada-example.md",
        "inbox/2026-06-08.md",
    ]
    book("undo")
    assert "coffee" not in book.read("contacts/ada-example.md")
    assert book.read("inbox/2026-06-08.md").startswith("coffee w ada, Grid Storage, owes me intro\n")
    assert git(book.root, "status", "--porcelain") == ""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is missing, which kills at a system call")
@pytest.mark.parametrize(
    ("file", "writes"), [("# Phone\ncoffee w ada and bob, grids\n", 3), ("coffee w ada, grids\n", 1)]
)
def test_killed_at_any_point_it_loses_nothing_and_the_next_run_doubles_nothing(
    book: Crm, tmp_path: Path, file: str, writes: int
) -> None:
    book.contact("bob-example", "")
    book.write("inbox/2026-06-08.md", file)
    trace = tmp_path / "trace"
    calls = "renameat2,unlink,unlinkat"
    kept = shutil.copytree(book.root, tmp_path / "kept", symlinks=True)
    converse(book.root, ["triage"], [(ASKED, "y\n")], NOW, ["strace", "-qq", "-e", f"trace={calls}", "-o", str(trace)])
    made = re.findall(r"^(\w+)\(", trace.read_text("utf-8"), re.MULTILINE)
    points = sorted({(call, made[: number + 1].count(call)) for number, call in enumerate(made)})
    assert ("renameat2", writes) in points
    killed = asked_again = 0
    for call, when in points:
        shutil.rmtree(book.root)
        shutil.copytree(kept, book.root, symlinks=True)
        kill = [
            "strace",
            "-qq",
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:signal=KILL:when={when}",
            "-o",
            str(trace),
        ]
        _, status = converse(book.root, ["triage"], [(ASKED, "y\n")], NOW, kill)
        killed += status == -signal.SIGKILL
        waits = "coffee" in book.read("inbox/2026-06-08.md") if (book.root / "inbox/2026-06-08.md").exists() else False
        asked_again += waits
        if waits:
            talk(book, (ASKED, "y\n"))
        for slug in ("ada-example", "bob-example")[: file.count("ada") + file.count("bob")]:
            assert book.read(f"contacts/{slug}.md").count("- 2026-06-08 coffee: grids") == 1, (call, when)
        book("log", "sam-one", "note", "one more")
        left = [path.read_text("utf-8") for path in (book.root / "inbox").glob("[!.]*")]
        assert left == ["# Phone\n"] * file.count("#"), (call, when)
    assert killed >= asked_again > 0


def test_what_is_logged_already_is_logged_again_if_somebody_says_so(book: Crm) -> None:
    book.contact("ada-example", "- 2026-06-08 coffee: grids\n", "aliases: [Ada]\n")
    book.write("inbox/2026-06-08.md", "coffee w ada, grids\ncoffee w ada, grids\n")
    shown = talk(book, (ASKED, "y\n"), (ASKED, "a\n"))
    assert "This is logged already. [y]es, take the line out, log it [a]gain" in shown
    assert book.read("contacts/ada-example.md").count("- 2026-06-08 coffee: grids") == 2


def test_a_file_of_which_nothing_is_left_is_deleted_and_comes_back_with_undo(book: Crm) -> None:
    book.write("inbox/phone.txt", "\ufeff\r\n- call ada 2026-06-12\r\n\r\n")
    talk(book, (ASKED, "y\n"))
    assert not (book.root / "inbox/phone.txt").exists()
    assert "  - [ ] call (by 2026-06-12)" in book.read("contacts/ada-example.md")
    assert git(book.root, "status", "--porcelain") == ""
    book("undo")
    assert book.read("inbox/phone.txt") == "\ufeff\r\n- call ada 2026-06-12\r\n\r\n"


def test_a_heading_of_mine_stays(book: Crm) -> None:
    book.write("inbox/2026-06-08.md", "# Inbox\nmet ada\n")
    talk(book, (ASKED, "y\n"))
    assert book.read("inbox/2026-06-08.md") == "# Inbox\n"
    assert book("triage").err == "The inbox is empty.\n"
    assert "inbox" not in book("due").err


def test_who_is_not_plain_is_asked_for_and_never_guessed(book: Crm) -> None:
    book.write(
        "inbox/2026-06-08.md", "coffee w sam\nmet zoe newcomer, promised the deck by fri\ncall with Nobody\nidea\n"
    )
    shown = talk(
        book,
        (WHO, "7\n"),
        (WHO, "2\n"),
        (ASKED, "y\n"),
        (WHO, "+Zoe Newcomer\n"),
        (ASKED, "y\n"),
        (WHO, "\n"),
        (ASKED, "l\n"),
        (WHO, "ada\n"),
        (ASKED, "d\n"),
    )
    assert "sam could be 1 sam-one, 2 sam-two" in shown
    assert "Nobody is called zoe" in shown
    assert "coffee" in book.read("contacts/sam-two.md")
    assert "- 2026-06-08 meeting\n  - [ ] the deck (by 2026-06-12)" in book.read("contacts/zoe-newcomer.md")
    assert book.read("inbox/2026-06-08.md") == "call with Nobody\n"


def test_a_line_can_be_corrected_first(book: Crm) -> None:
    book.write("inbox/2026-06-08.md", "cofee ada\n")
    talk(book, (ASKED, "e\n"), ("cofee ada]:", "coffee w ada yesterday 15:00\n"), (ASKED, "y\n"))
    assert "- 2026-06-07 15:00 coffee\n" in book.read("contacts/ada-example.md")
    assert not (book.root / "inbox/2026-06-08.md").exists()


@pytest.mark.parametrize("end", ["\x03", "\x04"])
def test_nothing_is_lost_when_somebody_leaves(book: Crm, end: str) -> None:
    book.write("inbox/a.md", "met ada\nmet zoe\nmet sam")
    talk(book, (ASKED, "l\n"), (WHO, end))
    assert book.read("inbox/a.md") == "met ada\nmet zoe\nmet sam"
    assert git(book.root, "log", "--format=%s") == "a book\n"


def test_a_line_that_a_phone_changed_meanwhile_is_not_taken_out(book: Crm) -> None:
    book.write("inbox/a.md", "met ada\n")
    opened = Book(book.root, instant("2026-06-09 10:30"))
    inbox = Inbox(opened)
    (one,) = inbox.all()
    book.write("inbox/a.md", "met ada, and bob\n")
    contact = opened.contact("ada")
    with pytest.raises(Unmet, match="changed or taken away meanwhile"):
        accept(opened, one, [contact], inbox.entry(inbox.read(one), one.capture.text))
    assert book.read("inbox/a.md") == "met ada, and bob\n"
    assert "meeting" not in book.read("contacts/ada-example.md")


def test_the_day_is_that_of_the_file(book: Crm) -> None:
    file = book.write("inbox/phone.md", "met ada yesterday\n")
    os.utime(file, (1780500000, 1780500000))  # 3 June 2026
    book.write("inbox/2026-05-20.md", "met ada\n")
    read = book("triage", "--json").json
    assert [one["at"] for one in read] == ["2026-05-20", "2026-06-02"]
    os.utime(file, (1880500000, 1880500000))  # a clock that goes wrong
    assert book("triage", "--json").json[1]["at"] == "2026-06-08"


def test_what_is_shown_where_nobody_can_answer(book: Crm) -> None:
    book.write("inbox/a.md", "coffee w sam\n#topic alone\n")
    before = git(book.root, "status", "--porcelain")
    shown = book("triage", status=1)
    assert "inbox/a.md:1  coffee w sam" in shown.out
    assert "nothing was written" in shown.err
    assert "sam?" in book("triage", "--dry-run").out
    assert book("triage", "--json").json[0]["contacts"] == [
        {"text": "sam", "contact": None, "could_be": ["sam-one", "sam-two"]}
    ]
    assert git(book.root, "status", "--porcelain") == before


def test_what_of_the_inbox_is_no_text_is_named(book: Crm) -> None:
    book.write("inbox/photo.jpg", b"\xff\xd8")
    book.write("inbox/old.txt", "Grüße".encode("latin-1"))
    book.write("inbox/.hidden.md", "met ada")
    book.write("inbox/evil.md", "met ada \x1b[2J\n")
    (book.root / "inbox/link.md").symlink_to("/etc/hostname")
    done = book("triage", "--dry-run", status=1)
    assert "inbox/photo.jpg is no text that is read" in done.err
    assert "inbox/old.txt is not UTF-8" in done.err
    assert "inbox/link.md is a symbolic link" in done.err
    assert "\x1b" not in done.out + done.err


def test_files_in_folders_of_the_inbox_are_named_and_stay(book: Crm) -> None:
    book.write("inbox/2026/06/a.md", "met ada\n")
    assert book("due").err.splitlines()[-1] == "inbox: 1 file in a subfolder is not read"
    book.write("inbox/2026/b.txt", "met ada\n")
    book.write("inbox/2026/.hidden/c.md", "met ada\n")
    book.write("inbox/phone/c.md", "met ada\n")
    for words in ([], ["--dry-run"], ["--json"]):
        assert book("triage", *words, status=1).err == (
            "inbox/2026 is a folder, and the 2 files in it are not read: move them up into inbox/\n"
            "inbox/phone is a folder, and the file in it is not read: move it up into inbox/\n"
        )
    book.write("inbox/a.md", "met ada\n")
    said = "inbox: 1 line waits for crm triage, 3 files in subfolders are not read"
    assert book("due").err.splitlines()[-1] == said
    assert book.read("inbox/2026/06/a.md") == "met ada\n"


def test_the_daily_list_mentions_it_in_one_line(book: Crm) -> None:
    assert "inbox" not in book("due").err
    book.write("inbox/a.md", "met ada\n\nmet sam\n")
    done = book("due")
    assert done.err.splitlines()[-1] == "inbox: 2 lines wait for crm triage"
    assert "inbox" not in done.out
    assert book("due", "--json").err == ""
    book.write("inbox/a.md", "met ada\n")
    assert "inbox: 1 line waits for crm triage" in book("due").err
    for number in range(40):
        book.write(f"inbox/{number}.md", "met ada\n")
    assert "inbox: 41 files wait for crm triage" in book("due").err


def test_what_the_log_says_already_is_said(book: Crm) -> None:
    book.contact("ada-example", "- 2026-06-08 coffee: tariffs\n")
    book.write("inbox/2026-06-08.md", "coffee w ada, tariffs\n")
    assert "contacts/ada-example.md:7 says the same already" in book("triage", "--dry-run").out


def test_two_machines_sort_different_lines_of_one_file(book: Crm, tmp_path: Path) -> None:
    remote, other = tmp_path / "remote.git", tmp_path / "other"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(book.root, "remote", "add", "origin", str(remote))
    book.write("inbox/2026-06-08.md", "met ada\ncoffee w sam-one\ncoffee w sam-two\n")
    book("sync")
    git(tmp_path, "clone", "-q", str(remote), str(other))
    there = Crm(other, book.call)
    talk(book, (ASKED, "y\n"), (ASKED, "q\n"))
    talk(there, (ASKED, "l\n"), (ASKED, "y\n"), (ASKED, "q\n"))
    there.write("inbox/2026-06-08.md", there.read("inbox/2026-06-08.md") + "met ada again\n")
    for one in (book, there, book):
        one("sync")
    assert book.read("inbox/2026-06-08.md") == there.read("inbox/2026-06-08.md") == "coffee w sam-two\nmet ada again\n"
    assert "meeting" in there.read("contacts/ada-example.md")
    assert "coffee" in book.read("contacts/sam-one.md")
