"""Merge of crm.toml key by key, on text, where it is made of tables and keys that each begin a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crm.core.merge.sequence import Slot, align, insert, leading, merge_items, pick, settle
from crm.core.merge.values import Findings

_HEADER = re.compile(r"[ \t]*(\[[^\[\]]+\])[ \t]*(?:#.*)?\Z")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_.-]+|\"[^\"\\]*\"|'[^']*')[ \t]*=(.*)\Z")
_LONGEST = 200
"""Lines of one value."""

Lines = tuple[str, ...]


class Setting(NamedTuple):
    """One key: the comments and blank lines above it, and its own lines."""

    name: str
    above: Lines
    lines: Lines


class Table(NamedTuple):
    """A table: its header with what stands above (no lines for the keys before the first), its keys, what follows."""

    name: str
    above: Lines = ()
    lines: Lines = ()
    settings: tuple[Setting, ...] = ()


class Tables(NamedTuple):
    """A whole file: its tables, and the comments and blank lines at its end."""

    tables: tuple[Table, ...]
    below: Lines


def merge_toml(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str] | None:
    """The merged lines; None where the three are not of that simple form, or the result would not be TOML."""
    sides = [_read(side) for side in (base, old, new)]
    before, older, newer = sides
    if before is None or older is None or newer is None:
        return None
    tables = _merged(before.tables, older.tables, newer.tables, findings)
    below = merge_items(before.below, older.below, newer.below)
    lines = [*(line for table in tables for line in _written(table)), *below]
    return lines if _valid(lines) else None


def _merged(base: Sequence[Table], old: Sequence[Table], new: Sequence[Table], findings: Findings) -> list[Table]:
    alignment = align(base, old, new, lambda table: table.name)
    decided = [_table(slot, findings) for slot in alignment.slots]
    kept = {number for number, table in enumerate(decided) if table is not None}
    order = insert(*leading(alignment, kept))
    return [table for number in order if (table := decided[number]) is not None]


def _table(slot: Slot[Table], findings: Findings) -> Table | None:
    """One table; it goes with its last key, where one side removed it."""
    shape = slot.new or slot.old or slot.base
    if shape is None:
        return None
    empty = Table(shape.name)
    base, old, new = slot.base or empty, slot.old or empty, slot.new or empty

    def both(before: Setting | None, older: Setting, newer: Setting) -> list[Setting]:
        return [_setting(before, older, newer, findings)]

    def stays(left: Setting) -> None:
        findings.say("kept", f"{left.name} was removed on one side and changed on the other: it stays")

    alignment = align(base.settings, old.settings, new.settings, lambda setting: setting.name)
    decided = [settle(each, both, stays) for each in alignment.slots]
    kept = {number for number, settings in enumerate(decided) if settings}
    settings = tuple(setting for number in insert(*leading(alignment, kept)) for setting in decided[number])
    if not settings and (slot.old is None or slot.new is None) and slot.base is not None:
        return None
    lines = pick(base.lines, old.lines or base.lines, new.lines or base.lines)
    return Table(shape.name, _comments(base.above, old.above, new.above), lines or shape.lines, settings)


def _setting(base: Setting | None, old: Setting, new: Setting, findings: Findings) -> Setting:
    """One key that both sides changed: the newer value stands, the other is a comment above it."""
    before = base or Setting(old.name, (), ())
    above = _comments(before.above, old.above, new.above)
    stands = new._replace(above=above, lines=pick(before.lines, old.lines, new.lines))
    if old.lines in {new.lines, before.lines} or new.lines == before.lines:
        return stands
    findings.say("conflict", f"{new.name} was changed on both sides: the newer stands, the other is a comment above it")
    lost = [f"# the other side of a merge: {line.strip()}" for line in old.lines]
    return stands._replace(above=tuple(dict.fromkeys([*above, *lost])) if lost else above)


def _comments(base: Lines, old: Lines, new: Lines) -> Lines:
    return tuple(merge_items(base, old, new))


def _read(lines: Sequence[str]) -> Tables | None:
    """The tables of a file; None where it is no TOML, or has tables in brackets twice, or one key or table twice."""
    if not _valid(lines):
        return None
    tables = [Table("")]
    above: list[str] = []
    at = 0
    while at < len(lines):
        header, key = _HEADER.match(lines[at]), _KEY.match(lines[at])
        if header:
            tables.append(Table(header[1], tuple(above), (lines[at],)))
            above = []
        elif key:
            end = _value_end(lines, at, key[2])
            if end is None:
                return None
            setting = Setting(key[1], tuple(above), tuple(lines[at:end]))
            tables[-1] = tables[-1]._replace(settings=(*tables[-1].settings, setting))
            above, at = [], end - 1
        elif not lines[at].strip() or lines[at].lstrip().startswith("#"):
            above.append(lines[at])
        else:
            return None
        at += 1
    return Tables(tuple(tables), tuple(above))


def _value_end(lines: Sequence[str], start: int, value: str) -> int | None:
    """The index behind the last line of a value."""
    text = f"x ={value}"
    for end in range(start + 1, min(len(lines), start + _LONGEST) + 1):
        if _valid([text]):
            return end
        text += f"\n{lines[end]}" if end < len(lines) else ""
    return None


def _valid(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join([*lines, ""]))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def _written(table: Table) -> Iterator[str]:
    yield from (*table.above, *table.lines)
    for setting in table.settings:
        yield from (*setting.above, *setting.lines)
