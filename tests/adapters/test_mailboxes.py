"""Mailboxes as programs keep them, read letter by letter and left as they are."""

from __future__ import annotations

import io
import mailbox
import os
import subprocess
import sys
import tempfile
import tracemalloc
from email.message import EmailMessage  # noqa: TID253 - a test may be slow to load
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.adapters.mailboxes import HEAD, NoMailbox, _starts, letters


def letter(subject: str, text: str = "Hello.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message.set_content(text)
    return message


def subjects(path: Path) -> list[str]:
    found = []
    for one in letters(str(path)):
        head = one.head.decode()
        assert "Hello" not in head
        found += [line[9:] for line in head.splitlines() if line.startswith("Subject: ")]
    return found


def test_an_mbox_as_python_writes_it_is_read_and_not_touched(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "Sent")
    for subject in ("one", "two"):
        box.add(letter(subject, "From here on.\n\nFrom there.\n>From old\n"))
    box.close()
    before = (tmp_path / "Sent").read_bytes(), (tmp_path / "Sent").stat().st_mtime_ns
    assert b"\n>From here" in before[0]
    assert subjects(tmp_path / "Sent") == ["one", "two"]
    assert ((tmp_path / "Sent").read_bytes(), (tmp_path / "Sent").stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("folder", "read"),
    [
        ("Entwürfe", False),
        ("Entwu\u0308rfe", False),
        (".INBOX.Entw&APw-rfe", False),
        ("Brouillons", False),
        ("Papelera.sbd", False),
        ("Cestino", False),
        ("Entw&AP-", True),
        ("Concept", True),
        ("Gesendet", True),
    ],
)
def test_what_nobody_sent_or_wants_is_left_out_in_other_languages_too(tmp_path: Path, folder: str, read: bool) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "box").write_text("From a Mon Jun  8 09:00:00 2026\nSubject: one\n\n")
    assert subjects(tmp_path) == (["one"] if read else [])


def test_a_pipe_in_a_folder_of_mail_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "box").write_text("From a Mon Jun  8 09:00:00 2026\nSubject: one\n\n")
    os.mkfifo(tmp_path / "a-pipe")
    script = f"from crm.adapters.mailboxes import letters; print(len(list(letters({str(tmp_path)!r}))))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "1\n"


def test_a_from_that_nobody_escaped_is_no_letter(tmp_path: Path) -> None:
    text = "From a@example.org Mon Jun  8 09:00:00 2026\nSubject: one\n\nHello.\n\nFrom here on it rains.\nFrom x\n"
    (tmp_path / "box").write_text(text.replace("\n", "\r\n") + "From a Mon Jun  8 09:00:00 2026\nSubject: two\n\n")
    assert subjects(tmp_path / "box") == ["one", "two"]


def test_a_maildir_with_its_subfolders_without_drafts_and_what_was_thrown_away(tmp_path: Path) -> None:
    root = mailbox.Maildir(tmp_path / "Mail")
    root.add(letter("new"))
    seen = mailbox.MaildirMessage(letter("seen"))
    seen.set_subdir("cur")
    seen.set_flags("S")
    root.add(seen)
    for subject, flag in (("draft", "D"), ("gone", "T")):
        other = mailbox.MaildirMessage(letter(subject))
        other.set_subdir("cur")
        other.set_flags(flag)
        root.add(other)
    for name in ("Sent", "Drafts", "Trash", "Spam"):
        root.add_folder(name).add(letter(name))
    assert sorted(subjects(tmp_path / "Mail")) == ["Sent", "new", "seen"]
    assert subjects(tmp_path / "Mail/.Drafts") == ["Drafts"]  # who names it wants it


def test_a_profile_of_thunderbird(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "Sent")
    box.add(letter("sent"))
    box.close()
    (tmp_path / "Drafts").write_bytes((tmp_path / "Sent").read_bytes())
    (tmp_path / "Sent.msf").write_text("// <!-- <mdb:mork:z")
    (tmp_path / "Empty").write_text("")
    folder = tmp_path / "Archive.sbd"
    folder.mkdir()
    (folder / "2026").write_bytes((tmp_path / "Sent").read_bytes())
    (folder / "link").symlink_to(tmp_path / "Sent")
    assert subjects(tmp_path) == ["sent", "sent"]


def test_single_letters_also_as_apple_keeps_them(tmp_path: Path) -> None:
    data = letter("one").as_bytes()
    (tmp_path / "a.eml").write_bytes(data)
    (tmp_path / "b.emlx").write_bytes(f"{len(data)}\n".encode() + data + b"<?xml")
    (tmp_path / "notes.txt").write_text("Subject: no letter\n\n")
    assert subjects(tmp_path) == ["one", "one"]
    assert subjects(tmp_path / "notes.txt") == ["no letter"]  # who names it knows


@pytest.mark.parametrize(
    ("name", "says"),
    [("nowhere", "there is none"), ("empty", "is empty"), ("picture", "neither an mbox"), ("a\0b", "cannot be read")],
)  # fmt: skip
def test_what_is_no_mailbox(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(NoMailbox, match=says):
        list(letters(f"{tmp_path}/{name}"))


def test_a_large_mailbox_is_never_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "box"
    with file.open("wb") as box:
        for number in range(20):
            box.write(b"From a Mon Jun  8 09:00:00 2026\nSubject: %d\n\n" % number + b"x" * 79 + b"\n" * 1)
            box.write((b"y" * 79 + b"\n") * 12_500)  # a megabyte
    tracemalloc.start()
    count = sum(1 for _ in letters(str(file)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20
    assert peak < 3_000_000


_PIECES = (b"From x\n", b"Subject: y\n", b"\n", b">From z\n", b"From", b"\nFrom ", b"x" * 9)


@given(st.lists(st.sampled_from(_PIECES), max_size=20), st.integers(1, 40))
def test_letters_begin_where_the_mailbox_module_says(pieces: list[bytes], block: int) -> None:
    data = b"From a\n" + b"".join(pieces)
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        box = mailbox.mbox(file.name)
        heads = [box.get_bytes(key, from_=True) for key in box.iterkeys()]
        box.close()
        starts = list(_starts(io.BytesIO(data), block))
    assert [data[start : start + len(head)] for start, head in zip(starts, heads, strict=True)] == heads


def test_a_head_without_end_is_cut(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(b"Subject: x\n" + b"X-Long: " + b"y" * 3 * HEAD)
    (one,) = letters(str(tmp_path / "x.eml"))
    assert len(one.head) <= 2 * HEAD
