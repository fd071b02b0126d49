"""The days: is it late and says so, and is "yesterday" still true on the day of sending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crm.core.times import dates
from crm.core.state.deadlines import hours_after
from crm.core.notes.lint.actions import actions
from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.text.texts import quoted
from crm.core.text.words import Text

_WEEKDAYS = {name.lower(): number for number, name in enumerate(dates.WEEKDAYS)}
_TODAY = frozenset(["morning", "afternoon", "evening"])
_NOT_PAST = frozenset(["next", "coming", "every", "each", "until", "till", "by", "following", "from"])
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a": 1, "an": 1}


def late(case: Case) -> Iterator[Finding]:
    """L19: late without a word of apology, with too many, or apologising while on time."""
    if case.entry is None or not case.is_english:
        return
    hours = case.settings.belated_hours
    is_late = case.situation.now > hours_after(case.entry.stamp, hours)
    said = case.phrases["late"].find(case.body)
    sentences = list(dict.fromkeys(case.body.words[hit.first].sentence for hit in said))
    when = f"the {case.entry.kind.name} was on {case.entry.stamp.day}"
    if is_late and not said:
        message = f"{when}, more than {hours} hours ago, and the note does not say that it is late"
        yield Finding(
            case.letter.first_line, "warning", message, "add one clause, such as: I am sorry that this is late"
        )
    elif is_late and len(sentences) > 1:
        line = case.body.sentences[sentences[1]].line
        yield Finding(line, "warning", f"{len(sentences)} apologies for being late", "one clause is enough")
    elif said and not is_late:
        message = f"{quoted(said[0].shown)}: {when}, so the note is on time"
        yield Finding(said[0].line, "warning", message, "leave the apology out")


def wrong_day(case: Case) -> Iterator[Finding]:
    """L20: a day word that is not true of the talk on the day of sending; on a card it never is on arrival."""
    if case.entry is None:
        return
    of_the_talk = {index for hit in case.phrases["talk"].find(case.body) for index in range(hit.first, hit.end)}
    of_mine = set(actions(case)) - of_the_talk
    ahead = {case.body.words[hit.first].sentence for hit in case.phrases["ahead"].find(case.body)}
    for first, end, words in _day_words(case.body):
        if case.body.words[first].sentence in ahead:
            continue
        inside = _clause(case.body, first, words)
        talk = _nearest(of_the_talk.intersection(inside), first)
        mine = _nearest(of_mine.intersection(inside), first)
        if talk is None or (mine is not None and mine < talk):
            continue
        card = case.note.kind == "card" and not (len(words) == 1 and words[0] in _WEEKDAYS)
        if not card and any(_is_true(words, days, case.entry.stamp.day) for days in case.days):
            continue
        shown, day = quoted(case.body.shown(first, end)), f"{case.entry.stamp.day:%d}".lstrip("0")
        spoken = (
            f"{dates.WEEKDAYS[case.entry.stamp.day.weekday()]} {day} {dates.MONTHS[case.entry.stamp.day.month - 1]}"
        )
        message = f"{shown} is not true when a card arrives" if card else f"{shown}: the talk was on {spoken}"
        yield Finding(case.body.words[first].line, "error", message, f"name the day, or leave it out: {spoken}")


def _clause(text: Text, index: int, words: tuple[str, ...]) -> range:
    """The words around a day word up to the next comma; a weekday may belong to anything, so "and" ends it too."""
    sentence = text.sentence_of(index)
    joined = {"and", "but", "so", "that", "which"} if words[-1] in _WEEKDAYS else set()
    ends = {at for at in range(sentence.first, sentence.end) if at in text.pauses or text.words[at].plain in joined}
    start = max((at for at in ends if at <= index), default=sentence.first)
    return range(start, min((at for at in ends if at > index), default=sentence.end))


def _nearest(indices: set[int], index: int) -> int | None:
    """How far the nearest of some words is; one in front counts as nearer than one as far behind."""
    return min((2 * (index - one) if one <= index else 2 * (one - index) + 1 for one in indices), default=None)


def _day_words(text: Text) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where a text names a day by its distance: first word, end, and the words that tell which."""
    plain = [word.plain for word in text.words]
    for index, word in enumerate(plain):
        before, after = plain[index - 1] if index else "", plain[index + 1] if index + 1 < len(plain) else ""
        if word in {"today", "tonight", "yesterday"}:
            yield index, index + 1, (word,)
        elif word in {"this", "last"} and after in {"week", "month", "year", "night", *_TODAY, *_WEEKDAYS}:
            yield index, index + 2, (word, after)
        elif word in _WEEKDAYS and before not in _NOT_PAST | {"this", "last"}:
            yield index, index + 1, (word,)
        elif word == "ago" and index > 1 and plain[index - 1] in {"day", "days", "week", "weeks"}:
            count = plain[index - 2]
            if count in _NUMBERS or (count.isascii() and count.isdigit()):
                yield index - 2, index + 1, (count, plain[index - 1].rstrip("s"), "ago")


def _is_true(words: tuple[str, ...], days: int, talk: date) -> bool:
    """Whether some words name the day of a talk, so many days before the sending."""
    if words[-1] in _WEEKDAYS:
        return talk.weekday() == _WEEKDAYS[words[-1]] and 0 <= days < 14
    if words[-1] == "ago":
        count = _NUMBERS.get(words[0]) or int(words[0][:4])
        return days == count if words[1] == "day" else abs(days - 7 * count) <= 4
    if words[0] in {"today", "tonight"} or (words[1:] in [(part,) for part in _TODAY] and words[0] == "this"):
        return days == 0
    if words[0] == "yesterday" or (words[0] == "last" and words[1] in {*_TODAY, "night"}):
        return days == 1 or (words[-1] == "night" and days == 0)
    return _is_true_of_span(words, days, talk)


def _is_true_of_span(words: tuple[str, ...], days: int, talk: date) -> bool:
    """Whether "this week" or "last month" is true, by weeks that begin on Monday or on Sunday."""
    try:
        sent = talk + timedelta(days=days)
    except OverflowError:
        return False
    back = 0 if words[0] == "this" else 1
    if words[1] == "week":
        return any((sent.toordinal() - start) // 7 - (talk.toordinal() - start) // 7 == back for start in (1, 0))
    if words[1] == "month":
        return (sent.year - talk.year) * 12 + sent.month - talk.month == back
    return words[1] != "year" or sent.year - talk.year == back
