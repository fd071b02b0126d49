"""The lint of notes: what a good friend says who reads a note before it goes.

Source: docs/notes.md, "The lint". A rule is one function of a ``Case`` and one line of ``RULES``; the text is never
rewritten. Read a book's notes on one ``Desk``, which does once what all notes need.
"""

from __future__ import annotations

from dataclasses import replace

from crm.core.notes.lint import (
    article,
    content,
    days,
    form,
    placeholders,
    privacy,
    reuse,
    salutation,
    strangers,
    subject,
    tone,
)
from crm.core.notes.lint.case import Case
from crm.core.notes.lint.case import Desk as Desk
from crm.core.notes.lint.finding import ALL, FORMAL, MAIL, Rule
from crm.core.model import Note, Problem
from crm.core.notes.talks import unknown

_THANKS = frozenset(["thank-you"])
_OF_A_TALK = frozenset(["thank-you", "card"])
_NO_FAVOUR = frozenset(["thank-you", "card", "linkedin", "update", "article", "congratulation"])

RULES: tuple[Rule, ...] = (
    Rule("L01", MAIL, subject.missing),
    Rule("L02", MAIL, subject.clumsy),
    Rule("L03", frozenset(["thank-you", "request"]), subject.nameless),
    Rule("L04", ALL, placeholders.left),
    Rule("L05", ALL, salutation.wrong_name),
    Rule("L06", ALL, strangers.named),
    Rule("L07", frozenset(["thank-you", "card", "update", "report-back"]), content.ungrateful),
    Rule("L08", ALL, content.generic),
    Rule("L09", _OF_A_TALK, content.unspecific),
    Rule("L10", _THANKS, content.crowded),
    Rule("L11", _THANKS, form.actionless),
    Rule("L12", ALL, tone.demanding),
    Rule("L13", _NO_FAVOUR, tone.asks_for_a_job),
    Rule("L14", _THANKS, form.closeless),
    Rule("L15", frozenset(["thank-you", "update", "article"]), tone.asks_much),
    Rule("L16", ALL - {"linkedin"}, form.unsigned),
    Rule("L17", frozenset(["thank-you", "request"]), form.unreachable),
    Rule("L18", ALL, form.wrong_length),
    Rule("L19", _THANKS, days.late),
    Rule("L20", _OF_A_TALK, days.wrong_day),
    Rule("L21", ALL, reuse.copied),
    Rule("L22", FORMAL, tone.exclaims),
    Rule("L23", FORMAL, tone.chats),
    Rule("L24", ALL, tone.stock_opener),
    Rule("L25", MAIL, form.loose_attachment),
    Rule("L26", frozenset(["article"]), article.shared),
    Rule("L27", ALL, privacy.tells),
    Rule("L28", frozenset(["update"]), content.resultless),
)


def lint(note: Note, desk: Desk) -> list[Problem]:
    """Everything to be said about a note, by line: what it names and the book does not have, and the rules' findings.

    A waived rule says nothing. What could not be read of the note's file stands in ``note.problems``.
    """
    case = Case(note, desk)
    problems = [*unknown(note, desk.situation)]
    for rule in RULES:
        if note.kind in rule.kinds and rule.id not in note.waived:
            problems += (Problem(note.path, found.line, rule.id, *found[1:]) for found in rule.find(case))
    return sorted((_in_a_line(problem) for problem in problems), key=lambda problem: (problem.line, problem.rule))


def _in_a_line(problem: Problem) -> Problem:
    """A problem whose words may quote several lines, in one."""
    return replace(problem, message=" ".join(problem.message.split()), hint=" ".join(problem.hint.split()))
