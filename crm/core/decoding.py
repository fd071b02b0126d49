"""Bytes of a foreign file → text, in the encodings in which other programs write."""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 400


def text_of(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-16 without one, as UTF-8, else as Windows-1252. Never fails."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    start = data[:_SAMPLE]
    if start[1::2].count(0) > len(start) // 4:
        return data.decode("utf-16-le", "replace")
    if start[::2].count(0) > len(start) // 4:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return windows(data)


def windows(data: bytes) -> str:
    """Bytes as Windows-1252, and those that it does not know as Latin-1, of which it is an extension."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data) if data else ""
