"""A note with everything that it is held against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crm.core.times import dates
from crm.core.notes import talks
from crm.core.state.history import History
from crm.core.notes.lint import letter
from crm.core.notes.lint.letter import Letter
from crm.core.notes.lint.names import Names
from crm.core.notes.lint.recognition import Reading, Secret, Seed, Vocabulary, words_of
from crm.core.notes.lint.shingles import Shingles
from crm.core.model import Contact, Detail, Interaction, Note
from crm.core.text.phrases import Phrases
from crm.core.settings import Me, NoteSettings
from crm.core.state.situation import Situation
from crm.core.documents.slugs import stem
from crm.core.text.words import Text

LEARNED = ("takeaway", "advice", "anecdote")
"""The labels of what a talk gave me."""

_LINK_END = re.compile(r"[|#^]")
_ENGLISH = 0.25
"""Share of function words from which a text is taken to be English; German notes have less than a tenth."""

_TELLING = 12
"""Words below which a text is too short to tell its language."""


class Desk:
    """A book at a moment and the lists of phrases, with the work that is done once for all notes."""

    def __init__(self, situation: Situation, phrases: Phrases) -> None:
        self.situation, self.phrases = situation, phrases
        self._letters: dict[str, Letter] = {}

    @property
    def me(self) -> Me:
        return self.situation.contents.settings.me

    @property
    def settings(self) -> NoteSettings:
        return self.situation.contents.settings.notes

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.phrases)

    @cached_property
    def names(self) -> Names:
        """Who and which companies are in the book."""
        return Names(self.situation.contents.contacts.values(), self.phrases.words["titles"])

    @cached_property
    def shingles(self) -> Shingles:
        """What each note of the book says, in runs of words."""
        contents = self.situation.contents
        notes = ((note, self.letter(note), contents.contacts.get(note.to)) for note in contents.notes)
        return Shingles(notes, self.settings.reuse_words)

    @cached_property
    def secrets(self) -> dict[str, list[Secret]]:
        """What no note may say, by each stem of it; in the order of the contacts' slugs."""
        found: dict[str, list[Secret]] = {}
        contacts = self.situation.contents.contacts
        for slug in sorted(contacts):  # one by one: a large book is not held in memory
            contact = contacts[slug]
            ours = words_of(self.me.name, contact.name, *contact.aliases, contact.company)
            for detail in (detail for entry in contact.interactions for detail in entry.details):
                if detail.label == "private":
                    secret = self.vocabulary.secret(detail.text, slug, detail.line, ours)
                    for stem in sorted(secret.content):
                        found.setdefault(stem, []).append(secret)
        return found

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Everything that a wikilink may name."""
        contents = self.situation.contents
        return frozenset([*contents.contacts, *contents.articles, *(stem(note.path) for note in contents.notes)])

    def is_link(self, inside: str) -> bool:
        """Whether what stands in ``[[…]]`` names something of the book."""
        return stem(_LINK_END.split(inside, maxsplit=1)[0].strip()) in self.slugs

    def letter(self, note: Note) -> Letter:
        """A note's text in its parts."""
        key = f"{note.path}\n{note.body_line}\n{note.text}"
        if key not in self._letters:
            self._letters[key] = letter.read(note.text, note.body_line, self.phrases, self.me.name)
        return self._letters[key]


@dataclass(frozen=True, slots=True)
class Logged:
    """Something in the log of the talk, and whether the note says it."""

    detail: Detail
    recognised: bool


class Case:
    """One note on the desk."""

    def __init__(self, note: Note, desk: Desk) -> None:
        self.note, self.desk = note, desk
        self.situation = talks.at_sending(note, desk.situation)
        self.letter = desk.letter(note)
        self.body: Text = self.letter.body
        self.contact: Contact | None = desk.situation.contents.contacts.get(note.to)

    @property
    def phrases(self) -> Phrases:
        return self.desk.phrases

    @property
    def settings(self) -> NoteSettings:
        return self.desk.settings

    def line(self, key: str) -> int:
        """The line of a key of the front matter, or the first."""
        return self.note.lines.get(key, 1)

    @cached_property
    def talk(self) -> talks.Talk | None:
        return talks.talk_of(self.note, self.situation)

    @cached_property
    def entry(self) -> Interaction | None:
        return self.talk.entry if self.talk else None

    @cached_property
    def past(self) -> History | None:
        """The contact's history as of the sending."""
        return self.situation.history(self.contact) if self.contact else None

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.body, self.desk.vocabulary)

    @cached_property
    def is_english(self) -> bool:
        """Whether the text can be judged by English phrases."""
        words = [word.plain for word in self.body.words if word.raw]
        if sum(word.isascii() for word in words) < len(words) / 2:
            return False
        known = sum(self.desk.vocabulary.is_function_word(word) for word in words)
        return len(words) < _TELLING or known >= _ENGLISH * len(words)

    @cached_property
    def is_unfinished(self) -> bool:
        """Whether a placeholder of a draft is left: what is missing will come with it."""
        found = (match for _, line in self.letter.body_lines for match in letter.LINK.finditer(line))
        return any(not self.desk.is_link(match[1]) for match in found)

    @cached_property
    def ours(self) -> frozenset[str]:
        """Plain words that show nothing, because they are about the two of us: our names and their company."""
        contact = self.contact
        theirs = (contact.name, *contact.aliases, contact.company) if contact else ()
        return words_of(self.desk.me.name, *theirs)

    @cached_property
    def learned(self) -> list[Logged]:
        """What the talk gave me, and whether the note says it."""
        details = [detail for detail in self.entry.details if detail.label in LEARNED] if self.entry else []
        return [Logged(detail, self.reading.says(self.seed(detail.text))) for detail in details if detail.text]

    def seed(self, text: str) -> Seed:
        return self.desk.vocabulary.seed(text, self.ours)

    @cached_property
    def of_the_talk(self) -> frozenset[str]:
        """The stems of all that the log says of the talk, but what is private."""
        if self.entry is None:
            return frozenset()
        said = [self.entry.summary, *(detail.text for detail in self.entry.details if detail.label != "private")]
        return frozenset(stem for text in said for stem in self.seed(text).weights)

    def logged_in(self, labels: Iterable[str]) -> list[Detail]:
        """All details with one of some labels in the contact's log, up to the sending."""
        wanted = frozenset(labels)
        entries = self.past.entries if self.past else ()
        return [detail for entry in entries for detail in entry.details if detail.label in wanted]

    @cached_property
    def days(self) -> tuple[int, ...]:
        """Days from the talk to the sending, by the talk's zone and by the book's; none without a talk."""
        if self.entry is None:
            return ()
        stamp = self.entry.stamp
        found = []
        for zone in (stamp.zone, self.situation.contents.zone):
            talk = stamp.day if stamp.date_only else dates.local(stamp.start, zone).date()
            found.append((dates.local(self.situation.now, zone).date() - talk).days)
        return tuple(dict.fromkeys(found))
