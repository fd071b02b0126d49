"""``crm digest``: what comes first, what is ready, and that nothing in a file becomes HTML, Markdown or a header."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from markdown_it import MarkdownIt

from tests.cli.conftest import Crm

ME = '[me]\nname = "Robin Sample"\nemail = "robin@example.org"\ntimezone = "Europe/Berlin"\n'
LETTER = """\
Dear Jordan,

Thank you for our talk yesterday about how you came from support into data platforms at Example Grid.

What stayed with me is that weekly reviews saved the migration: I will propose one to my own team this week, and tell \
you by the end of the month whether the planners came. Your way from support encourages me to take the next step.

Best regards,

Robin Sample
"""


@pytest.fixture
def dues(crm: Crm) -> Crm:
    crm.write("crm.toml", ME)
    crm.contact("sam-sample", "- 2026-06-01 call\n  - [ ] Return the book (by 2026-06-05)\n")
    crm.contact(
        "jordan-example",
        "- 2026-06-08 16:00-16:30 interview (video): grids\n  - takeaway: weekly reviews saved the migration\n"
        "  - private: a secret\n",
        "email: jordan@example.org\ncompany: Example Grid\n",
    )
    return crm


def write_note(crm: Crm, text: str = LETTER, more: str = "") -> None:
    crm.write(
        "notes/2026-06-09-jordan-example-thank-you.md",
        "---\nkind: thank-you\nto: jordan-example\nsubject: Thank You – Informational Interview – Robin Sample\n"
        f"about: 2026-06-08\nstatus: draft\n{more}---\n\n{text}",
    )


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [values["href"] or "" for _, values in self.tags if "href" in values]


def test_thanks_come_first_each_with_its_reason(dues: Crm) -> None:
    assert dues("digest").out == (
        "Tue 9 Jun: 2 follow-ups, 1 late\n"
        "\n"
        "thank-you: Jordan Example\n"
        "    due in 6 hours, Tue 9 Jun 16:30\n"
        "    interview 2026-06-08 16:00-16:30; after noon: best by the next morning (contacts/jordan-example.md:9)\n"
        "    crm note thank-you jordan-example\n"
        "\n"
        "promise: Sam Sample\n"
        "    3 days late, was due Fri 5 Jun\n"
        "    Return the book (by 2026-06-05); promised (contacts/sam-sample.md:8)\n"
        "    crm done sam-sample 'Return the book'\n"
    )
    assert dues("due").out.index("Sam Sample") < dues("due").out.index("Jordan Example")


def test_a_draft_that_is_ready_has_a_link(dues: Crm) -> None:
    write_note(dues)
    text = dues("digest").out
    [link] = Page(dues("digest", "--format", "html").out).links
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "jordan@example.org")
    asked = parse_qs(parts.query)
    assert asked["subject"] == ["Thank You – Informational Interview – Robin Sample"]
    assert asked["body"][0].replace("\r\n", "\n") == LETTER
    assert f"](<{link}>)" in dues("digest", "--format", "markdown").out
    said = "    the draft is ready: crm send notes/2026-06-09-jordan-example-thank-you.md\n"
    assert f"{said}    {link}\n" in text


def test_a_draft_that_a_mail_program_would_cut_has_the_command_alone(dues: Crm) -> None:
    name = "notes/2026-06-09-jordan-example-thank-you.md"
    write_note(dues, LETTER.replace("\n\n", "\n\nThe tariff talk stayed with me — Grüße nach Köln. ", 1))
    short = dues("send", "--via", "mailto", name)
    assert len(short.out) < 2000
    assert "cut" not in short.err
    write_note(dues, LETTER.replace("\n\n", f"\n\n{'The tariff talk stayed with me — Grüße nach Köln. ' * 15}", 1))
    said = "the draft is ready, and too long for a link"
    assert f"    {said}: crm send {name}\n\n" in dues("digest").out
    for form in ("text", "markdown", "html", "eml"):
        assert "mailto:" not in dues("digest", "--format", form).out
    assert f" · {said}<br>" in dues("digest", "--format", "html").out
    done = dues("send", "--via", "mailto", name)
    assert len(done.out) > 2000
    assert "some mail programs cut it" in done.err


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (LETTER.replace("this week", "[[when?]]"), ""),
        (LETTER, "handed: 2026-06-09 10:00\n"),
        (LETTER, "email: nobody\n"),
    ],
)
def test_a_draft_that_is_not_ready_has_none(dues: Crm, text: str, more: str) -> None:
    write_note(dues, text, more)
    assert Page(dues("digest", "--format", "html").out).links == []
    assert "ready" not in dues("digest").out


def test_what_is_to_come_is_told_when_asked_for(dues: Crm) -> None:
    dues.contact("mira", fields="tier: A\nbirthday: 06-12\nadded: 2026-06-01\n")
    assert "Mira" not in dues("digest").out
    for form in ("text", "markdown", "html"):
        told = dues("digest", "--within", "1 week", "--format", form).out
        assert "birthday: Mira, opens in 2 days" in told.partition("Coming up")[2]


NASTY = '<script>alert(1)</script>"><img src=x onerror=1> [x](http://a.example) ![i](http://a.example) **b** `c` | a'


@pytest.fixture
def nasty(dues: Crm) -> Crm:
    quoted = NASTY.replace("'", "''")
    dues.write(
        "contacts/evil.md",
        f"---\nname: '{quoted}'\n---\n\n## Log\n\n- 2026-06-08 call\n  - [ ] - ```{NASTY} (by 2026-06-01)\n"
        f"- 2026-06-08 09:00-09:30 interview: {NASTY}\n- 2026-06-07 question: {NASTY}\n",
    )
    return dues


def test_nothing_in_a_file_becomes_html(nasty: Crm) -> None:
    page = Page(nasty("digest", "--format", "html").out)
    ours = "html head meta title style body h1 ol li strong br span code p".split()
    assert {tag for tag, _ in page.tags} <= set(ours)
    assert {name for _, values in page.tags for name in values} <= set("lang charset name content class".split())
    assert NASTY in page.text


def test_nothing_in_a_file_becomes_a_mark_of_markdown(nasty: Crm) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(nasty("digest", "--format", "markdown").out)
    page = Page(rendered)
    assert {tag for tag, _ in page.tags} <= set("h1 ul li p strong br code".split())
    assert page.text.count(NASTY) >= 3


def mail(text: str) -> Any:
    from email import message_from_bytes, policy

    return message_from_bytes(text.encode(), policy=policy.default)


def test_the_mail_is_to_me(dues: Crm) -> None:
    done = dues("digest", "--format", "eml")
    found = mail(done.out)
    assert found["From"] == found["To"] == "Robin Sample <robin@example.org>"
    assert found["Subject"] == "Tue 9 Jun: 2 follow-ups, 1 late"
    assert found["Date"] == "Tue, 09 Jun 2026 08:30:00 +0000"
    assert found.get_body(["plain"]).get_content().replace("\r\n", "\n") == dues("digest").out
    assert found.get_body(["html"]).get_content().replace("\r\n", "\n") == dues("digest", "--format", "html").out
    assert not found.defects
    assert dues("digest", "--format", "eml").out == done.out
    assert "secret" not in done.out


def test_no_name_becomes_a_header(nasty: Crm) -> None:
    me = '[me]\nname = "Robin\\r\\nBcc: evil@example.org\\u2028X"\nemail = "robin@example.org"\n'
    nasty.write("crm.toml", me)
    found = mail(nasty("digest", "--format", "eml").out)
    assert found["Bcc"] is None
    assert found["To"].addresses[0].addr_spec == "robin@example.org"
    assert set(found.keys()) == set("From To Subject MIME-Version Content-Type Date Message-ID Auto-Submitted".split())


@pytest.mark.parametrize(
    ("email", "status", "sentence"),
    [
        ("", 1, 'your own mail address is not known; write email = "…" under [me] in crm.toml'),
        ('"a b@example.org"', 1, 'crm.toml: "a b@example.org" is no mail address'),
    ],
)
def test_without_an_address_of_mine_there_is_no_mail(dues: Crm, email: str, status: int, sentence: str) -> None:
    dues.write("crm.toml", f"[me]\nemail = {email}\n" if email else "[me]\n")
    done = dues("digest", "--format", "eml", status=status)
    assert sentence in done.err
    assert done.out == ""


@pytest.mark.parametrize("form", ["text", "markdown", "html", "eml"])
def test_with_nothing_due_it_says_so_or_says_nothing(crm: Crm, form: str) -> None:
    crm.write("crm.toml", ME)
    assert "Nothing is due" in crm("digest", "--format", form).out
    assert crm("digest", "--format", form, "--quiet").out == ""


def test_the_exit_status_tells_cron_whether_there_is_something(dues: Crm, crm: Crm) -> None:
    assert dues("digest", "--exit-code", status=1).out
    for slug in ("sam-sample", "jordan-example"):
        Path(crm.root / f"contacts/{slug}.md").unlink()
    crm("digest", "--exit-code", "--quiet", status=0)


def test_what_the_cap_keeps_back_is_counted(dues: Crm) -> None:
    for number in range(6):
        dues.contact(f"old-{number}", "- 2025-01-07 coffee\n- 2025-01-07 thank-you\n- 2025-01-09 reply\n")
    for form in ("text", "markdown", "html"):
        assert "3 more with: crm due --all" in dues("digest", "--format", form).out


def test_md_is_markdown(dues: Crm) -> None:
    assert dues("digest", "--format", "md").out == dues("digest", "--format", "markdown").out


def test_an_unknown_format(crm: Crm) -> None:
    done = crm("digest", "--format", "pdf", status=2)
    assert '--format cannot be "pdf"; write one of text, markdown, html, eml' in done.err
