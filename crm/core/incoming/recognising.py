"""Whom other programs mean: addresses and names as they write them → contacts of the book."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crm.core.contacts.people import plain
from crm.core.incoming.sightings import Person, address
from crm.core.model import Contact

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORTEST = 3
"""Letters of a first name that stands for its owner: initials are everybody's."""


@dataclass(frozen=True, slots=True)
class Match:
    """A contact who may be meant; ``doubt`` says why it may be somebody else."""

    contact: Contact
    doubt: str | None = None


class Acquaintance:
    """All contacts of a book, by what other programs know of them."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._by_address: dict[str, list[Contact]] = defaultdict(list)
        self._by_name: dict[str, list[Contact]] = defaultdict(list)
        self._by_first: dict[str, list[Contact]] = defaultdict(list)
        for contact in contacts:
            for mail in dict.fromkeys(address(text) for text in contact.emails):
                self._by_address[mail].append(contact)
            for name in {plain(text) for text in (contact.name, *contact.aliases)}:
                self._by_name[name].append(contact)
            words = _WORD.findall(contact.name)
            if len(words) > 1 and len(words[0]) >= _SHORTEST:
                self._by_first[plain(words[0])].append(contact)

    def of(self, person: Person) -> list[Match]:
        """Whom somebody with an address and a name is: by the address, by the name only as a doubt."""
        found = self._by_address.get(person.address, []) if person.address else []
        if len(found) == 1:
            return [Match(found[0])]
        if found:
            return [Match(one, f"{len(found)} contacts have the address {person.address}") for one in found]
        named = self._by_name.get(plain(_turned(person.name)), []) if person.name else []
        mail = person.address or "no address"
        return [Match(one, f"by the name alone: {mail} is not in the file") for one in named]

    def named_in(self, text: str) -> Iterator[Match]:
        """Whom a summary names, in full or by a first name that one contact has: always a doubt."""
        words = _WORD.findall(text)
        spelled = f" {plain(' '.join(words))} "
        full = [
            one
            for name, contacts in self._by_name.items()
            if " " in name and f" {name} " in spelled
            for one in contacts
        ]
        yield from (Match(one, "by the name in its title alone") for one in full)
        firsts = {plain(one.name).split()[0] for one in full}
        for word in dict.fromkeys(word for word in words if word[:1].isupper() and plain(word) not in firsts):
            owners = self._by_first.get(plain(word), [])
            if len(owners) == 1:
                yield Match(owners[0], f"by the first name {word} alone")


def _turned(name: str) -> str:
    """``Example, Jordan`` as Outlook writes it, the way round that a book has it."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name
