"""An entry that is added to a file: read as it was meant, and everything else read as before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.documents import document
from crm.core.documents.document import Document
from crm.core.kinds import Kinds
from crm.core.logs import entry, log
from crm.core.logs.entry import NewEntry, NoPlace, one_line
from crm.core.logs.log import Log
from crm.core.model import Interaction

CALL = NewEntry("2026-06-09 09:30", "call", None, "new")


def added(before: Document, new: NewEntry) -> Document:
    place = entry.insertion(before.body, new, before.newline)
    at = before.body_start + place.offset
    return document.splice(before, at, at, place.text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\na: b\n---\n", "---\na: b\n---\n\n## Log\n\n- 2026-06-09 09:30 call: new\n"),
        ("Prose", "Prose\n\n## Log\n\n- 2026-06-09 09:30 call: new"),
        ("## Log\n## More\n", "## Log\n\n- 2026-06-09 09:30 call: new\n## More\n"),
        ("## Log\nMore\n----\n", "## Log\n\n- 2026-06-09 09:30 call: new\n\nMore\n----\n"),
        ("## Log\n\nMore\n----\n", "## Log\n\n- 2026-06-09 09:30 call: new\n\nMore\n----\n"),
    ],
)
def test_where_an_entry_goes(before: str, after: str) -> None:
    assert added(document.read(before.encode()), CALL).text == after


LINES = st.sampled_from(
    [
        *("", "  ", "## Log", " ## log ##", "## Notes", "# Top", "### Sub", "Title\n---", "===", "---", "***", "prose"),
        *("- 2026-06-01 call: a", "* 2026-06-02 10:00 interview (video): b", "+ 2026-06-03 reply", "- item", "1. x"),
        *("  - takeaway: x", "  * [ ] task (by 2026-06-12)", "\t- advice: y", "    deep", "   - 2026-06-01 call: in"),
        *("```", "~~~", "  ```", "  ~~~ ", "```python", "- 2026-06-01 call: ```", "-", "> quote", "<!-- x -->"),
    ]
)
TEXTS = st.sampled_from(
    ["", "x", " a  b ", "```", "# x", "## Log", "- 2026-06-01 call", ":", "(a): b", "x\n## Notes\ny", "[x] y", "---"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    front = draw(st.sampled_from(["", "---\nname: X\n---\n", "\ufeff---\nname: X\n---\n"]))
    text = front + "\n".join(draw(st.lists(LINES, max_size=14))) + draw(st.sampled_from(["", "\n"]))
    return document.read(text.replace("\n", newline).encode())


@st.composite
def entries(draw: st.DrawFn) -> NewEntry:
    stamps = ["2026-06-09", "2026-06-09 09:30", "2026-06-09 09:30-10:00 Asia/Tokyo", "2026-06-09 +02:00"]
    labels = st.sampled_from(["takeaway", "advice", "private", "offer", "task"])
    return NewEntry(
        draw(st.sampled_from(stamps)),
        draw(st.sampled_from(["call", "thank-you", "interview"])),
        draw(st.sampled_from([None, "video", "a b"])),
        draw(TEXTS),
        tuple(draw(st.lists(st.tuples(labels, TEXTS), max_size=3))),
    )


def logged(doc: Document) -> Log:
    return log.read(doc.body, doc.body_line, "contacts/x.md", Kinds({}), UTC)


def without_lines(found: Iterable[Interaction]) -> list[Interaction]:
    return [
        replace(one, line=0, details=tuple(replace(detail, line=0) for detail in one.details))  # what was below moved
        for one in found
    ]


@settings(max_examples=300)
@given(documents(), entries())
def test_it_is_read_as_meant_and_all_else_as_before(before: Document, new: NewEntry) -> None:
    if not before.readable:
        return
    try:
        after = added(before, new)
    except NoPlace:
        return
    was, now = without_lines(logged(before).interactions), without_lines(logged(after).interactions)
    for one in was:
        now.remove(one)
    (only,) = now
    assert (only.stamp_text, only.kind.name, only.channel) == (new.stamp, new.kind, new.channel)
    assert only.summary == one_line(new.summary)
    wanted = [(label, one_line(text)) for label, text in new.details if one_line(text)]
    assert [(detail.label, detail.text) for detail in only.details] == wanted
    assert len(logged(after).problems) == len(logged(before).problems)
    assert after.text.endswith(("\n", "\r")) == before.text.endswith(("\n", "\r")) or not before.body.strip()
