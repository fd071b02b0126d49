"""The message itself: what stands in it, and that nothing which a file says can end a header."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes  # noqa: TID253 - a test may be slow to load
from email.message import EmailMessage  # noqa: TID253 - a test may be slow to load
from email.parser import BytesParser  # noqa: TID253 - a test may be slow to load
from email.policy import compat32, default  # noqa: TID253 - a test may be slow to load
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.adapters.mail import messages
from crm.core.model import Contact, Note
from crm.core.notes.letter import Letter, Mailbox, NotSendable, address, body, letter, one_line
from crm.core.settings import Me

NOW = datetime(2026, 6, 9, 15, tzinfo=UTC)
ME = Me(name="Robin Sample", email="robin@example.org")
JORDAN = Contact(
    "jordan-example", "contacts/jordan-example.md", {"name": "Jordan Example", "email": ("jordan@example.org",)}
)

HOSTILE = [
    "plain",
    "Zoë Ünal 文小龍 🎈",
    "x\r\nBcc: all@example.org",
    "x\nBcc: all@example.org",
    "x\rBcc: all@example.org",
    "x\x00y",
    "x\u2028Bcc: all@example.org",
    "x\u2029y\x85z\x0b\x0c\x1c\x1d\x1e",
    "invoice \u202efdp.exe",
    "\u2066hidden\u2069",
    "=?utf-8?q?Bcc=3A_all=40example=2Eorg?=",
    "=?utf-8?b?eA0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=",
    "==?utf-8?b?eA0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=?=",
    "=\x00?utf-8?b?eA0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=",
    "=\r\n ?utf-8?b?eA0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=",
    'a "quoted" \\ name <all@example.org>, eve@example.org',
    "Robin (comment) Sample; group: a@example.org;",
    "a" * 3000,
    "long " * 400,
    "\ud800 alone",
    "\ufeff\u200bzero",
    " ",
]


def read(data: bytes) -> EmailMessage:
    parsed = BytesParser(policy=default).parsebytes(data)
    assert isinstance(parsed, EmailMessage)
    return parsed


def note(
    text: str = "Dear Jordan,\n\nThank you.\n",
    *,
    kind: str = "thank-you",
    subject: str = "Thank You",
    email: str | None = None,
) -> Note:
    return Note("notes/n.md", kind, "jordan-example", email=email, subject=subject, text=text)


def content(message: EmailMessage) -> str:
    text = message.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


def test_a_draft_is_opened_as_a_draft() -> None:
    data = messages.unsent(letter(note("Dear Zoë,\n\nTak – 🎈.\n", subject="Thank You – Zoë"), JORDAN, ME))
    found = read(data)
    assert dict(found.items()) == {
        "From": "Robin Sample <robin@example.org>",
        "To": "Jordan Example <jordan@example.org>",
        "Subject": "Thank You – Zoë",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
        "X-Unsent": "1",
    }
    assert content(found) == "Dear Zoë,\n\nTak – 🎈.\n"
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_what_is_sent_has_a_date_and_an_id_that_does_not_name_the_machine() -> None:
    found = read(messages.outgoing(letter(note(), JORDAN, ME), NOW))
    assert found["Date"].datetime == NOW
    assert found["Message-ID"].endswith("@example.org>")
    assert "X-Unsent" not in found
    assert "Message-ID" not in read(messages.draft(letter(note(), JORDAN, ME), NOW))


HEADERS = {"From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


def harmless(data: bytes, text: str) -> None:
    """One recipient, one sender, the known headers and no other: by Python's two parsers."""
    found = read(data)
    assert set(found.keys()) == HEADERS
    assert len(found.keys()) == len(HEADERS)
    assert [one.addr_spec for one in found["To"].addresses] == ["jordan@example.org"]
    assert [one.addr_spec for one in found["From"].addresses] == ["robin@example.org"]
    assert set(message_from_bytes(data, policy=compat32).keys()) == HEADERS
    assert content(found) == body(text)
    for header in ("From", "To", "Subject"):
        assert one_line(found[header]) == " ".join(str(found[header]).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_adds_a_header_or_a_recipient(text: str) -> None:
    them = Contact("jordan-example", "", {"name": text, "email": ("jordan@example.org",)})
    made = letter(note(text, subject=f"S {text}"), them, Me(name=text, email="robin@example.org"))
    harmless(messages.unsent(made), text)


@settings(max_examples=50)
@given(st.text(), st.text(), st.text(), st.text())
def test_nor_does_any_text(mine: str, theirs: str, subject: str, text: str) -> None:
    them = Contact("jordan-example", "", {"name": theirs, "email": ("jordan@example.org",)})
    made = letter(note(text, subject=f"S{subject}"), them, Me(name=mine, email="robin@example.org"))
    harmless(messages.unsent(made), text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_has_one_recipient_and_two_fields(text: str) -> None:
    made = letter(note(f"a&bcc=eve@example.org?x#y%0A {text}", subject=f"S&cc=eve@example.org {text}"), JORDAN, ME)
    link = messages.link(made)
    assert link.isascii()
    assert link.isprintable()
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path), parts.fragment) == ("mailto", "jordan@example.org", "")
    fields = parse_qs(parts.query, keep_blank_values=True)
    assert fields == {"subject": [made.subject], "body": [made.text.replace("\n", "\r\n")]}


def test_a_link_to_an_odd_address_names_nobody_else() -> None:
    odd = Mailbox("", "a&cc=x?b%@example.org")
    link = messages.link(Letter(Mailbox("", "r@example.org"), odd, "S", "t\n"))
    assert link.startswith("mailto:a%26cc%3Dx%3Fb%25@example.org?subject=S&")


# ------------------------------------------------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("jordan@example.org", "jordan@example.org"),
        (" jordan+crm@example.org ", "jordan+crm@example.org"),
        ("jordan@exämple.org", "jordan@xn--exmple-cua.org"),
        ("o'neil@sub.example.org", "o'neil@sub.example.org"),
    ],
)
def test_addresses(written: str, plain: str) -> None:
    assert address(written) == plain


@pytest.mark.parametrize(
    "written",
    [
        *("", "jordan", "@example.org", "jordan@", "a b@example.org", "a@b@example.org", "jordan@example..org"),
        *(
            "jordan@example.org\r\nRCPT TO:<eve@example.org>",
            "jordan@example.org,eve@example.org",
            "<jordan@example.org>",
        ),
        *("jordan@[127.0.0.1]", "jordan@example.org>", '"a b"@example.org', "jördan@example.org", ".a@example.org"),
        *(
            "=?utf-8?q?a=0ABcc?=@example.org",
            "a\x00@example.org",
            "a@-example.org",
            f"{'a' * 250}@example.org",
            "a@" + "ä" * 80 + ".org",
            "a@\ud800.org",
        ),
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(NotSendable, match="no mail address"):
        address(written)


@pytest.mark.parametrize(
    ("made", "them", "me", "said"),
    [
        (note(kind="card"), JORDAN, ME, "a card note does not go by mail"),
        (note(kind="linkedin"), JORDAN, ME, "a linkedin note does not go by mail"),
        (note(), None, ME, "no mail address of jordan-example"),
        (note(), JORDAN, Me(name="Robin"), "your own mail address"),
        (note(subject=" \r\n"), JORDAN, ME, "no subject"),
        (note(email="x y"), JORDAN, ME, "no mail address"),
    ],
)
def test_what_cannot_go_by_mail_says_why(made: Note, them: Contact | None, me: Me, said: str) -> None:
    with pytest.raises(NotSendable, match=said) as refused:
        letter(made, them, me)
    assert refused.value.hint


def test_the_address_of_the_note_comes_first() -> None:
    assert letter(note(email="work@example.org"), JORDAN, ME).to.address == "work@example.org"
    assert letter(note(email="work@example.org"), None, ME).to == Mailbox("", "work@example.org")
