"""Every list on a terminal of any width: no line beyond it but where a command stands whole, no blanks at the end."""

from __future__ import annotations

import re

import pytest

from crm.cli.output.text import columns
from tests.cli.conftest import Crm

LONG = """\
- 2026-06-08 09:00-09:30 interview (video): from support into data platforms, half an hour longer #grid-storage
  - takeaway: Nobody knows yet what the tariff change does to four-hour batteries in the south of the country
  - advice: Take the analytics certification before applying, not after
  - [ ] Send the survey deck with the tables of last year (by 2026-06-12)
"""
FIELDS = """\
aliases: [Ada Wilhelmina Featherstone-Haugh Example]
company: Example Grid and Water
role: Head of Data
tags: [energy, alumni]
topics: [grid storage, tariffs]
tier: A
card: true
"""
LISTS = [
    *("due", "due --all --within 90d", "list", "show ada", "show bob", "why ada", "why bob", "prep ada", "prep bob"),
    *("find grid", "history ada", "article list", "article for ada", "article recipients g", "dupes", "dupes cy"),
]


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm.contact("ada", LONG, FIELDS)
    asked = "how " * 20
    crm.contact("bob", f"- 2026-06-09 08:00 question: {asked}\n- 2026-07-01 call: later\n", "snooze: 2026-12-01\n")
    crm.contact("cy", "- 2026-01-02 coffee: tea\n", "email: cy@example.org\n")
    crm.write("contacts/dee.md", "---\nname: Cy\nemail: cy@example.org\ncompany: Elsewhere\n---\n")
    name = "Maximiliana Featherstone-Haugh of Example-upon-the-Water"
    crm.write("contacts/max.md", f"---\nname: {name}\n---\n\n## Log\n\n{LONG}")
    title = "Grid storage after all " * 4
    crm.write("articles/g.md", f"---\ntitle: {title}\ntopics: [grid storage]\nread: 2026-06-01\n---\n")
    return crm


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("words", LISTS)
def test_a_list_keeps_within_the_terminal(book: Crm, monkeypatch: pytest.MonkeyPatch, words: str, width: int) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    shown = re.sub(r"\x1b\[[0-9;]*m", "", book(*words.split()).out)
    assert shown
    for line in shown.splitlines():
        assert line == line.rstrip()
        assert columns(line) <= width or line.lstrip().startswith(("crm ", "next "))
