"""A whole book in one JSON text, and back: for other programs what its files say, for us the files as they are.

``files`` holds every file of the book, byte for byte; all else in the text is made from them, and not read back.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

FORMAT = "crm-book"
VERSION = 1
"""Fields are only ever added; a version that cannot be read by this one would have a higher number."""


class NoBook(ValueError):
    """A text that is no such export; the message says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class File:
    """One file of a book: its path relative to the book, with ``/``, and its bytes."""

    path: str
    data: bytes


def text(said: Mapping[str, object], files: Iterable[File]) -> bytes:
    """The JSON text, in UTF-8: ``said`` is what the files say, as plain data by kind.

    Same book, same bytes. Each file and contact has a line. No character that a terminal would obey stands in it
    unescaped.
    """
    whole = {"format": FORMAT, "version": VERSION, **said, "files": [_packed(file) for file in files]}
    written = ",\n".join(f" {_dumped(key)}: {_member(value)}" for key, value in whole.items())
    return _BEYOND.sub(lambda match: _shown(match[0]), f"{{\n{written}\n}}\n").encode()


def _member(value: object) -> str:
    """A member of the whole; the items of a list have a line each, for git and the eye."""
    if not isinstance(value, list) or not value:
        return _dumped(value)
    items = ",\n".join(f"  {_dumped(item)}" for item in value)
    return f"[\n{items}\n ]"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_BEYOND = re.compile(r"[^\n -~]")
"""What is not plainly to be seen everywhere; all below a blank but line ends is escaped by JSON itself."""


def _shown(char: str) -> str:
    """A character that can be seen as it is, another one as JSON's escape."""
    if char.isprintable():
        return char
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _packed(file: File) -> dict[str, str]:
    try:
        return {"path": file.path, "text": file.data.decode()}
    except UnicodeDecodeError:
        return {"path": file.path, "base64": b64encode(file.data).decode()}


def ours(data: bytes) -> bool:
    """Whether a file begins as such an export does."""
    return data.startswith(b'{\n "format": "crm-book",')


def read(data: bytes) -> Sequence[File]:
    """The files in such a text. Raises NoBook where it is none, or one that is newer or damaged."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoBook("this is not UTF-8", "give a file that crm export json wrote") from None
    except json.JSONDecodeError as error:
        raise NoBook(f"line {error.lineno}: this is no JSON ({error.msg})", "export the book again") from None
    except (RecursionError, ValueError):
        raise NoBook("this is nested too deeply, or has a number that is too long", "export the book again") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise NoBook("this is JSON, but no book", "give a file that crm export json wrote")
    version = whole.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise NoBook(f"this has version {version}, and is newer than this crm", "update crm, and try again")
    if not isinstance(whole.get("files"), list):
        raise NoBook("the book has no files", "export it again")
    return list(_files(whole["files"]))


def _files(entries: Sequence[object]) -> Iterator[File]:
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
            raise NoBook(f"file {number} of the book has no path", "export the book again")
        path = entry["path"]
        if path in seen:
            raise NoBook(f"file {number} of the book, {json.dumps(path)}, is in it twice", "remove one of the two")
        seen.add(path)
        data = _unpacked(cast("dict[str, object]", entry))
        if data is None:
            raise NoBook(f"file {number} of the book, {json.dumps(path)}, has no text", "export the book again")
        yield File(path, data)


def _unpacked(entry: Mapping[str, object]) -> bytes | None:
    written, packed = entry.get("text"), entry.get("base64")
    try:
        if isinstance(written, str):
            return written.encode()
        return b64decode(packed, validate=True) if isinstance(packed, str) else None
    except ValueError:  # half a character, or no base64
        return None
