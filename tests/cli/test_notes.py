"""From an interview to the sent note and the next follow-up, through the real command."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Crm

ME = """[me]
name = "Robin Sample"
email = "robin@example.org"
linkedin = "https://www.linkedin.com/in/robin-sample"
timezone = "Europe/Berlin"
goal = "move from support into data platforms"
"""
LOG = """- 2026-06-09 09:30-10:00 interview (video): From support into data #career-change
  - takeaway: Weekly cross-team reviews saved the migration
  - advice: Take the analytics certification
  - private: they are about to resign
"""
NOTE = "notes/2026-06-09-ada-example-thank-you.md"


@pytest.fixture
def ada(crm: Crm) -> Path:
    crm.write("crm.toml", ME)
    return crm.contact("ada-example", LOG, "email: ada@example.org\ncompany: Example Grid\n")


def actions(crm: Crm, now: str = NOW) -> list[str]:
    return [item["action"] for item in crm("due", "--json", now=now).json["follow_ups"]]


def test_the_whole_way_from_the_interview_to_months_later(crm: Crm, ada: Path) -> None:
    assert actions(crm) == ["thank-you"]
    assert crm("note", "thank-you", "ada").out == f"{NOTE}\n"
    text = crm.read(NOTE)
    assert text.startswith("---\nkind: thank-you\nto: ada-example\nemail: ada@example.org\nsubject: Thank You")
    assert "weekly cross-team reviews saved the migration" in text.lower()
    assert "resign" not in text
    crm("check", NOTE)
    before = ada.read_text()
    said = crm("sent", NOTE, now="2026-06-09T14:00:00+02:00").out
    assert "settled  thank-you" in said
    assert "linkedin by Wed 10 Jun 14:00" in said
    assert ada.read_text() == f"{before}- 2026-06-09 14:00 thank-you (email): [[2026-06-09-ada-example-thank-you]]\n"
    assert crm.read(NOTE) == text.replace("status: draft\n", "status: sent\nsent: 2026-06-09 14:00\n")
    assert actions(crm, now="2026-06-09T14:01:00+02:00") == ["linkedin"]
    crm("note", "linkedin", "ada", now="2026-06-09T14:01:00+02:00")
    crm("sent", "2026-06-09-ada-example-linkedin", now="2026-06-09T14:05:00+02:00")
    assert actions(crm, now="2026-06-09T15:00:00+02:00") == []
    assert actions(crm, now="2026-09-07T09:00:00+02:00") == ["update"]


def test_a_card_leaves_the_mail_owed(crm: Crm, ada: Path) -> None:
    crm("note", "card", "ada")
    crm("sent", "2026-06-09-ada-example-card")
    assert "thank-you (card): [[2026-06-09-ada-example-card]]" in ada.read_text()
    assert "card sent; e-mail still owed" in crm("due").out


def test_the_same_talk_opens_the_same_draft_and_another_gets_its_own(crm: Crm, ada: Path) -> None:
    crm("note", "thank-you", "ada")
    mine = crm.write(NOTE, crm.read(NOTE) + "PS: my own words\n")
    again = crm("note", "thank-you", "ada", now="2026-06-10T08:00:00+02:00")
    assert again.out == f"{NOTE}\n"
    assert "was there already" in again.err
    assert mine.read_text().endswith("PS: my own words\n")
    ada.write_text(ada.read_text() + "- 2026-06-09 16:00 coffee\n  - takeaway: Start with the registry\n")
    assert crm("note", "thank-you", "ada", now="2026-06-09T17:00:00+02:00").out == NOTE.replace(".md", "-2.md") + "\n"


def test_print_writes_nothing(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    assert crm("note", "thank-you", "ada", "--print").out.startswith("Subject: Thank You")
    assert not (crm.root / "notes").exists()


def test_the_editor_opens_and_what_it_leaves_is_read(crm: Crm, ada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ada.exists()
    code = """
import sys, pathlib
file = pathlib.Path(sys.argv[-1])
file.write_text(file.read_text().replace("Dear Ada", "Dear Adda"))
"""
    script = crm.write("editor.py", code)
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    said = crm("note", "thank-you", "ada").err
    assert f"{NOTE}:10: error: L05" in said
    assert f"Mend it, then: crm check {NOTE}" in said
    done = crm("sent", NOTE, status=1)
    assert f'{NOTE} is not ready to go: line 10: L05 the salutation says "Adda"' in done.err
    assert "status: draft" in crm.read(NOTE)
    crm("sent", NOTE, "--force")
    assert "status: sent" in crm.read(NOTE)


def test_a_template_of_ones_own_wins_and_one_that_fails_is_named(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    crm.write("templates/thank-you.md.j2", "Dear you, this is mine.\n")
    assert "this is mine" in crm("note", "thank-you", "ada", "--print").out
    crm.write("templates/thank-you.md.j2", "Dear\n{{ ''.__class__ }}\n")
    done = crm("note", "thank-you", "ada", status=1)
    assert done.err.startswith("crm: templates/thank-you.md.j2:2: the template fails: ")
    crm.write("templates/thank-you.md.j2", b"\xff\xfe")
    assert "templates/thank-you.md.j2 cannot be read" in crm("note", "thank-you", "ada", status=1).err
    assert not (crm.root / "notes").exists()


CALLS = [
    (["note", "thnk-you", "ada"], 2, 'there is no kind of note "thnk-you"; did you mean thank-you?'),
    (["note", "thank-you", "zzz"], 2, 'there is no contact "zzz"'),
    (["note", "thank-you", "ada", "--about", "2026-01-01"], 2, "the log of ada-example has nothing of 2026-01-01"),
    (["note", "article", "ada", "--article", "zzz"], 2, "there is no article zzz"),
    (["sent", "zzz"], 2, 'there is no note "zzz"'),
    (["sent", "2026-06-01"], 2, '"2026-06-01" could be notes/2026-06-01-a.md, notes/2026-06-01-b.md'),
    (["sent", "2026-06-01-a"], 1, "notes/2026-06-01-a.md:3: there is no contact gone"),
    (
        ["sent", "2026-06-01-b"],
        2,
        "notes/2026-06-01-b.md was sent already, 2026-06-01 09:00; nothing was recorded twice",
    ),
    (["sent", "broken"], 1, "notes/broken.md:2: "),
    (
        ["sent", "odd"],
        1,
        'notes/odd.md:2: "thankyou" is no kind of note, so it neither goes nor is recorded; did you mean',
    ),
    (["sent", "odd", "--force"], 1, '"thankyou" is no kind of note'),
    (["send", "odd", "--force"], 1, '"thankyou" is no kind of note'),
    (
        ["send", "kindless", "--force"],
        1,
        "notes/kindless.md:1: the note has no kind, so it neither goes nor is recorded; write kind: thank-you",
    ),
    (["article", "add", "javascript:alert(1)", "--title", "x"], 2, "is no web address"),
    (["article", "add", "https://example.org/x"], 2, "an article needs a title"),
    (["article", "add", "https://example.org/a", "--title", "x"], 2, "is in the reading list already: articles/a.md"),
    (["article", "recipients", "zzz"], 2, 'there is no article "zzz"'),
]


@pytest.mark.parametrize(("words", "status", "sentence"), CALLS)
def test_a_call_that_cannot_be_done(crm: Crm, ada: Path, words: list[str], status: int, sentence: str) -> None:
    assert ada.exists()
    crm.write("notes/2026-06-01-a.md", "---\nkind: thank-you\nto: gone\n---\nx\n")
    crm.write(
        "notes/2026-06-01-b.md", "---\nkind: email\nto: ada-example\nstatus: sent\nsent: 2026-06-01 09:00\n---\nx\n"
    )
    crm.write("notes/broken.md", "---\nkind: [\n---\n")
    crm.write("notes/odd.md", "---\nkind: thankyou\nto: ada-example\n---\nDear Ada\n")
    crm.write("notes/kindless.md", "---\nto: ada-example\n---\nDear Ada\n")
    crm.write("articles/a.md", "---\ntitle: A\nurl: https://example.org/a\n---\n")
    before = {file: file.read_bytes() for file in crm.root.rglob("*.md")}
    done = crm(*words, status=status)
    assert done.err.startswith("crm: ")
    assert sentence in done.err
    assert {file: file.read_bytes() for file in crm.root.rglob("*.md")} == before


def test_a_note_of_no_kind_fails_the_check(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    crm.write("notes/odd.md", "---\nkind: thankyou\nto: ada-example\n---\nDear Ada\n")
    done = crm("check", "notes/odd.md", status=1)
    assert 'notes/odd.md:2: error: "thankyou" is no kind of note (did you mean thank-you?)' in done.out


def test_a_nudge_of_an_answered_request_says_so(crm: Crm, ada: Path) -> None:
    assert "the log of ada-example has no request" in crm("note", "nudge", "ada", "--print").err
    ada.write_text(f"{ada.read_text()}- 2026-06-01 request (email): ten minutes\n- 2026-06-03 call: rang back\n")
    done = crm("note", "nudge", "ada", "--print")
    assert "the request of 2026-06-01 was followed by the call of 2026-06-03" in done.err
    assert "[[what did you ask for?]]" in done.out


def test_keep_in_touch_is_recorded_by_its_channel(crm: Crm, ada: Path) -> None:
    crm.write("notes/k.md", "---\nkind: keep-in-touch\nto: ada-example\n---\nHello\n")
    crm("sent", "k", "--force", "--via", "message")
    crm.write("notes/l.md", "---\nkind: keep-in-touch\nto: ada-example\n---\nHello\n")
    crm("sent", "l", "--force", "--on", "2026-06-08 12:00")
    assert ada.read_text().endswith(
        "- 2026-06-09 10:30 message (message): [[k]]\n- 2026-06-08 12:00 email (email): [[l]]\n"
    )


def test_an_article_is_recorded_beside_the_note_and_not_proposed_again(crm: Crm, ada: Path) -> None:
    added = crm(
        "article", "add", "https://example.org/a", "--title", "Étude of grids", "--topic", "Career Change", "--read",
        "--published", "2026-05-01", "--why", "The table.",
    )  # fmt: skip
    assert added.out == "articles/etude-of-grids.md\n"
    assert crm.read("articles/etude-of-grids.md") == (
        "---\ntitle: Étude of grids\nurl: https://example.org/a\ntopics: [Career Change]\n"
        "published: 2026-05-01\nadded: 2026-06-09\nread: 2026-06-09\n---\n\nThe table.\n"
    )
    assert crm("article", "for", "ada", "--json").json[0]["article"] == "etude-of-grids"
    assert crm("article", "recipients", "étude of grids", "--json").json[0]["contact"] == "ada-example"
    crm("note", "article", "ada")
    crm("sent", "2026-06-09-ada-example-article", "--force")
    assert ada.read_text().endswith("article (email): [[2026-06-09-ada-example-article]] [[etude-of-grids]]\n")
    assert crm("article", "for", "ada", "--json").json == []
    assert crm("article", "list", "--json").json[0]["sent"] == 1


def test_the_unread_and_the_read_are_told_apart(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    crm("article", "add", "https://example.org/a", "--title", "Unread", "--topic", "career change")
    assert "not read yet" in crm("article", "list").out
    assert crm("article", "for", "ada", "--json").json == []


PAGE = b"""<html><head><title>A  page &amp; more</title>
<meta property="article:published_time" content="2026-05-28T10:00:00Z"></head><body>x</body></html>"""


@pytest.fixture
def site() -> Iterator[str]:
    """A web server on this machine."""
    import http.server

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/gone" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_fetch_takes_title_and_date_from_the_page(crm: Crm, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    crm("article", "add", f"{site}/a", "--fetch")
    assert crm.read("articles/a-page-more.md").startswith(
        f"---\ntitle: A page & more\nurl: {site}/a\npublished: 2026-05-28\nadded: 2026-06-09\n---\n"
    )
    assert (
        "/gone could not be fetched: Not Found; give the title"
        in crm("article", "add", f"{site}/gone", "--fetch", status=1).err
    )


def test_what_was_handed_over_waits_on_the_list_for_sent(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    crm("note", "thank-you", "ada")
    assert crm("due", "--json").json["follow_ups"][0]["command"] == "crm note thank-you ada-example"
    crm("send", NOTE, now="2026-06-09T10:40:00+02:00")
    assert "handed: 2026-06-09 10:40\n" in crm.read(NOTE)
    waiting = crm("due", "--json", now="2026-06-09T10:41:00+02:00").json["follow_ups"]
    assert [item["command"] for item in waiting] == [f"crm sent {NOTE}"]
    assert f"crm sent {NOTE}" in crm("show", "ada").out
    assert f"crm sent {NOTE}" in crm("why", "ada").out
    crm("sent", NOTE, now="2026-06-09T11:00:00+02:00")
    assert actions(crm, now="2026-06-09T11:01:00+02:00") == ["linkedin"]


def test_a_note_about_another_talk_does_not_stand_in(crm: Crm, ada: Path) -> None:
    ada.write_text(ada.read_text() + "- 2026-06-09 08:00-09:00 coffee\n  - takeaway: Start with the registry\n")
    text = "---\nkind: thank-you\nto: ada-example\nabout: 2026-06-01\nstatus: draft\nhanded: 2026-06-02\n---\nx\n"
    crm.write("notes/2026-06-02-ada-example-thank-you.md", text)
    assert {item["command"] for item in crm("due", "--json").json["follow_ups"]} == {"crm note thank-you ada-example"}


def test_kind_and_contact_in_either_order_and_a_contact_for_its_one_draft(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    assert crm("note", "ada", "thank-you").out == f"{NOTE}\n"
    assert "Next: crm send" in crm("note", "thank-you", "ada").err
    assert "write it by hand" in crm("note", "card", "ada").err
    assert '"ada" could be' in crm("sent", "ada", status=2).err
    (crm.root / "notes/2026-06-09-ada-example-card.md").unlink()
    assert "settled  thank-you" in crm("sent", "ada").out


def test_somebody_who_wants_no_more_messages(crm: Crm, ada: Path) -> None:
    ada.write_text(ada.read_text().replace("company:", "status: do-not-contact\ncompany:"))
    assert "Ada Example is marked do-not-contact: crm send refuses this note" in crm("note", "thank-you", "ada").err


def test_a_note_is_not_sent_before_the_talk_nor_after_now_nor_by_pigeon(crm: Crm, ada: Path) -> None:
    before = ada.read_text()
    crm("note", "thank-you", "ada")
    assert "the interview was on 2026-06-09, after 2026-06-08" in crm("sent", NOTE, "--on", "yesterday", status=2).err
    assert "is yet to come" in crm("sent", NOTE, "--on", "2026-06-20 10:00", status=2).err
    assert (
        'a note does not go by "pigeon"; write --via email, message'
        in crm("sent", NOTE, "--via", "pigeon", status=2).err
    )
    assert ada.read_text() == before
    crm("sent", NOTE, now="2026-06-09T14:00:00+02:00")


ONCE = [
    (
        "thank-you",
        "- 2026-06-09 14:00 thank-you: [[sent]]",
        "the interview of 2026-06-09 was thanked for on 2026-06-09 already: notes/sent.md",
    ),
    (
        "thank-you",
        "- 2026-06-10 thank-you (message): by hand",
        "the interview of 2026-06-09 was thanked for on 2026-06-10 already: contacts/ada-example.md:13",
    ),
    (
        "card",
        "- 2026-06-09 14:00 thank-you (card): [[sent]]",
        "a card for the interview of 2026-06-09 went out on 2026-06-09 already: notes/sent.md",
    ),
    (
        "linkedin",
        "- 2026-06-09 14:00 linkedin: connected",
        "Ada Example was invited or connected on LinkedIn on 2026-06-09 already: contacts/ada-example.md:13",
    ),
    (
        "nudge",
        "- 2026-06-09 14:00 request: half an hour\n- 2026-06-11 nudge: [[sent]]",
        "the request of 2026-06-09 was repeated on 2026-06-11 already: notes/sent.md",
    ),
    (
        "report-back",
        "- 2026-06-11 report-back: [[sent]]",
        "the coffee of 2026-06-10 with Bob Example was reported on 2026-06-11 already: notes/sent.md",
    ),
    (
        "article",
        "- 2026-06-11 article: [[sent]] [[grids]]",
        "grids was sent to them on 2026-06-11 already: notes/sent.md",
    ),
]
LATER = "2026-06-12T10:00:00+02:00"


@pytest.mark.parametrize(("kind", "entry", "sentence"), ONCE, ids=lambda value: value.split(":")[0])
def test_what_goes_out_once_is_not_drafted_again_unless_one_insists(
    crm: Crm, ada: Path, kind: str, entry: str, sentence: str
) -> None:
    crm.write("notes/sent.md", f"---\nkind: {kind}\nto: ada-example\nstatus: sent\n---\nx\n")
    crm.write("articles/grids.md", "---\ntitle: Grids\nurl: https://example.org/grids\nread: 2026-06-01\n---\n")
    crm.contact("bob-example", "- 2026-06-10 coffee: grids\n", "introduced_by: ada-example\n")
    words = ["note", kind, "ada", *(["--article", "grids"] if kind == "article" else [])]
    path = f"notes/2026-06-12-ada-example-{kind}.md"
    before = ada.read_text()
    assert "already" not in crm(*words, "--print", now=LATER).err
    ada.write_text(f"{before}{entry}\n")
    done = crm(*words, now=LATER, status=2)
    assert done.err == f"crm: {sentence}; to draft another, add --anyway\n"
    assert not (crm.root / path).exists()
    assert sentence in crm(*words, "--print", now=LATER).err
    assert crm(*words, "--anyway", now=LATER).out == f"{path}\n"
    again = crm(*words, now=LATER)  # the draft that is there now is led to
    assert again.out == f"{path}\n"
    assert sentence in again.err
    assert "was there already" in again.err


def test_thanks_that_bounced_are_drafted_again(crm: Crm, ada: Path) -> None:
    crm("note", "thank-you", "ada")
    crm("sent", NOTE)
    ada.write_text(ada.read_text() + "- 2026-06-09 11:00 bounce\n")
    assert crm("note", "thank-you", "ada", now=LATER).out == "notes/2026-06-12-ada-example-thank-you.md\n"


@pytest.mark.parametrize("kind", ["update", "request", "keep-in-touch", "congratulation"])
def test_what_may_go_out_again_is_drafted_again(crm: Crm, ada: Path, kind: str) -> None:
    log = ada.read_text()
    ada.write_text(f"{log}- 2026-06-09 14:00 {'email' if kind == 'keep-in-touch' else kind}: [[sent]]\n")
    assert crm("note", kind, "ada", now=LATER).out == f"notes/2026-06-12-ada-example-{kind}.md\n"


@pytest.mark.parametrize("about", ["about: 2026-06-09 09:30\n", ""])
def test_a_draft_about_the_same_talk_is_opened_however_it_names_it(crm: Crm, ada: Path, about: str) -> None:
    assert ada.exists()
    crm.write("notes/mine.md", f"---\nkind: thank-you\nto: ada-example\n{about}status: draft\n---\nDear Ada,\n")
    assert crm("note", "thank-you", "ada").out == "notes/mine.md\n"


def test_my_own_address_is_not_the_articles(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    keys = "---\nkind: article\nto: ada-example\nsubject: x\n---\n"
    text = f"{keys}\nDear Ada,\n\nRead it.\n\nBest regards,\n\nRobin Sample\n"
    crm.write("notes/a.md", f"{text}https://www.linkedin.com/in/robin-sample\n")
    assert "L26 the note holds no address of the article" in crm("check", "notes/a.md", status=1).out
