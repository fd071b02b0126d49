"""The head of a letter → a sighting: who wrote to whom when, or what a machine answered. Its text is never read.

The one exception are delivery reports, which say in a part made for machines which address failed (RFC 3464).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from crm.core.incoming.sightings import Oddity, Person, Sighting, What, address, clean, digest
from crm.core.model import Stamp

if TYPE_CHECKING:
    from email.message import Message

_DATE = re.compile(rb"^Date:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_RE = re.compile(r"(?:(?:re|aw|sv|vs|ref|rif|antw|fwd?|wg|tr)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_ID = re.compile(r"<[^<>\s]+>")
_AWAY = re.compile(
    r"(automatic reply|auto(matic)?[- ]?(reply|response|svar)|automatische antwort|abwesenheits(notiz|meldung)"
    r"|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord|resposta automática"
    r"|out of (the )?office( auto-?reply)?)\s*(:|-|–|$|re\b|aw\b)",
    re.IGNORECASE,
)
_PUT_AWAY = frozenset(
    "draft drafts spam trash entwurf entwürfe papierkorb brouillon brouillons corbeille borrador borradores papelera"
    " bozza bozze cestino rascunho rascunhos lixeira concept concepten prullenbak".split()
)
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_EXPUNGED = 0x0008
"""The bit of X-Mozilla-Status on what was deleted or moved, and stays in the file until the folder is compacted."""

_DAEMON = re.compile(r"(mailer-daemon|mail-daemon|mdaemon)@")
_CALENDAR = re.compile(
    r"(accepted|declined|tentative(ly accepted)?|(updated )?invitation|cancel+ed( event)?"
    r"|zugesagt|abgelehnt|einladung)\s*:",
    re.IGNORECASE,
)


def begins(head: bytes) -> datetime | None:
    """The instant of a head's Date line, found without reading the rest; None where there is none that can be read."""
    match = _DATE.search(head)
    return _instant(match[1].decode("latin-1")) if match else None


def read(
    head: bytes, where: str, zone: tzinfo, mine: frozenset[str], rest: Callable[[], bytes]
) -> Sighting | Oddity | None:
    """What a letter's head says; None where it is no word of anybody's to me, or of mine to anybody.

    ``zone`` is the book's, ``mine`` are my addresses. ``rest`` gives what follows the head, and is asked for delivery
    reports only.
    """
    from email.parser import BytesParser
    from email.policy import compat32

    message = BytesParser(policy=compat32).parsebytes(head + b"\n", headersonly=True)
    instant = _instant(_text(message, "Date"))
    if instant is None:
        dated = "cannot be read as a date" if _text(message, "Date") else "is missing"
        return Oddity(where, f"this letter's Date {dated}")
    senders = _people(message, "From") or _people(message, "Sender")
    if not senders:
        return Oddity(where, "this letter does not say whom it is from")
    what = _what(message, senders, mine)
    if what is None:
        return None
    if what == "received" and any(_DAEMON.match(one.address) for one in senders):
        return Oddity(where, "this bounce does not say in a form for machines whom it did not reach")
    persons: Iterable[Person] = senders
    if what == "sent":
        persons = [one for name in ("To", "Cc", "Bcc") for one in _people(message, name)]
    elif what == "bounce":
        persons = _failed(message, head, rest)
        if not persons:
            return None
    subject = clean(_RE.sub("", _text(message, "Subject"), count=1) if what != "bounce" else _text(message, "Subject"))
    ident = next(iter(_ID.findall(_text(message, "Message-ID"))), f"{instant} {senders[0].address} {subject}")
    before = [*_ID.findall(_text(message, "References")), *_ID.findall(_text(message, "In-Reply-To"))]
    return Sighting(
        digest("mail", ident),
        digest("thread", [*before, ident][0]),
        what,
        Stamp(instant.replace(second=0, microsecond=0), zone),
        tuple(persons),
        subject,
        where,
        answers=bool(before) or _RE.match(_text(message, "Subject")) is not None,
    )


def _what(message: Message, senders: list[Person], mine: frozenset[str]) -> What | None:
    """What a letter is, by its head alone; None for what nobody wrote to somebody."""
    if _is_put_away(message):
        return None
    kind = message.get_content_type()
    report = str(message.get_param("report-type", "")).lower() if kind == "multipart/report" else ""
    if "X-Failed-Recipients" in message or report == "delivery-status":
        return "bounce"
    if report or kind == "text/calendar":
        return None
    if any(one.address in mine for one in senders):
        return None if "X-Unsent" in message or _is_answered_by_machine(message) else "sent"
    if _is_answered_by_machine(message):
        return "auto-reply"
    return None if _is_for_many(message) or _is_of_machine(message) else "received"


def _is_put_away(message: Message) -> bool:
    """A draft, spam or thrown away, as the mbox of Gmail's Takeout says by labels, and Thunderbird's by a bit."""
    labels = {label.strip().casefold() for label in _text(message, "X-Gmail-Labels").split(",")}
    status = _text(message, "X-Mozilla-Status")
    return bool(labels & _PUT_AWAY) or (_HEX.fullmatch(status) is not None and bool(int(status, 16) & _EXPUNGED))


def _is_answered_by_machine(message: Message) -> bool:
    """RFC 3834's word for it, those that came before it, and the subjects of programs that know none."""
    submitted = _text(message, "Auto-Submitted").lower()
    precedence = _text(message, "Precedence").lower()
    if submitted.startswith("auto-replied") or precedence in {"auto_reply", "auto-reply"}:
        return True
    if any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Autoreply-From", "X-Mail-Autoreply")):
        return _text(message, "X-Autoreply").lower() != "no"
    return _AWAY.match(_text(message, "Subject")) is not None


def _is_for_many(message: Message) -> bool:
    if any(name in message for name in ("List-Id", "List-Unsubscribe", "List-Post", "Mailing-List")):
        return True
    return _text(message, "Precedence").lower() in {"bulk", "list", "junk"}


def _is_of_machine(message: Message) -> bool:
    submitted = _text(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    subject, said = _text(message, "Subject"), _text(message, "Content-Class")
    return "calendarmessage" in said or ("calendar" in _text(message, "Sender") and bool(_CALENDAR.match(subject)))


def _failed(message: Message, head: bytes, rest: Callable[[], bytes]) -> list[Person]:
    """The addresses that a letter did not reach; none, where it is only late, or arrived."""
    named = [address(part) for part in _text(message, "X-Failed-Recipients").split(",")]
    if any(named):
        return [Person(one) for one in named if one]
    from email.parser import BytesParser
    from email.policy import compat32

    report = BytesParser(policy=compat32).parsebytes(head + b"\n" + rest())
    found: dict[str, Person] = {}
    for block in _blocks(report):
        if str(block.get("Action", "failed")).strip().lower() == "failed":
            for name in ("Original-Recipient", "Final-Recipient"):
                one = address(_text(block, name).rpartition(";")[2])
                if "@" in one:
                    found.setdefault(one, Person(one))
    return list(found.values())


def _blocks(report: Message) -> Iterator[Message]:
    """The groups of fields of a delivery report (RFC 3464, 2.1): one on the letter, then one for each recipient."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            blocks: list[Message] = part.get_payload()  # type: ignore[assignment]  # the parser makes messages of them
            yield from (block for block in blocks if "Final-Recipient" in block or "Original-Recipient" in block)


def _people(message: Message, name: str) -> list[Person]:
    from email.utils import getaddresses

    texts = [_raw(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    pairs = getaddresses(texts)
    return [Person(address(mail), clean(_decoded(said))) for said, mail in pairs if "@" in mail or "@" in said]


def _text(message: Message, name: str) -> str:
    """A field's text on one line, decoded as far as it can be; empty where it is missing. Of several, the first."""
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(_decoded(_raw(value)).split())


def _raw(value: object) -> str:
    """A field as it stands, bytes beyond ASCII as UTF-8, or as Latin-1 where they are none."""
    data = str(value).encode("ascii", "surrogateescape") if not str(value).isascii() else None
    if data is None:
        return str(value)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _decoded(text: str) -> str:
    """A text with its encoded words (RFC 2047) in plain letters; those in unknown charsets stay as they are."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(part if isinstance(part, str) else _in_charset(part, charset) for part, charset in parts)


def _in_charset(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "latin-1", "replace")
    except LookupError:
        return data.decode("latin-1")


def _instant(text: str) -> datetime | None:
    """The instant of a Date field, where it is one of our time."""
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(text)
        instant = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return instant if 1980 <= instant.year < 2200 else None
