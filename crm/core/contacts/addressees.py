"""Whom a mail program offers for the beginning of a name or an address: a line of text for each contact who has one.

A line is the name, what speaks against writing to them (or nothing), where they work (or nothing), and their addresses,
with a tab between each. No part holds a tab, the end of a line, or any other sign that a terminal or a program obeys.
"""

from __future__ import annotations

from crm.core.text.comparing import plain

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm.core.model import Contact

DO_NOT_CONTACT = "do not contact"

_JOINERS = "\u200c\u200d\ufe0f"
"""Not printable, and part of how names and emoji are written."""

_NOT_IN_ADDRESSES = frozenset(' \t()<>[]:;,\\"')
"""What would end an address, or begin another one, where a mail program reads a list of them."""


def addressee(contact: Contact) -> str | None:
    """The line of a contact; None for somebody without an address, or who is no more."""
    addresses = [address for address in contact.emails if _is_plain(address)]
    if not addresses or contact.status == "deceased":
        return None
    mark = DO_NOT_CONTACT if contact.status == "do-not-contact" else ""
    name = one_line(contact.name) or contact.slug
    return "\t".join([name, mark, one_line(contact.company or ""), *dict.fromkeys(addresses)])


def words_of(contact: Contact) -> set[str]:
    """The words by whose beginnings somebody is found: of name, other names, slug and company, and the addresses."""
    texts = [contact.name, contact.slug, *contact.aliases, contact.company or "", *contact.emails]
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> Iterable[str]:
    """The words of a text, each whole and in its parts: o'brien, brien; sam@mail.example.org, mail.example.org."""
    for word in wanted(text):
        yield word
        for place, char in enumerate(word):
            if not char.isalnum() and place + 1 < len(word):
                yield word[place + 1 :]


def wanted(text: str) -> list[str]:
    """The beginnings of words that a text asks for, all of which must be found."""
    words = plain(one_line(text)).split()
    return [word for word in (word.lstrip("@.,;:<(\"'") for word in words) if word]


def fits(wanted: Iterable[str], words: Iterable[str]) -> bool:
    """Whether each of some beginnings is one of a word."""
    words = list(words)
    return all(any(word.startswith(begun) for word in words) for begun in wanted)


def in_order(lines: Iterable[str]) -> list[str]:
    """Lines by name."""
    return sorted(lines, key=lambda line: (plain(line.partition("\t")[0]), line))


def one_line(text: str) -> str:
    """A text in one line, with a space for whatever is not shown."""
    return " ".join("".join(char if char.isprintable() or char in _JOINERS else " " for char in text).split())


def _is_plain(address: str) -> bool:
    return address.isprintable() and not _NOT_IN_ADDRESSES.intersection(address)
