from __future__ import annotations

import pytest

from crm.core.notes.drafts import posts


@pytest.mark.parametrize(
    ("role", "company", "path", "view"),
    [
        ("nurse", "Example Clinic", "your path to becoming a nurse at Example Clinic", "as a nurse at Example Clinic"),
        ("8th grade teacher", "", "your path to becoming an 8th grade teacher", "as an 8th grade teacher"),
        ("Staff Data Engineer", "", "your path to becoming a Staff Data Engineer", "as a Staff Data Engineer"),
        ("Engineer", "", "your path to becoming an engineer", "as an engineer"),
        ("HR manager", "", "your path to becoming an HR manager", "as an HR manager"),
        ("university lecturer", "", "your path to becoming a university lecturer", "as a university lecturer"),
        ("UX designer", "", "your path to becoming a UX designer", "as a UX designer"),
        ("Head of Data", "The Grid", "your path to becoming Head of Data at the Grid", "as Head of Data at the Grid"),
        ("CEO", "Example AG", "your path to becoming CEO of Example AG", "as CEO of Example AG"),
        ("Founder", "Example Pie", "your path to becoming the founder of Example Pie", "as the founder of Example Pie"),
        ("head chef of Example House", "Example House", "your path to becoming a head chef of Example House", None),
        ("marketing", "Example AG", "your path to marketing at Example AG", "at Example AG"),
        ("runs the lines and buys the machines", "Example AG", "what you do at Example AG", "at Example AG"),
        ("Responsible for loans", "Example AG", "what you do at Example AG", "at Example AG"),
        ("retired, formerly a boat builder", "", "", None),
        ("former dean", "", "", None),
        ("Illustrator", "self-employed", "your path to becoming an illustrator", "as an illustrator"),
        ("freelance", "n/a", "", None),
        ("", "Example AG", "what you do at Example AG", "at Example AG"),
        ("Vice President, " + "Partnerships " * 4, "Foundation " * 6, "what you do", ""),
        ("", "", "", None),
    ],
)
def test_a_role_in_a_sentence(role: str, company: str, path: str, view: str | None) -> None:
    found = posts.path_and_view(role, posts.company(company))
    assert found[0] == path
    assert view is None or found[1] == f"from where you stand {view}".strip()
