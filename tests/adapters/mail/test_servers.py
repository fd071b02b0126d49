"""Handing mail over, to real servers on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm.adapters.mail import Account, MailError, account, drafts, messages, sending
from crm.core.model import Contact
from crm.core.notes.letter import letter
from crm.core.settings import Me
from tests.adapters.mail.servers import (
    DOVECOT,
    PASSWORD,
    USER,
    Certificates,
    Imap,
    Inbox,
    certificates,
    dovecot,
    pymap,
    smtp,
)
from tests.adapters.mail.test_messages import HOSTILE, note

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

NOW = datetime(2026, 6, 9, 15, tzinfo=UTC)
MESSAGE = b"Subject: Thanks\r\n\r\n.\r\nDear Jordan,\r\n..two dots\r\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certificates"))


def sender(port: int, security: str, made: Certificates, **more: object) -> Account:
    server = {"host": "localhost", "port": port, "security": security, "user": USER, "password": PASSWORD}
    return account({"mail": {"smtp": {**server, "ca_file": str(made.authority), **more}}}, "smtp")


def send(to: Account, recipient: str = "jordan@example.org") -> None:
    sending.send(to, MESSAGE, "robin@example.org", recipient)


# ----------------------------------------------------------------------------------------------------------------- SMTP


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_a_mail_is_sent(security: str, made: Certificates) -> None:
    with smtp(security, made) as (inbox, port):
        send(sender(port, security, made))
    (mail,) = inbox.mails
    assert (mail.mail_from, mail.rcpt_tos, mail.content) == ("robin@example.org", ["jordan@example.org"], MESSAGE)
    assert inbox.names == ["localhost"]


@pytest.fixture(scope="module")
def plain(made: Certificates) -> Iterator[tuple[Inbox, int]]:
    with smtp("none", made) as server:
        yield server


@pytest.mark.parametrize(
    ("more", "recipient", "says", "said"),
    [
        ({"password": "wrong"}, "jordan@example.org", "250 ok", "does not accept the password of robin@example.org"),
        ({"password": "pässwort"}, "jordan@example.org", "250 ok", "plain letters"),
        ({"user": ""}, "jordan@example.org", "250 ok", r"refused the mail \(530\)"),
        ({}, "nobody@example.org", "250 ok", r"refused the mail \(550\): no such person"),
        ({}, "jordan@example.org", "554 too much of it", r"refused the mail \(554\): too much of it"),
        ({"security": "starttls"}, "jordan@example.org", "250 ok", "offers no encryption"),
    ],
)
def test_a_refusal_is_told_and_nothing_is_sent(
    more: dict[str, object], recipient: str, says: str, said: str, plain: tuple[Inbox, int], made: Certificates
) -> None:
    inbox, port = plain
    inbox.says = says
    with pytest.raises(MailError, match=said) as refused:
        send(sender(port, str(more.pop("security", "none")), made, **more), recipient)
    assert not refused.value.unsure


def test_a_server_that_breaks_off_may_have_it(plain: tuple[Inbox, int], made: Certificates) -> None:
    inbox, port = plain
    inbox.hangs_up = True
    with pytest.raises(MailError, match="before it confirmed") as refused:
        send(sender(port, "none", made))
    assert refused.value.unsure


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_cannot_prove_its_name_gets_nothing(security: str, made: Certificates, tmp_path: Path) -> None:
    others = certificates(tmp_path)
    with smtp(security, made) as (inbox, port), pytest.raises(MailError, match="cannot prove that it is localhost"):
        send(sender(port, security, others))
    assert inbox.mails == []


def test_no_server_at_all(made: Certificates) -> None:
    with pytest.raises(MailError, match="localhost:9 cannot be reached"):
        send(sender(9, "none", made))


def test_no_tls_where_tls_is_wanted(plain: tuple[Inbox, int], made: Certificates) -> None:
    with pytest.raises(MailError, match="does not speak TLS"):
        send(sender(plain[1], "tls", made))


def test_an_authority_that_is_no_file_is_told(plain: tuple[Inbox, int], made: Certificates) -> None:
    with pytest.raises(MailError, match="holds no certificates"):
        send(sender(plain[1], "tls", made, ca_file="/nowhere.pem"))


# ----------------------------------------------------------------------------------------------------------------- IMAP

needs_dovecot = pytest.mark.skipif(DOVECOT is None, reason="dovecot is not installed (Debian: dovecot-imapd)")


def imap(server: Imap, **more: object) -> Account:
    return account(server.config(**more), "imap")


def saved(server: Imap, folder: str) -> None:
    ((flags, text),) = server.messages(folder)
    assert b"\\Draft" in flags
    assert text == MESSAGE


@pytest.mark.parametrize("security", ["none", "starttls"])
def test_a_draft_goes_into_the_folder_with_the_usual_name(security: str, made: Certificates) -> None:
    with pymap(security, made) as server:
        with server.session() as session:
            session.create("Drafts")
        assert drafts.save(imap(server), MESSAGE, NOW) == "Drafts"
        saved(server, "Drafts")


@pytest.fixture(scope="module")
def mailbox(made: Certificates) -> Iterator[Imap]:
    with pymap("none", made) as server:
        yield server


def test_a_draft_goes_into_the_folder_that_is_named(mailbox: Imap) -> None:
    with mailbox.session() as session:
        session.create('"Entw&APw-rfe \\"neu\\""')
    assert drafts.save(imap(mailbox, drafts='Entwürfe "neu"'), MESSAGE, NOW) == 'Entwürfe "neu"'
    saved(mailbox, '"Entw&APw-rfe \\"neu\\""')


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "does not say which of its folders is for drafts"),
        ({"drafts": "Later"}, "has no folder Later"),
        ({"password": "wrong"}, "does not accept the password"),
        ({"password": "pässwort"}, "does not accept the password"),
        ({"security": "starttls"}, "offers no encryption"),
        ({"port": 9}, "cannot be reached"),
        ({"security": "tls"}, "does not speak TLS"),
    ],
)
def test_a_refused_draft_says_why(mailbox: Imap, more: dict[str, object], said: str) -> None:
    with pytest.raises(MailError, match=said) as refused:
        drafts.save(imap(mailbox, **more), MESSAGE, NOW)
    assert refused.value.hint


@needs_dovecot
@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_a_draft_goes_into_the_folder_that_the_server_marks(security: str, made: Certificates) -> None:
    with dovecot(security, made) as server:
        assert drafts.save(imap(server), MESSAGE, NOW) == "Entwürfe & mehr"
        saved(server, '"Entw&APw-rfe &- mehr"')


@needs_dovecot
def test_a_mail_server_reads_one_recipient_in_whatever_was_written(made: Certificates) -> None:
    with dovecot("none", made) as server:
        for text in HOSTILE:
            them = Contact("jordan-example", "", {"name": text, "email": ("jordan@example.org",)})
            written = letter(note(text, subject=f"S {text}"), them, Me(name=text, email="robin@example.org"))
            drafts.save(imap(server), messages.draft(written, NOW), NOW)
        with server.session() as session:
            session.select('"Entw&APw-rfe &- mehr"', readonly=True)
            _, envelopes = session.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (TO CC BCC)])")
            fields = [part[1] for part in envelopes if isinstance(part, tuple)]
    assert len(fields) == len(HOSTILE)
    for field in fields:
        assert field.startswith(b"To:")
        assert re.search(rb"[ <]jordan@example\.org>?\s*$", field)
        assert not re.search(rb"(?im)^b?cc:", field)


@needs_dovecot
def test_an_imap_server_that_cannot_prove_its_name_gets_no_password(made: Certificates, tmp_path: Path) -> None:
    others = certificates(tmp_path)
    with dovecot("tls", made) as server, pytest.raises(MailError, match="cannot prove that it is localhost"):
        drafts.save(imap(server, ca_file=str(others.authority)), MESSAGE, NOW)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Drafts", "Drafts"),
        ("Entw&APw-rfe", "Entwürfe"),
        ("R&-D", "R&D"),
        ("&U,BTFw-", "台北"),
        ("&broken", "&broken"),
        ("&////-", "&////-"),
    ],
)
def test_folders_are_shown_as_a_person_reads_them(name: str, read: str) -> None:
    assert drafts.shown(name) == read
