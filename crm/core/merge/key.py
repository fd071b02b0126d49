"""Merge of one key that both sides changed: which value stands, and that no comment is lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from crm.core.merge.conflicts import note
from crm.core.merge.keys import NO_KEY, Key, lines_of
from crm.core.merge.lists import merge_lists
from crm.core.merge.sequence import merge_items, pick

_SILENCE = {"active": 0, "do-not-contact": 2, "deceased": 3}
_PAUSED = 1
"""How much a status silences; one that is not known counts as paused."""

_BLOCKS = frozenset({"|", ">", "-", ":"})


def merge_key(
    base: Key | None, old: Key, new: Key, old_notes: Collection[str] = (), new_notes: Collection[str] = ()
) -> tuple[Key, Key | None]:
    """The merged key, and the version whose value could not stand, if there is one.

    ``old_notes`` and ``new_notes`` are what each side wrote into its list of conflicts: a side that noted the other's
    value has decided already.
    """
    lost: Key | None = None
    listed = None
    if base is not None and base.text in {old.text, new.text}:
        stands = new if base.text == old.text else old
    elif (listed := merge_lists(base, old, new)) is not None:
        stands = listed
    else:
        stands, lost = _value(base, old, new, old_notes, new_notes)
    if listed is None:
        stands = _with_suffix(stands, base, old, new)
    above = "".join(merge_items(lines_of(base.above if base else ""), lines_of(old.above), lines_of(new.above)))
    return _with_comments(replace(stands, above=above), base, old, new, lost), lost


def _value(
    base: Key | None, old: Key, new: Key, old_notes: Collection[str], new_notes: Collection[str]
) -> tuple[Key, Key | None]:
    """The side whose value stands, and the other where both changed it to different values."""
    if old.said == new.said:
        return new, None
    if base is not None and base.said in {old.said, new.said}:
        return (new, None) if base.said == old.said else (old, None)
    if _null(old) or _null(new):
        return (new, None) if _null(old) else (old, None)
    noted_here, noted_there = note(new) in old_notes, note(old) in new_notes
    if noted_here != noted_there:
        return (old, new) if noted_here else (new, old)
    return (old, new) if old.name == "status" and _silence(old) > _silence(new) else (new, old)


def _silence(key: Key) -> int:
    return _SILENCE.get((key.said[0] or "").strip().casefold(), _PAUSED)


def _null(key: Key) -> bool:
    return key.node is not None and key.node.null


def _with_suffix(stands: Key, base: Key | None, old: Key, new: Key) -> Key:
    """The value with what stands behind it on its line, where the other side changed that."""
    keys = [stands, old, new] if base is None else [stands, base, old, new]
    if base is None or stands.node is None or any(key.node is None or key.node.style in _BLOCKS for key in keys):
        return stands
    suffix = pick(*(key.text[key.node.end :] for key in (base, old, new) if key.node))
    text = stands.text[: stands.node.end] + suffix
    return stands if text == stands.text else replace(stands, text=text)


def _with_comments(key: Key, base: Key | None, old: Key, new: Key, lost: Key | None) -> Key:
    """The key with comments above it that have no place of their own any more."""
    merged = merge_items(base.comments if base else [], old.comments, new.comments)
    missing = [comment for comment in merged if comment not in key.comments]
    if lost is not None and lost.name == NO_KEY:
        missing += [f"# {line}" for line in lost.text.split("\n") if line.strip() and line not in key.text.split("\n")]
    indent = key.text[: len(key.text) - len(key.text.lstrip(" "))]
    lines = "".join(f"{indent}{comment}\n" for comment in dict.fromkeys(missing))
    return replace(key, above=key.above + lines) if lines else key
