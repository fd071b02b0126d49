"""Bytes of a foreign file → text, in the encodings in which other programs write."""

from __future__ import annotations

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 400
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""What Windows-1252 has where Latin-1 has control characters."""


def is_a_guess(data: bytes) -> bool:
    """Whether nothing in the bytes says what they are, and some are read as Windows-1252 for want of better."""
    if _wide(data):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


def text_of(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-16 without one, as UTF-8, else as Windows-1252. Never fails.

    A line that is no UTF-8 does not spoil the others.
    """
    if wide := _wide(data):
        return data.decode(wide, "replace").removeprefix("\ufeff")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(map(_line, data.splitlines(keepends=True)))


def _wide(data: bytes) -> str:
    """Which UTF-16 it is, by its byte order mark or by the zeros in it; empty where it is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:_SAMPLE]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) // 4 else ""


def _line(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_WINDOWS)
