from __future__ import annotations

import pytest

from crm.core.documents import document
from crm.core.documents.document import DocumentError
from crm.core.merge import Age, Order
from crm.core.versions import settling
from crm.core.versions.conflicted import restored, settled

ORDER = Order(Age(0, "ours"), Age(1, "theirs"))
PATH = "contacts/ada-example.md"
BASE = b"---\nname: Ada Example\n---\n\n## Log\n\n- 2026-06-01 call: first\n"
OURS = BASE + b"- 2026-06-02 call: ours\n"
THEIRS = BASE + b"- 2026-06-03 call: theirs\n"
BOTH = BASE + b"- 2026-06-02 call: ours\n- 2026-06-03 call: theirs\n"
MARKED = BASE + b"<<<<<<< HEAD\n- 2026-06-02 call: ours\n=======\n- 2026-06-03 call: theirs\n>>>>>>> other\n"
HEAD, PROSE = b"---\n\n##", b"---\n\nProse.\n\n##"


@pytest.mark.parametrize(
    ("stages", "current", "becomes"),
    [
        ((BASE, OURS, THEIRS), MARKED, BOTH),
        ((BASE, OURS, THEIRS), None, BOTH),
        ((BASE, OURS, THEIRS), OURS, BOTH),
        ((BASE, OURS, THEIRS), THEIRS, BOTH),
        ((BASE, OURS, THEIRS), BASE + b"settled by hand\n", BASE + b"settled by hand\n"),
        ((BASE, OURS, THEIRS), MARKED.replace(HEAD, PROSE), BOTH.replace(HEAD, PROSE)),
        ((BASE, OURS, THEIRS), MARKED.replace(b"\n", b"\r\n"), BOTH.replace(b"\n", b"\r\n")),
        ((None, OURS, THEIRS), MARKED, BOTH),
        ((BASE, None, THEIRS), THEIRS, THEIRS),
        ((BASE, OURS, None), None, OURS),
        ((BASE, None, None), None, None),
    ],
)
def test_what_git_could_not_merge(
    stages: tuple[bytes | None, bytes | None, bytes | None], current: bytes | None, becomes: bytes | None
) -> None:
    merged = settled(stages, ORDER, PATH, current)
    assert (merged.data if merged else None) == becomes


@pytest.mark.parametrize(
    ("versions", "current", "becomes"),
    [
        ((BASE, OURS, THEIRS), OURS, BOTH),
        ((BASE, OURS, THEIRS), OURS + b"- 2026-06-04 note: since\n", BOTH + b"- 2026-06-04 note: since\n"),
        ((BASE, OURS, THEIRS), BOTH, None),
        ((BASE, BOTH, THEIRS), BOTH, None),
        ((BASE, BASE, THEIRS), BASE, THEIRS),
        ((None, OURS, THEIRS), OURS, BOTH),
        ((BASE, BASE.replace(b"Ada", b"Ava"), BASE.replace(b"Ada", b"Ida")), BASE.replace(b"Ada", b"Ava"), None),
    ],
)
def test_what_a_merge_dropped(
    versions: tuple[bytes | None, bytes, bytes], current: bytes, becomes: bytes | None
) -> None:
    merged = restored(versions, PATH, current)
    assert (merged.data if merged else None) == becomes


NOTED = "---\nname: Ada\nrole: Head\nconflicts: ['role: Lead', 'tags: [a, b]', 'company:']\n---\n"


@pytest.mark.parametrize(
    ("key", "other", "take", "becomes"),
    [
        ("role", "Lead", True, "---\nname: Ada\nrole: Lead\nconflicts: ['tags: [a, b]', 'company:']\n---\n"),
        ("role", "Lead", False, "---\nname: Ada\nrole: Head\nconflicts: ['tags: [a, b]', 'company:']\n---\n"),
        ("company", "", True, "---\nname: Ada\nrole: Head\nconflicts: ['role: Lead', 'tags: [a, b]']\n---\n"),
    ],
)
def test_a_noted_value_is_taken_or_let_go(key: str, other: str, take: bool, becomes: str) -> None:
    decided = settling.decide(document.read(NOTED.encode()), key, other, take=take)
    assert settling.undecided(decided) == settling.undecided(document.read(becomes.encode()))
    assert decided.keys.get("role") is not None
    assert decided.keys["role"].text == document.read(becomes.encode()).keys["role"].text


def test_with_the_last_note_the_key_goes() -> None:
    doc = document.read(NOTED.encode())
    for key, other in settling.undecided(doc):
        doc = settling.decide(doc, key, other, take=key == "tags")
    assert doc.text == "---\nname: Ada\nrole: Head\ntags: [a, b]\n---\n"
    assert settling.undecided(doc) == []
    with pytest.raises(DocumentError, match="no longer among the conflicts"):
        settling.decide(doc, "role", "Lead", take=True)
