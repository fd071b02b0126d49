"""Heads of letters as mail programs, servers and nobody should write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.incoming.sightings import Oddity, Sighting
from crm.core.times import dates
from crm.exchange.mailheaders import begins, read

BERLIN = dates.zone("Europe/Berlin")
ME = frozenset({"robin@example.org", "rb@example.com"})
DATE = "Date: Mon, 8 Jun 2026 09:30:15 +0200"


def seen(*lines: str | bytes, rest: bytes = b"", end: str = "\n") -> Sighting | Oddity | None:
    heads = [line if isinstance(line, bytes) else line.encode() for line in lines]
    asked: list[bytes] = []

    def body() -> bytes:
        asked.append(rest)
        return rest

    found = read(end.encode().join([*heads, b""]), "x.eml", BERLIN, ME, body)
    assert rest or not asked, "the text of a letter was read"
    return found


def sighting(*lines: str | bytes, rest: bytes = b"", end: str = "\n") -> Sighting:
    found = seen(*lines, rest=rest, end=end)
    assert isinstance(found, Sighting), found
    return found


def what(*lines: str) -> str | None:
    found = seen(DATE, *lines)
    assert not isinstance(found, Oddity), found
    return found.what if found else None


FROM = "From: Jordan Example <Jordan@example.org>"
TO = "To: Robin <robin@example.org>"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_letter_to_me(end: str) -> None:
    found = sighting(DATE, FROM, TO, "Subject: Re: AW: grid storage #now", "Message-ID: <1@x>", end=end)
    assert (found.what, found.summary, found.stamp.end) == ("received", "grid storage now", None)
    assert found.stamp.start.isoformat() == "2026-06-08T07:30:00+00:00"
    assert [(one.address, one.name) for one in found.persons] == [("jordan@example.org", "Jordan Example")]


def test_a_letter_of_mine_goes_to_all_its_recipients() -> None:
    found = sighting(
        DATE,
        "From: rb@example.com",
        'To: "Example, Jordan" <jordan@example.org>,',
        " undisclosed-recipients:;, Robin <robin@example.org>",
        "Cc: Team: sam@example.org, ada@example.org;",
        "Bcc: priya@example.org",
    )
    assert found.what == "sent"
    assert [one.address for one in found.persons] == [
        "jordan@example.org", "robin@example.org", "sam@example.org", "ada@example.org", "priya@example.org"
    ]  # fmt: skip


def test_letters_of_a_thread_are_of_one_series() -> None:
    first = sighting(DATE, FROM, "Message-ID: <1@x>")
    second = sighting(DATE, FROM, "Message-ID: <2@x>", "In-Reply-To: <1@x>")
    third = sighting(DATE, FROM, "Message-ID: <3@x>", "References: <1@x>\n <2@x>", "In-Reply-To: <2@x>")
    assert len({one.series for one in (first, second, third)}) == 1
    assert len({one.key for one in (first, second, third)}) == 3
    assert sighting(DATE, FROM, "Subject: a").key != sighting(DATE, FROM, "Subject: b").key


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Auto-Submitted: auto-replied", "Precedence: bulk"], "auto-reply"),
        (["Auto-Submitted: auto-replied (vacation)"], "auto-reply"),
        (["X-Autoreply: yes"], "auto-reply"),
        (["X-Autorespond: away", "Precedence: junk"], "auto-reply"),
        (["Precedence: auto_reply"], "auto-reply"),
        (["Subject: Automatic reply: grid", "Auto-Submitted: auto-generated"], "auto-reply"),
        (["Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A_x?="], "auto-reply"),
        (["Subject: Abwesenheitsnotiz: x"], "auto-reply"),
        (["Subject: Out of Office AutoReply: x"], "auto-reply"),
        (["Subject: Out of office"], "auto-reply"),
        (["Subject: Re: Out of office lunch"], "received"),
        (["Subject: Out of office lunch"], "received"),
        (["Auto-Submitted: no", "X-Auto-Response-Suppress: OOF"], "received"),
        (["Auto-Submitted: auto-generated"], None),
        (["List-Id: <dev.example.org>"], None),
        (["List-Unsubscribe: <mailto:x@example.org>"], None),
        (["Precedence: bulk"], None),
        (["Content-Type: text/calendar; method=REPLY"], None),
        (["Sender: Google Calendar <calendar-notification@google.com>", "Subject: Accepted: Coffee @ Mon"], None),
        (["Content-Class: urn:content-classes:calendarmessage"], None),
        (["Content-Type: multipart/report; report-type=disposition-notification"], None),
        (["Content-Type: multipart/mixed; boundary=x", "Subject: Accepted: my paper"], "received"),
    ],
)  # fmt: skip
def test_what_machines_and_lists_send_is_told_apart(lines: list[str], expected: str | None) -> None:
    assert what(FROM, TO, *lines) == expected


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("X-Gmail-Labels: Drafts", False),
        ("X-Gmail-Labels: =?UTF-8?Q?Wichtig,Entw=C3=BCrfe?=", False),
        ("X-Gmail-Labels: Important,Spam", False),
        ("X-Gmail-Labels: Sent,Drafting a book", True),
        ("X-Mozilla-Status: 0009", False),
        ("X-Mozilla-Status: 0001", True),
        ("X-Mozilla-Status: nonsense", True),
    ],
)
def test_a_draft_and_what_was_thrown_away_are_no_letters(line: str, kept: bool) -> None:
    assert (what(line, "From: robin@example.org", "To: jordan@example.org") == "sent") is kept
    assert (what(line, FROM, TO) == "received") is kept


def test_what_of_mine_is_no_letter() -> None:
    assert what("From: robin@example.org", "To: jordan@example.org", "X-Unsent: 1") is None
    assert what("From: robin@example.org", "To: jordan@example.org", "Auto-Submitted: auto-replied") is None
    assert what("From: robin@example.org", "To: dev@example.org", "List-Id: <dev>") == "sent"


POSTFIX = b"""
This is a MIME-encapsulated message.

--x
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--x
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Mon,  8 Jun 2026 09:30:00 +0200 (CEST)

Final-Recipient: rfc822; jordan@old.example.org
Original-Recipient: rfc822;jordan@example.org
Action: %s
Status: 5.1.1

Final-Recipient: rfc822; ada@example.org
Action: relayed
Status: 2.0.0

--x
Content-Type: text/rfc822-headers

From: robin@example.org
To: jordan@example.org

--x--
"""
REPORT = 'Content-Type: multipart/report; report-type=delivery-status; boundary="x"'


def test_a_delivery_report_names_who_was_not_reached() -> None:
    head = (
        DATE,
        "From: MAILER-DAEMON@mail.example.org (Mail Delivery System)",
        TO,
        "Subject: Undelivered",
        REPORT,
    )
    found = sighting(*head, rest=POSTFIX % b"failed")
    assert found.what == "bounce"
    assert [one.address for one in found.persons] == ["jordan@example.org", "jordan@old.example.org"]
    assert seen(*head, rest=POSTFIX % b"delayed") is None
    assert seen(*head, rest=b"nothing of the kind") is None


def test_gmail_names_them_in_the_head() -> None:
    found = sighting(DATE, "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>", TO,
                     "X-Failed-Recipients: jordan@example.org, ada@example.org", REPORT,
                     "Subject: Delivery Status Notification (Failure)")  # fmt: skip
    assert (found.what, [one.address for one in found.persons]) == ("bounce", ["jordan@example.org", "ada@example.org"])


def test_a_bounce_that_only_a_person_can_read_is_named() -> None:
    found = seen(DATE, "From: MAILER-DAEMON@example.org", TO, "Subject: failure notice")
    assert isinstance(found, Oddity)
    assert "whom it did not reach" in found.message


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([FROM], "Date is missing"),
        (["Date: the day before", FROM], "Date cannot be read"),
        (["Date: Mon, 8 Jun 1066 09:30:00 +0000", FROM], "Date cannot be read"),
        (["Date: Mon, 38 Jun 2026 09:30:00 +0000", FROM], "Date cannot be read"),
        (["Date: Mon, 8 Jun 2026 09:30:00 +9999", FROM], "Date cannot be read"),
        ([DATE], "does not say whom it is from"),
        ([DATE, "From: nobody"], "does not say whom it is from"),
        ([DATE, "From:"], "does not say whom it is from"),
    ],
)
def test_what_cannot_be_read_is_named(lines: list[str], says: str) -> None:
    found = seen(*lines)
    assert isinstance(found, Oddity)
    assert (found.where, says in found.message) == ("x.eml", True), found


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\n =?utf-8?b?IMO8YmVy?=", "Grüße über"),
        ("Subject: Grüße".encode(), "Grüße"),
        ("Subject: Grüße".encode("latin-1"), "Grüße"),
        (b"Subject: =?no-such-charset?q?Gr=FC=DFe?=", "Grüße"),
        (b"Subject: =?utf-8?b?!!!?=", ""),
        (b"Subject: =?utf-8?q?a=0D=0ABcc=3A_x=1B=5B2J?=", "a Bcc: x[2J"),
        (b"Subject: Fwd: Re[2]: [[note]]", "[note]"),
        (b"X: y", ""),
    ],
)
def test_subjects_in_whatever_charset(subject: bytes, expected: str) -> None:
    assert sighting(DATE, FROM, subject).summary == expected


def test_a_date_without_a_zone_is_utc_and_a_comment_is_none() -> None:
    for date in ("Mon, 8 Jun 2026 07:30:15 -0000", "8 Jun 2026 09:30:15 +0200 (CEST)", "Mon, 08 Jun 26 07:30:15 GMT"):
        assert sighting(f"Date: {date}", FROM).stamp.start.isoformat() == "2026-06-08T07:30:00+00:00"


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: 1985 < moment.year < 2190), st.emails(), st.text())
def test_what_the_email_package_writes_is_read(moment: datetime, mail: str, name: str) -> None:
    from email.message import EmailMessage
    from email.utils import format_datetime

    message = EmailMessage()
    message["Date"] = format_datetime(moment)
    printable = "".join(char for char in name if char.isprintable() and not "\ud800" <= char <= "\udfff")
    message["Subject"] = printable
    message["From"] = f"<{mail}>"
    head = message.as_bytes().partition(b"\n\n")[0]
    found = sighting(*head.split(b"\n"))
    began = begins(head + b"\n")
    assert began
    assert found.stamp.start == began.replace(second=0)
    assert [one.address for one in found.persons] == [mail.casefold()]


_PIECES = """
    From:_ Date:_ Subject:_ To:_ a@b < > , ; : =?utf-8?q?=FF?= =?x?b? " ( \\ 8_Jun_2026_09:30_+0200 References:_<
    Content-Type:_multipart/report;_report-type*=x''%FF
"""
_ANY = [b"\n", b" ", b"\xff", b"\x00", *(piece.replace("_", " ").encode() for piece in _PIECES.split())]


@given(st.lists(st.sampled_from(_ANY), max_size=30))
def test_any_bytes_whatever_give_an_answer(pieces: list[bytes]) -> None:
    read(b"".join(pieces), "x", BERLIN, ME, bytes)
