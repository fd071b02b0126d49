"""The form: action, close, sign-off, length, what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.core.notes.lint.actions import actions
from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import FORMAL, Finding
from crm.core.text.texts import quoted
from crm.core.text.words import text_of

_NAME_IS_ENOUGH = frozenset(["card", "keep-in-touch", "congratulation"])
"""Kinds that may end with the name alone."""

_LAST = 4
"""Sentences at the end in which the close is looked for."""

_LINKEDIN = re.compile(r"linkedin\.com/\S+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w")
_PHONE = re.compile(r"(?:\d[ ().\-–/+]*){7,}")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_RESUME = frozenset(["resume", "resumes", "cv", "cvs", "lebenslauf", "vita"])


def actionless(case: Case) -> Iterator[Finding]:
    """L11: a thank-you that tells of no action on their advice."""
    if not case.is_english or case.phrases["advised"].holds(case.body) or any(True for _ in actions(case)):
        return
    advice = next((logged.detail.text for logged in case.learned if logged.detail.label == "advice"), None)
    hint = f"say what you did, or will do, about: {quoted(advice)}" if advice else "say what you did, or will do"
    message = "the note tells of no action of yours beyond keeping in touch"
    yield Finding(case.letter.last_line, "warning", message, hint)


def closeless(case: Case) -> Iterator[Finding]:
    """L14: a thank-you that does not look ahead at its end."""
    sentences = case.body.sentences[-_LAST:]
    if not case.is_english or not sentences:
        return
    looks_ahead = any(hit.first >= sentences[0].first for hit in case.phrases["forward"].find(case.body))
    future = any(word.plain in {"will", "shall"} for word in case.body.words[sentences[0].first :])
    if not looks_ahead and not future:
        hint = "close softly: offer an update, or to stay in touch"
        yield Finding(case.letter.last_line, "warning", "the end does not look ahead", hint)


def unsigned(case: Case) -> Iterator[Finding]:
    """L16: no sign-off, no name under it, or too familiar a one."""
    sign_off, me = case.letter.sign_off, case.desk.me.name or "your name"
    if sign_off is None:
        hint = f"end with a closing line such as Best regards, and below it {me}"
        yield Finding(case.letter.last_line, "error", "the note has no sign-off", hint)
        return
    if not sign_off.name:
        yield Finding(sign_off.line, "error", f"no name stands under {quoted(sign_off.closing)}", f"sign with {me}")
    if not sign_off.closing and case.note.kind not in _NAME_IS_ENOUGH:
        message = "your name stands at the end without a closing line"
        yield Finding(sign_off.line, "error", message, "write one above it, such as Best regards,")
    lists = ["signoffs-familiar", *(["signoffs-casual"] if case.note.kind in FORMAL else [])]
    if any(case.phrases[name].starts(text_of(sign_off.closing)) for name in lists):
        message = f"the sign-off {quoted(sign_off.closing)} is too familiar"
        yield Finding(sign_off.line, "warning", message, "write Best regards, or Kind regards,")


def unreachable(case: Case) -> Iterator[Finding]:
    """L17: no LinkedIn address, or neither mail nor phone, under the sign-off."""
    sign_off, me = case.letter.sign_off, case.desk.me
    if sign_off is None:
        return
    lines = (text for number, text in case.letter.lines if number >= sign_off.line)  # also under a postscript
    below = "\n".join(lines)
    if me.linkedin.casefold() != "none" and not _LINKEDIN.search(below) and not (me.linkedin and me.linkedin in below):
        yield Finding(
            sign_off.line, "warning", "no LinkedIn address stands under the sign-off", f"add {me.linkedin or 'yours'}"
        )
    if not _MAIL.search(below) and not _PHONE.search(below):
        message = "neither a mail address nor a phone number stands under the sign-off"
        yield Finding(sign_off.line, "warning", message, f"add {me.email or me.phone or 'one of them'}")


def wrong_length(case: Case) -> Iterator[Finding]:
    """L18: outside the kind's length.

    Words are those of the body: without salutation, sign-off and what stands below, an address being one word. A
    LinkedIn note is counted whole, since its box holds all of it, in UTF-16 units as LinkedIn counts them.
    """
    kind, settings = case.note.kind, case.settings
    if kind == "linkedin":
        text = "\n".join(line for _, line in case.letter.lines).strip()
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if units > settings.linkedin_characters:
            message = f"the note has {units} characters; LinkedIn takes {settings.linkedin_characters}"
            hint = f"cut {units - settings.linkedin_characters}, or raise notes.linkedin_characters for a paid account"
            yield Finding(case.letter.first_line, "error", message, hint)
        return
    if any(_SPACELESS.match(word.raw) for word in case.body.words):
        return  # a script without spaces has no words to count
    least, most = settings.words_of(kind)
    count = case.body.count
    if count < least and not case.is_unfinished:
        message = f"{count} words; this kind of note has at least {least}"
        yield Finding(case.letter.first_line, "warning", message, "say one more thing that only you two know")
    elif count > most:
        message = f"{count} words; this kind of note has at most {most}"
        yield Finding(case.letter.first_line, "warning", message, f"cut {count - most}")


def loose_attachment(case: Case) -> Iterator[Finding]:
    """L25: something is said to be attached and is not, or a résumé goes along with thanks."""
    attachments = case.note.attachments
    nothing = [range(hit.first, hit.end) for hit in case.phrases["not-attached"].find(case.body)]
    said = [
        hit
        for hit in case.phrases["attached"].find(case.body)
        if not any(set(span) & set(range(hit.first, hit.end)) for span in nothing)
    ]
    if said and not attachments:
        message = f"{quoted(said[0].shown)}, and the note has no attachment"
        yield Finding(said[0].line, "warning", message, "name the file: attach: [FILE], or take the sentence out")
    if case.note.kind != "thank-you":
        return
    files = [file for file in attachments if _RESUME & text_of(file.replace("_", " ")).vocabulary]
    sentences = [case.body.sentence_of(hit.first) for hit in said]
    with_resume = [
        sentence
        for sentence in sentences
        if _RESUME & {word.plain for word in case.body.words[sentence.first : sentence.end]}
    ]
    if files or with_resume:
        line = with_resume[0].line if with_resume else case.line("attach")
        message = "a résumé goes along with thanks, which makes them a request"
        yield Finding(line, "warning", message, "send it when they ask for it")
