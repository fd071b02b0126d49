from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.incoming.captures import captures, named_day, place

NOTE = """\
---
title: Inbox
---

# Friday

- coffee w ada
  grid storage
\towes me intro
* [ ] call bob
• met sam

2. buy milk
----
plain
  - below
"""


def test_every_line_is_a_capture_but_for_headings_rules_and_front_matter() -> None:
    assert [(one.line, one.text) for one in captures(NOTE)] == [
        (7, "coffee w ada; grid storage; owes me intro"),
        (10, "call bob"),
        (11, "met sam"),
        (13, "buy milk"),
        (15, "plain; below"),
    ]
    assert captures("") == captures("# x\n\n***\n") == ()
    assert [one.text for one in captures("---\nno end")] == ["no end"]
    assert [one.text for one in captures("\ufeff#topic first\r\nsecond")] == ["#topic first", "second"]


_LINES = ("coffee", "- call", "  below", "# head", "", "---", "coffee", "\ufeffx")


@given(st.lists(st.sampled_from(_LINES), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_a_capture_is_found_where_it_stands_and_all_else_stays(lines: list[str], end: str) -> None:
    text = end.join(lines)
    for one in captures(text):
        spot = place(text, one)
        assert spot is not None
        assert text[slice(*spot)] == one.raw
        left = text[: spot[0]] + text[spot[1] :]
        assert len(left) == len(text) - len(one.raw)


def test_a_capture_that_moved_is_found_and_one_that_changed_is_not() -> None:
    (one,) = captures("coffee w ada")
    assert place("new line\ncoffee w ada\n", one) == (9, 22)
    assert place("coffee w ada, changed", one) is None
    first, second = captures("same\nother\nsame\n")[::2]
    assert place("same\nother\nsame\n", second) == (11, 16)
    assert place("same\n", second) == (0, 5) == place("same\nother\nsame\n", first)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-06-08.md", "2026-06-08"),
        ("Note 20260608 191512.txt", "2026-06-08"),
        ("phone.md", None),
        ("12345678901.md", None),
    ],
)
def test_the_day_that_a_file_is_named_for(name: str, day: str | None) -> None:
    assert named_day(name) == day
