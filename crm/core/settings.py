"""The table of settings: every key of crm.toml with its type, default, description and check.

The dataclasses below are the table: the reference page, the checks and the values that the rules use are all made from
their fields. The numbers' sources are the rules of docs/follow-ups.md and docs/notes.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, field, fields
from datetime import date, time
from typing import Any

from crm.core.contacts.fields import TIERS
from crm.core.kinds import BUILT_IN, Kinds
from crm.core.text.texts import quoted
from crm.core.times import dates
from crm.core.values import dataclass

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::00)?")
_KIND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class BadSetting(ValueError):
    """A value that its setting cannot hold; the message says what would fit."""


@dataclass(frozen=True, slots=True)
class SettingType:
    """How the value of a setting is named in the reference, and how it is checked and made from TOML's value."""

    name: str
    read: Callable[[object], object]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadSetting('write a text in quotes: "…"')
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadSetting("write true or false")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
        raise BadSetting("write a whole number from 0 to 10000")
    return value


def _positive(value: object) -> int:
    if _count(value) == 0:
        raise BadSetting("write a whole number from 1 to 10000")
    return _count(value)


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadSetting("write a number from 0 to 1")
    return float(value)


def _time(value: object) -> time:
    clock = _CLOCK.fullmatch(value.isoformat("seconds") if isinstance(value, time) else _text(value))
    if clock is None:
        raise BadSetting('write a time of day: "18:00"')
    return time(int(clock[1]), int(clock[2]))


def _zone(value: object) -> str:
    try:
        dates.zone(_text(value))
    except ValueError as error:
        raise BadSetting(f"{error}; write an IANA zone such as Europe/Berlin") from None
    return _text(value)


def _days(value: object) -> frozenset[date]:
    if not isinstance(value, list):
        raise BadSetting('write a list of dates: ["2026-12-25"]')
    return frozenset(_day(item) for item in value)


def _day(value: object) -> date:
    if type(value) is date:
        return value
    try:
        return dates.parse_date(_text(value))
    except ValueError as error:
        raise BadSetting(f'{error}; write each date as "2026-12-25"') from None


def _tier(value: object) -> str:
    if value not in TIERS:
        raise BadSetting('write "A", "B", "C" or "D"')
    return str(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadSetting('write a list of texts: ["me@example.org"]')
    return tuple(value)


def _range(value: object) -> tuple[int, int]:
    if not (isinstance(value, list) and len(value) == 2 and _count(value[0]) <= _count(value[1])):
        raise BadSetting("write the least and the most: [50, 225]")
    return (value[0], value[1])


TEXT = SettingType("text", _text)
FLAG = SettingType("true or false", _flag)
COUNT = SettingType("whole number", _count)
POSITIVE = SettingType("whole number above 0", _positive)
SHARE = SettingType("number from 0 to 1", _share)
TIME = SettingType("time of day", _time)
ZONE = SettingType("IANA zone", _zone)
DAYS = SettingType("list of dates", _days)
TIER = SettingType("A, B, C or D", _tier)
TEXTS = SettingType("list of texts", _texts)
RANGE = SettingType("[least, most]", _range)


def _row(default: Any, kind: SettingType, description: str) -> Any:
    return field(default=default, metadata={"type": kind, "description": description})


@dataclass(frozen=True, slots=True)
class Me:
    """``[me]``: who I am, as notes sign it."""

    name: str = _row("", TEXT, "my name, as notes are signed")
    email: str = _row("", TEXT, "my mail address")
    phone: str = _row("", TEXT, "my phone number")
    linkedin: str = _row("", TEXT, "my LinkedIn address")
    timezone: str = _row("", ZONE, "the zone of every time without one; empty: the machine's")
    goal: str = _row("", TEXT, "what I work towards; a thank-you ties their path to it")
    addresses: tuple[str, ...] = _row((), TEXTS, "my other mail addresses, to know myself in calendars and mail")


@dataclass(frozen=True, slots=True)
class FollowUpSettings:
    """``[follow_up]``: every number of the follow-up rules."""

    holidays: frozenset[date] = _row(frozenset(), DAYS, "days that are no business days, beside weekends")
    thank_you_hours: int = _row(24, COUNT, "a thank-you is due this many elapsed hours after the end")
    thank_you_lapse_days: int = _row(30, COUNT, "after this many days it is too late for plain thanks")
    morning_begins: time = _row(time(5), TIME, "a meeting that starts from here is a morning one")
    morning_ends: time = _row(time(12), TIME, "a meeting that starts from here is a later one")
    morning_best_by: time = _row(time(18), TIME, "thanks for a morning meeting: the same day by")
    later_best_by: time = _row(time(10), TIME, "thanks for a later meeting: the next day by")
    linkedin_hours: int = _row(24, COUNT, "the invitation is due this many elapsed hours after the thanks")
    linkedin_lapse_days: int = _row(14, COUNT, "after this many days no invitation is proposed")
    card_business_days: int = _row(1, COUNT, "a card is due at the end of this business day")
    card_lapse_days: int = _row(7, COUNT, "after this many days no card is proposed")
    record_hours: int = _row(2, COUNT, "notes on a meeting are best written within this many hours")
    record_lapse_days: int = _row(7, COUNT, "after this many days nobody is asked for notes on it")
    promise_business_days: int = _row(2, COUNT, "a promise without a date is due at the end of this business day")
    promise_ahead_days: int = _row(7, COUNT, "a dated task of an appointment is shown this many days ahead")
    answer_business_days: int = _row(1, COUNT, "a question is to be answered by the end of this business day")
    report_back_best_business_days: int = _row(
        1, COUNT, "an introducer best hears of it by the end of this business day"
    )
    report_back_business_days: int = _row(2, COUNT, "an introducer is to hear of it by the end of this business day")
    nudge_opens_business_days: int = _row(
        5, COUNT, "a request without an answer may be repeated from this business day"
    )
    nudge_business_days: int = _row(7, COUNT, "… and is to be by the end of this one")
    nudge_lapse_days: int = _row(21, COUNT, "days after the request when it is given up")
    birthday_lapse_days: int = _row(2, COUNT, "days for which a birthday is shown")
    tier_a_days: int = _row(42, POSITIVE, "the interval of tier A")
    tier_b_days: int = _row(90, POSITIVE, "the interval of tier B")
    tier_c_days: int = _row(180, POSITIVE, "the interval of tier C")
    tier_d_days: int = _row(365, POSITIVE, "the interval of tier D")
    interviewee_tier: str = _row("B", TIER, "the tier of an interviewee who has none")
    window_divisor: int = _row(3, POSITIVE, "an interval divided by this is the time from opening to due")
    double_after: int = _row(2, POSITIVE, "messages of mine without a word from them after which the interval doubles")
    park_after: int = _row(3, POSITIVE, "messages of mine without a word from them after which the contact is parked")
    daily_cap: int = _row(3, COUNT, "updates, articles and keep-in-touch notes proposed a day")
    company_cap: int = _row(1, COUNT, "… and of them in one company")

    def tier_days(self, tier: str) -> int:
        """The interval of a tier, in days."""
        return {"A": self.tier_a_days, "B": self.tier_b_days, "C": self.tier_c_days, "D": self.tier_d_days}[tier]


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """``[notes]``: every number of drafts, the lint and the reading list. Lengths are in words."""

    thank_you_words: tuple[int, int] = _row((50, 225), RANGE, "length of a thank-you")
    card_words: tuple[int, int] = _row((30, 80), RANGE, "length of a card")
    update_words: tuple[int, int] = _row((75, 180), RANGE, "length of an update")
    article_words: tuple[int, int] = _row((35, 100), RANGE, "length of an article note")
    report_back_words: tuple[int, int] = _row((30, 90), RANGE, "length of a report-back")
    nudge_words: tuple[int, int] = _row((15, 60), RANGE, "length of a nudge")
    request_words: tuple[int, int] = _row((60, 130), RANGE, "length of a request")
    keep_in_touch_words: tuple[int, int] = _row((60, 150), RANGE, "length of a keep-in-touch note")
    congratulation_words: tuple[int, int] = _row((20, 80), RANGE, "length of a congratulation")
    linkedin_characters: int = _row(200, COUNT, "length of a LinkedIn note in UTF-16 units (300 with a paid account)")
    subject_characters: int = _row(60, COUNT, "length of a subject, my name not counted")
    subject_words: int = _row(9, COUNT, "words of a subject, my name not counted")
    takeaways: int = _row(3, COUNT, "takeaways that a thank-you names at most")
    belated_hours: int = _row(48, COUNT, "hours after the end from which a thank-you carries an apology")
    asks: int = _row(1, COUNT, "requests that a thank-you, update or article note makes at most")
    questions: int = _row(2, COUNT, "questions that it asks at most")
    exclamation_warning: int = _row(2, POSITIVE, "exclamation marks in a formal note from which they are a warning")
    exclamation_error: int = _row(4, POSITIVE, "… and from which they are an error")
    reuse_words: int = _row(5, POSITIVE, "words in a row that count as text shared with another note")
    reuse_error: float = _row(0.6, SHARE, "shared text with a note to the same company or meeting that is an error")
    reuse_warning: float = _row(0.4, SHARE, "shared text with a note to somebody else that is a warning")
    article_company_days: int = _row(180, COUNT, "days for which an article is not sent twice into one company")

    def words_of(self, kind: str) -> tuple[int, int]:
        """The least and most words of a kind of note; of all but ``linkedin``, whose characters count."""
        found: tuple[int, int] = getattr(self, f"{kind.replace('-', '_')}_words")
        return found


@dataclass(frozen=True, slots=True)
class GitSettings:
    """``[git]``: what is recorded."""

    commit: bool = _row(True, FLAG, "record every change as a commit, in a book that is a git repository")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that crm.toml says, with defaults for what it does not."""

    me: Me = Me()
    follow_up: FollowUpSettings = FollowUpSettings()
    notes: NoteSettings = NoteSettings()
    git: GitSettings = GitSettings()
    kinds: Kinds = Kinds({})


SECTIONS: Mapping[str, type] = {"me": Me, "follow_up": FollowUpSettings, "notes": NoteSettings, "git": GitSettings}


def rows(section: str) -> tuple[Field[Any], ...]:
    """The table of one section: name, default, and in ``metadata`` its ``type`` and ``description``."""
    return fields(SECTIONS[section])


@dataclass(frozen=True, slots=True)
class Slip:
    """A setting that cannot be used: where it stands as a path of keys, what is wrong, what to do."""

    keys: tuple[str, ...]
    message: str
    hint: str


def settings_from(tables: Mapping[str, object]) -> tuple[Settings, list[Slip]]:
    """The settings in a parsed crm.toml, and a slip for each that is unknown or ill-typed: its default stands."""
    slips: list[Slip] = []
    made: dict[str, Any] = {}
    for name, table in tables.items():
        if name == "kinds":
            made[name] = _kinds(table, slips)
        elif name not in SECTIONS:
            slips.append(_unknown((name,), [*SECTIONS, "kinds"], "section"))
        elif not isinstance(table, Mapping):
            slips.append(Slip((name,), f"{name} is not a section", f"write [{name}] on a line of its own"))
        else:
            made[name] = _section(name, table, slips)
    return Settings(**made), slips


def _section(name: str, table: Mapping[str, object], slips: list[Slip]) -> object:
    known = {row.name: row for row in rows(name)}
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in known:
            slips.append(_unknown((name, key), list(known), "setting"))
            continue
        kind: SettingType = known[key].metadata["type"]
        try:
            if value != "":
                values[key] = kind.read(value)
        except BadSetting as error:
            slips.append(Slip((name, key), f"{name}.{key} cannot be {_shown(value)}", str(error)))
    return SECTIONS[name](**values)


def _kinds(table: object, slips: list[Slip]) -> Kinds:
    own: dict[str, str] = {}
    if not isinstance(table, Mapping):
        slips.append(Slip(("kinds",), "kinds is not a section", "write [kinds.NAME] and below it like = KIND"))
        return Kinds({})
    for name, entry in table.items():
        like = entry.get("like") if isinstance(entry, Mapping) else None
        if not isinstance(like, str) or like.lower() not in BUILT_IN:
            wanted = like if isinstance(like, str) else ""
            hint = _near(wanted, list(BUILT_IN)) or f"write like = one of {', '.join(BUILT_IN)}"
            slips.append(Slip(("kinds", name), f"the kind {name} is like no built-in kind", hint))
        elif not _KIND.fullmatch(name):
            slips.append(Slip(("kinds", name), f"{quoted(name)} cannot be a kind", "use letters and hyphens alone"))
        elif name.lower() in BUILT_IN:
            slips.append(Slip(("kinds", name), f"{name} is a built-in kind", "give yours another name"))
        else:
            own[name.lower()] = like.lower()
            slips.extend(_unknown(("kinds", name, key), ["like"], "setting") for key in entry if key != "like")
    return Kinds(own)


def _unknown(keys: tuple[str, ...], known: list[str], what: str) -> Slip:
    hint = _near(keys[-1], known) or f"known here: {', '.join(known)}"
    return Slip(keys, f"unknown {what} {'.'.join(keys)}", hint)


def _near(name: str, known: list[str]) -> str:
    """A question after the known name that is nearest to an unknown one; empty where none is near."""
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else ""


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:  # Python writes no number of more than 4300 digits
        return "a number as long as this"
    return text if len(text) <= 40 else text[:39] + "…"
