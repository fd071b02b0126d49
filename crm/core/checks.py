"""What ``crm check`` doubts beyond what cannot be read: likely misspellings, references to nobody, odd names.

A warning here never keeps a contact off the list.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from crm.core.articles.reading_list import linked
from crm.core.contacts.fields import BY_NAME
from crm.core.documents import markdown
from crm.core.documents.document import Document
from crm.core.documents.slugs import WELL_FORMED, slug_of
from crm.core.logs import log
from crm.core.model import Contact, Problem
from crm.core.state.contents import Contents
from crm.core.state.history import is_real_contact
from crm.core.text.texts import quoted

_CHANNELS = ("email",)
_CHANNELS_OF_THANKS = ("email", "linkedin", "card")
"""Those that mean something: a mail can bounce, thanks on LinkedIn need no invitation, a card settles no thanks."""

_LOG_NAMES = ("log", "logs", "the log", "logbook", "interactions", "history", "log entries")


def contact(one: Contact, contents: Contents) -> Iterator[Problem]:
    """Everything that is doubted about a contact, but what ``sections`` says of its file."""
    yield from _keys(one)
    yield from _references(one, contents)
    yield from _kinds(one, contents)
    yield from _channels(one)
    yield from _clock(one)
    if not WELL_FORMED.match(one.slug):
        hint = f"rename it to {slug_of(one.slug)}.md, and what refers to it"
        yield _doubt(one, 1, "slug", f"the file's name {one.slug}.md is no slug ([a-z0-9-])", hint)
    if one.fields.get("conflicts"):
        line = one.lines.get("conflicts", 1)
        yield _doubt(one, line, "conflicts", "a merge left values undecided", "settle it with: crm resolve")


def _doubt(one: Contact, line: int, rule: str, message: str, hint: str) -> Problem:
    return Problem(one.path, line, rule, "warning", message, hint)


def _keys(one: Contact) -> Iterator[Problem]:
    for key, line in one.lines.items():
        near = difflib.get_close_matches(key.lower(), BY_NAME, n=1, cutoff=0.75) if key not in BY_NAME else []
        if near and near[0] not in one.lines:
            yield _doubt(
                one,
                line,
                "key",
                f"unknown key {quoted(key)}, which is kept and does nothing",
                f"did you mean {near[0]}?",
            )


def _references(one: Contact, contents: Contents) -> Iterator[Problem]:
    introducer = one.introduced_by
    if introducer == one.slug:
        line = one.lines.get("introduced_by", 1)
        yield _doubt(one, line, "introduced_by", "nobody is introduced by themselves", "name who introduced you")
    if introducer is not None and introducer not in contents.contacts:
        line = one.lines.get("introduced_by", 1)
        near = difflib.get_close_matches(introducer, contents.contacts, n=1)
        hint = f"did you mean {near[0]}?" if near else "add them with: crm add; or correct the slug"
        yield _doubt(one, line, "introduced_by", f"there is no contact {introducer}", hint)
    for entry in one.interactions:
        for slug in linked(entry) if entry.kind.like == "article" else ():
            if slug not in contents.articles and not slug[:4].isdigit():
                yield _doubt(
                    one, entry.line, "article", f"there is no article {slug}", "correct the slug, or add the article"
                )


def _kinds(one: Contact, contents: Contents) -> Iterator[Problem]:
    names = contents.settings.kinds.names()
    for entry in one.interactions:
        if entry.kind.like is None:
            near = difflib.get_close_matches(entry.kind.name, names, n=1)
            hint = f"did you mean {near[0]}?" if near else f"add [kinds.{entry.kind.name}] to crm.toml if it is yours"
            yield _doubt(
                one, entry.line, "kind", f"unknown kind {quoted(entry.kind.name)}: it owes and settles nothing", hint
            )


def _channels(one: Contact) -> Iterator[Problem]:
    """A channel of a message of mine that is nearly one with a meaning, as ``e-mail`` or ``handwritten card``."""
    for entry in one.interactions:
        channel, known = entry.channel, _CHANNELS_OF_THANKS if entry.kind.like == "thank-you" else _CHANNELS
        if entry.kind.direction != "out" or channel is None or channel in known:
            continue
        near = (
            [channel.split()[-1]]
            if channel.split()[-1] in known
            else difflib.get_close_matches(channel, known, n=1, cutoff=0.75)
        )
        if near:
            message = f"unknown channel {quoted(channel)}, which is kept and means nothing"
            yield _doubt(one, entry.line, "channel", message, f"did you mean {near[0]}?")


def sections(one: Contact, document: Document) -> Iterator[Problem]:
    """A log under another heading: to be asked of who has no interactions, as whoever has some has a log."""
    lines = markdown.lines(document.body, document.body_line)
    if log.sections(lines):
        return
    for heading in markdown.headings(lines):
        if heading.text.casefold() in _LOG_NAMES:
            number = lines[heading.index].number
            yield _doubt(
                one, number, "log", f"the section {quoted(heading.text)} is not read as the log", "head it ## Log"
            )


def _clock(one: Contact) -> Iterator[Problem]:
    wants = one.tier or one.cadence
    if wants and one.added is None and not any(map(is_real_contact, one.interactions)):
        line = one.lines.get("tier", one.lines.get("cadence", 1))
        yield _doubt(
            one,
            line,
            "added",
            "a tier or cadence without added: nothing opens before the first contact",
            "write added: and the date",
        )


def nested(paths: Sequence[str]) -> Iterator[Problem]:
    """Files in subfolders, which are not read."""
    for path in paths:
        yield Problem(path, 1, "folder", "warning", "a file in a subfolder is not read", "move it up a folder")
