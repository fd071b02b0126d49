"""The tone: no demands, no asking for a job, one ask at most, quiet marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.model import Severity
from crm.core.text.texts import quoted
from crm.core.text.words import ADDRESS

_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u2712\u2714-\u27bf\u2b50\u2b55][\ufe0f\u200d\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]*"
    r"|(?<![\w:;])[:;]['-]?[)(DPp](?!\w)|<3\b"
)
_ADDRESSES = re.compile(r"\S*(?:://|@|www\.)\S*")


def demanding(case: Case) -> Iterator[Finding]:
    """L12: it presses them."""
    told: set[int] = set()
    for hit in case.phrases["demanding"].find(case.body):
        sentence = case.body.words[hit.first].sentence
        if sentence in told:
            continue
        told.add(sentence)
        yield Finding(hit.line, "error", f"{quoted(hit.shown)} is demanding", "ask once, and leave an easy way out")


def asks_for_a_job(case: Case) -> Iterator[Finding]:
    """L13: it asks for a job, a referral, or to pass on a résumé. Thanks for an offer of theirs is none."""
    offered = {case.body.words[hit.first].sentence for hit in case.phrases["offered"].find(case.body)}
    told: set[int] = set()
    for hit in case.phrases["job-asks"].find(case.body):
        sentence = case.body.words[hit.first].sentence
        if sentence not in offered and sentence not in told:
            told.add(sentence)
            message = f"{quoted(hit.shown)} asks for more than the talk was about"
            hint = "leave it out: who was thanked well thinks of you unasked"
            yield Finding(hit.line, "error", message, hint)


def asks_much(case: Case) -> Iterator[Finding]:
    """L15: more than one ask, or more than two questions, or what the settings allow."""
    body, settings = case.body, case.settings
    courtesies = {body.words[hit.first].sentence for hit in case.phrases["not-asks"].find(body)}
    asks: dict[int, str] = {}
    for hit in case.phrases["asks"].find(body):
        sentence = body.words[hit.first].sentence
        if sentence not in courtesies:
            asks.setdefault(sentence, hit.shown)
    questions = [sentence for sentence in body.sentences if sentence.asks]
    if len(asks) > settings.asks:
        line = body.sentences[list(asks)[settings.asks]].line
        shown = ", ".join(quoted(text) for text in asks.values())
        yield Finding(line, "warning", f"{_count(len(asks), 'ask')}: {shown}", "keep the smallest, or none")
    elif len(questions) > settings.questions:
        line = questions[settings.questions].line
        yield Finding(
            line, "warning", _count(len(questions), "question"), "one question is answered, three are put off"
        )


def exclaims(case: Case) -> Iterator[Finding]:
    """L22: exclamation marks."""
    marks = [number for number, line in case.letter.lines for _ in range(_ADDRESSES.sub("", line).count("!"))]
    error = len(marks) >= case.settings.exclamation_error
    if not error and len(marks) < case.settings.exclamation_warning:
        return
    severity: Severity = "error" if error else "warning"
    message = _count(len(marks), "exclamation mark")
    yield Finding(marks[:2][-1], severity, message, "one at most: the words carry the warmth")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def chats(case: Case) -> Iterator[Finding]:
    """L23: emoji and chat shorthand."""
    under = case.letter.sign_off.line if case.letter.sign_off else None
    for number, line in case.letter.lines:
        if under is not None and number > under:
            break  # a telephone sign before the number is no emoji
        for match in _EMOJI.finditer(_ADDRESSES.sub("", line)):
            yield Finding(number, "warning", f"an emoji: {match[0]}", "put it in words")
    for hit in case.phrases["shorthand"].find(case.body) if case.is_english else ():
        if case.body.words[hit.first].plain != ADDRESS and not hit.shown.isupper():
            yield Finding(hit.line, "warning", f"chat shorthand: {quoted(hit.shown)}", "write it out")


def stock_opener(case: Case) -> Iterator[Finding]:
    """L24: the opening that everybody writes."""
    first = case.body.sentences[0].end if case.body.sentences else 0
    for hit in case.phrases["openers"].find(case.body)[:1]:
        if hit.first < first:
            yield Finding(hit.line, "info", f"a stock opener: {quoted(hit.shown)}", "begin with what you have to say")
