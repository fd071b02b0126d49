"""Whom a word of the user's means, or why nobody can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from crm.book.errors import Wrong
from crm.book.folders import CONTACTS
from crm.core.contacts import people
from crm.core.documents.slugs import stem
from crm.core.text.texts import quoted

if TYPE_CHECKING:
    from crm.core.model import Contact
    from crm.core.state.contents import Contents


def slug(word: str, contents: Contents, named: Callable[[str], Iterable[Contact]]) -> str:
    """The slug that a word means; ``named`` tells the contacts whom a word could name. Raises Wrong."""
    contacts = contents.contacts
    if word in contacts:
        return word
    broken = {stem(problem.path) for problem in contents.problems if problem.path.startswith(f"{CONTACTS}/")}
    found = people.find(word, named(word), broken)
    if found == people.Found():
        found = people.find(word, contacts.values(), broken)  # to tell whom it nearly names
    if found.slug is not None:
        return found.slug
    if found.could_be:
        raise Wrong(f"{quoted(word)} could be {_listed(found.could_be)}", "say which one, by its slug")
    if found.near:
        raise Wrong(f"there is no contact {quoted(word)}", f"did you mean {_listed(found.near)}?")
    raise Wrong(
        f"there is no contact {quoted(word)}", "see who is there with: crm list; or add them with: crm add NAME"
    )


def _listed(slugs: Sequence[str]) -> str:
    return slugs[0] if len(slugs) == 1 else f"{', '.join(slugs[:-1])} or {slugs[-1]}"
