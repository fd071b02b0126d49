"""Two versions of a book as one: what is no matter of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.adapters.git import Repository, create
from crm.adapters.git.objects import FILE, LINK, PROGRAM, Entry, Objects, blob_id, objects
from crm.book.syncing.joining import Files, Joined, Joiner
from crm.core.merge import Age, Order

OLDER_FIRST = Order(Age(1, "a"), Age(2, "b"))
NEWER_FIRST = Order(Age(2, "b"), Age(1, "a"))

Make = Callable[[bytes, str], Entry]


@pytest.fixture
def found(tmp_path: Path) -> Iterator[tuple[Repository, Objects]]:
    repository = create(tmp_path)
    with objects(repository) as opened:
        yield repository, opened


@pytest.fixture
def make(found: tuple[Repository, Objects]) -> Make:
    """Puts a content into git."""

    def put(data: bytes, mode: str = FILE) -> Entry:
        ident = found[0].run("hash-object", "-w", "--stdin", data=data).decode().strip()
        assert ident == blob_id(data, ident)
        return Entry(mode, ident)

    return put


def join(found: tuple[Repository, Objects], base: Files, a: Files, b: Files) -> Joined:
    """The join, which must not depend on which side is whose."""
    joined = Joiner(*found).join(base, a, b, OLDER_FIRST)
    swapped = Joiner(*found).join(base, b, a, NEWER_FIRST)
    assert joined.files == swapped.files
    assert joined.decisions == swapped.decisions
    return joined


def test_a_link_never_takes_the_place_of_what_was_written(found: tuple[Repository, Objects], make: Make) -> None:
    path = "contacts/ada.md"
    base, link, edit = make(b"1\n", FILE), make(b"/etc/passwd", LINK), make(b"1\n2\n", FILE)
    for a, b in ((link, edit), (edit, link)):
        assert join(found, {path: base}, {path: a}, {path: b}).files == {path: edit}
    assert join(found, {path: base}, {path: base}, {path: link}).files == {path: link}
    assert join(found, {path: link}, {}, {path: edit}).files == {path: edit}


def test_two_files_beyond_the_limit_are_both_kept(found: tuple[Repository, Objects], make: Make) -> None:
    path = "inbox/film.mov"
    base, mine, yours = (make(letter * 5_000_001, FILE) for letter in (b"0", b"1", b"2"))
    joined = join(found, {path: base}, {path: mine}, {path: yours})
    assert joined.files == {path: yours, "inbox/film-2.mov": mine}
    assert join(found, {path: base}, {}, {path: yours}).files == {path: yours}
    assert join(found, {path: base}, {path: base}, {}).files == {}


@pytest.mark.parametrize(
    ("base", "a", "b", "merged"),
    [(FILE, PROGRAM, FILE, PROGRAM), (PROGRAM, FILE, PROGRAM, FILE), (None, FILE, PROGRAM, PROGRAM)],
)
def test_a_mode_is_that_of_the_side_that_changed_it(
    found: tuple[Repository, Objects], make: Make, base: str | None, a: str, b: str, merged: str
) -> None:
    before = {"run.sh": make(b"1\n\n2\n", base)} if base else {}
    joined = join(found, before, {"run.sh": make(b"1\n\n3\n", a)}, {"run.sh": make(b"0\n\n2\n", b)})
    assert joined.files["run.sh"].mode == merged


def test_what_came_of_a_join_can_be_joined_again(found: tuple[Repository, Objects], make: Make) -> None:
    path = "contacts/ada.md"
    texts = [b"a\n\nb\n\nc\n", b"A\n\nb\n\nc\n", b"a\n\nB\n\nc\n", b"a\n\nb\n\nC\n"]
    base, first, second, third = ({path: make(text, FILE)} for text in texts)
    joiner = Joiner(*found)
    both = joiner.join(base, first, second, OLDER_FIRST).files
    merged = joiner.join(base, both, third, OLDER_FIRST).files
    assert joiner.made[merged[path].id] == b"A\n\nB\n\nC\n"


_PATHS = st.sampled_from(["contacts/a.md", "contacts/A.md", "notes/n.md", "inbox/x", "crm.toml", "README", "odd\x01"])
_SIDES = st.dictionaries(_PATHS, st.tuples(st.sampled_from([FILE, PROGRAM, LINK]), st.integers(0, 4)), max_size=5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=_SIDES, a=_SIDES, b=_SIDES)
def test_nothing_is_lost_and_the_order_of_the_sides_is_nothing(
    found: tuple[Repository, Objects],
    make: Make,
    base: dict[str, tuple[str, int]],
    a: dict[str, tuple[str, int]],
    b: dict[str, tuple[str, int]],
) -> None:
    def files(side: dict[str, tuple[str, int]]) -> dict[str, Entry]:
        return {path: make(f"{path}: text {number}\n".encode() * number, mode) for path, (mode, number) in side.items()}

    before, mine, yours = files(base), files(a), files(b)
    joined = join(found, before, mine, yours)
    new = [entry for side in (mine, yours) for path, entry in side.items() if entry.regular and path not in before]
    joiner = Joiner(*found)
    joiner.join(before, mine, yours, OLDER_FIRST)
    kept = {*joiner.made, *(entry.id for entry in joined.files.values())}
    lines = b"".join(joiner.made.get(ident) or found[1].blobs([ident])[ident] for ident in kept).splitlines()
    assert {line for data in found[1].blobs(entry.id for entry in new).values() for line in data.splitlines()} <= set(
        lines
    )
