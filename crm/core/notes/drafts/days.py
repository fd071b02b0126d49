"""Days in the words of a letter."""

from __future__ import annotations

from datetime import date

from crm.core.times import dates

_CLEAR_WITHOUT_YEAR = 120
"""Days within which a date of another year needs no year."""


def on(day: date, today: date) -> str:
    """A past day as it stands in a sentence: "today", "on Tuesday" within six days, else "on 9 June"."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    if 0 < ago < 7:
        return f"on {dates.WEEKDAYS[day.weekday()]}"
    return f"on {in_full(day, today)}"


def by(day: date, today: date) -> str:
    """A day to come as a limit: "today", "by Friday" within six days, else "by 12 June"."""
    ahead = (day - today).days
    if ahead == 0:
        return "today"
    return f"by {dates.WEEKDAYS[day.weekday()] if 0 < ahead < 7 else in_full(day, today)}"


def in_full(day: date, today: date) -> str:
    """A date: "9 June", with the year where it is another one and not of the last months."""
    text = f"{day.day} {dates.MONTHS[day.month - 1]}"
    near = day.year == today.year or abs((today - day).days) < _CLEAR_WITHOUT_YEAR
    return text if near else f"{text} {day.year}"
