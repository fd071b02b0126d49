from __future__ import annotations

from crm.adapters import templates
from crm.core.notes.drafts.draft import compose, order
from crm.core.notes.drafts.facts import facts
from crm.core.notes.drafts.order import Order
from docs import reference
from tests.drafts.sample import book


def test_the_reference_is_what_the_code_says() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run: make docs"


def test_every_value_of_a_template_is_told_and_none_beside_them() -> None:
    at = book()
    wanted = Order("thank-you", at.contents.contacts["ada-example"], at)
    told = reference.values_of_a_template()
    named = {name for name in facts(wanted) if name in told or f"`{name}`" in " ".join(told.values())}
    assert named == set(facts(wanted))
    assert set(told) <= set(facts(wanted))


def test_every_list_of_phrases_says_what_it_holds() -> None:
    lines = "".join(reference.phrase_lists()).splitlines()
    assert sum(line.startswith("| `") and line.count("|") == 3 and len(line) > 20 for line in lines) == 35


def test_the_template_in_the_manual_makes_a_note() -> None:
    page = reference.PAGE.with_name("notes.md").read_text("utf-8")
    source = page.partition("```jinja\n")[2].partition("```")[0]
    at = book()
    made = compose(
        order("thank-you", at.contents.contacts["ada-example"], at), lambda values: templates.render(source, values)
    )
    assert made.text.startswith("Dear Ada,\n\nThank you for our conversation")
    assert "As you advised, I will" in made.text
    assert not made.placeholders
