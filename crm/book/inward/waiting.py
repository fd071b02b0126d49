"""What waits in the inbox. Quick to load, since the daily list asks it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crm.adapters.store import Store, StoreError
from crm.book.folders import INBOX
from crm.core.incoming.captures import LIMIT, SUFFIXES, Capture, captures

_MANY = 30
"""Files from which the daily list counts them instead of their lines: it should not wait for them."""


@dataclass(slots=True)
class Waiting:
    """The captures of the inbox as pairs of a path and a capture, and what of it cannot be read, as sentences."""

    captures: list[tuple[str, Capture]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def waiting(store: Store) -> Waiting:
    """Every capture, in the order of the files and their lines. Raises StoreError where the folder cannot be read."""
    found = Waiting()
    listing = store.listing(INBOX, "")
    found.unreadable += [f"{path} is a symbolic link, and is not followed" for path in listing.symlinks]
    for path in listing.files:
        if not path.lower().endswith(SUFFIXES):
            found.unreadable.append(f"{path} is no text that is read: name it {' or '.join(SUFFIXES)}")
            continue
        try:
            data = store.read(path).data
        except StoreError as error:
            found.unreadable.append(error.message)
            continue
        text = _text(data)
        if text is None:
            found.unreadable.append(f"{path} is not UTF-8, or larger than {LIMIT // 1000} kB")
        else:
            found.captures += [(path, one) for one in captures(text)]
    for folder, count in sorted(within(store).items()):
        files, them = ("the file in it is", "it") if count == 1 else (f"the {count:,} files in it are", "them")
        found.unreadable.append(f"{folder} is a folder, and {files} not read: move {them} up into {INBOX}/")
    return found


def within(store: Store) -> Counter[str]:
    """How many files lie in each subfolder of the inbox, deeper ones too: they are no part of the book."""
    return Counter("/".join(path.split("/")[:2]) for path in store.nested(INBOX, ""))


def _text(data: bytes) -> str | None:
    """The text of an inbox file; None for what nobody jotted down."""
    if len(data) > LIMIT or b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def hint(store: Store) -> str | None:
    """One line on what waits, for the daily list; None where nothing does. Of many files none is read for that."""
    try:
        files = [path for path in store.listing(INBOX, "").files if path.lower().endswith(SUFFIXES)]
        found = waiting(store).captures if 0 < len(files) <= _MANY else []
    except StoreError:
        return None
    said = []
    if len(files) > _MANY:
        said.append(f"{len(files)} files wait for crm triage")
    elif found:
        said.append(f"{len(found)} line{'s wait' if len(found) > 1 else ' waits'} for crm triage")
    if deeper := within(store).total():
        them = "1 file in a subfolder is" if deeper == 1 else f"{deeper:,} files in subfolders are"
        said.append(f"{them} not read")
    return f"inbox: {', '.join(said)}" if said else None
