"""The parts of a note's text: the salutation, the body, the sign-off and what stands under it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crm.core.documents import markdown
from crm.core.text.phrases import Phrases
from crm.core.text.words import ADDRESS, Text, text_of, unaccented

Line = tuple[int, str]
"""A line's number in its file, and its text."""

_HEAD = 12
"""Lines from the top in which the salutation of a letter with an address block is looked for."""

_LONGEST_SIGN_OFF = 8
"""Words of a closing line, or of a name under it, at most: a longer line is a sentence."""

_FOOT = 10
"""Lines from the end in which the sign-off is looked for: a signature is no longer."""

LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
"""A wikilink, or a placeholder of a draft: neither is a word of mine."""

_POSTSCRIPT = re.compile(r"\s*p\.?\s*p?\.?\s*s\.?[ :.,–—-]", re.IGNORECASE)
_DASHED = re.compile(r"\s*[-–—]+\s*(?=\S)")
_NAME_ENDS = re.compile(r"[,:;!?]|\s[–—-]+\s|[–—]")
_JOINING = frozenset(["and", "&", "und", "et", "y", "e", "og", "och", "i"])
_PARTICLES = frozenset("van von de der den la le di da dos du del bin al el ter ten zu".split())
_ANYBODY = frozenset(["there", "all", "team", "everyone", "everybody", "both", "folks", "friend", "sir", "madam"])


@dataclass(frozen=True, slots=True)
class Greeting:
    """A salutation: its line, and the name in it as written (empty for "Good morning,")."""

    line: int
    who: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """How a note ends: the line, the closing words (empty where a name stands alone), the name, all lines below.

    ``below`` holds what follows the closing words, the name included.
    """

    line: int
    closing: str
    name: str
    below: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A note's text in its parts. ``lines`` are all of it; quoted lines (``> …``) are theirs and left out.

    ``body`` is without salutation, sign-off, wikilinks and placeholders, a postscript included.
    """

    lines: tuple[Line, ...] = ()
    greeting: Greeting | None = None
    body: Text = field(default_factory=lambda: Text(()))
    body_lines: tuple[Line, ...] = ()
    sign_off: SignOff | None = None

    @property
    def last_line(self) -> int:
        """The number of the last line that says something."""
        return next((number for number, text in reversed(self.lines) if text.strip()), 1)

    @property
    def first_line(self) -> int:
        """The number of the first line of the body that says something."""
        return next((number for number, text in self.body_lines if text.strip()), self.last_line)


def read(text: str, first_line: int, phrases: Phrases, me: str) -> Letter:
    """The parts of a text whose first line has the number ``first_line``; ``me`` is the name that signs it."""
    lines = tuple(
        (line.number, line.text) for line in markdown.lines(text, first_line) if not line.text.lstrip().startswith(">")
    )
    greeting, rest = _greeting(lines, phrases)
    postscript = next((index for index, line in enumerate(rest) if _POSTSCRIPT.match(line[1])), len(rest))
    sign_off, end = _sign_off(rest[:postscript], phrases, unaccented(me).split())
    body = (*rest[:end], (0, ""), *rest[postscript:])
    words = Text((number, LINK.sub(" ", line)) for number, line in body)
    return Letter(lines, greeting, words, body, sign_off)


# ---------------------------------------------------------------------------------------------------------- salutation


def _greeting(lines: tuple[Line, ...], phrases: Phrases) -> tuple[Greeting | None, tuple[Line, ...]]:
    """The salutation, and the lines behind it."""
    said = [index for index, line in enumerate(lines) if line[1].strip()][:_HEAD]
    for index in said:
        found = _greeting_in(lines[index], phrases, first=index == said[0])
        if found is not None:
            greeting, inline = found
            return greeting, ((greeting.line, inline.strip()), *lines[index + 1 :])
    return None, lines


def _greeting_in(line: Line, phrases: Phrases, *, first: bool) -> tuple[Greeting, str] | None:
    """The salutation that a line begins with and what follows it; below the first line it must be all of it."""
    number, text = line
    opening = text_of(text)
    words = phrases["salutations"].starts(opening)
    tokens = text.split()
    if words == 0:
        return _bare_name(number, text, phrases) if first else None
    if words > len(tokens):
        return None
    rest = " ".join(tokens[words:])
    if tokens[words - 1].endswith((",", "!", ".", ":")):
        # a comma may stand in front of the name: "Hello, Jordan!"
        who, behind = _name_at(rest, phrases)
        if behind.strip(" ,!.:;–—-") or len(who.split()) > 3:
            who, behind = "", rest
    else:
        who, behind = _name_at(rest, phrases)
    if not first and behind.strip():
        return None
    if not who and behind and not tokens[words - 1].endswith((",", "!", ".", ":", "–", "—")):
        return None  # "Best of all was …" begins a sentence
    return Greeting(number, who), behind


def _bare_name(number: int, text: str, phrases: Phrases) -> tuple[Greeting, str] | None:
    """A salutation that is a name alone, on a line of its own: ``Jordan,``."""
    bare = text.strip()
    if not bare.endswith((",", ":")) or len(bare.split()) > 4 or phrases["gratitude"].holds(text_of(bare)):
        return None
    who, behind = _name_at(bare, phrases)
    return (Greeting(number, who), "") if who and not behind.strip() else None


def _name_at(text: str, phrases: Phrases) -> tuple[str, str]:
    """The name at the beginning of a text, and what follows it."""
    stop = _NAME_ENDS.search(text)
    head = text[: stop.start()] if stop else text
    behind = text[stop.end() :] if stop else ""
    tokens = head.split()
    if stop and len(tokens) <= 4 and not behind.strip():
        return head.strip(), ""  # all of the line: names in small letters too
    count = next((index for index, token in enumerate(tokens) if not _name_like(token, phrases)), len(tokens))
    if count < len(tokens):
        return " ".join(tokens[:count]), f"{' '.join(tokens[count:])}{text[stop.start() :] if stop else ''}"
    sentence = next((index for index, token in enumerate(tokens) if _ends_sentence(token, phrases)), None)
    if sentence is not None and sentence + 1 < len(tokens):
        return " ".join(tokens[: sentence + 1]).rstrip("."), " ".join(tokens[sentence + 1 :]) + text[len(head) :]
    return head.strip().rstrip("."), behind


def _name_like(token: str, phrases: Phrases) -> bool:
    bare = unaccented(token).strip(".()\"'“”‘’")
    return (
        token.lstrip("(\"'“‘[{<")[:1].isupper()
        or not token[:1].isascii()
        or bare in _JOINING
        or bare in _PARTICLES
        or bare in _ANYBODY
        or bare in phrases.words["titles"]
    ) and not (bare == "i" and token == "I")


def _ends_sentence(token: str, phrases: Phrases) -> bool:
    bare = unaccented(token)
    return bare.endswith(".") and len(bare) > 2 and bare.rstrip(".") not in phrases.words["titles"]


# ------------------------------------------------------------------------------------------------------------ sign-off


def _sign_off(lines: tuple[Line, ...], phrases: Phrases, me: list[str]) -> tuple[SignOff | None, int]:
    """The sign-off, and the index of the line at which it begins; without one, of the end."""
    said = [index for index, line in enumerate(lines) if line[1].strip()][1:][-_FOOT:]  # the first line is no closing
    nameless: tuple[SignOff, int] | None = None
    for place in range(len(said) - 1, -1, -1):
        index = said[place]
        below = tuple(lines[lower] for lower in said[place + 1 :])
        found = _closing(lines[index], below, phrases, me)
        if found is None:
            continue
        if found.name and (nameless is None or _is_me(found.name, me)):
            return found, index
        nameless = nameless or (found, index)  # a last "Thanks" below all may stand under another closing and my name
    if nameless is not None:
        return nameless
    for place in range(len(said) - 1, -1, -1):
        index = said[place]
        if _is_me(lines[index][1], me):
            below = tuple(lines[lower] for lower in said[place:])
            above = said[place - 1] if place else None
            if above is not None and _is_own_closing(lines[above][1]):
                return SignOff(lines[above][0], lines[above][1].strip(), lines[index][1].strip(), below), above
            behind = _behind_a_sentence(lines[above][1]) if above is not None else ""
            if above is not None and behind:
                return SignOff(lines[above][0], behind, lines[index][1].strip(), below), index
            closing = "—" if _DASHED.match(lines[index][1]) else ""
            return SignOff(lines[index][0], closing, lines[index][1].strip(), below), index
    return None, len(lines)


def _closing(line: Line, below: tuple[Line, ...], phrases: Phrases, me: list[str]) -> SignOff | None:
    """The sign-off that begins on a line with known closing words."""
    number, text = line
    words = text_of(text)
    if not words.words or words.count > _LONGEST_SIGN_OFF + len(me):
        return None
    starts = max(phrases[name].starts(words) for name in ("signoffs", "signoffs-familiar", "signoffs-casual"))
    if not starts:
        return None
    shown = words.shown(0, starts)
    behind = words.shown(starts, len(words.words))
    if behind and _is_me(behind, me):
        return SignOff(number, shown, behind, ((number, behind), *below))
    names = [text.strip() for _, text in below if text.strip(" -–—_")]
    name = next((text for text in names if _is_me(text, me)), names[0] if names else "")
    if behind and (words.count > _LONGEST_SIGN_OFF or not (_is_me(name, me) if me else _is_name(name, me))):
        return None  # a sentence such as "Thank you again for your time."
    return SignOff(number, text.strip() if behind else shown, name if _is_name(name, me) else "", below)


def _is_own_closing(text: str) -> bool:
    """Whether a line right above my name is a closing of my own making (``Mvh``): short, and not a sentence."""
    bare, words = text.strip(), len(text.split())
    if bare.endswith((",", "–", "—")):
        return words <= _LONGEST_SIGN_OFF + 2
    return words <= _LONGEST_SIGN_OFF and not bare.endswith((".", "?", "!", ":", ";"))


def _behind_a_sentence(text: str) -> str:
    """A closing of my own making at the end of a line of the text: ``… how it goes. With thanks for the red pen,``."""
    _, end, closing = text.strip().rpartition(". ")
    return closing if end and _is_own_closing(closing) and closing.endswith((",", "–", "—")) else ""


def _is_me(text: str, me: list[str]) -> bool:
    """Whether a line is my name: all of it, a part of it, or my initials."""
    said = [word.plain for word in text_of(text).words]
    if not said or not me or len(said) > len(me) + 2:
        return False
    mine = {*text_of(" ".join(me)).vocabulary, "".join(part[0] for part in me), *(part[0] for part in me)}
    return all(word in mine for word in said) if len(said) <= len(me) else sum(word in mine for word in said) >= len(me)


def _is_name(text: str, me: list[str]) -> bool:
    """Whether a line could be a name: mine, or a few words without digits and addresses."""
    if _is_me(text, me):
        return True
    words = text_of(text)
    return (
        0 < words.count <= 5
        and ADDRESS not in words.vocabulary
        and not any(char.isdigit() for char in text)
        and not text.rstrip().endswith((".", "?", "!"))
    )
