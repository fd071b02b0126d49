"""How a person is addressed, from a name as address books write it."""

from __future__ import annotations

import re

from crm.core.text.unseen import on_one_line

_TITLES = frozenset(
    """
    dr prof professor mr mrs ms mx sir dame rev judge rabbi pastor captain capt chef sister father sergeant sgt
    """.split()
)
_BEHIND = frozenset("phd md mba jr sr ii iii iv esq cfa cpa pe rn msc bsc ma ba dds jd pmp".split())
_PARTICLES = frozenset("al bin da de del della den der di dos du la le ten ter van von zu zum zur".split())
_FIRST_NAMES = frozenset(["al", "da", "del", "di", "le"])
"""Particles that are also first names."""

_INITIAL = re.compile(r"\w\.?\Z")


def written_out(name: str) -> str:
    """A name in the order in which it is spoken, without degrees behind it: ``Example, Jordan`` is Jordan Example."""
    first, *behind = [part.strip() for part in on_one_line(name).split(",")]
    others = [part for part in behind if part and _key(part) not in _BEHIND]
    parts = " ".join([*others, first]).split()
    while len(parts) > 1 and _key(parts[-1]) in _BEHIND:
        parts.pop()
    return " ".join(parts)


def without_titles(name: str) -> str:
    """A name as it is spoken, without titles before it and degrees behind; in full where it is nothing else."""
    return " ".join(part for part in written_out(name).split() if _key(part) not in _TITLES) or name


def greeting(name: str) -> str:
    """The name behind "Dear": the first name, with a title the last; in full where neither can be told apart."""
    parts = written_out(name).split()
    titles = [part for part in parts if _key(part) in _TITLES]
    others = [part for part in parts if part not in titles]
    if titles and others:
        given, family = given_and_family(name)
        return f"{titles[0]} {family or given}"
    if not parts or _is_family_alone(parts) or _INITIAL.match(parts[0]) or not _has_first_name_first(parts[0]):
        return " ".join(parts)
    return parts[0]


def given_and_family(name: str) -> tuple[str, str]:
    """A name in two parts, as address books sort by it; the family's is empty where there is but one word.

    The first name is empty where the name begins with a particle: van der Example. Titles and degrees are left out; a particle belongs to the family: Ludwig, van Beethoven.
    """
    parts = [part for part in written_out(name).split() if _key(part) not in _TITLES] or [name.strip()]
    if _is_family_alone(parts):
        return "", " ".join(parts)
    if len(parts) == 1:
        return parts[0], ""
    if not _has_first_name_first(parts[0]):
        return " ".join(parts[1:]), parts[0]
    at = next((index for index, part in enumerate(parts) if index > 0 and _key(part) in _PARTICLES), len(parts) - 1)
    return " ".join(parts[:at]), " ".join(parts[at:])


def _is_family_alone(parts: list[str]) -> bool:
    """Whether a name begins within the family's: "van Example", "Van der Example", but not "Van Example" or "Al Example"."""
    if len(parts) < 2 or _key(parts[0]) not in _PARTICLES:
        return False
    return parts[0].islower() or (_key(parts[0]) not in _FIRST_NAMES and _key(parts[1]) in _PARTICLES)


def _key(part: str) -> str:
    return part.replace(".", "").casefold()


def _has_first_name_first(part: str) -> bool:
    """Whether a name is in a script whose names surely begin with the first name: not Chinese, Japanese, Korean."""
    return not re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", part)
