"""Whether a text says what the log holds: by stems, rare words, names and numbers, not by common career words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from crm.core.times import dates
from crm.core.text.phrases import Phrases
from crm.core.text.words import Sentence, Text, Word, plain, stem, text_of

RARE = 9
"""Letters from which a word is rare enough to stand for a thought alone."""

RUN = 5
"""Words of a takeaway in a row, two of them more than function words, that show it is meant however common they are."""

ENOUGH = 2
"""Two common words of a takeaway in one paragraph, or one rare word, name or number anywhere, show that it is meant."""

_CALENDAR = frozenset(name.lower() for name in (*dates.MONTHS, *dates.WEEKDAYS))
"""Names that stand for no thought: any note has them."""

_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Seed:
    """What to look for: the stems of a logged text, each with its weight (2 for a rare word, name or number).

    ``runs`` are its telling runs of words, each with a space around every word. Of a seed that is ``common`` there are
    hardly any words but those of any such talk: who says it in others cannot be recognised.
    """

    weights: Mapping[str, int]
    runs: tuple[str, ...] = ()
    common: bool = False

    def score(self, stems: AbstractSet[str]) -> int:
        """The weight of those among some stems."""
        return sum(weight for stem, weight in self.weights.items() if stem in stems)

    @property
    def enough(self) -> int:
        return min(ENOUGH, sum(self.weights.values()))


@dataclass(frozen=True, slots=True)
class Secret:
    """A private text: whose, its line, the stems of what it says, and those with the common words beside it."""

    slug: str
    line: int
    content: frozenset[str]
    words: frozenset[str]


class Vocabulary:
    """Which words say something: made once from the lists of function words, career words and numbers."""

    def __init__(self, phrases: Phrases) -> None:
        self._stop = phrases.words["stopwords"]
        self._career = phrases.words["career-words"]
        self._career_stems = frozenset(form for word in self._career if len(form := stem(word)) > 3)
        self.courtesies = frozenset(stem(word) for word in phrases.words["courtesy-words"])
        self._numbers = dict(_pairs(phrases.lines["numbers"]))
        self._forms = dict(_pairs(phrases.lines["forms"]))

    def is_function_word(self, word: str) -> bool:
        return word in self._stop

    def is_common(self, word: str) -> bool:
        """Whether a plain word is one that any talk about a career holds."""
        return word in self._stop or word in self._career or stem(word) in self._career_stems

    def stem(self, word: str) -> str:
        """The stem of a plain word; a number in words is the number, an irregular form the word it is one of."""
        return self._numbers.get(word) or stem(self._forms.get(word, word))

    def stems(self, words: Iterable[Word]) -> set[str]:
        """The stems of some words without the function words."""
        return {self.stem(word.plain) for word in words if word.plain not in self._stop and word.plain != "@"}

    def content(self, words: Iterable[Word], without: AbstractSet[str] = frozenset()) -> set[str]:
        """The stems of some words without function words, career words and those given."""
        return {
            self.stem(word.plain)
            for word in words
            if not self.is_common(word.plain) and word.plain != "@" and word.plain not in without
        }

    def seed(self, logged: str, without: AbstractSet[str]) -> Seed:
        """What to look for of a logged text. ``without`` are plain words that prove nothing: the contact's name."""
        text = text_of(logged)
        weights: dict[str, int] = {}
        for index, word in enumerate(text.words):
            if word.plain in without or self.is_common(word.plain):
                continue
            first = index == text.sentence_of(index).first
            weights[self.stem(word.plain)] = 2 if self._is_rare(word, first=first) else 1
        common = sum(weights.values()) < ENOUGH
        if common:  # they have to do
            for word in text.words:
                if word.plain not in self._stop and word.plain not in without:
                    weights.setdefault(self.stem(word.plain), 1)
        return Seed(weights, tuple(self._runs([word.plain for word in text.words])), common)

    def _runs(self, words: Sequence[str]) -> Iterator[str]:
        """The runs of words that nobody writes by chance."""
        for start in range(len(words) - RUN + 1):
            run = words[start : start + RUN]
            if sum(word not in self._stop for word in run) > 1:
                yield f" {' '.join(run)} "

    def secret(self, private: str, slug: str, line: int, without: AbstractSet[str]) -> Secret:
        """What may not be said of a private text."""
        words = text_of(private).words
        said = [word for word in words if word.plain not in without]
        return Secret(slug, line, frozenset(self.content(said)), frozenset(self.stems(said)))

    def _is_rare(self, word: Word, *, first: bool) -> bool:
        number = self._numbers.get(word.plain, word.plain)
        if _NUMBER.match(number):
            return len(number) > 1 and not number.endswith("0")
        if word.plain in _CALENDAR:
            return False
        named = word.raw[:1].isupper() and not first
        acronym = len(word.raw) > 1 and word.raw.isupper()
        return named or acronym or len(word.plain) >= RARE


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The two words of each line that has two."""
    for line in lines:
        words = line.split()
        if len(words) == 2:
            yield words[0], words[1]


class Reading:
    """The stems of a text: of the whole, of each paragraph and of each sentence."""

    def __init__(self, text: Text, vocabulary: Vocabulary) -> None:
        self._text, self._vocabulary = text, vocabulary

    @cached_property
    def paragraphs(self) -> list[set[str]]:
        by_paragraph: dict[int, set[str]] = {}
        for sentence in self._text.sentences:
            by_paragraph.setdefault(sentence.paragraph, set()).update(self.sentence(sentence))
        return list(by_paragraph.values())

    @cached_property
    def whole(self) -> set[str]:
        return set().union(*self.paragraphs)

    def sentence(self, sentence: Sentence) -> set[str]:
        return self._vocabulary.stems(self._text.words[sentence.first : sentence.end])

    def says(self, seed: Seed) -> bool:
        """Whether the text is recognisably about what a seed was made from."""
        if not seed.weights:
            return False
        if any(weight >= ENOUGH and stem in self.whole for stem, weight in seed.weights.items()):
            return True
        if any(run in self._text.line_up for run in seed.runs):
            return True
        return any(seed.score(stems) >= seed.enough for stems in self.paragraphs)


def words_of(*texts: str | None) -> frozenset[str]:
    """The plain words of some texts."""
    return frozenset(word for text in texts if text for word in plain(text))
