"""A role and a company as a sentence can name them: "your path to becoming a nurse at …", "from where you stand".

``role`` in the book is anybody's phrase: "nurse", "Head of Data", "marketing", "runs the sorting lines". Only what
surely names a post is said to be one.
"""

from __future__ import annotations

import re

from crm.core.contacts.companies import is_company
from crm.core.notes.drafts import phrases
from crm.core.notes.drafts.words import NO_POST, POSTS, UNIQUE_POSTS

_LONGEST = 60
"""Characters of a role at a company from which it reads like an address."""

_AGENT = re.compile(
    r"(?i)(?:er|or|ist|ian|ant|(?<!m)ent|yst|eer|eur|ive|ee|ect|ess|ain|man|woman|person|worker|smith|wright|mason|hand|monger|maid|wife)\Z"
)
_OF_ALL = re.compile(
    r"(?i)(?:an? |the )?(?:co-?founder|founder|(?:co-)?owner|president|chair|c[efot]o|chief executive)\b(?! of)"
)
_HEAD_ENDS = re.compile(r"[,;(/&–—]|\s(?:of|in|at|for|on|and|to|with|-)\s")
_A_CLAUSE = re.compile(
    r"(?i)\w+s\s+(?:the|an?|our|all|both|two|three|four|it|their|his|her|my|other|everything|what|how)\b"
)
_ONE_IN_LETTERS = re.compile(r"[AEFHILMNORSX][A-Z0-9]{1,4}\b|8|11\b|18\b")
_SPOKEN_LIKE_YOU = re.compile(r"(?i)(?:uni(?!n)|use|usa|util|eu|ewe|one\b|u-)|U[A-Z0-9]")


def company(text: str) -> str:
    """A company as it stands inside a sentence; empty where there is none: "self-employed" is no company."""
    name = phrases.clean(text)
    return re.sub(r"\AThe\s", "the ", name) if is_company(name) else ""


def path_and_view(role: str, at: str) -> tuple[str, str]:
    """Their way as a goal can be tied to it, and where they see things from; the path empty where nothing is known.

    ``at`` is the company as ``company`` gives it.
    """
    post, place = _post(phrases.clean(role)), f" at {at}" if at and len(at) <= _LONGEST else ""
    if post and at and at.removeprefix("the ").casefold() not in post.casefold():
        whole = f"{post} {'of' if _OF_ALL.match(post) else 'at'} {at}"
        post, place = (whole, place) if len(whole) <= _LONGEST else ("" if place else post, place)
    if post and len(post) <= _LONGEST:
        becoming = "" if post.split()[0] not in {"a", "an", "the"} and not _is_unique(post) else "becoming "
        view = f"from where you stand as {post}" if becoming else f"from where you stand{place}"
        return f"your path to {becoming}{post}", view
    if place:
        return f"what you do{place}", f"from where you stand{place}"
    return ("what you do", "from where you stand") if at else ("", "")


def _post(role: str) -> str:
    """A role as it stands behind "your path to": with its article where it is a post; empty where it is a clause."""
    role = role[:1].lower() + role[1:] if role[1:].islower() else role
    words = role.split()
    if not words or _A_CLAUSE.match(role) or words[0].rstrip(",").casefold() in NO_POST or not is_company(role):
        return ""
    if re.match(r"(?i)(?:co-?)?(?:founder|owner)\b", role):
        return f"the {role}"
    if re.match(r"(?i)(?:an?|the)\s", role) or _is_unique(role):
        return role
    head = _HEAD_ENDS.split(role, maxsplit=1)[0].split()
    if not head or not (head[-1].casefold() in POSTS or _AGENT.search(head[-1])):
        return phrases.within(role) if len(words) < 5 else ""
    return f"{_article(role)} {role}"


def _is_unique(role: str) -> bool:
    """Whether there is but one of it in a company: "Head of Data", "CEO"."""
    return any(re.match(rf"{re.escape(post)}\b", role.casefold()) for post in UNIQUE_POSTS)


def _article(role: str) -> str:
    """The article, by how the first word is spoken: a user researcher, an HR manager, an 8th grade teacher."""
    if _ONE_IN_LETTERS.match(role):
        return "an"
    return "an" if role[0].casefold() in "aeiou" and not _SPOKEN_LIKE_YOU.match(role) else "a"
