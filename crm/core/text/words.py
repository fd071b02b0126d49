"""A text as sentences and words: the forms in which words compare, and their stems.

A word compares *plainly*: without case and accents, with contractions written out ("I've" is "i have", "Jordan's" is
"jordan"). A web or mail address is one word and says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

ADDRESS = "@"
"""The plain form of a web or mail address."""

_TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]]|[^\s@<>()]+@[^\s@<>()]*\w|(?:[\w-]+\.)+[a-z]{2,}/[^\s<>]*\w)"
    r"|(?P<word>\d+(?:[.,:]\d+)+|[^\W_]+(?:['’][^\W_]+)*)"
    r"|(?P<end>[.!?…]+)"
    r"|(?P<pause>[,;:()—–]+)"
)
_ABBREVIATIONS = frozenset("dr mr mrs ms mx prof rev hon st jr sr sra vs etc eg ie ca approx dept".split())
_CONTRACTED = {"ve": ("have",), "ll": ("will",), "m": ("am",), "re": ("are",), "d": ("would",)}
_IS = frozenset(["it", "that", "there", "here", "what", "how", "who", "where", "he", "she"])
_NEGATED = {"can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not"}
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_BULLET = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s")

_SUFFIXES = sorted(
    """
    ification ifications ication ications ificate ificates ified ify ifying ization isation ational ations ation ators
    ator ating ated ates ate izing ising ized ised ize ise ments ment ings ing edly ied ies ed es ers er ors or ally ly
    al ions ion ive ity ness ances ance ences ence able ible ful ist ists ships ship ics ic y e s est
    """.split(),
    key=lambda suffix: (-len(suffix), suffix),
)
_PLAINEST = frozenset(["s", "e", "es", "ed", "y", "er", "ers"])


class Word(NamedTuple):
    """One word: as written (empty for the second part of a contraction), its plain form, its line, its sentence."""

    raw: str
    plain: str
    line: int
    sentence: int


class Sentence(NamedTuple):
    """The words from ``first`` up to ``end``, the line it begins on, its paragraph, and whether it asks."""

    first: int
    end: int
    line: int
    paragraph: int
    asks: bool


class Text:
    """The words and sentences of some lines, each given with its number; an empty line ends a paragraph.

    ``pauses`` are the indices of words that a comma, colon, dash or bracket stands in front of.
    """

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        self.words: list[Word] = []
        self.sentences: list[Sentence] = []
        self.pauses: set[int] = set()
        self._first = self._paragraph = 0
        for number, line in lines:
            if not line.strip():
                self._end_sentence(asks=False)
                self._paragraph += bool(self.sentences) and self.sentences[-1].paragraph == self._paragraph
            else:
                self._line(number, line)
        self._end_sentence(asks=False)

    def _line(self, number: int, line: str) -> None:
        if _BULLET.match(line):
            self._end_sentence(asks=False)
        for match in _TOKEN.finditer(line):
            token = match.group()
            if match["end"]:
                if self._ends(line, match):
                    self._end_sentence(asks="?" in token)
            elif match["pause"]:
                self.pauses.add(len(self.words))
            elif match["address"]:
                self.words.append(Word(token, ADDRESS, number, len(self.sentences)))
            else:
                raw = token
                for form in plain_words(token):
                    self.words.append(Word(raw, form, number, len(self.sentences)))
                    raw = ""

    def _ends(self, line: str, match: re.Match[str]) -> bool:
        following = line[match.end() : match.end() + 1]
        if following and not (following.isspace() or following in "\"'”’»)]*_"):
            return False
        if match.group() != "." or len(self.words) == self._first:
            return True
        before = self.words[-1]
        return before.plain not in _ABBREVIATIONS and (len(before.raw) != 1 or before.plain == "i")

    def _end_sentence(self, *, asks: bool) -> None:
        if len(self.words) > self._first:
            line = self.words[self._first].line
            self.sentences.append(Sentence(self._first, len(self.words), line, self._paragraph, asks))
            self._first = len(self.words)

    @property
    def count(self) -> int:
        """How many words there are, an address being one."""
        return sum(1 for word in self.words if word.raw)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The plain forms of all words."""
        return frozenset(word.plain for word in self.words)

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each word, in order."""
        return [stem(word.plain) for word in self.words]

    @cached_property
    def line_up(self) -> str:
        """All plain forms with a space around each and ``|`` between sentences: what phrases are searched in."""
        parts = [
            " ".join(word.plain for word in self.words[sentence.first : sentence.end]) for sentence in self.sentences
        ]
        return f" {' | '.join(parts)} "

    def sentence_of(self, index: int) -> Sentence:
        """The sentence of the word at an index."""
        return self.sentences[self.words[index].sentence]

    def shown(self, first: int, end: int) -> str:
        """The words from one index up to another, as written."""
        return " ".join(word.raw for word in self.words[first:end] if word.raw)


def text_of(text: str) -> Text:
    """The words of a text of one piece."""
    return Text(enumerate(text.splitlines(), 1))


@lru_cache(maxsize=20_000)
def plain_words(token: str) -> tuple[str, ...]:
    """The plain forms of one written word: two for a contraction."""
    word = unaccented(token).replace("’", "'")
    if "'" not in word:
        return tuple(_NEGATED.get(word, word).split())
    if word in _NEGATED:
        return tuple(_NEGATED[word].split())
    if word == "let's":
        return ("let", "us")
    if word.endswith("n't"):
        return (word[:-3], "not")
    head, _, tail = word.rpartition("'")
    head = head.replace("'", "")
    if tail in _CONTRACTED:
        return (head, *_CONTRACTED[tail])
    if tail == "s":
        return (head, "is") if head in _IS else (head,)
    return (head + tail,)


def plain(text: str) -> list[str]:
    """The plain forms of the words of a text, addresses left out."""
    return [form for match in _TOKEN.finditer(text) if match["word"] for form in plain_words(match.group())]


def unaccented(text: str) -> str:
    """A text without case and accents."""
    text = text.casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What the forms of a word have in common, by stripping English endings: ``migration`` and ``migrate`` → ``migr``.

    Takes the plain form. Rough on purpose: two words that share a stem by chance are rarer than two forms that must.
    """
    word = _stripped(_stripped(word, 3), 5)
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou0123456789"
    return word[:-1] if doubled else word


def _stripped(word: str, shortest: int) -> str:
    """A word without its longest ending, where enough of it is left."""
    if len(word) < 4 or not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        least = shortest if suffix in _PLAINEST else max(shortest, 4)
        if word.endswith(suffix) and len(word) - len(suffix) >= least and not (suffix == "s" and word.endswith("ss")):
            return word[: -len(suffix)]
    return word
