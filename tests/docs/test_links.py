"""What the documentation points at exists, and so does what the code points at in the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md")])
SOURCES = sorted((CHECKOUT / "crm").rglob("*.py"))

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLACE = re.compile(r"`((?:crm|tests|docs|bench)/[\w./-]*)`")
_CITED = re.compile(r'docs/([\w-]+\.md)(?:, ("[^"]+"(?:,? (?:and )?"[^"]+")*))?')
_SECTION_OF = re.compile(r'section "([^"]+)" of docs/([\w-]+\.md)')


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def names(page: Path) -> set[str]:
    """The headings of a page, and what its tables and paragraphs set in bold."""
    text = prose(page)
    found = [*re.findall(r"^#+ (.+)$", text, re.MULTILINE), *re.findall(r"\*\*(.+?)\*\*", text)]
    return {re.sub(r"[`.*]", "", name).casefold() for name in found}


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosting sites make them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def links(page: Path) -> Iterator[tuple[Path, str]]:
    for target in _LINK.findall(prose(page)):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            yield (page.parent / path).resolve() if path else page, anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in links(page):
        assert path.exists(), f"{page.name} links to {path}"
        assert not anchor or anchor in anchors(path), f"{path.name} has no section #{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    missing = [place for place in _PLACE.findall(prose(page)) if not (CHECKOUT / place).exists()]
    assert not missing


def cited() -> Iterator[tuple[str, str, str]]:
    """What the code cites: the source, the page, the section (empty where the page alone is named)."""
    for source in SOURCES:
        text = " ".join(source.read_text(encoding="utf-8").split())
        where = source.relative_to(CHECKOUT).as_posix()
        for page, sections in _CITED.findall(text):
            yield from ((where, page, section) for section in re.findall(r'"([^"]+)"', sections) or [""])
        yield from ((where, page, section) for section, page in _SECTION_OF.findall(text))


@pytest.mark.parametrize(("source", "page", "section"), sorted(set(cited())))
def test_what_the_code_cites_is_in_the_documentation(source: str, page: str, section: str) -> None:
    path = CHECKOUT / "docs" / page
    assert path.exists(), f"{source} cites {page}"
    assert not section or section.casefold() in names(path), f"{source} cites a section {section!r} of {page}"
