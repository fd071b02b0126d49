"""Lists of phrases, and where in a text they stand.

One phrase a line; ``#`` begins a comment; a line that begins with ``- `` takes a phrase of the built-in list out. In a
phrase ``a/b`` is either word, ``*`` at the end of a word is any ending, ``…`` (or ``...``) up to four words in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from crm.core.text.texts import quoted
from crm.core.text.words import Text, plain_words

LONGEST = 24
"""Words of a phrase at most."""

WORD_LISTS = frozenset(
    [
        "titles",
        "stopwords",
        "career-words",
        "courtesy-words",
        "idle-verbs",
        "past",
        "placeholder-words",
        "placeholders",
        "numbers",
        "forms",
    ]
)
"""The lists of mere words, any number in a line: no phrases are looked for."""

_GAP = r"(?: [^ |]+){0,4}?"


class BadPhrase(ValueError):
    """A phrase that would be found anywhere, or is no phrase at all."""


class Hit(NamedTuple):
    """Where a phrase stands: the words from ``first`` up to ``end``, its line, and as it is written there."""

    first: int
    end: int
    line: int
    shown: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: as it is listed, its pattern over ``Text.line_up``, and the words that must stand in the text."""

    listed: str
    pattern: str
    required: frozenset[str]

    def search(self, text: Text) -> Iterable[re.Match[str]]:
        """Where it stands in ``text.line_up``."""
        return _compiled(self.pattern).finditer(text.line_up) if self.required <= text.vocabulary else ()


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The phrases of one list."""

    phrases: tuple[Phrase, ...] = ()

    def find(self, text: Text, *, whole: bool = False) -> list[Hit]:
        """Every place where one of them stands, in order; with ``whole`` only where it is the whole text."""
        spans = {match.span() for phrase in self.phrases for match in phrase.search(text)}
        if whole:
            spans = {span for span in spans if span == (1, len(text.line_up) - 1)}
        return [_hit(text, start, end) for start, end in sorted(spans)] if spans else []

    def holds(self, text: Text) -> bool:
        """Whether one of them stands anywhere in a text."""
        return any(True for phrase in self.phrases for _ in phrase.search(text))

    def starts(self, text: Text) -> int:
        """How many words at the beginning of a text are one of them, the longest: 0 if none is."""
        ends = [hit.end for hit in self.find(text) if hit.first == 0]
        return max(ends, default=0)


@dataclass(frozen=True, slots=True)
class Phrases:
    """All lists by name: those of phrases, and of the others the plain words and the lines as they are."""

    lists: Mapping[str, PhraseList] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> PhraseList:
        return self.lists[name]

    @property
    def names(self) -> frozenset[str]:
        """The names of all lists."""
        return frozenset([*self.lists, *self.words])


@dataclass(frozen=True, slots=True)
class Slip:
    """A line of a list that cannot be used: the list's name, the line's number, and why."""

    name: str
    line: int
    message: str


def read(texts: Mapping[str, Sequence[str]]) -> tuple[Phrases, list[Slip]]:
    """The lists in some texts by name: for each name the built-in text, then perhaps the user's own."""
    slips: list[Slip] = []
    lists, words, lines = {}, {}, {}
    for name, parts in texts.items():
        listed = _lines(parts)
        if name in WORD_LISTS:
            lines[name] = tuple(line for _, line in listed)
            tokens = " ".join(lines[name]).split()
            words[name] = frozenset(form for token in tokens for form in plain_words(token))
        else:
            lists[name] = PhraseList(tuple(_phrases(name, listed, slips)))
    return Phrases(lists, words, lines), slips


def phrase(listed: str) -> Phrase:
    """The phrase that a line of a list stands for. Raises BadPhrase."""
    tokens = listed.replace("...", "…").replace("…", " … ").replace("-", " ").split()
    if len(tokens) > LONGEST:
        raise BadPhrase(f"a phrase has at most {LONGEST} words")
    pieces: list[str] = []
    required: set[str] = set()
    for token in tokens:
        if token == "…":
            pieces.append(_GAP if pieces else "")
            continue
        forms = [_form(choice) for choice in token.split("/")]
        if "/" not in token and "*" not in token:
            required.update(plain_words(token))
        pieces.append(" " + (forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})"))
    if not pieces or not pieces[0] or pieces[-1] == _GAP:
        raise BadPhrase(f"{quoted(listed)} begins or ends with a gap")
    return Phrase(listed, f"(?<= ){''.join(pieces).lstrip()}(?= )", frozenset(required))


@lru_cache(maxsize=5_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most phrases share no word with most notes."""
    return re.compile(pattern)


def _form(choice: str) -> str:
    """The pattern of one written word."""
    ending = choice.endswith("*")
    forms = plain_words(choice.rstrip("*"))
    if not any(char.isalnum() for form in forms for char in form):
        raise BadPhrase(f"{quoted(choice)} is no word")
    return " ".join(re.escape(form) for form in forms) + (r"[^ |]*" if ending else "")


def _lines(parts: Iterable[str]) -> list[tuple[int, str]]:
    """The lines of a list that say something, with their numbers; what the user's part takes out is gone."""
    found: dict[str, int] = {}
    for part in parts:
        for number, line in enumerate(part.splitlines(), 1):
            said = " ".join(f" {line}".split(" #")[0].split())
            if said.startswith("- "):
                found.pop(said[2:], None)
            elif said:
                found.setdefault(said, number)
    return [(number, said) for said, number in found.items()]


def _phrases(name: str, listed: list[tuple[int, str]], slips: list[Slip]) -> Iterable[Phrase]:
    for number, line in listed:
        try:
            yield phrase(line)
        except BadPhrase as error:
            slips.append(Slip(name, number, str(error)))


def _hit(text: Text, start: int, end: int) -> Hit:
    first = _word_at(text, start)
    last = _word_at(text, end - 1)
    return Hit(first, last + 1, text.words[first].line, text.shown(first, last + 1))


def _word_at(text: Text, offset: int) -> int:
    """The index of the word at an offset of ``text.line_up``, where a bar stands between two sentences."""
    return text.line_up.count(" ", 0, offset + 1) - 1 - text.line_up.count("|", 0, offset)
