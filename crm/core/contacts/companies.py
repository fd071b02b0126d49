"""What stands for a company in the book and is none."""

from __future__ import annotations

from crm.core.text.words import plain

NO_COMPANY = frozenset(
    """
    self employed freelance freelancer freelancing independent retired student none n a unemployed various own private
    between jobs
    """.split()
)
"""Words of which nothing that names a company is made."""


def is_company(name: str) -> bool:
    """Whether a text names a company: "self-employed" and "n/a" do not."""
    words = plain(name)
    return bool(words) and not set(words) <= NO_COMPANY
