"""The envelope, conflict markers, other kinds of files, and what is said of a merge."""

from __future__ import annotations

import pytest

from crm.core.merge import Age, Merged, Order, merge, repair, unmark
from crm.core.merge.sequence import insert, insert_in_time
from tests.core.merge.properties import ORDER, PATH, SWAPPED


def said(base: str | None, a: str, b: str, path: str = PATH) -> list[tuple[str, str]]:
    before = None if base is None else base.encode()
    decisions = merge(before, a.encode(), b.encode(), ORDER, path).decisions
    assert {decision.path for decision in decisions} <= {path}
    return [(decision.rule, decision.text) for decision in decisions]


FRONT = "---\nname: Jordan\nstatus: {}\ntier: {}\n---\n"
ENTRY = "## Log\n\n- 2026-06-01 call: {}\n  - takeaway: {}\n"

BOTH = "was changed on both sides"

SAYINGS = [
    (
        [FRONT.format("active", tier) for tier in "BCA"],
        ("conflict", f'tier {BOTH}: "A" stands (newer), "C" is noted under conflicts'),
    ),
    (
        [FRONT.format(status, "B") for status in ("active", "do-not-contact", "paused")],
        ("conflict", f'status {BOTH}: "do-not-contact" stands (it silences more), "paused" is noted under conflicts'),
    ),
    (
        ["---\ntier: B\n---\n", "---\ntier: A\ntier: C\n---\n", "---\ntier: B\nrole: x\n---\n"],
        ("twice", "tier stood twice on one side: what does not stand is noted under conflicts"),
    ),
    (
        ["---\ntier: B\n---\n", "---\n---\n", "---\ntier: A\n---\n"],
        ("kept", "tier was removed on one side and changed on the other: it stays"),
    ),
    (
        [ENTRY.format("x", "y"), "## Log\n", ENTRY.format("x", "z")],
        ("kept", '"2026-06-01 call: x" was removed on one side and changed on the other: it stays'),
    ),
    (
        [ENTRY.format(summary, "y") for summary in "xvw"],
        ("both", f'"2026-06-01 call: w" {BOTH}: both versions are kept'),
    ),
    (
        ["One line of text.\n", "One line of text here.\n", "One line of text too.\n"],
        ("versions", f'"One line of text too." {BOTH}: both versions stand there, between comments'),
    ),
]


def test_a_detail_that_both_wrote_anew_is_told() -> None:
    texts = [ENTRY.format("x", detail) for detail in ("weekly reviews", "saved the migration", "nobody reads plans")]
    assert said(*texts) == [("both", f'"takeaway: nobody reads plans" {BOTH}: both versions are kept')]
    labels = ("offer", "takeaway", "advice")
    others = [text.replace("takeaway", label) for text, label in zip(texts, labels, strict=True)]
    assert said(*others) == []


def test_what_needs_no_decision_is_not_said() -> None:
    assert said(ENTRY.format("x", "y"), ENTRY.format("x", "z"), ENTRY.format("x", "y") + "- 2026-06-02 email\n") == []


@pytest.mark.parametrize(("texts", "saying"), SAYINGS)
def test_what_was_decided_is_said(texts: list[str], saying: tuple[str, str]) -> None:
    base, a, b = texts
    assert said(base, a, b) == [saying]


def test_without_ages_the_texts_decide() -> None:
    order = Order(Age(1, "x"), Age(1, "x"))
    base, a, b = (FRONT.format("active", tier).encode() for tier in "BCA")
    assert merge(base, a, b, order, PATH) == merge(base, b, a, order, PATH)


@pytest.mark.parametrize("damaged", [b"\0", b"name: J\0", b"x" * 5_000_001])
def test_a_text_stands_against_what_is_none(damaged: bytes) -> None:
    merged = merge(b"one\n", damaged, b"two\n", SWAPPED, PATH)
    assert merged == Merged(b"two\n", merged.decisions, damaged)
    assert [decision.rule for decision in merged.decisions] == ["beside"]


def test_bytes_that_are_not_utf8_stay() -> None:
    base = "---\nname: Zo\xeb\nrole: a\n---\n\nCaf\xe9\n".encode("latin-1")
    a = base.replace(b"role: a", b"role: b\xe9") + b"\nMore.\n"
    b = base.replace(b"role: a", b"role: c")
    want = b'---\nname: Zo\xeb\nrole: c\nconflicts:\n  - "role: b\xe9"\n---\n\nCaf\xe9\n\nMore.\n'
    assert merge(base, a, b, ORDER, PATH).data == want


OTHERS = [
    (".gitignore", b"a\nb\n", b"b\nc\n", b"a\nb\nd\n", b"b\nc\nd\n", None),
    ("templates/card.md", b"A\n\nB\n", b"A\n\nB b\n", b"A a\n\nB\n", b"A a\n\nB b\n", None),
    ("templates/card.md", b"A b c\n", b"A b d\n", b"A b e\n", b"A b e\n", b"A b d\n"),
    ("crm.toml", b"x = 1\n", b"x = 1\n[[a]]\n", b"x = 2\n", b"x = 2\n", b"x = 1\n[[a]]\n"),
    ("crm.toml", b"x = 1\n", b"x = \n", b"x = 2\n", b"x = 2\n", b"x = \n"),
    ("crm.toml", b"[a]\nx = 1\n", b"", b"[a]\nx = 1\n[b]\ny = 1\n", b"[b]\ny = 1\n", None),
    ("crm.toml", b"[a]\nx = 1\n", b"", b"[a]\nx = 2\n", b"[a]\nx = 2\n", None),
]


@pytest.mark.parametrize(("path", "base", "a", "b", "want", "beside"), OTHERS)
def test_other_files(path: str, base: bytes, a: bytes, b: bytes, want: bytes, beside: bytes | None) -> None:
    merged = merge(base, a, b, ORDER, path)
    assert (merged.data, merged.beside) == (want, beside)


MARKED = ["x", "<<<<<<< HEAD", "a", "||||||| 1234", "o", "=======", "b", ">>>>>>> main", "y"]

MARKERS = [
    (MARKED, (["x", "a", "y"], ["x", "b", "y"], ["x", "o", "y"])),
    ([line for line in MARKED if line not in {"||||||| 1234", "o"}], (["x", "a", "y"], ["x", "b", "y"], None)),
    (["<<<<<<<", "a", ">>>>>>>"], (["a"], ["a"], None)),
    (["<<<<<<< a", "=======", "=======", ">>>>>>> b"], ([], ["======="], None)),
    (["x", "======="], None),
    (["<<<<<<< a", "x"], None),
    (["<<<<<<<x", "=======", ">>>>>>>x"], None),
]


@pytest.mark.parametrize(("lines", "versions"), MARKERS)
def test_conflict_markers(lines: list[str], versions: tuple[list[str], list[str], list[str] | None] | None) -> None:
    found = unmark(lines)
    assert (found and (found.ours, found.theirs, found.base)) == versions


def test_a_file_with_conflict_markers_is_repaired() -> None:
    head, entry = "---\nname: Jordan\n---\r\n\n## Log\n\n", "- 2026-06-0{} call\n"
    text = f"{head}<<<<<<< HEAD\n{entry.format(1)}<<<<<<< x\n{entry.format(2)}=======\n{entry.format(3)}>>>>>>> y\n"
    text += f"=======\n{entry.format(4)}>>>>>>> main\n"
    repaired = repair(text.encode(), PATH)
    assert repaired is not None
    assert repaired.data.decode() == head + "".join(map(entry.format, (1, 2, 3, 4)))
    assert [decision.rule for decision in repaired.decisions] == ["markers"]
    assert repair(repaired.data, PATH) is None


def test_others_go_behind_what_precedes_them() -> None:
    assert insert([1, 2, 3], [9, 1, 8, 7, 3, 6]) == [9, 1, 8, 7, 2, 3, 6]


@pytest.mark.parametrize(
    ("order", "late", "want"),
    [
        ("135", "24", "12345"),
        ("531", "24", "54321"),
        ("153", "4", "1534"),
        ("35", "1", "135"),
        ("53", "1", "531"),
        ("", "21", "12"),
    ],
)
def test_late_entries_go_where_they_belong_in_time(order: str, late: str, want: str) -> None:
    times = [(str(number),) for number in range(10)]
    placed = insert_in_time([*map(int, order)], [*map(int, late)], times, 0)
    assert "".join(map(str, placed)) == want
