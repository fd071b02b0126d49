from __future__ import annotations

import pytest

from crm.core.versions import edits
from crm.core.versions.changes import changes
from crm.core.versions.undo import Lost, undone

FILE = (
    b"---\nname: Ada Example\nrole: Head\n---\n\nMet at a fair.\n\n## Log\n\n- 2026-06-01 call: grids\n  - [ ] Deck\n"
)
PATH = "contacts/ada-example.md"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (FILE, b"", "it is empty"),
        (FILE, b"\n \n", "it is empty"),
        (FILE, FILE[:40] + b"\0" * 9, "it holds NUL bytes"),
        (None, b"\0", "it holds NUL bytes"),
        (FILE, FILE[:-7], "it ends in the middle of a line"),
        (FILE, FILE[:12], "it ends in the middle of a line"),
        (FILE, FILE.replace(b"\n---\n\n", b"\n\n"), "its front matter has no end any more"),
        (FILE, FILE + b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", "git left a conflict marker in line 12"),
        (None, b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", "git left a conflict marker in line 1"),
    ],
)
def test_what_looks_like_damage(old: bytes | None, new: bytes, why: str) -> None:
    found = edits.damage(old, new, PATH)
    assert found is not None
    assert found.startswith(why)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FILE, FILE),
        (FILE, FILE + b"- 2026-06-02 email: more\n"),
        (FILE, FILE[: FILE.index(b"- 2026")]),
        (FILE, FILE[:-1]),
        (FILE, FILE.replace(b"grids", b"tariffs")),
        (FILE, b"other\n"),
        (None, b""),
        (None, b"---\nname: half typ"),
        (b"---\nname: never closed\n", b"---\nname: never close\n"),
        (b"", b""),
        (FILE, FILE.replace(b"\n", b"\r\n")),
    ],
)
def test_what_somebody_may_have_meant(old: bytes | None, new: bytes) -> None:
    assert edits.damage(old, new, PATH) is None


def test_a_picture_may_hold_anything() -> None:
    assert edits.damage(None, b"\0\1", "notes/card.png") is None
    assert edits.damage(b"\1", b"", "notes/card.png") is None


def test_entries_that_are_gone_are_named_those_that_were_changed_are_not() -> None:
    assert edits.removed(FILE, FILE.replace(b"- 2026-06-01 call: grids\n  - [ ] Deck\n", b"")) == (
        "2026-06-01 call: grids",
    )
    assert edits.removed(FILE, FILE.replace(b"grids", b"tariffs")) == ()
    twice = FILE + b"- 2026-06-01 call: grids\n"
    assert edits.removed(twice, FILE) == ("2026-06-01 call: grids",)


@pytest.mark.parametrize(
    ("paths", "subject"),
    [
        ([PATH], "edit: ada-example"),
        (["crm.toml", "notes/2026-06-01-ada-example-card.md"], "edit: crm.toml, 2026-06-01-ada-example-card"),
        ([f"contacts/c{number}.md" for number in range(5)], "edit: c0, c1, c2 and 2 more"),
    ],
)
def test_the_subject_names_what_was_edited(paths: list[str], subject: str) -> None:
    assert edits.subject(paths) == subject


@pytest.mark.parametrize(
    ("old", "new", "logged", "others"),
    [
        (None, FILE, ("2026-06-01 call: grids",), ("added",)),
        (FILE, None, (), ("deleted",)),
        (None, None, (), ()),
        (FILE, FILE, (), ()),
        (FILE, FILE.replace(b"Head", b"Lead"), (), ("role: Head → Lead",)),
        (FILE, FILE.replace(b"role: Head\n", b""), (), ("role removed, was Head",)),
        (FILE, FILE.replace(b"role:", b"tags: [a, b]\nrole:"), (), ("tags: [a, b]",)),
        (FILE, FILE.replace(b"[ ]", b"[x]"), (), ("done: Deck",)),
        (FILE, FILE + b"  - advice: Rest\n", (), ("added under 2026-06-01: advice: Rest",)),
        (FILE, FILE.replace(b"  - [ ] Deck\n", b""), (), ("removed under 2026-06-01: [ ] Deck",)),
        (FILE, FILE + b"- 2026-06-02 email: b\n", ("2026-06-02 email: b",), ()),
        (
            FILE,
            FILE.replace(b"call: grids", b"call: tariffs"),
            ("2026-06-01 call: tariffs",),
            ("entry changed: 2026-06-01 call: grids → 2026-06-01 call: tariffs",),
        ),
        (FILE, FILE[: FILE.index(b"- 2026")], (), ("entry removed: 2026-06-01 call: grids",)),
        (FILE, FILE.replace(b"fair", b"meetup"), (), ("text changed",)),
        (FILE, FILE.replace(b"\n---\n\n", b"\n\n"), (), ("could not be read",)),
        (FILE.replace(b"\n---\n\n", b"\n\n"), FILE, (), ("can be read again",)),
    ],
)
def test_what_changed_from_one_version_to_the_next(
    old: bytes | None, new: bytes | None, logged: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert changes(old, new) == (logged, others)


def test_a_change_is_taken_back_where_nothing_is_lost() -> None:
    later = FILE + b"- 2026-06-02 email: b\n"
    assert undone(FILE, later, later, PATH) == FILE
    assert undone(FILE, later, FILE, PATH) == FILE
    assert undone(FILE, later, later + b"- 2026-06-03 note: c\n", PATH) == FILE + b"- 2026-06-03 note: c\n"
    assert undone(None, FILE, FILE, PATH) is None
    tags = [FILE.replace(b"role:", b"tags: " + listed + b"\nrole:") for listed in (b"[]", b"[a]", b"[a, b]", b"[b]")]
    assert undone(tags[0], tags[1], tags[2], PATH) == tags[3]
    assert undone(FILE, None, None, PATH) == FILE


@pytest.mark.parametrize(
    ("before", "after", "current"),
    [
        (None, FILE, FILE + b"more\n"),
        (FILE, None, b"another\n"),
        (FILE, FILE + b"more\n", None),
        (FILE, FILE.replace(b"Head", b"Lead"), FILE.replace(b"Head", b"Boss")),
        (b"\0a", b"\0b", b"\0c"),
    ],
)
def test_a_change_is_not_taken_back_where_something_would_be(
    before: bytes | None, after: bytes | None, current: bytes | None
) -> None:
    with pytest.raises(Lost):
        undone(before, after, current, PATH)
