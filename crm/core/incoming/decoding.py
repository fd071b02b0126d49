"""Bytes of a foreign file → text, in the encodings in which other programs write."""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 400
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""What Windows-1252 has where Latin-1 has control characters."""


def text_of(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-16 without one, as UTF-8, else as Windows-1252. Never fails.

    A line that is no UTF-8 does not spoil the others.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark) and encoding != "utf-8":
            return data[len(mark) :].decode(encoding, "replace")
    data = data.removeprefix(_MARKS[0][0])
    start = data[:_SAMPLE]
    if start[1::2].count(0) > len(start) // 4:
        return data.decode("utf-16-le", "replace")
    if start[::2].count(0) > len(start) // 4:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(map(_line, data.splitlines(keepends=True)))


def _line(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_WINDOWS)
