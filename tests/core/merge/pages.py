"""Contact files that hypothesis draws: a version before, and two sides that were edited apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

NAMES = ["name", "role", "location", "status", "tags", "topics", "email", "met"]
SCALARS = {
    "name": ["Jordan Example", '"Jordan: E."', "Jordan   # nick"],
    "role": ["Head of Data", "'Dev'  # since 2020", "|\n  Many\n  lines"],
    "location": ["Berlin", "Paris # moved", "Rome", "", "{city: Rome}"],
    "status": ["active", "paused", "do-not-contact", "deceased", "Active", "resting"],
    "met": ["Energy meetup", "[]", "null", ">\n  folded\n  text"],
}
ITEMS = ["energy", "alumni", '"grid, storage"', "x@example.org", "y@example.org", "ab # c"]
HEADS = [
    "2026-06-01 call: hello",
    "2026-06-01 call",
    "2026-06-02 09:30-10:00 interview (video): data platforms",
    "2026-06-02 09:30 interview (video): data platforms #career",
    "2026-06-05 coffee: talked",
    "2026-06-05 coffee: talked much",
    "2026-06-07 reply (email)",
    "no entry at all",
]
DETAILS = [
    "  - takeaway: weekly reviews saved the migration",
    "  - takeaway: weekly reviews saved it all",
    "  - [ ] Send the survey deck (by 2026-06-12)",
    "  - [x] Send the survey deck (by 2026-06-12)",
    "  - [ ] Send the survey deck (by 2026-06-14)",
    "  Free text below it.",
    "    continued deeper",
    "\t- tabbed",
    "  - offer: intro\n    - [ ] ask again",
    "",
    "  ```\n  code\n\n  - 2026-01-01 call\n  ```",
]
PARAGRAPHS = [
    "Met at the fair, likes grids and storage.",
    "Met at the fair, likes grids and tariffs.",
    "Met at the fair, likes grids and long walks.",
    "Another paragraph\nof two lines.",
    "Another paragraph\nof two long lines.",
    "- [ ] a list item",
    "- [x] a list item",
    "- another item\n  with more",
    "# Heading",
    "## Notes",
    "### Third",
    "Under\n-----",
    "---",
    "```\ncode\n\n- 2026-06-05 coffee: talked\n```",
    "    indented code",
    "<!-- crm: two versions -->\nMet at the fair.\n<!-- crm: or -->\nMet at a fair.\n<!-- crm: end of versions -->",
]
NASTY = [
    "---", "```", "~~~", "## Log", "- 2026-06-05 coffee", "  - x", "text", "<!-- crm: two versions -->",
    "<!-- crm: or -->", "<!-- crm: end of versions -->", "<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| base",
    "", " ", "\t", "key: value", "key: other", "tags: [a, b]", "- a", "name: X", "conflicts:", '  - "key: x"',
    "===", "# h", "status: paused", "* * *", "-", "1. x", "\ufeff", "é", "\u2028", "x\x0by",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    head: str
    details: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join([f"- {self.head}", *self.details])


@dataclass(frozen=True)
class Page:
    keys: tuple[tuple[str, str], ...]
    prose: tuple[str, ...]
    entries: tuple[Entry, ...]
    more: tuple[str, ...]
    ends: str = "\n"
    last: bool = True
    bom: bool = False

    def encode(self) -> bytes:
        keys = dict(self.keys)
        front = [f"{name}:{value}" if value[:1] in {"\n", ""} else f"{name}: {value}" for name, value in keys.items()]
        lines = ["---", *front, "---", ""]
        lines += [f"{paragraph}\n" for paragraph in self.prose]
        lines += ["## Log", "", *(entry.text for entry in self.entries), ""]
        lines += [f"{paragraph}\n" for paragraph in self.more]
        text = "\n".join(lines).rstrip("\n") + ("\n" if self.last else "")
        return (("\ufeff" if self.bom else "") + text.replace("\n", self.ends)).encode()


def lists() -> st.SearchStrategy[str]:
    def written(items: list[str], block: bool) -> str:
        if block and items:
            return "".join(f"\n  - {item}" for item in items)
        return f"[{', '.join(item.partition(' #')[0] for item in items)}]"

    return st.builds(written, st.lists(st.sampled_from(ITEMS), max_size=3, unique=True), st.booleans())


@st.composite
def keys(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(NAMES))
    if name in {"tags", "topics"}:
        return name, draw(lists())
    if name == "email":
        return name, draw(lists() | st.sampled_from(["x@example.org", "y@example.org"]))
    return name, draw(st.sampled_from(SCALARS[name]))


ENTRIES = st.builds(Entry, st.sampled_from(HEADS), st.lists(st.sampled_from(DETAILS), max_size=3).map(tuple))
PROSE = st.sampled_from(PARAGRAPHS)
PAGES = st.builds(
    Page,
    st.lists(keys(), max_size=5, unique_by=lambda key: key[0]).map(tuple),
    st.lists(PROSE, max_size=3).map(tuple),
    st.lists(ENTRIES, max_size=4).map(tuple),
    st.lists(PROSE, max_size=2).map(tuple),
)


@st.composite
def edited(draw: st.DrawFn, items: tuple[T, ...], new: st.SearchStrategy[T]) -> tuple[T, ...]:
    """Some items left out, changed, put in."""
    result: list[T] = []
    for item in items:
        fate = draw(st.sampled_from(["stay", "stay", "stay", "go", "change", "before"]))
        result += [] if fate in {"go", "change"} else [item]
        result += [draw(new)] if fate in {"change", "before"} else []
    return (*result, *draw(st.lists(new, max_size=1)))


@st.composite
def sides(draw: st.DrawFn, page: Page) -> Page:
    entries = [
        replace(entry, details=draw(edited(entry.details, st.sampled_from(DETAILS)))) if draw(st.booleans()) else entry
        for entry in draw(edited(page.entries, ENTRIES))
    ]
    return replace(
        page,
        keys=tuple(dict(draw(edited(page.keys, keys()))).items()),
        prose=draw(edited(page.prose, PROSE)),
        entries=tuple(entries),
        more=draw(edited(page.more, PROSE)),
        ends=draw(st.sampled_from(["\n", "\n", "\n", "\r\n"])),
        last=draw(st.sampled_from([True, True, False])),
        bom=draw(st.sampled_from([False, False, True])),
    )


@st.composite
def forks(draw: st.DrawFn) -> tuple[bytes | None, bytes, bytes]:
    """A version before (or none) and two sides."""
    page = draw(PAGES)
    a, b = draw(sides(page)), draw(sides(page))
    return draw(st.sampled_from([page.encode(), page.encode(), None])), a.encode(), b.encode()


def raw() -> st.SearchStrategy[bytes]:
    """Any bytes, mostly lines that mean something."""
    lines = st.lists(st.sampled_from(NASTY), max_size=14).map("\n".join).map(str.encode)
    ends = st.sampled_from([b"\n", b"\r\n", b"\r"])
    return st.one_of(lines, st.builds(lambda text, end: text.replace(b"\n", end), lines, ends), st.binary(max_size=40))


@st.composite
def raw_forks(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """Lines that mean something in any order, and two edits of them."""
    line = st.sampled_from(NASTY)
    base = draw(st.lists(line, max_size=12).map(tuple))
    versions = [base, draw(edited(base, line)), draw(edited(base, line))]
    base_text, a, b = ("\n".join(lines).encode() for lines in versions)
    return base_text, a, b
