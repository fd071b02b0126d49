"""The salutation: is it them whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import FORMAL, Finding
from crm.core.notes.lint.names import distance, folded
from crm.core.model import Contact
from crm.core.text.words import plain

_PARTS = re.compile(r"\s*(?:,|&|/|\band\b|\bund\b|\bet\b)\s*")


def wrong_name(case: Case) -> Iterator[Finding]:
    """L05: the salutation names somebody else (error), misspells their name (error), or is none of their names."""
    contact = case.contact
    if contact is None:
        return
    greeting = case.letter.greeting
    if greeting is None:
        yield from _called_at_the_start(case, contact)
    elif plain(greeting.who):
        yield from _named(greeting.who, greeting.line, case, contact)
    elif case.note.kind in FORMAL - {"linkedin"}:
        message = f"the salutation does not name {contact.name}"
        yield Finding(greeting.line, "warning", message, "greet them by their name")


def _called_at_the_start(case: Case, contact: Contact) -> Iterator[Finding]:
    """A text that begins with a name and a comma: only what is surely a wrong name counts."""
    first = next(((number, line) for number, line in case.letter.lines if line.strip()), (1, ""))
    who, comma, _ = first[1].partition(",")
    if comma and who and len(who.split()) < 3 and who[:1].isupper():
        yield from (finding for finding in _named(who, first[0], case, contact) if finding.severity == "error")


def _named(who: str, line: int, case: Case, contact: Contact) -> Iterator[Finding]:
    titles = case.phrases.words["titles"]
    parts = [part for part in _PARTS.split(who) if plain(part)]
    if any(titles.issuperset(plain(part)) for part in parts):
        return  # "Respected Madam" is a form of address
    verdicts = [_verdict(part, case, contact) for part in parts]
    if not verdicts or any(verdict is None for verdict in verdicts):
        return
    yield min((verdict for verdict in verdicts if verdict), key=lambda found: found.severity)._replace(line=line)


def _verdict(said: str, case: Case, contact: Contact) -> Finding | None:
    """What is wrong with a name in the salutation; None if it is theirs."""
    words, own = case.desk.names.tokens(said), case.desk.names.words[contact.slug]
    called = own | frozenset(plain(contact.role or ""))  # "Dear Captain Example"
    strange = [word for word in words if not _is_one_of(word, called)]
    if not strange:
        return None
    said = said.strip()
    other = case.desk.names.called(words, but=contact.slug)
    if other is not None:
        name = case.situation.contents.contacts[other].name
        message = f'the salutation says "{said}", which is {name}; the note is to {contact.name}'
        return Finding(0, "error", message, "correct the name, and look for more of the other note in the text")
    near = [(word, theirs) for word in strange for theirs in sorted(own) if _is_near(word, theirs)]
    if len({word for word, _ in near}) == len(strange):
        message = f'the salutation says "{said}"; the contact is {contact.name}'
        return Finding(0, "error", message, f"write {near[0][1].title()}, or add the spelling to aliases")
    message = f'the salutation says "{said}", which is no name or alias of {contact.name}'
    return Finding(0, "warning", message, "correct it, or add it to aliases")


def _is_one_of(word: str, own: frozenset[str]) -> bool:
    """Whether a word is a name of theirs, its initial, or its short or long form (Sam, Samantha)."""
    names = {folded(name) for name in own}
    word = folded(word)
    if word in names or any(len(word) == 1 and name.startswith(word) for name in names):
        return True
    return not any(_is_near(word, name) for name in names) and any(_is_short_form(word, name) for name in names)


def _is_short_form(word: str, name: str) -> bool:
    """Whether one of two names is the other without its end: Sara is no short form of Sarah, but a slip."""
    shorter, longer = sorted((word, name), key=len)
    return len(shorter) > 1 and longer.startswith(shorter) and len(longer) - len(shorter) > 1


def _is_near(word: str, name: str) -> bool:
    """Whether a word is a misspelling: one slip in a short name, two in a long one."""
    if min(len(word), len(name)) < 3:
        return False
    return distance(folded(word), folded(name)) <= (2 if min(len(word), len(name)) > 5 else 1)
