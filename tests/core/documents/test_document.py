"""Reading: what hand-written, odd, broken and damaged files give."""

# ruff: noqa: E501 - a row of a table is read on one line

from __future__ import annotations

import pytest
import yaml

from crm.core.documents.document import Document, encode, read

EXAMPLE = """\
---
name: Jordan Example          # the one required key
aliases: [J. Example]
email: jordan@example.org     # one, or a list; the first is preferred
phone: "+1 555 0100"
introduced_by: sam-example    # slug of another contact
tags: [energy, alumni]
topics: [grid storage, hiring juniors]
birthday: 05-17               # or with a year
card: true                    # also owes a handwritten card
added: 2026-06-09             # when the contact entered the book
---

Anything at all, in Markdown.

## Log

- 2026-06-09 09:30-10:00 interview (video): From support into data platforms #career-change
"""

NULL = object()


def values(doc: Document) -> dict[str, object]:
    """Each key's text, or its items, or NULL; None where it is neither."""
    return {
        key: NULL if value.null else value.text if value.text is not None else value.items
        for key, value in doc.keys.items()
    }


# name of the case, text, what its keys read as, body
READABLE = [
    ("empty file", "", {}, ""),
    ("only a line end", "\n", {}, "\n"),
    ("no front matter", "# Jordan\n\ntext\n", {}, "# Jordan\n\ntext\n"),
    ("front matter not on the first line", "\n---\nname: A\n---\n", {}, "\n---\nname: A\n---\n"),
    ("a rule further down is no front matter", "text\n\n---\n\nmore\n", {}, "text\n\n---\n\nmore\n"),
    ("four dashes are no front matter", "----\nname: A\n----\n", {}, "----\nname: A\n----\n"),
    ("empty front matter", "---\n---\ntext\n", {}, "text\n"),
    ("only a comment", "---\n# nothing yet\n---\ntext\n", {}, "text\n"),
    ("only blank lines", "---\n\n   \n---\ntext\n", {}, "text\n"),
    ("spaces behind the dashes", "---  \nname: A\n--- \t\ntext\n", {"name": "A"}, "text\n"),
    ("closed by dots", "---\nname: A\n...\ntext\n", {"name": "A"}, "text\n"),
    ("no last line end", "---\nname: A\n---\ntext", {"name": "A"}, "text"),
    ("nothing behind the front matter", "---\nname: A\n---", {"name": "A"}, ""),
    ("CR LF", "---\r\nname: A\r\ntags: [a, b]\r\n---\r\ntext\r\n", {"name": "A", "tags": ("a", "b")}, "text\r\n"),
    ("CR alone", "---\rname: A\rrole: B\r---\rtext\r", {"name": "A", "role": "B"}, "text\r"),
    ("mixed line ends", "---\r\nname: A\nrole: B\r\n---\ntext\r", {"name": "A", "role": "B"}, "text\r"),
    ("BOM", "\ufeff---\nname: A\ntags:\n  - x\n---\ntext\n", {"name": "A", "tags": ("x",)}, "text\n"),
    ("BOM, no front matter", "\ufefftext\n", {}, "text\n"),
    ("emoji", "---\nname: 😀 Zoë\nrole: 👩\u200d💻\n---\n🎉\n", {"name": "😀 Zoë", "role": "👩\u200d💻"}, "🎉\n"),
    ("numbers are text", "---\nphone: 0123\nn: 1_000\nf: 1e3\n---\n", {"phone": "0123", "n": "1_000", "f": "1e3"}, ""),
    ("words are text", "---\ncountry: NO\nok: yes\nno: true\n---\n", {"country": "NO", "ok": "yes", "no": "true"}, ""),
    ("times are text", "---\ntime: 12:30\nday: 2026-13-45\n---\n", {"time": "12:30", "day": "2026-13-45"}, ""),
    ("nulls", "---\na:\nb: ~\nc: null # x\nd: ''\n---\n", {"a": NULL, "b": NULL, "c": NULL, "d": ""}, ""),
    ("quoted nulls are text", "---\na: '~'\nb: \"null\"\n---\n", {"a": "~", "b": "null"}, ""),
    ("odd quoting", "---\n\"name\" : 'it''s'\n'x y': \"a\\tb\\u263a\"\n---\n", {"name": "it's", "x y": "a\tb☺"}, ""),
    ("a quoted colon and hash", "---\nmet: 'A: b # c'\n---\n", {"met": "A: b # c"}, ""),
    ("a hash without a space", "---\nmet: a#b\n---\n", {"met": "a#b"}, ""),
    ("comments everywhere", "---\n# a\nname: A # b\n # c\ntags: # d\n  # e\n  - x # f\n---\n", {"name": "A", "tags": ("x",)}, ""),
    ("literal block", "---\nmet: |\n  a\n\n  b: c\nrole: B\n---\n", {"met": "a\n\nb: c\n", "role": "B"}, ""),
    ("folded block", "---\nmet: >-  # why\n  a\n  b\n\nrole: B\n---\n", {"met": "a b", "role": "B"}, ""),
    ("kept block", "---\nmet: |+\n  a\n\n\nrole: B\n---\n", {"met": "a\n\n\n", "role": "B"}, ""),
    ("a rule within a literal block", "---\nmet: |\n  a\n  ---\n  b\n---\n", {"met": "a\n---\nb\n"}, ""),
    ("plain over several lines", "---\nmet: a\n  b\n\n  c\nrole: B\n---\n", {"met": "a b\nc", "role": "B"}, ""),
    ("quoted over several lines", '---\nmet: "a\n  b: c"\nrole: B\n---\n', {"met": "a b: c", "role": "B"}, ""),
    ("tabs where they may be", "---\nname:\tA\t# x\nrole: a\tb\n---\n", {"name": "A", "role": "a\tb"}, ""),
    ("a list not indented", "---\ntags:\n- a\n-   b\n-\nrole: B\n---\n", {"tags": ("a", "b", ""), "role": "B"}, ""),
    ("a list over several lines", "---\ntags: [a, # x\n  'b, c',\n]\n---\n", {"tags": ("a", "b, c")}, ""),
    ("an empty list", "---\ntags: []\n---\n", {"tags": ()}, ""),
    ("nested lists and mappings", "---\na: [[x], y]\nb: {c: d}\ne:\n  f: g\nh: B\n---\n", {"a": None, "b": None, "e": None, "h": "B"}, ""),
    ("a list of mappings", "---\na:\n  - b: c\n  - d\n---\n", {"a": None}, ""),
    ("template marks", "---\nname: {{name}}\nrole: B\n---\n", {"name": None, "role": "B"}, ""),
    ("a wikilink", "---\nintroduced_by: [[sam-example]]\n---\n", {"introduced_by": "[[sam-example]]"}, ""),
    ("wikilinks with commas and bars", "---\nby: [[Doe, Sam|Sam]] # x\n---\n", {"by": "[[Doe, Sam|Sam]]"}, ""),
    ("a list of wikilinks", "---\nby:\n  - [[a]]\n  - '[[b]]'\nor: [[[c]]]\n---\n", {"by": ("[[a]]", "[[b]]"), "or": ("[[c]]",)}, ""),
    ("no wikilinks", "---\na: [[]]\nb: [[x], [y]]\nc: [ [x] ]\n---\n", {"a": None, "b": None, "c": None}, ""),
    ("one flow mapping", "---\n{name: A, role: B}\n---\ntext\n", {"name": "A", "role": "B"}, "text\n"),
    ("indented", "---\n  name: A\n  role: B\n---\n", {"name": "A", "role": "B"}, ""),
    ("explicit keys", "---\n? name\n: A\n? role\n---\n", {"name": "A", "role": NULL}, ""),
    ("keys that are no words", "---\n1: a\n~: b\ntrue: c\n<<: d\n=: e\n---\n", {"1": "a", "~": "b", "true": "c", "<<": "d", "=": "e"}, ""),
    ("keys of the frontmatter library", "---\ncontent: a\nhandler: b\n---\nc\n", {"content": "a", "handler": "b"}, "c\n"),
    ("line separators", "---\nname: a\u2028role: b\x85tier: c\n---\n", {"name": "a", "role": "b", "tier": "c"}, ""),
    ("a mark within a line", "---\nname: a<<<<<<< b\n---\n <<<<<<< a\n", {"name": "a<<<<<<< b"}, " <<<<<<< a\n"),
    ("headings underlined", "---\nname: A\n---\nSummary\n=======\n", {"name": "A"}, "Summary\n=======\n"),
    ("a row of bars, more and fewer marks", "|||||||\n<<<<<<\n>>>>>>>>\n", {}, "|||||||\n<<<<<<\n>>>>>>>>\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "keys", "body"), [case[1:] for case in READABLE], ids=[case[0] for case in READABLE])
def test_a_file_reads_as_written(text: str, keys: dict[str, object], body: str) -> None:
    doc = read(text.encode())

    assert doc.readable
    assert doc.faults == ()
    assert values(doc) == keys
    assert doc.body == body
    assert encode(doc) == text.encode()


# name of the case, bytes, whether it may still be changed, the faults' lines and rules, words of the first message
FAULTY: list[tuple[str, bytes, bool, list[tuple[int, str]], str]] = [
    ("Latin-1", b"---\nname: A\nrole: Caf\xe9\n---\n", False, [(3, "encoding")], "0xe9"),
    ("Latin-1 in the body, CR LF", b"---\r\nname: A\r\n---\r\n\r\nCaf\xe9\r\n", False, [(5, "encoding")], "0xe9"),
    ("UTF-16", "---\nname: A\n---\n".encode("utf-16"), False, [(1, "encoding")], "UTF-16"),
    ("UTF-16 without BOM", "---\nname: A\n---\n".encode("utf-16-le"), False, [(1, "encoding")], "NUL"),
    ("half a character", b"a\n\xed\xa0\x80\n", False, [(2, "encoding")], "0xed"),
    ("NUL in the body", b"---\nname: A\n---\n\n\0\0\0", False, [(5, "encoding")], "NUL"),
    ("too large", b"x" * 5_000_001, False, [(1, "size")], "5 MB"),
    ("front matter too large", b"---\na: " + b"x" * 64_000 + b"\n---\n", False, [(1, "front-matter")], "64 kB"),
    ("too large in bytes", b"---\na: " + "é".encode() * 32_000 + b"\n---\n", False, [(1, "front-matter")], "64 kB"),
    ("without end", b"---\nname: A\n\ntext\n", False, [(1, "front-matter")], "no end"),
    ("dashes alone", b"---", False, [(1, "front-matter")], "no end"),
    ("conflict in the front matter", b"---\nname: A\n<<<<<<< ours\nrole: B\n=======\nrole: C\n>>>>>>> theirs\n---\n", False, [(3, "conflict")], "conflict"),
    ("conflict around the end", b"---\nname: A\n<<<<<<< ours\n---\n=======\n>>>>>>> theirs\n", False, [(3, "conflict")], "conflict"),
    ("conflict at the start", b"<<<<<<< ours\n---\n=======\n---\n>>>>>>> theirs\n", False, [(1, "conflict")], "conflict"),
    ("conflict behind a BOM", b"\xef\xbb\xbf<<<<<<< ours\n", False, [(1, "conflict")], "conflict"),
    ("conflict in the body", b"---\nname: A\n---\n\n<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> x\r\n", False, [(5, "conflict")], "conflict"),
    ("a mark left behind", b"---\nname: A\n---\ntext\n>>>>>>> x\n", False, [(5, "conflict")], "conflict"),
    ("a mark of the base left behind", b"---\nname: A\n---\ntext\r||||||| base\r", False, [(5, "conflict")], "conflict"),
    ("a mark without a name", b"---\nname: A\n---\n<<<<<<<", False, [(4, "conflict")], "conflict"),
    ("a key twice", b"---\nname: A\nrole: B\nname: C\n---\n", True, [(4, "duplicate-key")], "`name` stands twice, first on line 2"),
    ("a key thrice, quoted", b"---\nname: A\n'name': C\nname: D\n---\n", True, [(3, "duplicate-key"), (4, "duplicate-key")], "line 2"),
    ("a list as key", b"---\nname: A\n[a, b]: C\n---\n", True, [(3, "key")], "key"),
    ("a mapping as key", b"---\n{{name}}: C\nrole: B\n---\n", True, [(2, "key")], "key"),
    ("conflict and a key twice", b"---\na: A\na: B\n---\n<<<<<<< x\n", False, [(5, "conflict"), (3, "duplicate-key")], "conflict"),
    ("a list", b"---\n- a\n- b\n---\n", False, [(2, "front-matter")], "`key: value`"),
    ("text", b"---\n\njust text\n---\n", False, [(3, "front-matter")], "`key: value`"),
    ("text between rules", b"---\n\nSome text.\n\nMore: text.\n\n---\n", False, [(5, "front-matter")], "`: `"),
    ("a quoted text", b"---\n''\n---\n", False, [(2, "front-matter")], "`key: value`"),
    ("a quote not closed", b"---\nname: A\nrole: \"B\ntier: C\n---\n", False, [(3, "front-matter")], "no closing quote"),
    ("a list not closed", b"---\nname: A\ntags: [a, b\ntier: C\n---\n", False, [(3, "front-matter")], "not closed"),
    ("a brace at the end", b"---\nname: A\nmet: {\n---\n", False, [(3, "front-matter")], "not closed"),
    ("a colon too many", b"---\nname: A\nmet: Talk: the sequel\n---\n", False, [(3, "front-matter")], "`: `"),
    ("wrong indentation", b"---\nname: A\n role: B\n---\n", False, [(3, "front-matter")], "`: `"),
    ("less indentation", b"---\nname:\n  - A\n B\n---\n", False, [(4, "front-matter")], "`key: value`"),
    ("no key", b"---\nname: A\nand so on\nrole: B\n---\n", False, [(3, "front-matter")], "no `key:`"),
    ("text behind a quote", b"---\nname: 'A' B\n---\n", False, [(2, "front-matter")], "`key: value`"),
    ("a tab in front", b"---\nname: A\n\trole: B\n---\n", False, [(3, "front-matter")], "tab"),
    ("a tab before an item", b"---\ntags:\n\t- a\n---\n", False, [(3, "front-matter")], "tab"),
    ("an at sign", b"---\nname: A\nmet: @home\n---\n", False, [(3, "front-matter")], "`@`"),
    ("a percent sign", b"---\nmet: %50\n---\n", False, [(2, "front-matter")], "`%`"),
    ("an unknown escape", b"---\nfile: \"C:\\path\"\n---\n", False, [(2, "front-matter")], "backslash"),
    ("an item behind the colon", b"---\nmet: - a\n---\n", False, [(2, "front-matter")], "`- `"),
    ("a quotation sign", b"---\nname: A\nmet: > hi\n---\n", False, [(3, "front-matter")], "`>`"),
    ("an anchor", b"---\nmet: &A b\n---\n", False, [(2, "front-matter")], "anchor"),
    ("an anchor on a list", b"---\nmet: &A [b]\n---\n", False, [(2, "front-matter")], "anchor"),
    ("an alias", b"---\nmet: *A\n---\n", False, [(2, "front-matter")], "alias"),
    ("emphasis", b"---\nname: A\nmet: *really*\n---\n", False, [(3, "front-matter")], "`*`"),
    ("a tag", b"---\nmet: !!python/object:os.system x\n---\n", False, [(2, "front-matter")], "tag"),
    ("a tag on the whole", b"---\n!x\nname: A\n---\n", False, [(2, "front-matter")], "tag"),
    ("a tag of nothing", b"---\nmet: !\n---\n", False, [(2, "front-matter")], "tag"),
    ("a directive", b"---\n%YAML 1.2\n---\nname: A\n", False, [(2, "front-matter")], "`key: value`"),
    ("two documents", b"---\nname: A\n--- b\nrole: B\n---\n", False, [(3, "front-matter")], "second YAML document"),
    ("a control character", b"---\nname: A\nrole: a\x07b\n---\n", False, [(3, "front-matter")], "control character"),
    ("line separators are not counted", "---\nname: a\u2028role: b\x85\ntier: @\n---\n".encode(), False, [(3, "front-matter")], "`@`"),
    ("lines behind a BOM, CR and CR LF", b"\xef\xbb\xbf---\rname: A\r\n\r\nrole: @\n---\n", False, [(4, "front-matter")], "`@`"),
    ("nested too deep", b"---\na: " + b"[" * 20 + b"]" * 20 + b"\n---\n", False, [(2, "front-matter")], "20 levels"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "readable", "faults", "words"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY]
)
def test_a_fault_is_named_with_its_line(data: bytes, readable: bool, faults: list[tuple[int, str]], words: str) -> None:
    doc = read(data)

    assert doc.readable is readable
    assert [(fault.line, fault.rule) for fault in doc.faults] == faults
    assert words in doc.faults[0].message
    assert all(fault.hint for fault in doc.faults)
    assert all("\n" not in fault.message for fault in doc.faults)


def test_nesting_up_to_the_bound_is_read() -> None:
    doc = read(b"---\na: " + b"[" * 19 + b"]" * 19 + b"\nb: c\n---\n")

    assert doc.readable
    assert doc.keys["b"].text == "c"


def test_neither_value_of_a_key_that_stands_twice_is_chosen() -> None:
    doc = read(b"---\nname: A\nemail: a@example.org\nemail: b@example.org\n---\ntext\n")

    assert values(doc) == {"name": "A"}
    assert [entry.key.text for entry in doc.entries] == ["name", "email", "email"]


def test_keys_are_there_beside_a_conflict_in_the_body() -> None:
    doc = read(b"---\nname: A\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n")

    assert values(doc) == {"name": "A"}
    assert doc.body.startswith("<<<<<<< HEAD")


def test_the_example_of_the_format() -> None:
    doc = read(EXAMPLE.encode())

    assert values(doc) == {
        "name": "Jordan Example",
        "aliases": ("J. Example",),
        "email": "jordan@example.org",
        "phone": "+1 555 0100",
        "introduced_by": "sam-example",
        "tags": ("energy", "alumni"),
        "topics": ("grid storage", "hiring juniors"),
        "birthday": "05-17",
        "card": "true",
        "added": "2026-06-09",
    }
    lines = EXAMPLE.splitlines()
    assert all(lines[value.line - 1].startswith(f"{key}:") for key, value in doc.keys.items())
    assert lines[doc.body_line :] == doc.body.splitlines()[1:]
    assert {key: doc.text[slice(*value.span)] for key, value in doc.keys.items()} | {"email": "-"} == {
        line.partition(":")[0]: line.partition(": ")[2].partition("  ")[0] for line in lines[1:11]
    } | {"email": "-"}


@pytest.mark.parametrize(
    ("text", "lines", "body_line"),
    [
        ("---\na: x\nb:\n  - y\n\n# c\nc: z\n---\nbody\n", {"a": 2, "b": 3, "c": 7}, 9),
        ("---\r\na: x\r\nb: |\r\n  y\r\n\r\nc: z\r\n---\r\nbody\r\n", {"a": 2, "b": 3, "c": 6}, 8),
        ("---\ra: x\rb: y\r---\rbody\r", {"a": 2, "b": 3}, 5),
        ("\ufeff---\na: x\u2028b: 😀\x85\nc: z\n---\nbody\n", {"a": 2, "b": 2, "c": 3}, 5),
        ("body\n", {}, 1),
    ],
)
def test_lines_are_counted_as_an_editor_counts_them(text: str, lines: dict[str, int], body_line: int) -> None:
    doc = read(text.encode())

    assert {key: value.line for key, value in doc.keys.items()} == lines
    assert doc.body_line == body_line


@pytest.mark.parametrize(
    ("text", "newline", "ended"),
    [
        ("", "\n", True),
        ("\ufeff", "\n", True),
        ("text", "\n", False),
        ("a\nb\n", "\n", True),
        ("a\r\nb\r\nc\n", "\r\n", True),
        ("a\r\nb\nc\n", "\n", True),
        ("a\rb\rc\r", "\r", True),
        ("a\r\nb", "\r\n", False),
    ],
)
def test_the_line_end_that_a_file_has(text: str, newline: str, ended: bool) -> None:
    doc = read(text.encode())

    assert doc.newline == newline
    assert doc.ends_with_newline is ended


@pytest.mark.parametrize("text", [case[1] for case in READABLE], ids=[case[0] for case in READABLE])
def test_keys_and_texts_are_those_that_the_frontmatter_library_finds(text: str) -> None:
    from frontmatter.default_handlers import YAMLHandler

    doc = read(text.encode())
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\n...\n", "\n---\n")
    handler = YAMLHandler()
    if not doc.keys or not handler.detect(text):
        return
    try:
        found = handler.load(handler.split(text)[0], Loader=yaml.CBaseLoader)
    except yaml.constructor.ConstructorError:  # a mapping as key, in the template marks
        assert "{{" in text
        return
    assert list(found) == list(doc.keys)
    for key, value in doc.keys.items():
        if value.text is not None and not value.text.startswith("[["):
            assert found[key] == value.text
        elif value.items is not None and not any(item.startswith("[[") for item in value.items):
            assert found[key] == list(value.items)
