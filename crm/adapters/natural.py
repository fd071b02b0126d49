"""A day in plain English, as dateparser guesses it and as far as the guess can be checked.

dateparser drops what it does not understand (``yesterday at 9`` is yesterday, at whatever time) and lets a weekday
contradict its date. So a phrase passes only if each of its words is known here, and a guess only if it agrees with
the phrase in its numbers, month and weekday, and in its side of today.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from crm.core.model import Cadence
from crm.core.times import dates
from crm.core.times.when import BadDate, Look, in_words

_MONTH = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
)
_WEEKDAY = re.compile("mon(day)?|tue(s|sday)?|wed(s|nesday)?|thu(r|rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?")
_DAY = re.compile("([0-9]{1,2})(st|nd|rd|th)?")
_YEAR = re.compile("[0-9]{4}")
_JOINING = re.compile("the|of|on")

_COUNT = "(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,3})"
_SPAN = f"{_COUNT} (?:day|week|fortnight|month|year)s?"
_AWAY = re.compile(
    f"(?P<back>{_SPAN} ago|(?:the )?day before yesterday)"
    f"|in {_SPAN}|{_SPAN} from now|(?:the )?day after tomorrow"
)  # fmt: skip


def guess(text: str, today: date, look: Look) -> date | None:
    """The day that a phrase such as ``june 9th, 2026`` or ``two weeks ago`` names; None where that is not plain.

    A date without a year is the one nearest to ``today`` in the direction of ``look``, today included. Raises
    ``BadDate`` for a weekday that is not the date's.
    """
    phrase = " ".join(text.lower().split())
    if match := _AWAY.fullmatch(phrase):
        found = _dateparser(phrase, datetime.combine(today, time(12)), look)
        return found if found and found != today and (found < today) == bool(match["back"]) else None
    return _dated(re.findall("[^ ,./-]+", phrase), today, look)


def _dated(words: list[str], today: date, look: Look) -> date | None:
    """The day of a phrase of a month, its day, perhaps a year and a weekday, and what joins them."""
    kinds = (_MONTH, _DAY, _YEAR, _WEEKDAY, _JOINING)
    months, days, years, weekdays, joining = ([word for word in words if kind.fullmatch(word)] for kind in kinds)
    known = len(months) + len(days) + len(years) + len(weekdays) + len(joining)
    if known != len(words) or len(months) != 1 or len(days) != 1 or len(years) > 1 or len(weekdays) > 1:
        return None
    # What comes after its base is dateparser's future: today is in it only if the base is yesterday.
    base = datetime.combine(dates.add_calendar(today, Cadence(-1, "days")) if look == "ahead" else today, time(12))
    found = _dateparser(" ".join(words), base, look)
    if (
        found is None
        or f"{found.day}" != days[0].rstrip("stndrh").lstrip("0")
        or (years and found.year != int(years[0]))
    ):
        return None
    if dates.MONTHS[found.month - 1][:3].lower() != months[0][:3]:
        return None
    weekday = dates.WEEKDAYS[found.weekday()]
    if weekdays and weekday[:3].lower() != weekdays[0][:3]:
        raise BadDate(f"{in_words(found)} is a {weekday}: correct the date or the weekday")
    return found


def _dateparser(phrase: str, base: datetime, look: Look) -> date | None:
    import dateparser  # slow, and few dates need it

    found = dateparser.parse(
        phrase,
        languages=["en"],
        settings={
            "REQUIRE_PARTS": ["day", "month"],
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "past" if look == "back" else "future",
            "TIMEZONE": "UTC",  # the base is in no zone, and so is the day
        },
    )
    return found.date() if found else None
