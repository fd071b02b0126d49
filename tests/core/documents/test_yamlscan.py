"""Front matter made to do harm, and PyYAML built without libyaml."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.documents import yamlscan
from crm.core.documents.document import Document, read, splice

HOSTILE = {
    "open brackets": "a: " + "[" * 60_000,
    "open braces": "a: " + "{" * 60_000,
    "brackets line by line": "a: " + "[\n " * 20_000,
    "nested items": "a:\n  " + "- " * 31_000,
    "nested keys": "? " * 31_000,
    "nested mappings": "".join(f"{' ' * depth}a:\n" for depth in range(350)),
    "anchors": "a: &x b\n" * 7_000,
    "aliases": "a: &x [b]\nc: [" + "*x, " * 12_000 + "]",
    "tags": "a: !" + "x" * 60_000,
    "one key again and again": "k: v\n" * 12_000,
    "one long key": "a" * 60_000 + ": b",
    "one long quoted key": '"' + "a" * 60_000,
    "quotes": "a: [" + '"' * 60_000,
    "colons": "a: " + "::" * 31_000,
    "question marks": "a: [" + "? " * 30_000,
    "rules in quotes": 'a: "' + "\n ---" * 12_000 + '"',
    "comments": "#\n" * 31_000,
    "tabs": "a:" + "\t" * 60_000,
}
HARMLESS = {
    "keys": "".join(f"k{number}: v\n" for number in range(5_000)),
    "items": "a:\n" + "- b\n" * 15_000,
    "items in brackets": "a: [" + "b,\n " * 15_000 + "]",
    "wikilinks": "a: [" + "[[b]]," * 10_000 + "]",
    "mappings in brackets": "a: [" + "a: b, " * 10_000 + "]",
    "a literal block": "a: |\n" + " x\n" * 20_000,
    "blank lines behind a block": "a: |\n x\n" + "\n" * 60_000,
    "a value over many lines": "a: x" + "\n\n x" * 12_500,
    "blank lines in quotes": 'a: "' + "\n" * 62_000 + '"',
    "escapes": 'a: "' + "\\n" * 31_000 + '"',
}


@pytest.fixture(params=["libyaml", "without libyaml"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without libyaml":
        monkeypatch.setattr(yamlscan, "_Parser", yaml.SafeLoader)


@pytest.mark.parametrize("front", HOSTILE.values(), ids=HOSTILE)
def test_hostile_front_matter_is_a_fault_or_harmless(front: str, parser: None) -> None:
    doc = read(f"---\n{front}\n---\nbody\n".encode())

    assert doc.body == "body\n"
    assert doc.faults or set(doc.keys) <= {"a"}


@pytest.mark.parametrize("front", HARMLESS.values(), ids=HARMLESS)
def test_large_front_matter_is_read(front: str, parser: None) -> None:
    doc = read(f"---\n{front}\n---\nbody\n".encode())

    assert doc.faults == ()
    assert doc.body == "body\n"


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\ud800", "\\xZZ"])
def test_an_escape_that_is_no_character_ends_nothing(escape: str, parser: None) -> None:
    doc = read(f'---\nname: A\nrole: "{escape}"\n---\n'.encode())

    assert all(fault.line == 3 for fault in doc.faults)


BODIES = {
    "text": "x" * 4_999_000,
    "lines": "- 2026-06-09 call: hello there\n" * 160_000,
    "blank lines": "\r\n" * 2_400_000,
    "nearly rules": "--- x\n" * 800_000,
    "dashes and spaces": "\n---" + " " * 4_900_000 + "x",
    "nearly markers": "x >>>>>>>\n" * 490_000,
    "emoji": "😀" * 1_200_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_of_five_megabytes_is_read_and_changed(body: str) -> None:
    doc = read(f"---\nname: A\n---\n{body}".encode())

    assert doc.readable
    assert doc.body == body
    assert splice(doc, len(doc.text), len(doc.text), "end\n").body == body + "end\n"


@st.composite
def fronts(draw: st.DrawFn) -> str:
    """Front matter in many layouts, most of it right."""
    values = [
        "a",
        "'it''s'",
        '"x: 1"',
        "",
        "~",
        "[a, 'b']",
        "[a,\n  b]",
        "[[sam]]",
        "|\n  a\n\n  b",
        ">-  # c\n  a",
        "|+\n  a\n\n",
    ]
    values += [
        "{a: b}",
        "\n  - a\n  # c\n  - b",
        "\n- a\n-",
        "\n  a: b",
        "a\n  b",
        "'a\n  b'",
        "@x",
        "&x a",
        "!t a",
        "[a",
        "a: b",
    ]
    keys = draw(st.permutations(["name", "'role'", "tags", "? met\n"]))
    entries = [f"{key}: {draw(st.sampled_from(values))}{draw(st.sampled_from(['', ' # c']))}\n" for key in keys]
    return "".join(entries).replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


def without_libyaml(data: bytes) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlscan, "_Parser", yaml.SafeLoader)
        return read(data)


@settings(max_examples=200)
@given(fronts())
def test_both_builds_of_pyyaml_read_the_same(front: str) -> None:
    data = f"---\n{front}---\n".encode()
    doc, other = read(data), without_libyaml(data)

    assert (other.entries, other.keys, other.readable) == (doc.entries, doc.keys, doc.readable)


@settings(max_examples=200)
@given(st.text(alphabet="a:-?#[]{},'\"|>&*!%@`~ \t\n\r\\Uux0\u2028\x85\ufeff\x00é", max_size=30))
def test_neither_build_fails_at_any_text(front: str) -> None:
    for doc in (read(f"---\n{front}\n---\n".encode()), without_libyaml(f"---\n{front}\n---\n".encode())):
        assert doc.readable or doc.faults
