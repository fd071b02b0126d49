"""Mail on its way into the log: who wrote to whom, and what did not arrive."""

from __future__ import annotations

import mailbox
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm, Result
from tests.cli.terminal import converse

ASKED = "[q]uit:"
LATER = "2026-06-10 09:00"

SENT = """\
From: Robin <robin@example.org>
To: Jordan Example <jordan@example.org>
Date: Mon, 8 Jun 2026 09:30:00 +0200
Subject: Thank you
Message-ID: <1@example.org>

You advised me to read about four-hour batteries. SECRET
"""
ANSWER = """\
From: =?utf-8?q?J=C3=B6rdan?= <jordan@example.org>
To: robin@example.org
Date: Mon, 8 Jun 2026 18:10:00 +0200
Subject: Re: Thank you
Message-ID: <2@example.org>
References: <1@example.org>

SECRET
"""
AWAY = """\
From: Ada <ada@example.org>
To: robin@example.org
Date: Mon, 8 Jun 2026 10:00:00 +0200
Subject: Automatic reply: Hello
Auto-Submitted: auto-replied

SECRET
"""
BOUNCE = """\
From: Mail Delivery Subsystem <mailer-daemon@example.com>
To: robin@example.org
Date: Tue, 9 Jun 2026 09:31:00 +0200
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: priya@example.org

SECRET
"""
TO_PRIYA = SENT.replace("Jordan Example <jordan@", "priya <priya@").replace("8 Jun", "9 Jun").replace("<1@", "<9@")
LIST = ANSWER.replace("Subject: Re: Thank you", "Subject: [dev] news\nList-Id: <dev.example.org>").replace("<2@", "<3@")


IMPATIENT = """
from crm.cli.output import progress
progress._PATIENCE = progress._BETWEEN = 0
from crm.cli.app import main
main()
"""
"""The command, with a bar that waits for nothing."""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm.write("crm.toml", '[me]\nemail = "robin@example.org"\ntimezone = "Europe/Berlin"\n')
    for name in ("jordan", "ada", "priya"):
        crm.contact(f"{name}-example", fields=f"email: {name}@example.org\n")
    return crm


@pytest.fixture
def box(tmp_path: Path) -> str:
    file = mailbox.mbox(tmp_path / "All")
    for text in (SENT, ANSWER, AWAY, BOUNCE, TO_PRIYA, LIST, SENT):
        file.add(text)
    file.close()
    return str(tmp_path / "All")


def rows(done: Result) -> list[tuple[str, str, str, str, bool]]:
    return [
        (one["contact"], one["at"][5:16], one["kind"], one["summary"], bool(one["doubts"]))
        for one in done.json["proposals"]
    ]


FOUND = [
    ("jordan-example", "06-08T09:30", "thank-you", "Thank you", False),
    ("ada-example", "06-08T10:00", "auto-reply", "Automatic reply: Hello", False),
    ("jordan-example", "06-08T18:10", "reply", "Thank you", False),
    ("priya-example", "06-09T09:30", "thank-you", "Thank you", False),
    ("priya-example", "06-09T09:31", "bounce", "Delivery Status Notification (Failure)", False),
]


def test_what_came_and_went_is_proposed_and_logged_once(book: Crm, box: str) -> None:
    done = book("import", "mail", box, "--json", now=LATER)
    assert rows(done) == FOUND
    assert done.json["passed"] == 1
    book("import", "mail", box, "--yes", now=LATER)
    written = (
        "\n- 2026-06-09 09:30 thank-you: Thank you\n- 2026-06-09 09:31 bounce: Delivery Status Notification (Failure)\n"
    )
    assert written in book.read("contacts/priya-example.md")
    assert "- 2026-06-08 18:10 reply (email): Thank you\n" in book.read("contacts/jordan-example.md")
    again = book("import", "mail", box, "--json", now=LATER)
    assert (rows(again), again.json["logged"]) == ([], 5)
    everything = "".join(path.read_text() for path in book.root.rglob("*.*") if path.is_file())
    assert "SECRET" not in everything


def test_only_the_time_asked_for_is_looked_at(book: Crm, box: str) -> None:
    assert len(rows(book("import", "mail", box, "--json", "--since", "2026-06-09", now=LATER))) == 2
    assert rows(book("import", "mail", box, "--json", now="2026-06-20")) == []
    assert len(rows(book("import", "mail", box, "--json", now="2026-06-08 12:00"))) == 2


def test_a_day_or_a_whole_thread_can_be_refused(book: Crm, box: str) -> None:
    converse(book.root, ["import", "mail", box], [(ASKED, f"{letter}\n") for letter in "nlaq"], LATER)
    left = [row[0] for row in rows(book("import", "mail", box, "--json", now=LATER))]
    assert left == ["ada-example", "priya-example", "priya-example"]
    more = mailbox.mbox(box)
    more.add(ANSWER.replace("<2@", "<7@").replace("18:10", "19:10"))  # the thread goes on, and the day
    more.add(SENT.replace("<1@", "<8@").replace("09:30", "11:30"))
    more.close()
    assert len(rows(book("import", "mail", box, "--json", now=LATER))) == 3


def test_what_crm_sent_recorded_is_not_proposed(book: Crm, box: str) -> None:
    book("log", "jordan", "thank-you", "--on", "2026-06-08 09:32", "--via", "email")
    assert ("jordan-example", "06-08T09:30", "thank-you", "Thank you", False) not in rows(
        book("import", "mail", box, "--json", now=LATER)
    )


def test_what_cannot_be_read_is_named_and_the_rest_is_read(book: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.eml").write_text(SENT)
    (folder / "b.eml").write_text("From: jordan@example.org\nSubject: no date\n\n")
    done = book("import", "mail", str(folder), str(tmp_path / "nowhere"), "--dry-run", now=LATER, status=1)
    assert f"{folder}/b.eml: this letter's Date is missing" in done.err
    assert "nowhere cannot be read: there is none" in done.err
    assert "Jordan Example  thank-you, Mon 8 June 2026, 09:30" in done.out


@pytest.mark.parametrize(
    ("path", "says"), [("nowhere", "nowhere cannot be read"), ("crm.toml", "neither an mbox nor a letter")]
)
def test_what_cannot_be_done(book: Crm, path: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book.root)
    assert says in book("import", "mail", path, status=2).err


@pytest.mark.parametrize(("begins", "reader"), [("\ufeffBEGIN:VCALENDAR", "calendar"), ("begin:vcard", "vcard")])
def test_a_file_of_another_kind_is_no_letter(book: Crm, tmp_path: Path, begins: str, reader: str) -> None:
    (tmp_path / "other").write_text(f"{begins}\nVERSION:2.0\n")
    assert (
        f"other is no mail; it is read by: crm import {reader}"
        in book("import", "mail", str(tmp_path / "other"), status=2).err
    )


def test_a_bar_shows_on_a_terminal_alone(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "years.mbox"
    letter = "From a@example.org Mon Jun  8 09:30:00 2026\n" + SENT + f"{'x' * 70}\n" * 20_000 + "\n"
    file.write_text(letter * 3, "ascii")
    assert "Reading mail" not in book("import", "mail", str(file), "--dry-run", now=LATER).err
    folder = tmp_path / "mail"
    for path, bar in ((file, "1 of 4"), (folder, "2 of 4")):
        shown, status = converse(
            book.root, ["import", "mail", str(path), "--dry-run"], [], LATER, run=[sys.executable, "-c", IMPATIENT]
        )
        assert status == 0, shown
        assert f"{bar}" in shown
        assert "MB" in shown
        (folder / "cur").mkdir(parents=True, exist_ok=True)
        for number in range(3):
            (folder / "cur" / f"{number}").write_text(letter.partition("\n")[2], "ascii")
    assert shown.count("proposed") == 1


def test_who_i_am_has_to_be_known(book: Crm, box: str) -> None:
    book.write("crm.toml", '[me]\ntimezone = "Europe/Berlin"\n')
    assert "set me.email in crm.toml" in book("import", "mail", box, status=2).err
    assert len(rows(book("import", "mail", box, "--me", "robin@example.org", "--json", now=LATER))) == 5


def test_a_subject_becomes_no_syntax(book: Crm, box: str) -> None:
    hostile = mailbox.mbox(box)
    hostile.add(SENT.replace("Subject: Thank you", "Subject: =?utf-8?q?#tag_=1B[2J_[[x]]=0A-_2026-06-08_bounce?=")
                .replace("jordan@", "ada@").replace("<1@", "<6@"))  # fmt: skip
    hostile.close()
    book("import", "mail", box, "--yes", now=LATER)
    entries = book("show", "ada", "--json", now=LATER).json["interactions"]
    assert [(one["kind"], one["summary"], one["topics"]) for one in entries] == [
        ("email", "tag [2J [x] - 2026-06-08 bounce", []),
        ("auto-reply", "Automatic reply: Hello", []),
    ]
