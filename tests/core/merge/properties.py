"""What must hold of any merge; each is given the merge to judge, so that a wrong one can be judged too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from crm.core.documents import filetext, markdown
from crm.core.logs import log
from crm.core.merge import Age, Merged, Order

Property = Callable[..., None]
Merge = Callable[[bytes | None, bytes, bytes, Order, str], Merged]

PATH = "contacts/jordan-example.md"
ORDER = Order(Age(1, "a"), Age(2, "b"))
AFTER = Order(Age(3, "m"), Age(2, "b"))
SWAPPED = Order(ORDER.b, ORDER.a)

_TICK = re.compile(r"\[[xX]\]")
_WORD = re.compile(r"\w+")


def lines(data: bytes) -> list[str]:
    return re.split(r"\r\n|\r|\n", data.decode("utf-8", "surrogateescape").removeprefix("\ufeff"))


def front_and_body(data: bytes) -> tuple[list[str], list[str]]:
    found = lines(data)
    if found[0].rstrip(" \t") == "---":
        for number, line in enumerate(found[1:], 1):
            if line.rstrip(" \t") in {"---", "..."}:
                return found[1:number], found[number + 1 :]
    return [], found


def entries(data: bytes) -> Counter[str]:
    """The entries of the log, as the log's own reader takes them apart."""
    _, body = front_and_body(data)
    all_lines = markdown.lines("\n".join(body))
    sections = [all_lines[section.start : section.end] for section in log.sections(all_lines)]
    return Counter("\n".join(line.text for line in block) for section in sections for block in log.blocks(section))


def symmetric(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    assert merge(base, a, b, ORDER, PATH) == merge(base, b, a, SWAPPED, PATH)


def idempotent(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    assert merge(base, a, a, ORDER, PATH).data == a
    merged = merge(base, a, b, ORDER, PATH)
    # of a line that stands twice nobody can tell which of the two was removed; without base, nothing was
    if base is None or merged.beside is not None or any(map(_repeats, (base, a, b))):
        return
    if b"<<<<<<<" in merged.data:  # halves of markers that came together from two sides
        return
    assert merge(base, merged.data, a, AFTER, PATH).data == merged.data
    assert merge(base, merged.data, b, AFTER, PATH).data == merged.data


def _repeats(data: bytes) -> bool:
    found = [line.strip() for line in lines(data) if line.strip()]
    return len(set(found)) < len(found)


def nothing_lost(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    """Every line that a side added is there: in the body as it is, in front matter by its words."""
    merged = merge(base, a, b, ORDER, PATH)
    data = merged.data + b"\n" + (merged.beside or b"")
    _, base_body = front_and_body(base or b"")
    present = Counter(map(_plain, lines(data)))
    words = set(_WORD.findall(data.decode("utf-8", "surrogateescape").replace("\\n", " ")))
    known = _WORD.findall((base or b"").decode("utf-8", "surrogateescape"))
    base_front, _ = front_and_body(base or b"")
    for side in (a, b):
        front, body = front_and_body(side)
        added = Counter(map(_plain, body)) - Counter(map(_plain, base_body))
        missing = [line for line, count in added.items() if line and not _fence(line) and present[line] < min(count, 1)]
        assert missing == [], (missing, data)
        for line in Counter(front) - Counter(base_front):
            assert {*_WORD.findall(line)} <= {*words, *known, "null"}, (line, data)


def _plain(line: str) -> str:
    return _TICK.sub("[ ]", line).strip()


def _fence(line: str) -> bool:
    """Lines that a merge writes itself or takes away."""
    return line.startswith(("<!-- crm:", "<<<<<<<", "|||||||", "=======", ">>>>>>>", "```", "~~~")) or line == "---"


def counted(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    """Entries that neither side touched are there exactly as often, and nothing is there twice that was there once."""
    merged = entries(merge(base, a, b, ORDER, PATH).data)
    versions = [entries(base or b""), entries(a), entries(b)]
    known = {entry for version in versions for entry in version}
    repeated = Counter(_head(entry) for entry in known)
    for entry in known:
        counts = [version[entry] for version in versions]
        if repeated[_head(entry)] == 1:  # what two edits make of another entry of that heading may look like this one
            assert merged[entry] <= max(counts), entry
            assert len({*counts}) > 1 or merged[entry] == counts[0], entry
            assert max(repeated.values()) > 1 or merged[entry] == _expected(*counts), entry


def _expected(base: int, a: int, b: int) -> int:
    """How often an entry is there in the end: all that either side added, once; without what either removed."""
    if min(a, b) >= base:
        return max(a, b)
    return min(a, b) if max(a, b) <= base else a + b - base


def _head(entry: str) -> str:
    return entry.partition("\n")[0]


def readable(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    """Of two files that can be read comes one that can be read, without a key that stands twice."""
    merged = merge(base, a, b, ORDER, PATH)
    if all(sound(side) for side in (a, b)):
        assert sound(merged.data), merged.data


def sound(data: bytes) -> bool:
    document = filetext.read(data)
    return document.readable and not document.faults


def each_key_has_one_of_its_values(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    """Where only one side changed a key, its value stands; a list has what a set would have."""
    documents = [filetext.read(data) for data in (base or b"", a, b, merge(base, a, b, ORDER, PATH).data)]
    if not all(document.readable for document in documents):
        return
    before, mine, yours, merged = (
        {key: (value.text, value.items) for key, value in document.keys.items()} for document in documents
    )
    commented = b"#" in a + b  # an item with a new comment was edited, and stays
    for key in mine.keys() & yours.keys() - {"conflicts"}:
        versions = [version.get(key, (None, None)) for version in (before, mine, yours)]
        if commented and any(items for _, items in versions):
            continue
        if before.get(key) == mine[key]:
            assert merged[key] == yours[key]
        if before.get(key) == yours[key]:
            assert merged[key] == mine[key]
        if all(items for _, items in versions):
            was, here, there, now = ({*(items or ())} for _, items in (*versions, merged[key]))
            assert now == (was & here & there) | (here - was) | (there - was)


def exact(merge: Merge, base: bytes | None, a: bytes, b: bytes) -> None:
    """A front matter or body that only one side changed is that side's, line for line."""
    merged = front_and_body(merge(base, a, b, ORDER, PATH).data)
    before, mine, yours = (front_and_body(data) for data in (base or b"", a, b))
    for part in (0, 1):
        if part == 0 and any("" in version[0] for version in (before, mine, yours)):
            continue
        if _lines_of(mine[part]) == _lines_of(before[part]):
            assert _lines_of(merged[part]) == _lines_of(yours[part])
        if _lines_of(yours[part]) == _lines_of(before[part]):
            assert _lines_of(merged[part]) == _lines_of(mine[part])


def _lines_of(part: list[str]) -> list[str]:
    return part[:-1] if part and part[-1] == "" else part  # whether the last line ends is the envelope's business


ALL: tuple[Property, ...] = (
    symmetric,
    idempotent,
    nothing_lost,
    counted,
    readable,
    each_key_has_one_of_its_values,
    exact,
)
