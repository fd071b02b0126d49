"""Texts → the YAML that a person would have typed for them.

Quotes stand where plain YAML would not give the same text back, here or in another reader (which takes ``NO`` for false
and ``12:30`` for 750). Dates, ``true`` and ``false`` stay plain, because front matter writes them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`.+~=<")
_FLOW = frozenset(",[]{}?")
_TYPED_WORDS = frozenset({"null", "yes", "no", "y", "n", "on", "off", "true", "false"})
_NUMBER = re.compile(r"[\d ()/_.:,+-]*\d[\d ()/_.:,+-]*|0[xob][\da-f_]+|[\d_.]+e[-+]?\d+", re.IGNORECASE | re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)( \d\d:\d\d)?|(\d\d-\d\d)", re.ASCII)
_UNPRINTABLE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str, *, in_list: bool = False) -> str:
    """A text on one line, quoted only where it must be; ``in_list`` for one between the brackets of a flow list."""
    if _plain(text) and not (in_list and _FLOW.intersection(text)) and not _typed(text):
        return text
    return f'"{_UNPRINTABLE.sub(_escape, text)}"'


def flow_list(texts: Iterable[str]) -> str:
    """A list on one line, as ``[a, b]``."""
    return f"[{', '.join(scalar(text, in_list=True) for text in texts)}]"


def _plain(text: str) -> bool:
    """Whether YAML reads the text without quotes as it stands."""
    return (
        text != ""
        and text == text.strip()
        and text[0] not in _FIRST
        and text[-1] != ":"
        and ": " not in text
        and " #" not in text
        and not _UNPRINTABLE.search(text)
    )


def _typed(text: str) -> bool:
    """Whether some reader of YAML takes the text without quotes for a number, a null or a truth value by mistake."""
    if text.lower() in _TYPED_WORDS:
        return text not in {"true", "false"}
    moment = _MOMENT.fullmatch(text)
    return not _real(moment[1]) if moment else _NUMBER.fullmatch(text) is not None


def _real(day: str | None) -> bool:
    try:
        return day is None or date.fromisoformat(day) is not None
    except ValueError:
        return False


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
