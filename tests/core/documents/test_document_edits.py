"""Changing: a file before and after, byte for byte, and what is refused."""

# ruff: noqa: E501 - a row of a table is read on one line

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from crm.core.documents.document import Document, DocumentError, create, encode, read, remove_key, set_key, splice

# name of the case, front matter before, key, value, front matter after (all between the --- lines)
SET: list[tuple[str, str, str, str | list[str], str]] = [
    ("a plain value", "name: A\nrole: B\n", "role", "C", "name: A\nrole: C\n"),
    ("the comment behind it stays", "role: B    # why\nname: A\n", "role", "C", "role: C    # why\nname: A\n"),
    ("others keep their quotes", "name: 'A'\nrole: \"B\"\n", "role", "C", "name: 'A'\nrole: C\n"),
    ("the same value changes nothing", "role: 'B'  # x\n", "role", "B", "role: 'B'  # x\n"),
    ("the same list changes nothing", "tags: ['a',b]\n", "tags", ["a", "b"], "tags: ['a',b]\n"),
    ("an empty value", "role:\nname: A\n", "role", "C", "role: C\nname: A\n"),
    ("an empty value with a comment", "role:   # why\nname: A\n", "role", "C", "role: C   # why\nname: A\n"),
    ("a null", "role: ~ # why\n", "role", "C", "role: C # why\n"),
    ("to nothing", "role: B\n", "role", "", 'role: ""\n'),
    ("nothing in place of a null", "role:\n", "role", "", 'role: ""\n'),
    ("a value over several lines", "met: a\n  b\n\n  c # x\nname: A\n", "met", "C", "met: C # x\nname: A\n"),
    ("a quoted value over several lines", "met: 'a\n  b' # x\nname: A\n", "met", "C", "met: C # x\nname: A\n"),
    ("a literal block", "met: |\n  a\n  b\n\nname: A\n", "met", "C", "met: C\n\nname: A\n"),
    ("a folded block with a comment", "met: >-  # why\n  a\n  # b\nname: A\n", "met", "C", "met: C  # why\nname: A\n"),
    ("an empty literal block", "met: |2 # why\n\nname: A\n", "met", "C", "met: C # why\n\nname: A\n"),
    ("a value on the next line", "met:\n  a b\nname: A\n", "met", "C", "met:\n  C\nname: A\n"),
    ("a block list becomes a text", "tags: # x\n  # y\n  - a # z\n  - b\n# end\nname: A\n", "tags", "C", "tags: C # x\n  # y\n# end\nname: A\n"),
    ("a mapping becomes a text", "met:\n  a: b\n  c:\n    - d\nname: A\n", "met", "C", "met: C\nname: A\n"),
    ("a nested list becomes a list", "tags: [[a], b]\n", "tags", ["a", "b"], "tags: [a, b]\n"),
    ("a list of mappings becomes a list", "tags:\n- a: b\n- c\nname: A\n", "tags", ["a", "c"], "tags: [a, c]\nname: A\n"),
    ("a text becomes a list", "email: a@example.org # x\n", "email", ["a@example.org", "b@example.org"], "email: [a@example.org, b@example.org] # x\n"),
    ("a list becomes a text", "email: [a@example.org] # x\n", "email", "a@example.org", "email: a@example.org # x\n"),
    ("a wikilink", "by: [[sam]] # x\n", "by", "[[kim]]", 'by: "[[kim]]" # x\n'),
    ("a new key", "name: A # x\n# end\n", "role", "B", "name: A # x\n# end\nrole: B\n"),
    ("a new list", "name: A\n", "tags", ["a", "b, c"], 'name: A\ntags: [a, "b, c"]\n'),
    ("a new empty list", "name: A\n", "tags", [], "name: A\ntags: []\n"),
    ("a new key behind a literal block", "met: |\n  a\n\n", "role", "B", "met: |\n  a\n\nrole: B\n"),
    ("a new key, indented as the others", "  name: A\n", "role", "B", "  name: A\n  role: B\n"),
    ("the first key", "", "role", "B", "role: B\n"),
    ("the first key below a comment", "# none\n", "role", "B", "# none\nrole: B\n"),
    ("a key that needs quotes", "name: A\n", "a: b", "B", 'name: A\n"a: b": B\n'),
    ("a quoted key", "'name' : A # x\n", "name", "B", "'name' : B # x\n"),
    ("within one flow mapping", "{name: A, role: B}\n", "name", "C", "{name: C, role: B}\n"),
    ("an explicit key", "? name\n: A\n", "name", "C", "? name\n: C\n"),
    ("CR LF", "name: A\r\nrole: B\r\n", "tags", ["a"], "name: A\r\nrole: B\r\ntags: [a]\r\n"),
    # lists, in the style that stands there
    ("one more in brackets", "tags: ['a', b ] # x\n", "tags", ["a", "b", "c"], "tags: ['a', b, c ] # x\n"),
    ("one more in front", "tags: [a, b]\n", "tags", ["c", "a", "b"], "tags: [c, a, b]\n"),
    ("one more between", "tags: ['a',b]\n", "tags", ["a", "c", "b"], "tags: ['a', c,b]\n"),
    ("one less at the end", "tags: [ 'a', b ] # x\n", "tags", ["a"], "tags: [ 'a' ] # x\n"),
    ("one less in front", "tags: [ 'a', b ] # x\n", "tags", ["b"], "tags: [ b ] # x\n"),
    ("two less between", "tags: [a, b, c, d]\n", "tags", ["a", "d"], "tags: [a, d]\n"),
    ("another in its place", "tags: [a, 'b', c]\n", "tags", ["a", "x, y", "c"], 'tags: [a, "x, y", c]\n'),
    ("several others", "tags: [a, b, c]\n", "tags", ["d", "e", "f", "g", "c"], "tags: [d, e, f, g, c]\n"),
    ("over several lines", "tags: [a, # one\n  b, # two\n]\nname: A\n", "tags", ["a", "b", "c"], "tags: [a, # one\n  b, c, # two\n]\nname: A\n"),
    ("one less between comments", "tags: [a, # one\n  b, # two\n  c] # x\n", "tags", ["a", "c"], "tags: [a, # one\n  c] # x\n"),
    ("one less behind a comment", "tags: [a, # one\n  b] # x\n", "tags", ["a"], "tags: [a, # one\n  ] # x\n"),
    ("one line less in brackets", "tags: [\n  a,\n  b\n]\n", "tags", ["a"], "tags: [\n  a\n]\n"),
    ("none left in brackets", "tags: [a, b] # x\n", "tags", [], "tags: [] # x\n"),
    ("the first in brackets", "tags: [ ] # x\n", "tags", ["a"], "tags: [a] # x\n"),
    ("one more line", "tags:\n  - a # x\n  - b # y\n# end\nname: A\n", "tags", ["a", "b", "c"], "tags:\n  - a # x\n  - b # y\n  - c\n# end\nname: A\n"),
    ("one more line in front", "tags:\n-   a\nname: A\n", "tags", ["c", "a"], "tags:\n- c\n-   a\nname: A\n"),
    ("one more line between", "tags:\n- 'a'\n\n- b\n", "tags", ["a", "c", "b"], "tags:\n- 'a'\n- c\n\n- b\n"),
    ("one line less", "tags:\n  - a\n  - 'b' # y\n  # why\n  - c\nname: A\n", "tags", ["a", "c"], "tags:\n  - a\n  # why\n  - c\nname: A\n"),
    ("another line", "tags:\n  - a # x\n  - b\n", "tags", ["c, d", "b"], "tags:\n  - c, d # x\n  - b\n"),
    ("an empty line", "tags:\n  -\n  - b\n", "tags", ["a", "b"], "tags:\n  - a\n  - b\n"),
    ("behind an empty line", "tags:\n  - a\n  -\n", "tags", ["a", "", "b"], 'tags:\n  - a\n  - ""\n  - b\n'),
    ("no line left", "tags: # x\n  - a\n  - b\nname: A\n", "tags", [], "tags: [] # x\nname: A\n"),
    ("a null that is meant as a word", "tags: [a, ~]\n", "tags", ["a", "~"], 'tags: [a, "~"]\n'),
    ("a block as item", "tags:\n  - |\n    a\n    b\n  - c\n", "tags", ["c", "d"], "tags:\n  - c\n  - d\n"),
    ("lines with CR LF", "tags:\r\n  - a\r\n", "tags", ["a", "b"], "tags:\r\n  - a\r\n  - b\r\n"),
]  # fmt: skip


def around(front: str) -> str:
    newline = "\r\n" if "\r\n" in front else "\n"
    return f"---{newline}{front}---{newline}text: 'x' # y{newline}{newline}---{newline}end"


@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize(("before", "key", "value", "after"), [case[1:] for case in SET], ids=[case[0] for case in SET])
def test_set_key(before: str, key: str, value: str | list[str], after: str, bom: str) -> None:
    doc = set_key(read((bom + around(before)).encode()), key, value)

    assert encode(doc).decode() == bom + around(after)
    found = doc.keys[key]
    assert (found.text if isinstance(value, str) else list(found.items or ())) == value
    assert set_key(doc, key, value) == doc


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\nname: A\n---\n"),
        ("\ufeff", "\ufeff---\nname: A\n---\n"),
        ("# Title\r\n\r\ntext", "---\r\nname: A\r\n---\r\n# Title\r\n\r\ntext"),
        ("\ufeff\ntext\n", "\ufeff---\nname: A\n---\n\ntext\n"),
        ("---\n---", "---\nname: A\n---"),
    ],
)
def test_a_file_without_front_matter_gets_one(before: str, after: str) -> None:
    doc = set_key(read(before.encode()), "name", "A")

    assert encode(doc).decode() == after


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("name: A\nrole: B # why\ntier: C\n", "role", "name: A\ntier: C\n"),
        ("# a\nname: A\n# b\nrole: B\n# c\n", "name", "# a\n# b\nrole: B\n# c\n"),
        ("name: A\n", "name", ""),
        ("name:\nrole: B\n", "name", "role: B\n"),
        ("name: A\nmet: |\n  a\n\n  b\n\n# c\ntier: C\n", "met", "name: A\n\n# c\ntier: C\n"),
        ("name: A\nmet: |+\n  a\n\n\ntier: C\n", "met", "name: A\ntier: C\n"),
        ("met: a\n  b\n  c # x\ntier: C\n", "met", "tier: C\n"),
        ("met: 'a\n\n  b'\ntier: C\n", "met", "tier: C\n"),
        ("tags:\n  # x\n  - a # y\n  - b\n# z\ntier: C\n", "tags", "# z\ntier: C\n"),
        ("tags: [a,\n  b] # y\ntier: C\n", "tags", "tier: C\n"),
        ("met:\n  a:\n    b: c\n  d:\ntier: C\n", "met", "tier: C\n"),
        ("? met\n: a\ntier: C\n", "met", "tier: C\n"),
        ("name: A\r\nrole: B\r\n", "role", "name: A\r\n"),
        ("name: A\n", "role", "name: A\n"),
    ],
)
def test_remove_key(before: str, key: str, after: str) -> None:
    doc = remove_key(read(around(before).encode()), key)

    assert encode(doc).decode() == around(after)
    assert key not in doc.keys
    assert remove_key(doc, key) == doc


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("---\nname: A\nname: B\n---\n", "name", "stands twice"),
        ("---\nname: A\n", "name", "line 1 cannot be read"),
        ("---\nname: A\n---\n<<<<<<< x\n", "name", "conflict"),
        ("---\nname: A\nrole: @\n---\n", "name", "line 3 cannot be read"),
        ("---\n{name: A, role: B}\n---\n", "role", "without touching"),
        ("---\nname: a\u2028role: b\n---\n", "role", "without touching"),
        ("---\nmet: |\n  a\nrole: B\n  # more\ntier: C\n---\n", "role", "without touching"),
    ],
)
def test_what_cannot_be_done_safely_is_refused(text: str, key: str, words: str) -> None:
    doc = read(text.encode())

    with pytest.raises(DocumentError, match=words) as refused:
        remove_key(doc, key)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "key", "value", "words"),
    [
        ("---\nname: A\nname: B\n---\n", "name", "C", "stands twice"),
        ("---\nname: A\n---\n\0", "name", "C", "NUL"),
        ("---\n{name: A}\n---\n", "role", "B", "afterwards"),
        ("---\n{name: A}\n---\n", "name", "a, b", "without touching"),
        ("---\n? [a]\n: b\nname: A\n---\n", "name", "\ud800", "half a character"),
        ("---\nname: A\n---\n", "x" * 2000, "B", "afterwards"),
        ("---\nname: A\n---\n", "met", "x" * 64_000, "64 kB"),
        ("---\nname: A\n---\n" + "x" * 4_999_980, "role", "B", "5 MB"),
        ("---\ntags:\n  -\n    a\n  - b\n---\n", "tags", ["b"], "without touching"),
    ],
)
def test_values_that_a_file_cannot_take_are_refused(text: str, key: str, value: str | list[str], words: str) -> None:
    doc = read(text.encode())

    with pytest.raises(DocumentError, match=words) as refused:
        set_key(doc, key, value)
    assert refused.value.hint


# text, as it is written plainly or in quotes, and in the brackets of a list where that differs
SPELLED = [
    ("Jordan Example", "Jordan Example"),
    ("Energy meetup, spring 2026", "Energy meetup, spring 2026", '"Energy meetup, spring 2026"'),
    ("https://www.linkedin.com/in/jordan-example", "https://www.linkedin.com/in/jordan-example"),
    ("jordan@example.org", "jordan@example.org"),
    ("2026-06-09", "2026-06-09"),
    ("2026-06-09 14:00", "2026-06-09 14:00"),
    ("05-17", "05-17"),
    ("6 weeks", "6 weeks"),
    ("6w", "6w"),
    ("B", "B"),
    ("true", "true"),
    ("false", "false"),
    ("none", "none"),
    ("Zoë 👩\u200d💻", "Zoë 👩\u200d💻"),
    ("it's", "it's"),
    ("a#b:c", "a#b:c"),
    ("Europe/Berlin", "Europe/Berlin"),
    ("L16 she signs so too", "L16 she signs so too"),
    ("+1 555 0100", '"+1 555 0100"'),
    ("030 12345", '"030 12345"'),
    ("0123", '"0123"'),
    ("12:30", '"12:30"'),
    ("1e3", '"1e3"'),
    ("0x1F", '"0x1F"'),
    ("2026-13-45", '"2026-13-45"'),
    ("2026-6-9", '"2026-6-9"'),
    ("NO", '"NO"'),
    ("True", '"True"'),
    ("null", '"null"'),
    ("~", '"~"'),
    ("", '""'),
    (" a", '" a"'),
    ("a ", '"a "'),
    ("a: b", '"a: b"'),
    ("a:", '"a:"'),
    ("a #b", '"a #b"'),
    ("#a", '"#a"'),
    ("- a", '"- a"'),
    ("---", '"---"'),
    ("? a", '"? a"'),
    ("@home", '"@home"'),
    ("*a*", '"*a*"'),
    ("[[sam-example]]", '"[[sam-example]]"'),
    ("a [b]", "a [b]", '"a [b]"'),
    ('say "hi"', '"say \\"hi\\""'),
    ("C:\\path", '"C:\\\\path"'),
    ("a\nb", '"a\\nb"'),
    ("a\tb", '"a\\tb"'),
    ("a\r\nb", '"a\\r\\nb"'),
    ("\x00\x07\x85\u2028\ufeff", '"\\x00\\x07\\x85\\u2028\\ufeff"'),
]


@pytest.mark.parametrize(("text", "spelled"), [case[:2] for case in SPELLED])
def test_quotes_stand_only_where_they_must(text: str, spelled: str) -> None:
    doc = set_key(read(b"---\nname: A\n---\n"), "key", text)

    assert doc.text == f"---\nname: A\nkey: {spelled}\n---\n"
    assert doc.keys["key"].text == text


@pytest.mark.parametrize(("text", "spelled"), [(case[0], case[-1]) for case in SPELLED])
def test_quotes_within_a_list(text: str, spelled: str) -> None:
    doc = set_key(read(b"---\ntags: [a]\n---\n"), "tags", ["a", text])

    assert doc.text == f"---\ntags: [a, {spelled}]\n---\n"
    assert doc.keys["tags"].items == ("a", text)


BODY = "---\r\nname: A\r\n---\r\n\r\n## Log\r\n\r\n- 2026-06-09 call\r\n"


@pytest.mark.parametrize(
    ("text", "old", "new", "after"),
    [
        (BODY, "call\r\n", "call: hi\r\n", BODY.replace("call", "call: hi")),
        (BODY, "", "- new\r\n", BODY + "- new\r\n"),
        ("---\nname: A\n---", "", "\ntext", "---\nname: A\n---\ntext"),
        ("\ufefftext", "te", "T", "\ufeffTxt"),
        ("---\nname: A\nname: B\n---\ntext", "text", "", "---\nname: A\nname: B\n---\n"),
    ],
)
def test_splice(text: str, old: str, new: str, after: str) -> None:
    doc = read(text.encode())
    start = text.rindex(old)

    assert encode(splice(doc, start, start + len(old), new)).decode() == after


@pytest.mark.parametrize(
    ("text", "start", "end", "new", "words"),
    [
        ("---\nname: A\n---\ntext", 0, 3, "", "not in the body"),
        ("---\nname: A\n---\ntext", 17, 16, "", "not in the body"),
        ("---\nname: A\n---\ntext", 16, 99, "", "not in the body"),
        ("---\nname: A\n---", 15, 15, "text", "no end"),
        ("text", 0, 0, "---\na: b\n---\n", "front matter"),
        ("text", 0, 0, "---\n", "no end"),
        ("text\n", 5, 5, ">>>>>>> theirs\n", "conflict"),
        ("text", 4, 4, "\0", "NUL"),
        ("text", 4, 4, "\udc80", "half a character"),
        ("<<<<<<< x\n", 0, 10, "", "conflict"),
    ],
)
def test_a_splice_that_would_do_harm_is_refused(text: str, start: int, end: int, new: str, words: str) -> None:
    doc = read(text.encode())

    with pytest.raises(DocumentError, match=words) as refused:
        splice(doc, start, end, new)
    assert refused.value.hint


def test_create() -> None:
    fields: Mapping[str, str | Sequence[str] | bool] = {
        "name": "Jordan Example",
        "phone": "+1 555 0100",
        "email": ["jordan@example.org", "j@example.org"],
        "card": True,
        "vip": False,
        "added": "2026-06-09",
    }
    doc = create(fields, "\n## Log\n")

    assert doc.text == (
        "---\n"
        "name: Jordan Example\n"
        'phone: "+1 555 0100"\n'
        "email: [jordan@example.org, j@example.org]\n"
        "card: true\n"
        "vip: false\n"
        "added: 2026-06-09\n"
        "---\n"
        "\n"
        "## Log\n"
    )
    assert create({}, "").text == "---\n---\n"


@pytest.mark.parametrize(
    ("fields", "body", "words"),
    [
        ({"name": "\ud800"}, "", "half a character"),
        ({"x" * 2000: "A"}, "", "afterwards"),
        ({"name": "A"}, "<<<<<<< x\n", "conflict"),
    ],
)
def test_what_no_file_can_hold_is_not_created(fields: Mapping[str, str], body: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        create(fields, body)


@pytest.mark.parametrize("data", [b"\xff", b"x" * 5_000_001, "x".encode("utf-16")])
def test_a_file_whose_text_is_unknown_is_not_written(data: bytes) -> None:
    doc: Document = read(data)

    with pytest.raises(DocumentError, match="not written"):
        encode(doc)
