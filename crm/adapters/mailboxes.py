"""Mailboxes on the disk (mbox, Maildir, single .eml files), letter by letter: the head of each, its body unread.

Nothing is held in memory but one head, so the size of a mailbox does not matter; nothing is written, no flag is set.
"""

from __future__ import annotations

import os
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

HEAD = 256_000
"""Bytes of a head, or of a report behind it; the heads of much forwarded letters have thirty thousand."""

_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)\Z")
_APART = re.compile(
    r"(?:.*\.)?(?:drafts?|templates|trash|deleted[ _]?(?:items|messages)|bin|spam|junk(?: e?-?mail)?|outbox"
    r"|unsent messages"
    r"|entwürfe|vorlagen|papierkorb|gelöschte (?:elemente|objekte)|postausgang"
    r"|brouillons?|modèles|corbeille|éléments supprimés|courrier indésirable|indésirables"
    r"|borrador(?:es)?|plantillas|papelera|elementos eliminados|correo no deseado"
    r"|bozz[ae]|modelli|cestino|posta indesiderata|rascunhos?|lixeira|concepten|prullenbak|ongewenst)",
    re.IGNORECASE,
)
"""How folders are called, in the languages of mail programs, that hold what nobody sent or wants."""
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]+)-")
_INDEXES = (".msf", ".dat", ".json", ".db", ".sqlite", ".lock", ".cmeta", ".ibex", ".index")
_HEADER = re.compile(rb"(?:[!-9;-~]+:|[ \t])")
_OTHER = re.compile(rb"(?:\xef\xbb\xbf)?BEGIN:V(CARD|CALENDAR)", re.IGNORECASE)
_IMPORTS = {b"CARD": "vcard", b"CALENDAR": "calendar"}
_EML = (".eml", ".emlx")
_FROM = b"\nFrom "
_BLOCK = 1 << 18


class _File(Protocol):
    """What a letter is read from: a file, or a part of one."""

    def readline(self, size: int, /) -> bytes: ...
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: where it lies, its head, and on request what follows, up to a bound.

    ``passed`` are the bytes from the beginning of the letter before it, or of a file of its own all of them.
    """

    where: str
    head: bytes
    rest: Callable[[], bytes]
    passed: int


class NoMailbox(Exception):
    """A path at which no mail can be read; the message names it and says why."""


def letters(name: str) -> Iterator[Letter]:
    """Every letter at a path: in a file, a Maildir, or a folder of such. Raises NoMailbox.

    Folders of drafts, spam and what was thrown away are left out below the named one, as are such letters of a Maildir.
    """
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path)
            return
        if not path.is_file():
            raise NoMailbox(f"{name} cannot be read: {'it is no regular file' if path.exists() else 'there is none'}")
        yield from _file(path, named=True)
    except (OSError, ValueError) as error:
        raise NoMailbox(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def size(name: str) -> int:
    """Bytes of all files at a path in which letters are looked for; of what cannot be read, none."""
    path = Path(name)
    return sum(_size(file) for file, _ in _files(path)) if path.is_dir() else _size(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _folder(root: Path) -> Iterator[Letter]:
    for path, single in _files(root):
        yield from _single(path) if single else _file(path, named=False)


def _files(root: Path) -> Iterator[tuple[Path, bool]]:
    """The files below a folder that may have letters, and whether each is a single one."""
    for where, folders, names in os.walk(root):
        here = Path(where)
        if here.name in {"cur", "new"} and (here.parent / "cur").is_dir():
            for name in sorted(names):
                flags = _FLAGS.search(name)
                if not name.startswith(".") and not (flags and set(flags[1]) & {"D", "T"}):
                    yield here / name, True
            folders.clear()
            continue
        if here.name == "tmp" and (here.parent / "cur").is_dir():
            folders.clear()
            continue
        folders[:] = sorted(each for each in folders if not _is_apart(each.removesuffix(".sbd")))
        for name in sorted(names):
            if not (name.startswith(".") or name.lower().endswith(_INDEXES) or _is_apart(name)):
                yield here / name, False


def _is_apart(name: str) -> bool:
    """Whether a folder's name is one of those, also as IMAP writes letters beyond ASCII (RFC 3501, 5.1.3)."""
    with suppress(ValueError):  # it only looks like that
        name = _SHIFTED.sub(lambda match: b64decode(match[1].replace(",", "/") + "===").decode("utf-16-be"), name)
    return _APART.fullmatch(unicodedata.normalize("NFC", name)) is not None


def _file(path: Path, *, named: bool) -> Iterator[Letter]:
    """The letters of a file that is an mbox or a letter; of one that is neither, none, if it was found in a folder."""
    if not named and (path.is_symlink() or not path.is_file()):  # a pipe would never end
        return
    with path.open("rb") as file:
        first = file.readline(HEAD)
    other = _OTHER.match(first)
    if other and named:
        raise NoMailbox(f"{path} is no mail; it is read by: crm import {_IMPORTS[other[1].upper()]}")
    if first.startswith(b"From "):
        yield from _mbox(path)
    elif path.name.lower().endswith(_EML) or (named and _HEADER.match(first)):
        yield from _single(path)
    elif named:
        raise NoMailbox(f"{path} is {'empty' if not first else 'neither an mbox nor a letter'}")


def _mbox(path: Path) -> Iterator[Letter]:
    """The letters of an mbox, wherever a line begins with "From ".

    Python's own mailbox module looks at each line of each letter before it gives the first: a wait, for years of mail
    (``bench/mailboxes.py``).
    """
    with path.open("rb") as file, path.open("rb") as scanned:
        before = 0
        for number, start in enumerate(_starts(scanned), 1):
            file.seek(start)
            file.readline(HEAD)
            head = _head(file)
            if _HEADER.match(head):  # else a line of a letter's text that begins with From, which nobody escaped
                yield Letter(f"{path}, letter {number}", head, partial(_rest_of, file, file.tell()), start - before)
                before = start


def _starts(file: _File, block_size: int = _BLOCK) -> Iterator[int]:
    """Where lines begin with "From ", as offsets into a file."""
    position, tail = 0, b"\n"
    while block := file.read(block_size):
        data = tail + block
        at = data.find(_FROM)
        while at >= 0:
            yield position - len(tail) + at + 1
            at = data.find(_FROM, at + 1)
        tail = data[1 - len(_FROM) :]
        position += len(block)


def _rest_of(file: BinaryIO, start: int) -> bytes:
    """What follows a head in an mbox, up to the next letter."""
    file.seek(start)
    return file.read(HEAD).partition(_FROM)[0]


def _single(path: Path) -> Iterator[Letter]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # moved by the mail program meanwhile
    with file:
        if path.suffix.lower() == ".emlx":
            file.readline(100)  # Apple Mail's count of bytes
        head = _head(file)
        yield Letter(str(path), head, partial(_rest, file), _size(path))


def _rest(file: _File) -> bytes:
    return file.read(HEAD)


def _head(file: _File) -> bytes:
    """The lines up to the first blank one."""
    lines, size = [], 0
    while size < HEAD:
        line = file.readline(HEAD)
        if not line.strip(b"\r\n"):
            break
        lines.append(line)
        size += len(line)
    return b"".join(lines)
