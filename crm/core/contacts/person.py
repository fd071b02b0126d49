"""People as a foreign file has them, made tidy: what may go into front matter, and what was left out and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from crm.core.contacts import fields
from crm.core.contacts.fields import BadField
from crm.core.text.texts import quoted

OWN = (
    "timezone",
    "met",
    "introduced_by",
    "topics",
    "tier",
    "cadence",
    "snooze",
    "status",
    "card",
    "added",
    "different_from",
)
"""Fields that no other program has: only a table that this one wrote says them."""

Since = date | Literal["unknown"]
"""The day on which somebody was connected on LinkedIn; that they are is known also where the day cannot be read."""

_LONGEST = 300
"""Characters of one value; what is longer is no name, address or title, but a slip of the columns."""

_LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)?linkedin\.com/(?:in|pub)/[^\s/?#]+", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Person:
    """One person in a foreign file, at a ``line`` of it. A text that the file does not give is empty.

    ``note`` is a text of several lines. ``connected`` is the day on which they and the user connected on LinkedIn.
    ``left_out`` are sentences on values that could not be read, ``own`` the texts of fields by which we alone go.
    """

    line: int
    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    linkedin: str = ""
    company: str = ""
    role: str = ""
    location: str = ""
    birthday: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    connected: Since | None = None
    left_out: tuple[str, ...] = ()
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A row or card that says nobody, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a foreign file holds. ``blank`` counts the rows without a word.

    ``unknown`` names the columns of a table that nobody here knows a field for, ``dropped`` what cards hold beyond our
    fields, and how many of them. ``guessed`` says that the bytes do not tell their encoding.
    """

    people: tuple[Person, ...] = ()
    unread: tuple[Unread, ...] = ()
    blank: int = 0
    unknown: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    guessed: bool = False

    @property
    def rows(self) -> int:
        """How many rows or cards there are, but for the blank ones."""
        return len(self.people) + len(self.unread)


def arrivals(found: Iterable[Person | Unread], blank: int = 0, unknown: tuple[str, ...] = ()) -> Arrivals:
    """What a file holds, of its rows or cards one by one."""
    rows = list(found)
    people = tuple(one for one in rows if isinstance(one, Person))
    return Arrivals(people, tuple(one for one in rows if isinstance(one, Unread)), blank, unknown)


@dataclass(slots=True)
class Raw:
    """What a format found in one row or card, as it stands there. ``names`` are tried in their order."""

    line: int
    names: Sequence[str] = ()
    aliases: Sequence[str] = ()
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    urls: Sequence[str] = ()
    company: str = ""
    role: str = ""
    location: str = ""
    birthday: str = ""
    tags: Sequence[str] = ()
    note: str = ""
    connected: Since | None = None
    left_out: Sequence[str] = ()
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)


def tidied(raw: Raw) -> Person | Unread:
    """The person in a row or card; who has neither name nor mail address is none."""
    left_out = list(raw.left_out)
    emails = _emails(raw.emails, left_out)
    names = unique(_short(name, "name", left_out) for name in raw.names)
    if not names and not emails:
        reason = "; ".join(["it has neither a name nor a mail address", *left_out])
        return Unread(raw.line, reason)
    name = names[0] if names else emails[0]
    own = tuple(_own(raw.own, left_out))
    return Person(
        raw.line,
        name,
        unique(alias for alias in map(clean, raw.aliases) if alias != name and len(alias) <= _LONGEST),
        emails,
        unique(_phone(text, left_out) for text in raw.phones),
        next((found for text in raw.urls if (found := linkedin(text))), ""),
        _short(raw.company, "company", left_out),
        _short(raw.role, "role", left_out),
        _short(raw.location, "location", left_out),
        _birthday(raw.birthday, left_out),
        unique(map(clean, raw.tags)),
        paragraphs(raw.note),
        raw.connected,
        tuple(left_out),
        own,
    )


def _own(texts: Mapping[str, Sequence[str]], left_out: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, written in texts.items():
        found = unique(map(clean, written))
        try:
            for text in found:
                fields.BY_NAME[key].parse(text)
        except BadField as error:
            left_out.append(f"{key}: {error}")
            continue
        if found:
            yield key, found


def clean(text: str) -> str:
    """A text on one line, without characters that no reader sees and some terminals obey."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def paragraphs(text: str) -> str:
    """A text of several lines, each of them clean; no blank lines at its ends."""
    lines = [_UNSEEN.sub(" ", line.replace("\t", " ")).rstrip() for line in re.split(r"\r\n|\n|\r", text)]
    return "\n".join(lines).strip("\n")


def linkedin(text: str) -> str:
    """The address of a LinkedIn profile in a text, as it is written there; empty where there is none."""
    found = _LINKEDIN.search(clean(text))
    if not found:
        return ""
    return found[0] if "://" in found[0] else f"https://{found[0]}"


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without the empty ones, each once."""
    return tuple(dict.fromkeys(text for text in texts if text))


def _emails(texts: Sequence[str], left_out: list[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in map(clean, texts):
        bare = text.removeprefix("mailto:").removeprefix("MAILTO:").strip("<> ")
        if not bare:
            continue
        try:
            fields.BY_NAME["email"].parse(bare)
        except BadField as error:
            left_out.append(f"email: {error}")
            continue
        found.setdefault(bare.casefold(), bare)
    return tuple(found.values())


def _phone(text: str, left_out: list[str]) -> str:
    bare = clean(text).removeprefix("tel:").removeprefix("TEL:")
    if not bare or (any(char.isdigit() for char in bare) and len(bare) <= _LONGEST):
        return bare
    left_out.append(f"phone: {quoted(bare)} is no number")
    return ""


def _short(text: str, key: str, left_out: list[str]) -> str:
    text = clean(text)
    if len(text) > _LONGEST:
        left_out.append(f"{key}: {quoted(text)} is too long")
        return ""
    return text


_DAY = re.compile(
    r"(?:(?P<year>\d{4})|--)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:[T ].*)?"
    r"|(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.\s?(?P<year2>\d{4})?"
    r"|(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year3>\d{4})"
    r"|(?P<month4>\d\d)-(?P<day4>\d\d)"
    r"|(?P<name5>[A-Za-z]{3,9})\.? (?P<day5>\d{1,2})(?:,? (?P<year5>\d{4}))?"
    r"|(?P<day6>\d{1,2}) (?P<name6>[A-Za-z]{3,9})\.?,?(?: (?P<year6>\d{4}))?"
)
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_NO_YEAR = frozenset({"1604", "0000"})
"""What some programs write for a birthday whose year is not known."""

_NO_DAY = re.compile(r"[0/.\- ]*\Z")


def _birthday(text: str, left_out: list[str]) -> str:
    written, fault = day(text)
    if fault:
        left_out.append(f"birthday: {fault}")
    return written


def day(text: str) -> tuple[str, str]:
    """A day as the front matter has a birthday, and why it cannot be read: no date, or one that reads two ways."""
    text = clean(text)
    if _NO_DAY.match(text):  # Outlook writes 0/0/00 for none
        return "", ""
    match = _DAY.fullmatch(text)
    if match is None:
        return "", f"{quoted(text)} is no date"
    got = match.groupdict()
    year, month, number = (_either(got, key) for key in ("year", "month", "day"))
    if name := _either(got, "name"):
        month = str(next((n for n, full in enumerate(_MONTH_NAMES, 1) if full.startswith(name.lower())), 0))
    if got["one"]:
        one, other = int(got["one"]), int(got["other"])
        if one != other and max(one, other) <= _MONTHS:
            return "", f"{text} can be read two ways"
        month, number = (got["one"], got["other"]) if one <= _MONTHS else (got["other"], got["one"])
    written = f"{int(month or 0):02}-{int(number or 0):02}"
    written = f"{year}-{written}" if year and year not in _NO_YEAR else written
    try:
        fields.BY_NAME["birthday"].parse(written)
    except BadField:
        return "", f"{quoted(text)} is no date"
    return written, ""


def _either(got: Mapping[str, str | None], key: str) -> str | None:
    """What one of the groups of that name took."""
    return next((text for name, text in got.items() if text and name.rstrip("0123456789") == key), None)


_MONTHS = 12
