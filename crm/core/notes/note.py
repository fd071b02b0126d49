"""A note's file as a Note, and everything in it that cannot be read as meant or is doubted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from crm.core.times import dates
from crm.core.contacts.contact import faults
from crm.core.documents.document import Document, Value
from crm.core.contacts.fields import BY_NAME
from crm.core.model import Note, Problem
from crm.core.text.texts import quoted

KINDS = (
    *("thank-you", "card", "linkedin", "update", "article", "report-back"),
    *("nudge", "request", "keep-in-touch", "congratulation"),
)
"""The kinds of note."""

_LAST_RULE = 28
"""The lint's rules go from L01 to L28."""

STATUSES = ("draft", "sent")

KEYS = ("kind", "to", "email", "subject", "about", "article", "attach", "status", "handed", "sent", "lint-ok")
"""The keys of a note's front matter."""

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ \tT]+(\d{2}:\d{2})(?::\d{2})?(?:-\d{2}:\d{2})?)?(?:[ \t]+([A-Z+-]\S*))?")
_WHOM = re.compile(r"(\S*[^\W\d]\S*)[ \t]+(?=\d{4}-)")
_WAIVED = re.compile(r"([Ll]\d\d)(?:[:\s]+(.*))?", re.DOTALL)
_WIKILINK = re.compile(r"\[\[([^\]|#]*)[^\]]*\]\]")


@dataclass(frozen=True, slots=True)
class Moment:
    """A written date, perhaps with a time and the name of a zone."""

    day: date
    clock: time | None = None
    zone: str | None = None


def moment(text: str) -> Moment:
    """The moment in ``2026-06-09``, ``2026-06-09 09:30`` or either with a zone behind it. Raises ValueError."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{quoted(text)} is no date: write it as 2026-06-09 or 2026-06-09 09:30")
    clock = None
    if match[2]:
        try:
            clock = time.fromisoformat(match[2])
        except ValueError:
            raise ValueError(f"{match[2]} is no time of day: write it as 00:00 to 23:59") from None
    return Moment(dates.parse_date(match[1]), clock, match[3])


@dataclass(frozen=True, slots=True)
class About:
    """Which interaction a note names: when it was, and in a report-back the slug of whom I met."""

    moment: Moment
    slug: str | None = None


def about_of(text: str) -> About:
    """The interaction that an ``about`` names: ``2026-06-09 09:30``, ``sam-example 2026-06-09``. Raises ValueError."""
    text = text.strip()
    whom = _WHOM.match(text)
    return About(moment(text[whom.end() :]), _slug(whom[1])) if whom else About(moment(text))


def read(document: Document, path: str) -> Note | None:
    """The note in a file, or ``None`` where it cannot be parsed; see ``contact.faults`` for what is to be said then.

    A key that cannot be read is left out and reported in ``problems``.
    """
    if not document.readable:
        return None
    scalars = {key: value.text for key, value in document.keys.items() if not value.null}
    texts = {key: text.strip() for key, text in scalars.items() if text is not None}
    waived, doubts = _waived(document, path)
    problems = [*faults(document, path), *_misread(document, texts, path), *doubts]
    wrong = {problem.rule for problem in problems if problem.severity == "error"}
    good = {key: text for key, text in texts.items() if key not in wrong}
    return Note(
        path,
        kind=texts.get("kind", "").lower(),
        to=_slug(texts.get("to", "")),
        email=good.get("email"),
        subject=texts.get("subject"),
        about=good.get("about"),
        article=_slug(texts["article"]) if texts.get("article") else None,
        attachments=_items(document.keys.get("attach")),
        status="sent" if texts.get("status", "").lower() == "sent" else "draft",
        handed=good.get("handed"),
        sent=good.get("sent"),
        waived=waived,
        text=document.body,
        body_line=document.body_line,
        lines={key: value.line for key, value in document.keys.items()},
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def _misread(document: Document, texts: Mapping[str, str], path: str) -> Iterator[Problem]:
    """What is missing, cannot be read or is doubted among the keys."""
    lines = {key: value.line for key, value in document.keys.items()}
    for key, example in (("kind", "kind: thank-you"), ("to", "to: jordan-example")):
        if not texts.get(key):
            yield Problem(path, lines.get(key, 1), key, "error", f"the note has no {key}", f"write {example}")
    kind, status = texts.get("kind", "").lower(), texts.get("status", "draft").lower()
    if kind and kind not in KINDS:
        yield Problem(path, lines["kind"], "kind", "error", f"{quoted(kind)} is no kind of note", _meant(kind, KINDS))
    if status not in STATUSES:
        message = f"{quoted(status)} is no status; it counts as draft"
        yield Problem(path, lines["status"], "status", "warning", message, "write draft or sent")
    for key, parse in _PARSED.items():
        error = _error(parse, texts[key]) if texts.get(key) else None
        if error:
            yield Problem(path, lines[key], key, "error", f"{key}: {error}", "correct it")
    for key, line in lines.items():
        near = "" if key in KEYS else _near(key, KEYS)
        if near:
            yield Problem(path, line, "key", "warning", f"unknown key {key}", f"did you mean {near}?")


_PARSED: Mapping[str, Callable[[str], object]] = {
    "about": about_of,
    "handed": moment,
    "sent": moment,
    "email": BY_NAME["email"].parse,
}


def _error(parse: Callable[[str], object], text: str) -> str | None:
    """Why a text cannot be parsed."""
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    return None


def _waived(document: Document, path: str) -> tuple[dict[str, str], list[Problem]]:
    """The waived rules with their reasons, and what is doubted about them."""
    value = document.keys.get("lint-ok")
    waived: dict[str, str] = {}
    problems: list[Problem] = []
    for item in _items(value):
        match = _WAIVED.fullmatch(item.strip())
        line = value.line if value else 1
        if match is None or not 1 <= int(match[1][1:]) <= _LAST_RULE:
            message = f"{quoted(item)} in lint-ok names no rule"
            hint = 'begin with its id, and put a reason that has a comma in quotes: ["L16 she signs so, too"]'
            problems.append(Problem(path, line, "lint-ok", "warning", message, hint))
            continue
        rule, reason = match[1].upper(), (match[2] or "").strip()
        waived[rule] = reason
        if not reason:
            hint = f"write why: lint-ok: [{rule} she signs so too]"
            problems.append(Problem(path, line, "lint-ok", "warning", f"{rule} is waived without a reason", hint))
    return waived, problems


def _items(value: Value | None) -> tuple[str, ...]:
    """The texts of a key that may hold one or a list."""
    if value is None or value.null:
        return ()
    if value.items is not None:
        return tuple(item for item in value.items if item)
    return (value.text,) if value.text else ()


def _slug(text: str) -> str:
    """A slug, also when it is written as a wikilink or as the path of its file."""
    link = _WIKILINK.fullmatch(text.strip())
    return (link[1] if link else text).strip().rsplit("/", 1)[-1].removesuffix(".md")


def _meant(word: str, known: tuple[str, ...]) -> str:
    near = _near(word, known)
    return f"did you mean {near}?" if near else f"there are {', '.join(known)}"


def _near(word: str, known: tuple[str, ...]) -> str:
    import difflib

    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.75)
    return near[0] if near else ""
