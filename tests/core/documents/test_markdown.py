from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.documents import markdown
from crm.core.documents.markdown import Item, lines


def headed(text: str) -> list[tuple[int, str]]:
    return [(head.level, head.text) for head in markdown.headings(lines(text))]


LINES = [
    ("", []),
    ("a", ["a"]),
    ("a\n", ["a"]),
    ("a\nb", ["a", "b"]),
    ("a\r\nb\r\n", ["a", "b"]),
    ("a\rb\r", ["a", "b"]),
    ("a\n\r\nb", ["a", "", "b"]),
    # only these end a line, whatever else Unicode holds
    ("a\vb\fc\x85d\N{LINE SEPARATOR}e", ["a\vb\fc\x85d\N{LINE SEPARATOR}e"]),
]


@pytest.mark.parametrize(("text", "found"), LINES)
def test_lines(text: str, found: list[str]) -> None:
    assert [line.text for line in lines(text)] == found


@given(st.text("ab- #`~\n\r\t"), st.integers(1, 9))
def test_each_line_knows_where_it_stands(text: str, first: int) -> None:
    found = lines(text, first)
    assert [text[line.start : line.end] for line in found] == [line.text for line in found]
    assert [line.number for line in found] == list(range(first, first + len(found)))
    assert all(text[line.end : line.end + 1] in {"", "\n", "\r"} for line in found)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("a", 0), ("  a", 2), ("\ta", 4), ("  \ta", 4), ("    \ta", 8), ("", 0), ("   ", 3)],
)
def test_a_tab_is_indentation_to_the_next_fourth_column(text: str, columns: int) -> None:
    (line,) = lines(f"{text}\n")
    assert line.indent == columns


ITEMS = [
    ("- a", Item(0, "-", "a")),
    ("* a ", Item(0, "*", "a")),
    ("+\ta", Item(0, "+", "a")),
    ("\t-   a", Item(4, "-", "a")),
    ("-", Item(0, "-", "")),
    ("- ", Item(0, "-", "")),
    ("- [ ] a", Item(0, "-", "[ ] a")),
    ("- - a", Item(0, "-", "- a")),
    ("-a", None),
    ("--", None),
    ("---", None),
    ("- - -", None),
    ("* * *  ", None),
    ("  ***", None),
    ("1. a", None),
    ("a", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "item"), ITEMS)
def test_items(text: str, item: Item | None) -> None:
    (line,) = lines(f"{text}\n")
    assert markdown.item(line) == item


FENCES = [
    # text, which of its lines are fenced
    ("```\na\n```\nb", "111."),
    ("~~~ lang\na\n~~~~\nb", "111."),
    ("```\na\n~~~\n```\nb", "1111."),
    ("````\n```\n````\nb", "111."),
    ("```\na\n  ```\nb", "111."),
    ("``` a`b\nc", ".."),
    ("``\na", ".."),
    ("```\na", "11"),
    ("- a\n  ```\n  b\n  ```\n  c", ".111."),
    ("- a\n  ```\n  b\nc", ".11."),
    ("- a\n  ```\n\n  b\n- c", ".111."),
    ("  ```\na\n```\nb\nc", "1.111"),
    ("  ```\n  a\n```\n\nb\nc", "111..."),
    ("- a\n  ```\n  b\n```\n\n- c", ".111.."),
]


@pytest.mark.parametrize(("text", "fenced"), FENCES)
def test_code_fences(text: str, fenced: str) -> None:
    assert "".join("1" if line.fenced else "." for line in lines(text)) == fenced
    assert all(markdown.item(line) is None for line in lines(text) if line.fenced)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a", None),
        ("```\na\n```", None),
        ("a\n```\nb", 7),
        ("```\na\n```\n~~~\nb", 9),
        ("- a\n  ```\n  b\n- c", None),
        ("- a\n  ```\n  b", 7),
        ("  ```\n  a\n```\n\nb\nc", None),
        ("  ```\na\n```\nb\nc", 8),
    ],
)
def test_a_fence_that_is_never_closed(text: str, line: int | None) -> None:
    assert markdown.open_fence(text, 6) == line


HEADINGS = [
    ("# a", [(1, "a")]),
    ("## a ##  ", [(2, "a")]),
    ("## a#", [(2, "a#")]),
    ("###### a\n####### b", [(6, "a")]),
    ("   ## a", [(2, "a")]),
    ("    ## a", []),
    ("##", [(2, "")]),
    ("##a", []),
    ("#\ta", [(1, "a")]),
    ("a\n===", [(1, "a")]),
    ("a\n-", [(2, "a")]),
    ("a\nb\n---", [(2, "b")]),
    ("\n---", []),
    ("a\n\n---", []),
    ("a\n- - -", []),
    ("a\n---\n---", [(2, "a")]),
    ("***\n---", []),
    ("    a\n---", []),
    ("- a\n---", []),
    ("- a\nb\n---", []),
    ("- a\n\nb\n---", [(2, "b")]),
    ("- a\n  # b", []),
    ("- a\n\n\n  # b\n# c", [(1, "c")]),
    ("- a\n# b", [(1, "b")]),
    ("- a\n***\n  # b", [(1, "b")]),
    ("```\n# a\n```\n# b", [(1, "b")]),
    ("a\n```\n---\n```", []),
]


@pytest.mark.parametrize(("text", "found"), HEADINGS)
def test_headings(text: str, found: list[tuple[int, str]]) -> None:
    assert headed(text) == found
