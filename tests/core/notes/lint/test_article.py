from __future__ import annotations

import pytest

from crm.core.model import Article
from tests.core.notes.lint.desks import JORDAN, article_of, found, letter, problems

URL = "https://example.org/grid-storage"
READ = article_of("costs", f"---\ntitle: Storage costs\nurl: {URL}\nread: 2026-06-01\n---\n")
UNREAD = article_of("costs", f"---\ntitle: Storage costs\nurl: {URL}\n---\n")
LATER = article_of("costs", f"---\ntitle: Storage costs\nurl: {URL}\nread: 2026-06-30\n---\n")
COLLEAGUE = "---\nname: Lee Twin\ncompany: EXAMPLE  GRID\n---\n\n## Log\n\n- {} article: [[costs]]\n"


def share(body: str = URL, **keys: str) -> str:
    return letter(body, kind="article", **{"article": "costs", **keys})


def had(entry: str) -> dict[str, str]:
    return {"jordan-example": f"{JORDAN}- {entry}\n"}


@pytest.mark.parametrize("body", ["A piece on storage.", "A [piece] on storage", "See example dot org."])
def test_no_address(body: str) -> None:
    assert found("L26", share(body), articles=[READ]) == ["error"]


@pytest.mark.parametrize("body", [URL, f"[a piece]({URL})", "www.example.org/other", f"<{URL}>."])
def test_an_address(body: str) -> None:
    assert found("L26", share(body), articles=[READ]) == []


@pytest.mark.parametrize("article", [UNREAD, LATER])
def test_an_unread_article(article: Article) -> None:
    assert found("L26", share(), articles=[article]) == ["warning"]


def test_an_article_of_no_list_needs_no_more_than_its_address() -> None:
    assert found("L26", share(article="")) == []
    assert [one.rule for one in problems(share(article="lost")) if one.rule in {"L26", "article"}] == ["article"]


@pytest.mark.parametrize(
    "entry", ["2026-06-02 article: [[costs]]", "2026-01-02 article (email): [[articles/costs.md|it]] and more"]
)
def test_they_have_it(entry: str) -> None:
    told = [one for one in problems(share(), others=had(entry), articles=[READ]) if one.rule == "L26"]
    assert [one.severity for one in told] == ["error"]
    assert told[0].message == f'Jordan Example was sent "Storage costs" on {entry[:10]}'


@pytest.mark.parametrize(
    "entry", ["2026-06-02 article: [[other]]", "2026-06-02 email: [[costs]]", "2026-07-02 article: [[costs]]"]
)
def test_they_do_not_have_it(entry: str) -> None:
    assert found("L26", share(), others=had(entry), articles=[READ]) == []


def test_a_sent_note_is_not_held_against_its_own_entry() -> None:
    entry = "2026-06-09 17:00 article: [[costs]] [[2026-06-09-jordan-example-thank-you]]"
    text = share(status="sent", sent="2026-06-09 17:00")
    assert found("L26", text, others=had(entry), articles=[READ]) == []


@pytest.mark.parametrize(("day", "grave"), [("2026-05-01", ["warning"]), ("2025-11-01", []), ("2026-07-01", [])])
def test_a_colleague_of_theirs_has_it(day: str, grave: list[str]) -> None:
    others = {"lee-twin": COLLEAGUE.format(day)}
    assert found("L26", share(), others=others, articles=[READ]) == grave
    assert found("L26", share(), others=others, articles=[READ], article_company_days=1) == []
