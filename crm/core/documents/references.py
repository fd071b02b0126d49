"""References to a contact by its slug, in any file of the book, made to follow when the slug changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from crm.core.documents import document
from crm.core.documents.document import Document

_KEYS = ("introduced_by", "to", "about", "different_from")
"""The keys of front matter whose values name contacts."""


def renamed(before: Document, old: str, new: str) -> Document:
    """A file in which a contact's old slug has become a new one: in front matter, wikilinks and links to its file.

    Raises DocumentError where a reference cannot be changed without touching anything else.
    """
    after = before
    for key in _KEYS:
        value = after.keys.get(key)
        if value is None or value.null:
            continue
        change = _about(old, new) if key == "about" else _name(old, new)
        if value.items is not None:
            items = tuple(dict.fromkeys(map(change, value.items)))
            after = document.set_key(after, key, items) if items != value.items else after
        elif value.text is not None and change(value.text) != value.text:
            after = document.set_key(after, key, change(value.text))
    for start, end, text in reversed(_links(after.body, old, new)):
        at = after.body_start
        after = document.splice(after, at + start, at + end, text)
    return after


def renamed_in_lines(data: bytes, old: str, new: str) -> bytes:
    """A file of lines (``places.LINEWISE``), each of a digest and then a slug, in which the old slug is the new one."""
    pattern = re.compile(rb"^([0-9a-f]{16}[ \t]+)%s(?=[ \t\r\n]|\Z)" % re.escape(old.encode()), re.MULTILINE)
    return pattern.sub(lambda match: match[1] + new.encode(), data)


def _name(old: str, new: str) -> Callable[[str], str]:
    """What becomes of a value that names a contact: bare, as a wikilink or as the path of its file."""
    pattern = re.compile(rf"(\s*(?:\[\[)?(?:contacts/)?){re.escape(old)}((?:\.md)?(?:[|#][^\]]*)?(?:\]\])?\s*)")

    def change(text: str) -> str:
        match = pattern.fullmatch(text)
        return f"{match[1]}{new}{match[2]}" if match else text

    return change


def _about(old: str, new: str) -> Callable[[str], str]:
    """What becomes of an ``about`` that names whom I met before the date."""
    name = _name(old, new)

    def change(text: str) -> str:
        head, space, tail = text.lstrip().partition(" ")
        return f"{name(head)}{space}{tail}" if space else text

    return change


def _links(body: str, old: str, new: str) -> Sequence[tuple[int, int, str]]:
    """The places of a body at which a link names the old slug, and the new one."""
    slug = re.escape(old)
    pattern = re.compile(
        rf"\[\[(?:contacts/)?({slug})(?:\.md)?(?=[\]|#])|\]\((?:\.\./|\./)*(?:contacts/)?({slug})\.md\)"
    )
    found = []
    for match in pattern.finditer(body):
        group = 1 if match[1] is not None else 2
        found.append((match.start(group), match.end(group), new))
    return found


def without(before: Document, slug: str) -> Document:
    """A contact's file in which nothing says that somebody is introduced by, or is not, the contact of a slug."""
    after = before
    same = _name(slug, "")
    introducer = after.keys.get("introduced_by")
    if introducer is not None and introducer.text is not None and same(introducer.text) != introducer.text:
        after = document.remove_key(after, "introduced_by")
    others = after.keys.get("different_from")
    if others is not None and not others.null:
        items = others.items if others.items is not None else (others.text or "",)
        left = tuple(item for item in items if same(item) == item)
        if left != items:
            after = (
                document.set_key(after, "different_from", left)
                if left
                else document.remove_key(after, "different_from")
            )
    return after
