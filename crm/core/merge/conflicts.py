"""The key ``conflicts`` of a front matter: what a merge could not settle, one ``"key: value"`` a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crm.core.documents.yamltext import flow_list, scalar
from crm.core.merge.keys import UNDECODED, Key, rewritten
from crm.core.merge.lists import Item, items_of, with_items

CONFLICTS = "conflicts"


def note(key: Key) -> str:
    """A key and its value as an item of the list."""
    text, items, _ = key.said
    value = text if text is not None else flow_list(items) if items is not None else key.raw
    # a byte that is not UTF-8 is only in what is written
    return f"{key.name}: {key.raw if UNDECODED in value else value}"


def notes_in(keys: Iterable[Key]) -> list[str]:
    """The notes in a front matter."""
    found = [key for key in keys if key.name == CONFLICTS]
    items = items_of(found[0]) if found else None
    return [item.text for item in items or ()]


def with_notes(keys: Sequence[Key], notes: Sequence[str]) -> list[Key]:
    """The keys with more notes, one line for each; a note that stands there already is not repeated."""
    known = notes_in(keys)
    missing = list(dict.fromkeys(text for text in notes if text not in known))
    if not missing:
        return list(keys)
    if not any(key.name == CONFLICTS for key in keys):
        first = keys[0].text if keys else ""
        indent = first[: len(first) - len(first.lstrip(" "))]
        keys = [*keys, rewritten(Key(CONFLICTS, "", ""), f"{indent}{CONFLICTS}:\n")]
    return [_extended(key, missing) if key.name == CONFLICTS else key for key in keys]


def _extended(key: Key, notes: Sequence[str]) -> Key:
    items = items_of(key)
    indent = key.text[: len(key.text) - len(key.text.lstrip(" "))]
    if items is None:  # no list: somebody else's key of that name
        lines = [f"{indent}# {scalar(text)}\n" for text in notes]
        return replace(key, above=key.above + "".join(line for line in lines if line not in key.above))
    if items or key.raw:
        return with_items(key, [*items, *(Item(text, raw=scalar(text)) for text in notes)])
    return rewritten(key, key.text + "".join(f"{indent}  - {scalar(text)}\n" for text in notes))
