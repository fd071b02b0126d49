"""Names in the text that belong to somebody else: what a copied note brings along."""

from __future__ import annotations

from collections.abc import Iterator

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.notes.lint.names import SHORTEST_SURNAME, Known
from crm.core.notes.lint.recognition import words_of
from crm.core.model import Contact
from crm.core.notes.talks import introduced

_PLACE = frozenset(["in", "at", "to", "from", "near", "of", "around", "via", "the", "through", "across"])
"""Words in front of what is rather a place (Lincoln, Berlin) than a surname."""


def named(case: Case) -> Iterator[Finding]:
    """L06: another contact or their company is named, and nothing in this contact's file speaks of them."""
    if case.contact is None:
        return
    names = case.desk.names
    told: set[str] = set()
    for index, word in enumerate(case.body.words):
        for known in (*names.people.get(word.plain, ()), *names.companies.get(word.plain, ())):
            if known.slug == case.contact.slug or not _stands(known, index, case):
                continue
            if known.shown in told or _is_logged(known, case.contact, case):
                continue
            told.add(known.shown)
            yield Finding(word.line, "warning", _message(known, case), "correct it, or log what you spoke of")


def _message(known: Known, case: Case) -> str:
    contacts = case.situation.contents.contacts
    who = f"where {contacts[known.slug].name} works" if known.kind == "company" else "another contact"
    return f'"{known.shown}", {who}, is in the text and not in the log of {contacts[case.note.to].name}'


def _stands(known: Known, index: int, case: Case) -> bool:
    """Whether a name stands in the text from an index on, and surely as a name."""
    words = case.body.words[index : index + len(known.tokens)]
    if tuple(word.plain for word in words) != known.tokens or not words[0].raw[:1].isupper():
        return False
    if len(known.tokens) > 1:
        return True
    before = case.body.words[index - 1].plain if index else ""
    if known.kind == "surname" and before in case.phrases.words["titles"]:
        return True
    first = case.body.sentence_of(index).first == index
    acronym = words[0].raw.isupper()
    if first or acronym or case.desk.vocabulary.is_common(known.tokens[0]):
        return False
    return known.kind == "company" or (len(known.tokens[0]) >= SHORTEST_SURNAME and before not in _PLACE)


def _is_logged(known: Known, contact: Contact, case: Case) -> bool:
    """Whether all of a name, or a person's surname, stands in what I know of this contact, their circle or me."""
    logged = _logged(contact, case)
    return set(known.tokens) <= logged or (known.kind == "name" and known.tokens[-1] in logged)


def _logged(contact: Contact, case: Case) -> frozenset[str]:
    texts = [text for value in contact.fields.values() for text in (value if isinstance(value, tuple) else (value,))]
    for entry in contact.interactions:
        texts += [entry.summary, *(detail.text for detail in entry.details)]
    for other in _circle(contact, case):
        texts += [other.name, *other.aliases, other.company]
    me, article = case.desk.me, case.situation.contents.articles.get(case.note.article or "")
    texts += [me.name, me.goal, *((article.title, article.text) if article else ())]
    return words_of(*(text for text in texts if isinstance(text, str)))


def _circle(contact: Contact, case: Case) -> list[Contact]:
    """Contacts who may be named: the introducer, whom a report-back is about, and whom this contact introduced."""
    met = case.talk.contact.slug if case.talk else contact.slug
    contacts = case.situation.contents.contacts
    named = [contacts[slug] for slug in (met, contact.introduced_by) if slug and slug in contacts]
    return [*named, *case.desk.situation.once(introduced).get(contact.slug, ())]
