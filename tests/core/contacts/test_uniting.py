"""Two contacts as one, whatever their files look like: nothing of either is lost, and once more changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crm.core.contacts import contact, uniting
from crm.core.documents import document
from crm.core.kinds import Kinds
from crm.core.model import Contact
from crm.core.contacts.sameness import Reading, profile_of
from tests.core.builders import BERLIN

READING = Reading(lambda text: text.replace(" ", "") if text.startswith("+") else None, str)
KEEP, GONE = "contacts/keep.md", "contacts/gone.md"

FIELDS = {
    "name": ["Ada Sample", "'Ada Sample' # hers", "A. Sample", '"Ada  S."'],
    "email": [
        "ada@example.org",
        "[ada@example.org, b@example.org] # both",
        "\n- c@example.org # new\n- ADA@example.org",
    ],
    "phone": ['"+49 1"', '["+491", "030 1"]', "030 1"],
    "linkedin": ["https://linkedin.com/in/ada", "http://www.linkedin.com/in/Ada/", "none"],
    "role": ["Lead", "Head"],
    "company": ["Example", "EXAMPLE", "Other # theirs", "|\n  Example\n"],
    "tier": ["A", "B"],
    "status": ["active", "paused", "do-not-contact"],
    "tags": ["[energy]", "[alumni, energy]", "\n  - x"],
    "added": ["2026-01-01", "2025-01-01"],
    "introduced_by": ["keep", "gone", "sam-sample"],
    "different_from": ["x", "[x, y]"],
    "own": ["{a: 1}", "text"],
}
LOGS = [
    "- 2026-01-01 call: about grids",
    "- 2026-01-01 call: about tea\n  - takeaway: drink it",
    "- 2026-01-02 call: about tea\n  - takeaway: drink it\n    warm",
    "- 2026-01-02 call: about tea\n    - advice: drink more",
    "- 2026-01-02 call: about tea\n  - advice: drink more\n  - takeaway: drink it",
    "* 2026-02-01 linkedin: connected",
    "- 2026-03-01 coffee: x #topic",
]
PROSE = ["", "Hello 🙂\n", "Hello\n\nMore of it\n", "> a note\n"]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    keys = draw(st.lists(st.sampled_from([*FIELDS][1:]), unique=True))
    lines = [f"{key}: {draw(st.sampled_from(FIELDS[key]))}" for key in ["name", *keys]]
    entries = draw(st.lists(st.sampled_from(LOGS), unique=True))
    log = "\n## Log\n\n" + "\n".join(entries) + "\n"
    text = "---\n" + "\n".join(lines).replace("\n\n", "\n") + f"\n---\n{draw(st.sampled_from(PROSE))}{log}"
    text = draw(st.sampled_from(["", "\ufeff"])) + text
    return (text.replace("\n", "\r\n") if draw(st.booleans()) else text).encode()


def read(data: bytes) -> Contact:
    doc = document.read(data)
    found = contact.read(doc, KEEP, Kinds({}), BERLIN)
    assert found is not None, doc.faults
    return found


def united(keep: bytes, gone: bytes) -> bytes:
    merged = uniting.united(document.read(keep), document.read(gone), KEEP, GONE, READING)
    assert merged.beside is None
    return merged.data


@given(files(), files())
def test_nothing_of_either_is_lost(keep: bytes, gone: bytes) -> None:
    one, two = read(keep), read(gone)
    both = read(united(keep, gone))
    assert [problem for problem in both.problems if problem.severity == "error"] == []
    assert both.name == one.name
    assert {entry.summary for entry in both.interactions} == {
        entry.summary for entry in (*one.interactions, *two.interactions)
    }
    noted = {key: text for key, _, text in (note.partition(": ") for note in conflicts(both))}
    for mine in (one, two):
        for key, value in mine.fields.items():
            if key in {"name", "added"} or (key == "introduced_by" and value in {"keep", "gone"}):
                continue
            now = both.fields.get(key, "")
            if isinstance(value, tuple):
                assert isinstance(now, tuple)
                assert {form(key, item) for item in value} <= {form(key, item) for item in now}
            else:
                assert form(key, str(value)) in {form(key, str(now)), form(key, noted.get(key, ""))}
    for text in PROSE:
        for line in text.split("\n"):
            if line.encode() in keep or line.encode() in gone:
                assert line.encode() in united(keep, gone)


def conflicts(found: Contact) -> tuple[str, ...]:
    value = found.fields.get("conflicts", ())
    assert isinstance(value, tuple)
    return value


def form(key: str, text: str) -> str:
    if key == "linkedin":
        return profile_of(text) or text
    return (READING.phone(text) if key == "phone" else None) or text.casefold().strip()


@given(files(), files())
def test_one_value_stands_and_it_is_that_of_who_stays(keep: bytes, gone: bytes) -> None:
    one, both = read(keep), read(united(keep, gone))
    for key in ("company", "tier", "linkedin"):
        if key in one.fields:
            assert both.fields[key] == one.fields[key]


@given(files(), files())
def test_a_merge_that_was_killed_before_the_other_file_went_is_completed_by_the_same_again(
    keep: bytes, gone: bytes
) -> None:
    once = united(keep, gone)
    again = united(once, gone)
    assert read(again).fields == read(once).fields
    assert [(one.stamp, one.summary) for one in read(again).interactions] == [
        (one.stamp, one.summary) for one in read(once).interactions
    ]


def test_a_talk_that_both_tell_of_is_one_with_the_details_of_both() -> None:
    keep = (
        b"---\nname: Ada\n---\n\n## Log\n\n- 2026-01-03 call: hi\n- 2026-01-02 coffee: tea\n  - takeaway: drink it\n"
        b"- 2026-01-01 coffee: tea\n- 2026-01-01 coffee: tea\n"
    )
    gone = (
        b"---\nname: Ada\n---\n## Log\n- 2026-01-02 coffee: tea\n  - takeaway: drink it\n"
        b"  - promise: send leaves\n    by post\n- 2026-01-03 call: hi\n  - advice: rest\n- 2026-01-01 coffee: tea\n"
    )
    expected = (
        b"---\nname: Ada\n---\n\n## Log\n\n- 2026-01-03 call: hi\n  - advice: rest\n- 2026-01-02 coffee: tea\n"
        b"  - takeaway: drink it\n  - promise: send leaves\n    by post\n- 2026-01-01 coffee: tea\n- 2026-01-01 coffee: tea\n"
    )
    assert united(keep, gone) == expected
    windows = gone.replace(b"\n", b"\r\n")
    assert united(windows, keep).count(b"\r\n") == united(windows, keep).count(b"\n")


def test_details_that_are_indented_otherwise_stay_where_they_are() -> None:
    keep = b"---\nname: Ada\n---\n\n## Log\n\n- 2026-01-02 coffee: tea\n  - takeaway: drink it\n"
    gone = b"---\nname: Ada\n---\n\n## Log\n\n- 2026-01-02 coffee: tea\n\t- advice: rest\n"
    assert len(read(united(keep, gone)).interactions) == 2


def test_a_role_does_not_move_to_another_company() -> None:
    keep, gone = b"---\nname: Ada\ncompany: Grid\n---\n", b"---\nname: Ada\ncompany: Other\nrole: Lead\n---\n"
    both = read(united(keep, gone))
    assert "role" not in both.fields
    assert set(conflicts(both)) == {"company: Other", "role: Lead"}
    assert read(united(keep, gone.replace(b"Other", b"GRID"))).fields["role"] == "Lead"


def test_nobody_is_their_own_alias() -> None:
    keep, gone = b"---\nname: Ada\n---\n", b"---\nname: A. Sample\naliases: [ada, Adi]\n---\n"
    assert set(read(united(keep, gone)).aliases) == {"Adi", "A. Sample"}
