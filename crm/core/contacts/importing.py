"""What an import would do, as a plan: a function of the people in a file and those in the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crm.core.contacts import fields
from crm.core.contacts.names import without_titles
from crm.core.model import Contact
from crm.core.contacts.people import plain
from crm.core.contacts.person import OWN, Arrivals, Person, Since
from crm.core.contacts.plans import Action, Difference, Gain, Plan, Step, Wishes
from crm.core.contacts.quotation import holds
from crm.core.contacts.sameness import Face, Faces, Match, Reading, face, profile_of
from crm.core.documents.slugs import numbered, slug_of

_KEYS = ("aliases", "email", "phone", "linkedin", "company", "role", "location", "birthday", "tags")
_LISTS = frozenset({"aliases", "email", "phone", "tags", "topics", "different_from"})
_ONE_JOB = frozenset({"company", "role"})
_TOLD = ("linkedin", "company", "role")
"""Keys of which the plan says that the file has another value: the others are as right as before."""

Values = dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Known:
    """Somebody in the book, or about to be: what is known of them, and what they gain."""

    slug: str
    path: str
    name: str
    values: Values
    closed: frozenset[str] = frozenset()
    linked: bool = False
    others: tuple[str, ...] = ()
    note: str = ""
    gained: Values = field(default_factory=dict)
    connected: Since | None = None

    def face(self, reading: Reading) -> Face:
        return face(self.slug, (self.name, *self.values.get("aliases", ())), self.values, reading, self.others)


Prose = Callable[[str], str]
"""What somebody wrote into the file at a path in their own words, outside its log."""


def plan(
    arrivals: Arrivals, contacts: Iterable[Contact], taken: Iterable[str], reading: Reading, wishes: Wishes, prose: Prose
) -> Plan:
    """The plan of an import. ``taken`` are the slugs in use, also those of files that cannot be read."""
    return _Planner(contacts, taken, reading, wishes, prose).plan(arrivals)


class _Planner:
    def __init__(
        self, contacts: Iterable[Contact], taken: Iterable[str], reading: Reading, wishes: Wishes, prose: Prose
    ) -> None:
        self.reading, self.wishes, self.prose = reading, wishes, prose
        self.known = {contact.slug: known(contact) for contact in contacts}
        self.faces = Faces(one.face(reading) for one in self.known.values())
        self.taken = {slug.casefold() for slug in taken}

    def plan(self, arrivals: Arrivals) -> Plan:
        steps = tuple(self._step(person) for person in arrivals.people)
        gains = [one for one in self.known.values() if one.gained or one.connected or one.note or not one.path]
        frozen = [Gain(one.slug, one.path, one.gained, one.connected, one.note) for one in gains]
        new = tuple(one for one in frozen if not one.path)
        filled = tuple(one for one in frozen if one.path)
        return Plan(steps, arrivals.unread, arrivals.blank, new, filled, arrivals.unknown, arrivals.dropped)

    def _step(self, person: Person) -> Step:
        theirs = face("", (person.name, *person.aliases), _values(person), self.reading)
        certain = self.faces.certain(theirs)
        if len(certain) == 1:
            return self._join(person, self.known[certain[0].key], certain[0].reason)
        if certain and person.line not in self.wishes.answers:
            return Step(person, "held", reason="it is several contacts at once", could_be=tuple(certain))
        return self._perhaps(person, certain or self.faces.likely(theirs))

    def _perhaps(self, person: Person, could_be: Sequence[Match]) -> Step:
        """A row of somebody who may be one of these, as the user says."""
        answer, whom = self.wishes.of(person)
        old = [match for match in could_be if self._says_it_all(person, self.known[match.key])]
        if old and person.line not in self.wishes.answers:  # for all at once: else the same file again would add them
            told, _ = self._note(person, self.known[old[0].key])
            return Step(told, "unchanged", old[0].key, f"{old[0].reason}, and nothing new")
        meant = [match for match in could_be if match.key == whom or not whom] if answer == "same" else []
        if len(meant) == 1:
            return self._join(person, self.known[meant[0].key], meant[0].reason, said=True)
        if could_be and answer != "new":
            return Step(person, "held", reason=could_be[0].reason, could_be=tuple(could_be))
        return self._add(person)

    def _add(self, person: Person) -> Step:
        slug = self._free(slug_of(self.reading.latin(without_titles(person.name))))
        values = _values(person)
        one = Known(slug, "", person.name, values, linked=person.connected is not None, note=person.note)
        one.gained, one.connected = {"name": (person.name,), **values}, person.connected
        self.known[slug] = one
        self.faces.add(one.face(self.reading))
        return Step(person, "add", slug, values=one.gained, connected=person.connected, note=person.note)

    def _join(self, person: Person, one: Known, reason: str, *, said: bool = False) -> Step:
        """A row of somebody who is known: their blanks are filled, and a contact of this very plan takes all.

        Where the user ``said`` who it is, the name of the row becomes an alias, and the next import does not ask again.
        """
        gained = _blanks(person, one) if one.path else _more(person, one)
        gained |= _alias(person, one, gained) if said else {}
        connected = person.connected if person.connected and not one.linked else None
        differs = tuple(_differences(person, one)) if one.path else ()
        if gained or connected:
            one.name = _first(gained, "name") or one.name
            one.values |= {key: texts for key, texts in gained.items() if key != "name"}
            one.gained |= gained
            one.linked = one.linked or connected is not None
            one.connected = one.connected or connected
            self.faces.add(one.face(self.reading))
        if one.connected == "unknown" and person.connected:
            one.connected = person.connected
        person, note = self._note(person, one)
        one.note = f"{one.note}\n\n{note}".strip()
        action: Action = "fill" if gained or connected or note else "unchanged"
        return Step(person, action, one.slug, reason, gained, connected, note, differs)

    def _note(self, person: Person, one: Known) -> tuple[Person, str]:
        """A row, and what its contact gains of its note: nothing beside a text of its own, and then the row says so."""
        if not person.note or holds(one.note, person.note):
            return person, ""
        stands = self.prose(one.path) if one.path else ""
        if holds(stands, person.note):
            return person, ""
        if stands:
            left_out = f"note: {one.path} has a text of its own, and stays as it is"
            return replace(person, left_out=(*person.left_out, left_out)), ""
        return person, person.note

    def _says_it_all(self, person: Person, one: Known) -> bool:
        """Whether a contact has everything that a row of the same name says: it was imported before."""
        names = {plain(name) for name in (one.name, *one.values.get("aliases", ()))}
        if plain(person.name) not in names or (person.connected and not one.linked):
            return False
        if self._note(person, one)[1]:
            return False
        values = _values(person)
        values.pop("aliases", None)
        return all(
            {plain(v) for v in texts} <= {plain(v) for v in one.values.get(key, ())} for key, texts in values.items()
        )

    def _free(self, slug: str) -> str:
        number, found = 1, slug
        while found in self.taken:
            number += 1
            found = numbered(slug, number)
        self.taken.add(found)
        return found


def known(contact: Contact) -> Known:
    """What the book knows of a contact."""
    values = {key: _texts(contact.fields[key]) for key in (*_KEYS, *OWN) if key in contact.fields}
    odd = frozenset(problem.rule for problem in contact.problems)
    linked = any(entry.kind.like == "linkedin" for entry in contact.interactions)
    others = contact.fields.get("different_from")
    return Known(
        contact.slug, contact.path, contact.name, values, odd, linked, others if isinstance(others, tuple) else ()
    )


def _texts(value: object) -> tuple[str, ...]:
    found = fields.plain_value(value)
    return tuple(str(item) for item in found) if isinstance(found, list) else (str(found),)


def _values(person: Person) -> Values:
    """What a row says, by the key of the front matter."""
    lists = {"aliases": person.aliases, "email": person.emails, "phone": person.phones, "tags": person.tags}
    texts = {key: (getattr(person, key),) for key in _KEYS if key not in _LISTS and getattr(person, key)}
    found = {**lists, **texts}
    return {key: found[key] for key in _KEYS if found.get(key)} | dict(person.own)


def _blanks(person: Person, one: Known) -> Values:
    """What fills a blank. A role is that at a company: beside another company it would be wrong.

    Who was known by a mail address alone is called by it, and has no name yet.
    """
    values = _values(person)
    other_job = any(
        key in one.values and plain(values[key][0]) != plain(_first(one.values, key))
        for key in _ONE_JOB & values.keys()
    )
    found = {
        key: texts
        for key, texts in values.items()
        if key not in one.values and key not in one.closed and not (other_job and key in _ONE_JOB)
    }
    nameless = "@" in one.name and "@" not in person.name and "name" not in one.closed
    return {"name": (person.name,), **found} if nameless else found


def _more(person: Person, one: Known) -> Values:
    """What a second row of the same file adds to a contact that it makes."""
    found = _blanks(person, one)
    for key, texts in _values(person).items():
        if key in _LISTS and key in one.values:
            have = {text.casefold() for text in one.values[key]}
            more = tuple(text for text in texts if text.casefold() not in have)
            if more:
                found[key] = (*one.values[key], *more)
    return found


def _alias(person: Person, one: Known, gained: Values) -> Values:
    """The aliases with the name of the row, where nobody is called that yet."""
    aliases = gained.get("aliases", one.values.get("aliases", ()))
    names = {plain(without_titles(name)) for name in (one.name, *aliases)}
    if "@" in person.name or "aliases" in one.closed or plain(without_titles(person.name)) in names:
        return {}
    return {"aliases": (*aliases, person.name)}


def _differences(person: Person, one: Known) -> Iterable[Difference]:
    values = _values(person)
    for key in _TOLD:
        theirs, stands = _first(values, key), _first(one.values, key)
        same = profile_of(theirs) == profile_of(stands) if key == "linkedin" else plain(theirs) == plain(stands)
        if theirs and stands and not same:
            yield Difference(key, stands, theirs)


def _first(values: Mapping[str, tuple[str, ...]], key: str) -> str:
    return next(iter(values.get(key, ())), "")
