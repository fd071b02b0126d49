"""The text of a file of cards as its cards, whole properties in each, well and badly folded."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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
_SHOUTED = re.compile(r"(?:[A-Za-z0-9_-]+\.)?[A-Z][A-Z0-9-]{3,}(?:;[^:]*)?:")
"""How a property begins whose name is in none of our lists: programs write them in capitals."""

_NOTE = re.compile(r"(?:[A-Za-z0-9_-]+\.)?NOTE[;:]", re.IGNORECASE)
_PREFERRED = re.compile(r"\bPREF\b(?:=(\d{1,3}))?")
_MACHINE = re.compile(r"\b(?:FAX|PAGER|BBS|MODEM)\b")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(slots=True)
class Property:
    """One property: its name and parameters in capitals, its value as it is written."""

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
class Card:
    """One card: the number of its first line, its properties, and whether it has an end."""

    line: int
    properties: list[Property] = field(default_factory=list)
    ended: bool = False

    def all(self, *names: str) -> list[Property]:
        """The properties of these names, the preferred ones first."""
        found = [one for one in self.properties if one.name in names]
        return sorted(found, key=lambda one: one.rank)

    def texts(self, *names: str) -> list[str]:
        """Their values without backslashes."""
        return [plain(one.value) for one in self.all(*names)]

    def first(self, *names: str) -> str:
        """The first of them that says anything; else nothing."""
        return next((text for name in names for text in self.texts(name) if text.strip()), "")


def cards(data: bytes) -> Iterator[Card]:
    """The cards in a file, those that break off too."""
    yield from _cards(_lines(data))


def plain(value: str) -> str:
    """A value without its backslashes."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def parts(value: str, mark: str = ";") -> list[str]:
    """The parts of a value between marks that no backslash stands before."""
    return [plain(part) for part in cut(value, mark)]


def cut(value: str, mark: str) -> list[str]:
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
        elif text and _NOTE.match(text) and line and not _begins(line):
            text += f"\\n{line}"  # a note's own line end that was not escaped
        elif text and line and not (_begins(line) or _SHOUTED.match(line)):
            text += line
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


def _cards(lines: Iterator[tuple[int, str]]) -> Iterator[Card]:
    card: Card | None = None
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
            card, inner = Card(number), 0
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


def _decoded(name: str, parameters: str, value: str) -> Property:
    upper = parameters.upper()
    if "QUOTED-PRINTABLE" in upper:
        charset = re.search(r"CHARSET=\"?([\w.:-]+)", upper)
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        try:
            value = raw.decode(charset[1] if charset else "utf-8")
        except (LookupError, UnicodeDecodeError):
            value = decoding.text_of(raw)
    return Property(name, upper, value)
