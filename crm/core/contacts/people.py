"""Which contact a word means: a slug, its unique beginning, a name, an alias or a mail address; never a guess.

Source: docs/command-line.md, "CONTACT".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crm.core.text.comparing import plain as plain
from crm.core.model import Contact
from crm.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """What a word means: one slug, or several it could mean, or none and perhaps some that it nearly is."""

    slug: str | None = None
    could_be: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def find(word: str, contacts: Iterable[Contact], unreadable: Collection[str] = ()) -> Found:
    """The contact that a word means. ``unreadable`` are slugs of files that cannot be read: they can be named too."""
    contacts = list(contacts)
    slugs = {contact.slug for contact in contacts} | set(unreadable)
    if word in slugs:
        return Found(word)
    wanted = wanted_by(word)
    exact = sorted(contact.slug for contact in contacts if wanted in names_of(contact))
    matches = exact or sorted(slug for slug in slugs if wanted and plain(slug).startswith(wanted))
    if len(matches) == 1:
        return Found(matches[0])
    if matches:
        return Found(could_be=tuple(matches))
    return Found(near=_near(wanted, contacts))


def wanted_by(word: str) -> str:
    """What a word asks for, in the form in which names compare; also the path of a file is a name."""
    return plain(word.removeprefix("contacts/").removesuffix(".md"))


def twins(name: str, emails: Iterable[str], contacts: Iterable[Contact]) -> list[Contact]:
    """The contacts that may be the same person as a new one: same name or alias, or a mail address in common."""
    wanted = {plain(name), *(plain(email) for email in emails)}
    return [contact for contact in contacts if wanted & names_of(contact)]


def names_of(contact: Contact) -> set[str]:
    """Everything that names a contact in full."""
    return {plain(text) for text in (contact.slug, contact.name, *contact.aliases, *contact.emails)}


def _near(wanted: str, contacts: Iterable[Contact]) -> tuple[str, ...]:
    """The slugs that a word nearly is: a misspelt name, or one part of a name."""
    import difflib

    by_name: dict[str, str] = {}
    for contact in contacts:
        for name in names_of(contact):
            by_name.setdefault(name, contact.slug)
            for part in name.split():
                by_name.setdefault(part, contact.slug)
    close = difflib.get_close_matches(wanted, by_name, n=5, cutoff=0.7)
    return tuple(dict.fromkeys(by_name[name] for name in close))[:3]
