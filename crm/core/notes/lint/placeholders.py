"""Placeholders that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.notes.lint.letter import LINK
from crm.core.text.texts import quoted
from crm.core.text.words import plain

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|<[^<>\s]+(?:@|://)[^<>\s]+>|\]\([^)\s]*\)")
_BRACED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*[^\W\d_][^{}]*\}")
_BRACKETED = re.compile(r"(?<![\[\]])\[([^\[\]]{1,80})\](?![(\[\]:])")
_ANGLED = re.compile(r"<([^<>@:/=]{2,60})>")
_BLANK = re.compile(r"(?<![\w_])_{3,}(?![\w_])")
_RULE = re.compile(r"[\s_]*$")
_CROSSED = re.compile(r"(?<![^\W_])X{3,}(?![^\W_])")
_UNDONE = re.compile(r"(?<!\w)(?:TO-?DO|FIX-?ME)(?!\w)")
_EDITORIAL = frozenset(["x", "sic", "…", "..."])
_QUOTES = re.compile(r"[\"“”„«»]")


def left(case: Case) -> Iterator[Finding]:
    """L04: a placeholder is left in the subject or the text."""
    subject = case.note.subject or ""
    for number, line in ((case.line("subject"), subject), *case.letter.lines):
        for shown in dict.fromkeys(_in(line, case)):
            message = f"a placeholder is left: {quoted(shown)}"
            yield Finding(number, "error", message, "write what belongs there, or take the sentence out")


def _in(line: str, case: Case) -> Iterator[str]:
    bare = _ADDRESS.sub("@", line)
    yield from (match[0] for match in LINK.finditer(bare) if not case.desk.is_link(match[1]))
    bare = LINK.sub("@", bare)
    yield from (match[0] for match in _BRACED.finditer(bare))
    bare = _BRACED.sub("@", bare)
    yield from _in_brackets(bare, case.phrases.words["placeholder-words"])
    bare = _BRACKETED.sub("@", _ANGLED.sub("@", bare))
    if not _RULE.match(bare):
        yield from (match[0] for match in _BLANK.finditer(bare))
    for pattern in (_CROSSED, _UNDONE, _form_words(case.phrases.lines["placeholders"])):
        yield from (match[0] for match in pattern.finditer(bare))


def _in_brackets(line: str, words: frozenset[str]) -> Iterator[str]:
    """Placeholders in ``[…]`` and ``<…>``; in quoted speech ``[…]`` is an editor's unless it holds one of the words."""
    for match in _BRACKETED.finditer(line):
        quoting = len(_QUOTES.findall(line, 0, match.start())) % 2 == 1
        if _is_open(match[1].strip()) and (not quoting or words.intersection(plain(match[1]))):
            yield match[0]
    for match in _ANGLED.finditer(line):
        if match[1].isupper() or words.intersection(plain(match[1])):
            yield match[0]


def _is_open(inside: str) -> bool:
    """Whether a text in brackets is one to fill in: no number, tick, footnote or editor's mark."""
    return any(char.isalpha() for char in inside) and inside.casefold() not in _EDITORIAL and not inside.startswith("^")


@lru_cache(maxsize=8)
def _form_words(lines: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a form, as they are written there."""
    longest_first = sorted(lines, key=lambda line: (-len(line), line))
    return re.compile(rf"(?<![\w'])(?:{'|'.join(re.escape(line) for line in longest_first) or '(?!)'})(?!\w)")
