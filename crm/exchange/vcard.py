"""vCard 2.1, 3.0 and 4.0 as phones and mail programs write it, well and badly folded.

Source: RFC 2426, RFC 6350, and the files of programs that follow neither.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crm.core.contacts.person import Arrivals, Person, Raw, Unread, arrivals, clean, tidied, unique
from crm.core.incoming import decoding

_PROPERTY = re.compile(r"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9-]+)((?:;(?:\"[^\"]*\"|[^\":])*)?):(.*)", re.DOTALL)
_KNOWN = frozenset(
    """
    ADR AGENT ANNIVERSARY BDAY BEGIN CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP EMAIL END FBURL FN GENDER
    GEO IMPP KEY KIND LABEL LANG LOGO MAILER MEMBER N NAME NICKNAME NOTE ORG PHOTO PRODID PROFILE RELATED REV
    ROLE SORT-STRING SOUND SOURCE TEL TITLE TZ UID URL VERSION XML CONTACT-URI EXPERTISE HOBBY INTEREST ORG-
    DIRECTORY BIRTHPLACE DEATHDATE SOCIALPROFILE PRONOUNS LANGUAGE CREATED
    """.split()
)
_NOTE = re.compile(r"(?:[A-Za-z0-9_-]+\.)?NOTE[;:]", re.IGNORECASE)
_OWN_TAGS = frozenset({"mycontacts", "starred"})  # Google's, on most cards
_PREFERRED = re.compile(r"\bPREF\b(?:=(\d{1,3}))?")
_MACHINE = re.compile(r"\b(?:FAX|PAGER|BBS|MODEM)\b")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


NO_END = "the card has no end: a part of it may be missing"
"""What is said of a card that breaks off."""


@dataclass(slots=True)
class _Property:
    name: str
    parameters: str
    value: str

    @property
    def rank(self) -> int:
        """Its place among those of its name: ``PREF=1`` is the first, and so is a ``PREF`` without a number."""
        found = _PREFERRED.search(self.parameters)
        return int(found[1] or 1) if found else 1000

    @property
    def speaks(self) -> bool:
        """Whether somebody answers at a number: not a fax or a pager."""
        return not _MACHINE.search(self.parameters)


@dataclass(slots=True)
class _Card:
    line: int
    properties: list[_Property] = field(default_factory=list)
    ended: bool = False

    def all(self, *names: str) -> list[_Property]:
        """The properties of these names, the preferred ones first."""
        found = [one for one in self.properties if one.name in names]
        return sorted(found, key=lambda one: one.rank)

    def texts(self, *names: str) -> list[str]:
        return [plain(one.value) for one in self.all(*names)]

    def first(self, *names: str) -> str:
        return next((text for name in names for text in self.texts(name) if text.strip()), "")


def read(data: bytes) -> Arrivals:
    """The people in a file of cards; groups and cards that name nobody are unread."""
    return arrivals(_person(card) for card in _cards(_lines(data)))


def plain(value: str) -> str:
    """A value without its backslashes."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def parts(value: str, mark: str = ";") -> list[str]:
    """The parts of a value between marks that no backslash stands before."""
    return [plain(part) for part in _cut(value, mark)]


def _cut(value: str, mark: str) -> list[str]:
    """The parts of a value as they are written."""
    ends = [match.start() for match in re.finditer(rf"\\.|{mark}", value, re.DOTALL) if match[0] == mark]
    return [value[start + 1 : end] for start, end in zip([-1, *ends], [*ends, len(value)], strict=True)]


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The file's lines with their numbers."""
    yield from enumerate(re.split(r"\r\r?\n|\n|\r", decoding.text_of(data)), 1)


def _unfolded(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Whole properties: also where the rest of one stands on the next line without the space that says so."""
    at, text = 0, ""
    for number, line in lines:
        soft = text.endswith("=") and "QUOTED-PRINTABLE" in text.partition(":")[0].upper()
        if text and soft:
            text = f"{text[:-1]}{line.lstrip()}" if line[:1] in {" ", "\t"} else f"{text[:-1]}{line}"
        elif text and line[:1] in {" ", "\t"}:
            text += line[1:]
        elif text and line and not _begins(line):
            text += f"\\n{line}" if _NOTE.match(text) else line  # a note's own line end that was not escaped
        else:
            if text:
                yield at, text
            at, text = number, line
    if text:
        yield at, text


def _begins(line: str) -> bool:
    """Whether a line begins a property, by a name that is one."""
    match = _PROPERTY.match(line)
    return match is not None and (match[1].upper() in _KNOWN or match[1].upper().startswith("X-"))


def _cards(lines: Iterator[tuple[int, str]]) -> Iterator[_Card]:
    card: _Card | None = None
    inner = 0
    before = ""
    for number, line in _unfolded(lines):
        match = _PROPERTY.match(line.strip())
        name, value = (match[1].upper(), match[3].strip()) if match else ("", "")
        marker = value.upper() == "VCARD"
        if name == "BEGIN" and marker and card is not None and before == "AGENT":
            inner += 1  # somebody's secretary, as a card within theirs
        elif name == "BEGIN" and marker:
            if card is not None:
                yield card
            card, inner = _Card(number), 0
        elif name == "END" and marker and inner:
            inner -= 1
        elif name == "END" and marker and card is not None:
            card.ended = True
            yield card
            card = None
        elif card is not None and match and not inner:
            card.properties.append(_decoded(name, match[2], match[3]))
        before = name
    if card is not None:
        yield card


def _decoded(name: str, parameters: str, value: str) -> _Property:
    upper = parameters.upper()
    if "QUOTED-PRINTABLE" in upper:
        charset = re.search(r"CHARSET=\"?([\w.:-]+)", upper)
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        try:
            value = raw.decode(charset[1] if charset else "utf-8")
        except (LookupError, UnicodeDecodeError):
            value = decoding.text_of(raw)
    return _Property(name, upper, value)


def _person(card: _Card) -> Person | Unread:
    kind = card.first("KIND", "X-ADDRESSBOOKSERVER-KIND").strip().casefold()
    if kind == "group":
        return Unread(card.line, "it is a group, no person")
    organisation = _organisation(card)
    names = [card.first("FN"), _full_name(card), card.first("NICKNAME"), organisation]
    return tidied(
        Raw(
            card.line,
            names,
            [*card.texts("FN")[1:], *_listed(card, "NICKNAME")],
            card.texts("EMAIL"),
            [plain(one.value).partition(";ext=")[0] for one in card.all("TEL") if one.speaks],
            [*card.texts("X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN"), *card.texts("URL", "X-SOCIAL", "IMPP")],
            organisation,
            card.first("TITLE", "ROLE"),
            _location(card),
            card.first("BDAY"),
            [part for part in _listed(card, "CATEGORIES") if part.casefold() not in _OWN_TAGS],
            "\n\n".join(unique(text.strip("\r\n") for text in card.texts("NOTE"))),
            left_out=() if card.ended else (NO_END,),
        )
    )


def _listed(card: _Card, name: str) -> list[str]:
    return [part for one in card.all(name) for part in parts(one.value, ",")]


def _organisation(card: _Card) -> str:
    found = card.all("ORG")
    return next((text for one in found for text in map(clean, parts(one.value)[:1]) if text), "")


def _full_name(card: _Card) -> str:
    """The name in its parts: family, given, more, before, behind."""
    found = card.all("N")
    if not found:
        return ""
    pieces = [" ".join(parts(piece.replace("\0", ";"), ",")) for piece in _cut(found[0].value, ";")]
    family, given, more, before, behind = [*pieces, *([""] * 5)][:5]
    return " ".join(piece for piece in (before, given, more, family, behind) if piece.strip())


def _location(card: _Card) -> str:
    """The place of the first address that has one, and its country."""
    for address in card.all("ADR"):
        pieces = [clean(piece) for piece in [*parts(address.value), *([""] * 7)][:7]]
        if pieces[3] or pieces[6]:
            return ", ".join(unique((pieces[3], pieces[6])))
    return ""
