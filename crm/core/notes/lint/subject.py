"""The subject: is there one, does it say something, does it say who writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.text.texts import quoted
from crm.core.text.words import plain, text_of

_REPLY = re.compile(r"\s*(?:re|aw|antw|sv|fwd?|wg)\s*(?:\[\d+\])?:", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 5
"""Letters from which a word in capitals is no acronym."""

_ON_THREAD = frozenset(
    ["reply", "question", "request", "nudge", "email", "message", "thank-you", "update", "article", "report-back"]
)
"""Kinds of entry that a mail can reply to."""


def missing(case: Case) -> Iterator[Finding]:
    """L01: a mail has no subject."""
    if not (case.note.subject or "").strip():
        yield Finding(case.line("subject"), "error", "the mail has no subject", "write subject: in a few words")


def clumsy(case: Case) -> Iterator[Finding]:
    """L02: a subject that is long, shouts, says nothing or pretends to reply."""
    subject = (case.note.subject or "").strip()
    if not subject:
        return
    line, bare = case.line("subject"), _without(case.desk.me.name, subject)
    characters, words = len(bare), len(plain(bare))
    settings = case.settings
    if characters > settings.subject_characters:
        message = f"the subject has {characters} characters without your name, more than {settings.subject_characters}"
        yield Finding(line, "warning", message, "a phone shows the first few words: cut it")
    elif words > settings.subject_words:
        message = f"the subject has {words} words without your name, more than {settings.subject_words}"
        yield Finding(line, "warning", message, "cut it")
    if _shouts(bare):
        yield Finding(line, "warning", f"the subject shouts: {quoted(subject)}", "write it in small letters")
    if case.phrases["empty-subjects"].find(text_of(bare), whole=True):
        yield Finding(line, "warning", f"the subject {quoted(subject)} says nothing", "name what the mail is about")
    if _REPLY.match(subject) and not _has_thread(case):
        message = f"the subject {quoted(subject)} pretends to reply, and the log has no mail before it"
        yield Finding(line, "warning", message, "leave the prefix out, or log what it replies to")


def nameless(case: Case) -> Iterator[Finding]:
    """L03: a subject that does not say who writes."""
    mine = set(plain(case.desk.me.name))
    if case.note.subject and mine and not mine & set(plain(case.note.subject)):
        message = f"the subject does not hold your name ({case.desk.me.name})"
        yield Finding(case.line("subject"), "info", message, f"add it: … – {case.desk.me.name}")


def _without(name: str, subject: str) -> str:
    """The subject without my name and the dash in front of it."""
    if not name:
        return subject
    return re.sub(rf"\s*[–—|,:-]?\s*{re.escape(name)}", "", subject, flags=re.IGNORECASE).strip()


def _shouts(subject: str) -> bool:
    words = _WORD.findall(subject)
    loud = [word for word in words if word.isupper() and len(word) >= _SHOUTED]
    all_loud = len(words) > 1 and sum(map(len, words)) >= 2 * _SHOUTED and all(word.isupper() for word in words)
    return len(loud) > 1 or (bool(loud) and all_loud) or "!!" in subject


def _has_thread(case: Case) -> bool:
    entries = case.past.entries if case.past else ()
    return any(entry.kind.like in _ON_THREAD and entry.channel != "card" for entry in entries)
