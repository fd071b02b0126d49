"""Handing a note over, through the real command, to files, links and real servers."""

from __future__ import annotations

import shutil
import stat
import subprocess
from email import message_from_bytes  # noqa: TID253 - a test may be slow to load
from email.policy import default  # noqa: TID253 - a test may be slow to load
from pathlib import Path

import pytest

from tests.adapters.mail.servers import PASSWORD, USER, Certificates, certificates, pymap, smtp
from tests.cli.conftest import Crm

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

NEOMUTT = shutil.which("neomutt")
NOTE = "notes/2026-06-09-ada-example-thank-you.md"
STEM = "2026-06-09-ada-example-thank-you"
ME = """[me]
name = "Robin Sample"
email = "robin@example.org"
phone = "+49 555 0101"
linkedin = "https://www.linkedin.com/in/robin-sample"
timezone = "Europe/Berlin"
"""
LOG = """- 2026-06-09 09:30-10:00 interview (video): From support into data
  - takeaway: Weekly cross-team reviews saved the migration
  - advice: Take the analytics certification
"""


@pytest.fixture
def ada(crm: Crm) -> Path:
    crm.write("crm.toml", ME)
    file = crm.contact("ada-example", LOG, "email: ada@example.org\ncompany: Example Grid\n")
    crm("note", "thank-you", "ada", "--no-edit")
    return file


def configure(home: Path, text: str) -> None:
    file = home / ".config/crm/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def server(port: int, made: Certificates, security: str = "none") -> str:
    trust = f'ca_file = "{made.authority}"\n' if security != "none" else ""
    password = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'host = "localhost"\nport = {port}\nsecurity = "{security}"\nuser = "{USER}"\npassword = "{password}"\n{trust}'
    )


def test_a_file_that_opens_as_a_draft(crm: Crm, ada: Path, isolation: Path) -> None:
    before = (ada.read_text(), crm.read(NOTE))
    done = crm("send", STEM)
    file = Path(done.out.strip())
    assert file == isolation / ".cache/crm/outbox" / f"{STEM}.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["X-Unsent"]) == ("Ada Example <ada@example.org>", "1")
    assert mail["Subject"] == "Thank You – Informational Interview – Robin Sample"
    assert f"Once it is out: crm sent {NOTE}" in done.err
    handed = before[1].replace("status: draft\n", "status: draft\nhanded: 2026-06-09 10:30\n")
    assert (ada.read_text(), crm.read(NOTE)) == (before[0], handed)
    assert crm("send", STEM).out == done.out


@pytest.mark.skipif(NEOMUTT is None, reason="neomutt is not installed (Debian: neomutt)")
def test_a_mail_program_sends_the_file_as_it_is(crm: Crm, ada: Path, isolation: Path, tmp_path: Path) -> None:
    crm.write(NOTE, crm.read(NOTE).replace("Best regards", "Grüße aus Łódź, and\nbest regards"))
    file = crm("send", STEM, "--force").out.strip()
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{tmp_path}/to\ncat >{tmp_path}/mail\n', encoding="utf-8")
    program.chmod(0o755)
    settings = f'set sendmail="{program}" sendmail_wait=0 copy=no folder="{isolation}" charset=utf-8'
    command = [str(NEOMUTT), "-n", "-F", "/dev/null", "-e", settings, "-H", file]
    subprocess.run(command, input=b"\n", check=True, capture_output=True)
    mail = message_from_bytes((tmp_path / "mail").read_bytes(), policy=default)
    assert (tmp_path / "to").read_text().split() == ["--", "ada@example.org"]
    assert (mail["From"], mail["To"]) == ("Robin Sample <robin@example.org>", "Ada Example <ada@example.org>")
    assert mail["Subject"] == "Thank You – Informational Interview – Robin Sample"
    assert mail.get_content().strip() == crm.read(NOTE).split("---\n\n", 1)[1].strip()
    assert ada.exists()


def test_a_link(crm: Crm, ada: Path) -> None:
    link = crm("send", NOTE, "--via", "mailto").out
    assert link.startswith("mailto:ada@example.org?subject=Thank%20You%20%E2%80%93%20Informational%20Interview")
    assert link.count("\n") == 1


def test_a_draft_in_the_drafts_folder(crm: Crm, ada: Path, isolation: Path, tmp_path: Path) -> None:
    made = certificates(tmp_path)
    with pymap("none", made) as mailbox:
        with mailbox.session() as session:
            session.create("Drafts")
        configure(isolation, f'[mail]\nway = "imap"\n[mail.imap]\n{server(mailbox.port, made)}')
        done = crm("send", NOTE)
        ((flags, text),) = mailbox.messages("Drafts")
    assert "The draft is in Drafts on localhost." in done.err
    assert b"\\Draft" in flags
    assert b"To: Ada Example <ada@example.org>" in text
    assert "status: draft" in crm.read(NOTE)


def test_what_a_server_accepted_is_recorded(crm: Crm, ada: Path, isolation: Path, tmp_path: Path) -> None:
    made = certificates(tmp_path)
    with smtp("starttls", made) as (inbox, port):
        configure(isolation, f'[mail]\nway = "smtp"\n[mail.smtp]\n{server(port, made, "starttls")}')
        refused = crm("send", NOTE, status=1)
        assert "nothing was sent" in refused.err
        assert inbox.mails == []
        done = crm("send", NOTE, "--yes")
    (mail,) = inbox.mails
    assert mail.rcpt_tos == ["ada@example.org"]
    assert isinstance(mail.content, bytes)
    assert b"Date: Tue, 09 Jun 2026 08:30:00 +0000" in mail.content
    assert "settled  thank-you" in done.out
    assert f"- 2026-06-09 10:30 thank-you (email): [[{STEM}]]\n" in ada.read_text()
    assert "status: sent\nsent: 2026-06-09 10:30\n" in crm.read(NOTE)
    assert "was sent already" in crm("send", NOTE, "--yes", status=2).err


@pytest.mark.parametrize(("says", "hangs_up"), [("554 no", False), ("250 ok", True)])
def test_what_no_server_accepted_stays_a_draft(
    crm: Crm, ada: Path, isolation: Path, tmp_path: Path, says: str, hangs_up: bool
) -> None:
    made, before = certificates(tmp_path), ada.read_text()
    with smtp("none", made) as (inbox, port):
        inbox.says, inbox.hangs_up = says, hangs_up
        configure(isolation, f"[mail.smtp]\n{server(port, made)}")
        done = crm("send", NOTE, "--via", "smtp", "--yes", status=1)
    assert ("Sent folder" in done.err) == hangs_up
    assert ada.read_text() == before
    assert "status: draft" in crm.read(NOTE)


@pytest.mark.parametrize(
    ("config", "words", "status", "said"),
    [
        ("", ["--via", "pigeon"], 2, "--via cannot be pigeon; write one of eml, mailto, imap, smtp"),
        ('[mail]\nway = "pigeon"', [], 1, "mail.way cannot be 'pigeon'"),
        ("", ["--via", "smtp", "--yes"], 1, "no server for SMTP is known"),
        ("", ["--via", "imap"], 1, "no server for IMAP is known"),
        ('[mail.smtp]\nhost = "mail.example.org"\nsecurity = "none"', ["--via", "smtp"], 1, "unencrypted"),
    ],
)
def test_a_slip_of_the_configuration_is_told(
    crm: Crm, ada: Path, isolation: Path, config: str, words: list[str], status: int, said: str
) -> None:
    configure(isolation, config)
    assert said in crm("send", NOTE, *words, status=status).err


def test_a_book_cannot_name_a_server_or_a_program(crm: Crm, ada: Path) -> None:
    evil = '[mail]\nway = "smtp"\n[mail.smtp]\nhost = "evil.example.org"\npassword_command = "touch evil"\n'
    crm.write("crm.toml", f"{ME}{evil}")
    assert crm("send", NOTE).out.endswith(".eml\n")
    assert "no server for SMTP is known" in crm("send", NOTE, "--via", "smtp", "--yes", status=1).err


def test_a_note_with_errors_stays_here_unless_forced(crm: Crm, ada: Path) -> None:
    crm.write(NOTE, crm.read(NOTE).replace("Dear Ada", "Dear [[who?]]"))
    assert "L04" in crm("send", NOTE, status=1).err
    assert crm("send", NOTE, "--force").out.endswith(".eml\n")


def test_a_card_is_no_mail(crm: Crm, ada: Path) -> None:
    crm("note", "card", "ada", "--no-edit")
    assert "a card note does not go by mail" in crm("send", "2026-06-09-ada-example-card", "--force", status=1).err


def test_who_asked_for_no_more_messages_gets_none(crm: Crm, ada: Path) -> None:
    ada.write_text(ada.read_text().replace("company:", "status: do-not-contact\ncompany:"), encoding="utf-8")
    assert "is marked do-not-contact" in crm("send", NOTE, status=1).err


def test_what_is_to_be_attached_is_said(crm: Crm, ada: Path) -> None:
    crm.write(NOTE, crm.read(NOTE).replace("status: draft", "attach: [deck.pdf]\nstatus: draft"))
    assert "Attach deck.pdf before you send it." in crm("send", NOTE).err
    assert "has attachments" in crm("send", NOTE, "--via", "smtp", "--yes", status=1).err
