"""Full text: which texts hold all of some words, in which lines, and where in a line they stand.

Source: docs/command-line.md, "WORDS". All that compares here is *folded*: without case, accents and invisible
characters, each kind of quotation mark and dash as one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

_LINE_END = re.compile(r"\r\n|\n|\r")

_KEPT_MARKS = frozenset([0, 7, 8, 9])
"""Combining classes that are no accents but letters' parts: nukta, the voicing of kana, virama."""

_ALIKE = {
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‒–—―−", "-"),
    **dict(zip("øłđħŧı", "oldhti", strict=True)),  # which Unicode does not take apart
    "æ": "ae",
    "œ": "oe",
}


class _Folding(dict[int, str]):
    """What becomes of each character, worked out when it first comes up."""

    def __missing__(self, code: int) -> str:
        taken_apart = unicodedata.normalize("NFKD", chr(code).casefold()).casefold()
        kept = (char for char in taken_apart if unicodedata.combining(char) in _KEPT_MARKS)
        folded = "".join(_ALIKE.get(char, char) for char in kept if unicodedata.category(char) != "Cf")
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as it compares; each character for itself, so that a part of a text folds to a part of it."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def squeezed(text: str) -> str:
    """A text folded, with one space where it has any white space: a phrase may go over the end of a line."""
    return _squeezed(fold(text))


def wanted(words: Iterable[str]) -> tuple[str, ...]:
    """What a user asks for: each word folded; quotation marks around one, which a shell has left, are none of it."""
    asked = (squeezed(word) for word in words)
    bare = (word[1:-1].strip() if len(word) > 2 and word[0] == word[-1] == '"' else word for word in asked)
    return tuple(dict.fromkeys(word for word in bare if word))


def joins(char: str) -> bool:
    """Whether a folded character makes one word with its neighbours: digits, and letters of scripts with capitals.

    Chinese, Japanese, Thai and others have no spaces between words.
    """
    return char.islower() or char.isdecimal()


def stands_alone(word: str) -> bool:
    """Whether a wanted word is so short that it counts only as a whole word: else "AI" would be found in "said"."""
    return len(word) <= 2 and all(map(joins, word))


def hits(text: str, words: Sequence[str]) -> list[tuple[int, str]]:
    """Number and text of each line with any of the wanted words; none, where the text does not hold them all.

    A phrase may go over the end of a line: then it stands in all the lines that it touches.
    """
    folded = fold(text)
    whole = _squeezed(folded)
    if not all(_holds(whole, word) for word in words):
        return []
    lines, squeezed = _LINE_END.split(text), [_squeezed(line) for line in _LINE_END.split(folded)]
    found = {index for index, line in enumerate(squeezed) if any(_holds(line, word) for word in words)}
    phrases = [word for word in words if " " in word]
    if phrases:
        found |= _touched(whole, squeezed, phrases)
    return [(index + 1, lines[index].removeprefix("\ufeff")) for index in sorted(found)]


def spans(line: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a line the wanted words stand, as offsets into it, in order and apart from each other."""
    folded, places = _with_places(line)
    found = sorted((at, at + len(word)) for word in words for at in _places(folded, word))
    apart: list[tuple[int, int]] = []
    for start, end in ((places[at], places[end - 1] + 1) for at, end in found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _squeezed(folded: str) -> str:
    return " ".join(folded.split())


def _holds(folded: str, word: str) -> bool:
    return word in folded and next(_places(folded, word), None) is not None


def _places(folded: str, word: str) -> Iterator[int]:
    """Where a wanted word stands in a folded text."""
    whole, at = stands_alone(word), folded.find(word)
    while at >= 0:
        end = at + len(word)
        if not whole or not (joins(folded[at - 1 : at] or " ") or joins(folded[end : end + 1] or " ")):
            yield at
        at = folded.find(word, at + 1)


def _touched(whole: str, lines: Sequence[str], phrases: Iterable[str]) -> set[int]:
    """The indices of the lines that phrases touch; ``whole`` is all lines that are not empty, with a space between."""
    full = [index for index, line in enumerate(lines) if line]
    starts = [0, *accumulate(len(lines[index]) + 1 for index in full)]
    found: set[int] = set()
    for phrase in phrases:
        for at in _places(whole, phrase):
            first, last = (bisect_right(starts, place) - 1 for place in (at, at + len(phrase) - 1))
            found.update(full[first : last + 1])
    return found


def _with_places(line: str) -> tuple[str, list[int]]:
    """A line folded and squeezed, and for each of its characters the offset of that which it comes from."""
    found: list[str] = []
    places: list[int] = []
    for offset, char in enumerate(line):
        for folded in fold(char):
            if not folded.isspace():
                found.append(folded)
            elif found and found[-1] != " ":
                found.append(" ")
            else:
                continue
            places.append(offset)
    return "".join(found), places
