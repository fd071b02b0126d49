"""What somebody says of themselves in ``[me]``, held to the checks that letters and contacts are held to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from crm.core.contacts import person
from crm.core.contacts.fields import BadField
from crm.core.notes import letter
from crm.core.notes.letter import NotSendable
from crm.core.settings import Me
from crm.core.text.texts import quoted
from crm.core.times import dates

_PHONE = re.compile(r"[+\d\s()./\u2010-\u2015-]+(?:,?\s*(?:ext|x|#)\.?\s*\d+)?", re.IGNORECASE)
_LEAST_DIGITS = 5


def checked(key: str, text: str) -> str:
    """The text of a key of ``[me]`` as it is to be written, empty for none. Raises BadField; only a name is a must."""
    text = person.clean(text)
    if not text and key == "name":
        raise BadField("no name is given", "write the name with which you sign")
    return _CHECKS[key](text) if text and key in _CHECKS else text


def doubts(me: Me) -> Iterator[tuple[str, BadField]]:
    """The keys of ``[me]`` whose text, as somebody edited it, would not have been taken, and why."""
    for key in ("email", "phone", "linkedin"):
        try:
            checked(key, getattr(me, key))
        except BadField as error:
            yield key, error


def _email(text: str) -> str:
    """An address that a letter can come from, as it was written."""
    try:
        letter.address(text)
    except NotSendable as error:
        raise BadField(str(error), error.hint) from None
    return text


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text) or sum(char.isdigit() for char in text) < _LEAST_DIGITS:
        raise BadField(f"{quoted(text)} is no phone number", "write it as +49 555 0100")
    return text


def _linkedin(text: str) -> str:
    """The address of the profile, without what the browser hung on to it."""
    found = person.linkedin(text)
    if not found:
        raise BadField(
            f"{quoted(text)} is no LinkedIn address", "write it as https://www.linkedin.com/in/robin-example"
        )
    return found


def _zone(text: str) -> str:
    try:
        dates.zone(text)
    except ValueError as error:
        raise BadField(str(error), "write an IANA zone such as Europe/Berlin") from None
    return text


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "email": _email,
    "phone": _phone,
    "linkedin": _linkedin,
    "timezone": _zone,
}
