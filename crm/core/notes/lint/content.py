"""What the note says: thanks, something of that talk, and nothing that would fit anyone."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.model import Severity
from crm.core.text.phrases import Hit
from crm.core.text.texts import quoted
from crm.core.text.words import Text

_AT_THE_TOP = frozenset(["thank-you", "card"])
"""Kinds that begin with thanks; an update ends with them."""

_SHORT = 12
"""Words below which a first paragraph is a mere opening (a belated apology), so that thanks may follow it."""

_LITTLE, _LITTLE_IN_A_BOX = 3, 2
"""Different words of a note's own below which it is nothing but courtesies; on LinkedIn there is less room."""

_COURTEOUS = frozenset(["congratulation"])
"""Kinds that may be nothing but courtesy: their news is what they say."""

_TELLING = 12
"""Words below which a note without a known phrase is short, and not empty."""

_FILLED = 16
"""Words of a note to one of its own from which it says nothing; good notes have one in every three to nine."""


def ungrateful(case: Case) -> Iterator[Finding]:
    """L07: no thanks in the first paragraph; in an update or report-back, nowhere."""
    if not case.is_english:
        return
    if case.note.kind in _AT_THE_TOP:
        if not _thanks_first(case):
            hint = "begin with thanks for their time"
            yield Finding(case.letter.first_line, "error", "the first paragraph does not thank", hint)
        return
    sign_off = case.letter.sign_off
    said = Text((*case.letter.body_lines, (sign_off.line if sign_off else 1, sign_off.closing if sign_off else "")))
    if not case.phrases["gratitude"].holds(said):
        message = "nothing in the note thanks them"
        yield Finding(case.letter.last_line, "warning", message, "close with a word of thanks")


def _thanks_first(case: Case) -> bool:
    sentences = case.body.sentences
    paragraphs = list(dict.fromkeys(sentence.paragraph for sentence in sentences))
    upto = paragraphs[:1]
    if sum(sentence.end - sentence.first for sentence in sentences if sentence.paragraph in upto) < _SHORT:
        upto = paragraphs[:2]
    last = max((sentence.end for sentence in sentences if sentence.paragraph in upto), default=0)
    return any(hit.first < last for hit in case.phrases["gratitude"].find(case.body))


def generic(case: Case) -> Iterator[Finding]:
    """L08: a phrase that would fit anyone; an error when hardly anything else is left of the note."""
    found = case.phrases["generic"].find(case.body)
    courtesies = [hit for name in ("pleasantries", "openers") for hit in case.phrases[name].find(case.body)]
    if _is_empty(case, [*found, *courtesies]):
        first = next(iter(found or courtesies), None)
        such = f", such as {quoted(first.shown)}" if first else ""
        message = f"the note holds hardly anything but phrases that would fit anyone{such}"
        yield Finding(first.line if first else case.letter.first_line, "error", message, _what_they_said(case))
        return
    for hit in _apart(found):
        stems = case.reading.sentence(case.body.sentence_of(hit.first))
        severity = "info" if stems & case.of_the_talk else "warning"
        message = f"{quoted(hit.shown)} would fit anyone"
        if severity == "info":
            yield Finding(hit.line, "info", message, "the rest of the sentence says it better: leave the phrase out")
        else:
            yield Finding(hit.line, "warning", message, _what_they_said(case))


def _is_empty(case: Case, hits: list[Hit]) -> bool:
    """Whether hardly anything is left of a note outside of some phrases: no takeaway, and few words of its own."""
    if case.is_unfinished or case.note.kind in _COURTEOUS or any(logged.recognised for logged in case.learned):
        return False
    if not hits and (case.body.count < _TELLING or not case.is_english):
        return False
    little = _LITTLE_IN_A_BOX if case.note.kind == "linkedin" else _LITTLE
    return len(_own_words(case, hits)) < max(little, case.body.count // _FILLED)


def _apart(hits: list[Hit]) -> Iterator[Hit]:
    """The hits that do not overlap an earlier one."""
    end = 0
    for hit in hits:
        if hit.first >= end:
            yield hit
            end = hit.end


def _own_words(case: Case, hits: list[Hit]) -> set[str]:
    """The stems of a note's own: outside of phrases, neither common words, courtesies nor names."""
    inside = {index for hit in hits for index in range(hit.first, hit.end)}
    words = [word for index, word in enumerate(case.body.words) if index not in inside]
    return case.desk.vocabulary.content(words, case.ours) - case.desk.vocabulary.courtesies


def _what_they_said(case: Case) -> str:
    """What to write instead: the first thing that the talk gave me and the note does not say."""
    unsaid = next((logged.detail.text for logged in case.learned if not logged.recognised), None)
    return f"say what it was, for instance: {quoted(unsaid)}" if unsaid else "say what it was"


def unspecific(case: Case) -> Iterator[Finding]:
    """L09: none of what the talk gave me can be recognised; nothing is logged of it."""
    line = case.letter.first_line
    if case.entry is None:
        if case.contact is not None and not case.note.about:
            message = f"the log of {case.contact.name} has no talk that this note could be about"
            yield Finding(line, "warning", message, f"log it first: crm log {case.note.to} interview")
    elif not case.learned:
        message = f"nothing that you took from the {case.entry.kind.name} of {case.entry.stamp.day} is logged"
        yield Finding(line, "warning", message, f"log a takeaway first, below line {case.entry.line} of their log")
    elif not any(logged.recognised for logged in case.learned):
        compared = "; ".join(quoted(logged.detail.text) for logged in case.learned)
        message = f"none of what you took from the {case.entry.kind.name} of {case.entry.stamp.day} is recognisable"
        severity: Severity = "error" if case.is_english and not _may_paraphrase(case) else "warning"
        yield Finding(line, severity, f"{message}: {compared}", "say one of them, in your words with one of theirs")


def _may_paraphrase(case: Case) -> bool:
    """Whether what they said is so common that other words for it cannot be known, and the note has words of its own."""
    if not all(case.seed(logged.detail.text).common for logged in case.learned):
        return False
    return len(_own_words(case, [])) > max(_LITTLE, case.body.count // _FILLED)


def crowded(case: Case) -> Iterator[Finding]:
    """L10: more takeaways than anybody reads."""
    said = [logged for logged in case.learned if logged.recognised and logged.detail.label == "takeaway"]
    if len(said) > case.settings.takeaways:
        message = f"{len(said)} takeaways; more than {case.settings.takeaways} read like minutes"
        yield Finding(case.letter.first_line, "info", message, "keep the one or two that matter most")


def resultless(case: Case) -> Iterator[Finding]:
    """L28: an update that names neither their advice nor what came of it."""
    if not case.is_english or any(case.phrases[name].holds(case.body) for name in ("advice", "outcome")):
        return
    logged = case.logged_in(["advice", "takeaway", "result"])
    if any(case.reading.says(case.seed(detail.text)) for detail in logged):
        return
    advice = [detail.text for detail in logged if detail.label == "advice"]
    hint = f"say what you did with: {quoted(advice[-1])}" if advice else "say what they told you, and what came of it"
    yield Finding(case.letter.first_line, "warning", "the update names neither their advice nor an outcome", hint)
