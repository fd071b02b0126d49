from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.merge import Deletions, MergedTree, merge_trees
from tests.core.merge.properties import ORDER, SWAPPED


def person(name: str, *more: str, email: str = "", log: str = "- 2026-06-01 call: hello") -> bytes:
    address = f"email: {email}\n" if email else ""
    return f"---\nname: {name}\n{address}---\n\nMet at a fair.\n\n## Log\n\n{log}\n{''.join(more)}".encode()


SAM = person("Sam Example", email="sam@example.org")
SAM_CALLED = SAM + b"- 2026-06-09 call: again\n"
OTHER_SAM = person("Sam Example", email="sam@home.example.org", log="- 2026-05-01 coffee: tariffs")
NEITHER = person("Alex Sample", email="alex@example.org", log="- 2026-04-01 email: a question")

Tree = dict[str, bytes]

CASES: dict[str, tuple[Tree, Tree, Tree, Tree]] = {
    "changed on one side each": (
        {"contacts/a.md": SAM, "contacts/b.md": NEITHER},
        {"contacts/a.md": SAM_CALLED, "contacts/b.md": NEITHER},
        {"contacts/a.md": SAM, "contacts/b.md": NEITHER + b"More.\n", "contacts/c.md": OTHER_SAM},
        {"contacts/a.md": SAM_CALLED, "contacts/b.md": NEITHER + b"More.\n", "contacts/c.md": OTHER_SAM},
    ),
    "deleted here, untouched there": ({"contacts/a.md": SAM}, {}, {"contacts/a.md": SAM}, {}),
    "deleted here, changed there": (
        {"contacts/a.md": SAM},
        {},
        {"contacts/a.md": SAM_CALLED},
        {"contacts/a.md": SAM_CALLED},
    ),
    "deleted on both sides": ({"contacts/a.md": SAM}, {}, {}, {}),
    "renamed here, changed there": (
        {"contacts/sam.md": SAM},
        {"contacts/sam-example.md": SAM},
        {"contacts/sam.md": SAM_CALLED},
        {"contacts/sam-example.md": SAM_CALLED},
    ),
    "renamed and rewritten here, changed there": (
        {"contacts/sam.md": SAM},
        {"contacts/sam-example.md": SAM.replace(b"Met at a fair.", b"Met in May.\n\nWorks on grids.\n\nReads a lot.")},
        {"contacts/sam.md": SAM_CALLED},
        {
            "contacts/sam-example.md": SAM_CALLED.replace(
                b"Met at a fair.", b"Met in May.\n\nWorks on grids.\n\nReads a lot."
            )
        },
    ),
    "renamed here, deleted there": (
        {"contacts/sam.md": SAM},
        {"contacts/sam-example.md": SAM},
        {},
        {"contacts/sam-example.md": SAM},
    ),
    "renamed on both sides in two ways": (
        {"contacts/sam.md": SAM},
        {"contacts/sam-a.md": SAM_CALLED},
        {"contacts/sam-b.md": SAM},
        {"contacts/sam-b.md": SAM_CALLED},
    ),
    "renamed here, another person under that name there": (
        {"contacts/sam.md": SAM},
        {"contacts/sam-example.md": SAM_CALLED},
        {"contacts/sam.md": SAM, "contacts/sam-example.md": OTHER_SAM},
        {"contacts/sam-example.md": SAM_CALLED, "contacts/sam-example-2.md": OTHER_SAM},
    ),
    "the same person added on both sides": (
        {},
        {"contacts/sam.md": SAM},
        {"contacts/sam.md": SAM_CALLED},
        {"contacts/sam.md": SAM_CALLED},
    ),
    "two people added under one path": (
        {},
        {"contacts/sam.md": SAM},
        {"contacts/sam.md": OTHER_SAM},
        {"contacts/sam.md": SAM, "contacts/sam-2.md": OTHER_SAM},
    ),
    "two people under one path, merged before": (
        {},
        {"contacts/sam.md": OTHER_SAM},
        {"contacts/sam.md": SAM, "contacts/sam-2.md": OTHER_SAM},
        {"contacts/sam.md": SAM, "contacts/sam-2.md": OTHER_SAM},
    ),
    "three people under one path": (
        {},
        {"contacts/sam.md": SAM, "contacts/sam-2.md": OTHER_SAM},
        {"contacts/sam.md": NEITHER},
        {"contacts/sam.md": SAM, "contacts/sam-2.md": OTHER_SAM, "contacts/sam-3.md": NEITHER},
    ),
    "its path given to another person there": (
        {"contacts/sam.md": OTHER_SAM},
        {"contacts/sam.md": OTHER_SAM + b"- 2026-06-09 call: again\n"},
        {"contacts/sam.md": NEITHER, "contacts/sam-2.md": OTHER_SAM},
        {"contacts/sam.md": NEITHER, "contacts/sam-2.md": OTHER_SAM + b"- 2026-06-09 call: again\n"},
    ),
    "two names in one, on a disk without case": (
        {},
        {"contacts/sam.md": SAM},
        {"contacts/Sam.md": OTHER_SAM},
        {"contacts/sam.md": SAM, "contacts/Sam-2.md": OTHER_SAM},
    ),
    "one person under two spellings of one path": (
        {},
        {"contacts/Sam.md": SAM},
        {"contacts/sam.md": SAM_CALLED},
        {"contacts/sam.md": SAM_CALLED},
    ),
    "two spellings of one letter": (
        {},
        {"contacts/zo\u00eb.md": SAM},
        {"contacts/zoe\u0308.md": OTHER_SAM},
        {"contacts/zo\u00eb.md": SAM, "contacts/zoe\u0308-2.md": OTHER_SAM},
    ),
    "a file where there is a folder": (
        {},
        {"inbox": b"text\n"},
        {"inbox/a.md": b"text\n"},
        {"inbox-2": b"text\n", "inbox/a.md": b"text\n"},
    ),
    "binary changed on both sides": (
        {"photos/sam.jpg": b"\0a"},
        {"photos/sam.jpg": b"\0b"},
        {"photos/sam.jpg": b"\0c"},
        {"photos/sam.jpg": b"\0c", "photos/sam-2.jpg": b"\0b"},
    ),
    "binary, merged before": (
        {"photos/sam.jpg": b"\0a"},
        {"photos/sam.jpg": b"\0b"},
        {"photos/sam.jpg": b"\0c", "photos/sam-2.jpg": b"\0b"},
        {"photos/sam.jpg": b"\0c", "photos/sam-2.jpg": b"\0b"},
    ),
    "two drafts of the same day": (
        {},
        {"notes/2026-06-09-sam-thank-you.md": b"---\nto: sam\n---\n\nDear Sam,\n\nThank you.\n"},
        {"notes/2026-06-09-sam-thank-you.md": b"---\nto: sam\n---\n\nHello Sam,\n\nMany thanks for it all.\n"},
        {
            "notes/2026-06-09-sam-thank-you.md": b"---\nto: sam\n---\n\nDear Sam,\n\nThank you.\n",
            "notes/2026-06-09-sam-thank-you-2.md": b"---\nto: sam\n---\n\nHello Sam,\n\nMany thanks for it all.\n",
        },
    ),
    "one article added on both sides": (
        {},
        {"articles/grid.md": b"---\ntitle: Grids\nurl: https://example.org/grid\n---\n"},
        {"articles/grid.md": b"---\ntitle: Grids!\nurl: https://example.org/grid\ntopics: [grid]\n---\n"},
        {
            "articles/grid.md": b"---\ntitle: Grids!\nurl: https://example.org/grid\ntopics: [grid]\n"
            b'conflicts:\n  - "title: Grids"\n---\n'
        },
    ),
    "a template in two ways": (
        {"templates/card.md": b"Dear {{ name }},\n"},
        {"templates/card.md": b"Dear {{ name }} and all,\n"},
        {"templates/card.md": b"Dearest {{ name }},\n"},
        {"templates/card.md": b"Dearest {{ name }},\n", "templates/card-2.md": b"Dear {{ name }} and all,\n"},
    ),
    "settings added on both sides": (
        {},
        {"crm.toml": b'[me]\nname = "Robin"\n', ".gitignore": b"a\n"},
        {"crm.toml": b'[me]\nemail = "robin@example.org"\n', ".gitignore": b"b\n"},
        {"crm.toml": b'[me]\nname = "Robin"\nemail = "robin@example.org"\n', ".gitignore": b"a\nb\n"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_paths(case: str) -> None:
    base, a, b, want = CASES[case]
    merged = merge_trees(base, a, b, ORDER)
    assert dict(merged.files) == want
    assert mirrored(merge_trees(base, b, a, SWAPPED)) == merged


@pytest.mark.parametrize("case", CASES)
def test_merged_again_with_a_side(case: str) -> None:
    base, a, b, want = CASES[case]
    for side in (a, b):
        if want != base:
            assert dict(merge_trees(base, side, want, ORDER).files) == want


def mirrored(merged: MergedTree) -> MergedTree:
    return MergedTree(merged.files, merged.decisions, merged.gone_from_b, merged.gone_from_a)


def test_a_name_that_a_steady_file_has_is_not_given_again() -> None:
    merged = merge_trees({}, {"contacts/Sam.md": SAM}, {}, ORDER, steady=["contacts/sam.md", "contacts/sam-2.md"])
    assert list(merged.files) == ["contacts/Sam-3.md"]


@pytest.mark.parametrize(
    ("gone", "of", "too_many"), [(5, 6, False), (6, 6, True), (6, 30, False), (7, 30, True), (0, 0, False)]
)
def test_the_guard_of_deletions(gone: int, of: int, *, too_many: bool) -> None:
    base = {f"contacts/{number}.md": person(f"P {number}") for number in range(gone)}
    steady = [f"contacts/s{number}.md" for number in range(of - gone)] + ["notes/n.md", "contacts/sub/x.md"]
    merged = merge_trees(base, {}, base, ORDER, steady)
    assert merged.gone_from_a == Deletions((), of - gone)
    assert merged.gone_from_b == Deletions(tuple(sorted(base)), of)
    assert merged.gone_from_b.too_many is too_many


def test_what_was_renamed_is_not_counted_as_deleted() -> None:
    base = {f"contacts/p{number}.md": person(f"Person {number}", email=f"p{number}@example.org") for number in range(9)}
    renamed = {path.replace("/p", "/person-"): data for path, data in base.items()}
    merged = merge_trees(base, renamed, base, ORDER)
    assert dict(merged.files) == renamed
    assert merged.gone_from_b.paths == ()


PATHS = st.sampled_from(
    ["contacts/sam.md", "contacts/Sam.md", "contacts/sam-2.md", "contacts/alex.md", "inbox", "inbox/a.md", "x.bin"]
)
FILES = st.sampled_from([SAM, SAM_CALLED, OTHER_SAM, NEITHER, NEITHER + b"More.\n", b"\0a", b"\0b", b"", b"text\n"])
TREES = st.dictionaries(PATHS, FILES, max_size=5)


@given(base=TREES, a=TREES, b=TREES)
@settings(max_examples=200)
def test_no_line_of_a_file_is_lost(base: Tree, a: Tree, b: Tree) -> None:
    merged = merge_trees(base, a, b, ORDER)
    assert mirrored(merge_trees(base, b, a, SWAPPED)) == merged
    assert len({path.casefold() for path in merged.files}) == len(merged.files)
    everything = b"\n".join(merged.files.values())
    for side in (a, b):
        for path, data in side.items():
            if data not in base.values():
                new = {*data.splitlines()} - {line for before in base.values() for line in before.splitlines()}
                assert all(line in everything for line in new), path
