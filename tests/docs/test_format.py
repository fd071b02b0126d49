"""The pages that are specifications name what the code knows, and their examples are read without a problem."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crm.core import config
from crm.core.articles import article
from crm.core.contacts import contact
from crm.core.contacts.fields import FIELDS, STATUSES, TIERS
from crm.core.documents import document
from crm.core.follow_ups.rules import ACTIONS
from crm.core.kinds import BUILT_IN, Kinds
from crm.core.logs.details import LABELS
from crm.core.model import Article, Contact
from crm.core.notes.lint import RULES
from crm.core.notes.note import KEYS
from crm.core.notes.note import KINDS as NOTE_KINDS

DOCS = Path(__file__).parents[2] / "docs"
FORMAT = (DOCS / "format.md").read_text(encoding="utf-8")
NOTES = (DOCS / "notes.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^## ([^\n]+)\n+(?:[^#\n][^\n]*\n+)*?```\w+\n(.*?)^```$", FORMAT, re.MULTILINE | re.DOTALL))


def table(heading: str, page: str = FORMAT) -> list[list[str]]:
    """The rows of the first table under a heading."""
    section = re.split(r"^#", page.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def example() -> Contact:
    found = contact.read(document.read(EXAMPLES["A contact"].encode()), "contacts/x.md", Kinds({}), ZoneInfo("UTC"))
    assert found is not None
    return found


def test_every_field_is_in_the_table_and_nothing_else() -> None:
    assert {key for row in table("Fields") for key in named(row[0])} == {field.name for field in FIELDS}


def test_every_kind_is_in_the_table_with_its_direction() -> None:
    rows = {kind: row[1] for row in table("Kinds") for kind in named(row[0])}
    assert rows == {kind.name: kind.direction for kind in BUILT_IN.values()}


@pytest.mark.parametrize("word", [*STATUSES, *TIERS, *(f"- {label}: …" for label in LABELS)])
def test_every_choice_and_label_is_named(word: str) -> None:
    assert f"`{word}`" in FORMAT


def test_the_contact_of_the_example_is_read_in_full() -> None:
    found = example()
    assert not found.problems
    assert set(found.fields) == {field.name for field in FIELDS} - {"conflicts", "different_from"}
    assert [entry.kind.name for entry in found.interactions] == ["interview", "thank-you", "linkedin", "reply"]
    assert [detail.label for detail in found.interactions[0].details] == ["takeaway", "advice", "offer", "task"]
    assert found.interactions[0].topics == ("career-change",)


def test_the_article_of_the_example_is_read_in_full() -> None:
    found = article.read(document.read(EXAMPLES["An article"].encode()), "articles/x.md")
    assert isinstance(found, Article)
    assert not found.problems
    assert all((found.title, found.url, found.topics, found.published, found.added, found.read))


def test_the_settings_of_the_example_are_known() -> None:
    settings, problems = config.read(EXAMPLES["crm.toml"].encode())
    assert not problems
    assert settings.me.goal
    assert settings.follow_up.holidays


def test_every_key_of_a_note_is_in_the_table_and_nothing_else() -> None:
    assert {key for row in table("A note") for key in named(row[0])} == set(KEYS)


def test_every_kind_of_note_is_in_the_table() -> None:
    assert {row[0] for row in table("Kinds", NOTES)} == set(NOTE_KINDS)


def test_every_rule_of_the_lint_is_in_the_table() -> None:
    assert [row[0] for row in table("The lint", NOTES)] == [rule.id for rule in RULES]


def test_every_action_has_its_section_in_the_rules() -> None:
    rules = (DOCS / "follow-ups.md").read_text(encoding="utf-8")
    headings = ", ".join(re.findall(r"^### (.+)$", rules, re.MULTILINE)).split(", ")
    assert set(ACTIONS) <= set(headings)
