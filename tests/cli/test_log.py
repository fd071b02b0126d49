from __future__ import annotations

import pytest

from tests.cli.conftest import Crm


def entries(crm: Crm, slug: str = "ada-example") -> str:
    return crm.read(f"contacts/{slug}.md").split("## Log")[1].strip()


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (["interview"], "- 2026-06-09 interview"),
        (["coffee", "about", "grids"], "- 2026-06-09 coffee: about grids"),
        (["email", "sent the deck"], "- 2026-06-09 10:30 email: sent the deck"),
        (["thank-you", "--via", "card"], "- 2026-06-09 10:30 thank-you (card)"),
        (["interview", "--on", "09:30-10:00"], "- 2026-06-09 09:30-10:00 interview"),
        (["interview", "--on", "yesterday 15:00"], "- 2026-06-08 15:00 interview"),
        (["reply", "--on", "mon"], "- 2026-06-08 reply"),
        (["call", "--on", "2026-06-09 09:30-10:00 Asia/Tokyo"], "- 2026-06-09 09:30-10:00 Asia/Tokyo call"),
        (["call", "--on", "2026-06-01 09:30"], "- 2026-06-01 09:30 call"),
        (["INTERVIEW", "x: y: z"], "- 2026-06-09 interview: x: y: z"),
        (["note", "two\nlines"], "- 2026-06-09 10:30 note: two lines"),
        (["interview", "--takeaway", "T", "--advice", "A"], "- 2026-06-09 interview\n  - takeaway: T\n  - advice: A"),
        (
            ["call", "--promise", "send the deck by 2026-06-12"],
            "- 2026-06-09 call\n  - [ ] send the deck (by 2026-06-12)",
        ),
        (["call", "--promise", "stand by me by friday"], "- 2026-06-09 call\n  - [ ] stand by me (by 2026-06-12)"),
        (["call", "--promise", "stand by me"], "- 2026-06-09 call\n  - [ ] stand by me"),
        (["call", "--", "--on", "is text here"], "- 2026-06-09 call: --on is text here"),
    ],
)
def test_what_is_written(crm: Crm, words: list[str], written: str) -> None:
    crm.contact("ada-example")
    crm("log", "ada", *words)
    assert entries(crm) == written


def test_a_time_that_the_clocks_show_twice_is_written_with_its_offset(crm: Crm) -> None:
    crm.contact("ada-example")
    crm("log", "ada", "email", now="2026-10-25T02:30:00+01:00")
    crm("log", "ada", "reply", now="2026-10-25T02:30:00+02:00")
    assert entries(crm) == "- 2026-10-25 02:30 +01:00 email\n- 2026-10-25 02:30 reply"


def test_several_contacts_at_once(crm: Crm) -> None:
    crm.contact("ada-example")
    crm.contact("bob-example")
    done = crm("log", "ada", "bob", "ada-example", "event", "the meetup")
    assert entries(crm) == entries(crm, "bob-example") == "- 2026-06-09 event: the meetup"
    assert "Ada Example, Bob Example" in done.out


def test_it_says_what_was_settled_and_what_is_now_due(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-09 09:00-09:30 interview: grids\n  - takeaway: x\n")
    said = crm("log", "ada", "thank-you").out
    assert "settled  thank-you" in said
    assert "linkedin by Wed 10 Jun 10:30: crm note linkedin ada-example" in said
    assert "settled  linkedin" in crm("log", "ada", "linkedin").out


def test_a_report_to_the_introducer_is_named_with_them(crm: Crm) -> None:
    crm.contact("ada-example", fields="introduced_by: bob-example\n")
    crm.contact("bob-example")
    assert "report-back to Bob Example" in crm("log", "ada", "call").out


def test_an_appointment_owes_nothing_yet(crm: Crm) -> None:
    crm.contact("ada-example")
    said = crm("log", "ada", "interview", "--on", "2026-06-20 10:00").out
    assert "appointment" in said
    assert "now due" not in said


def test_thanks_that_are_ahead_settle_nothing_yet(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-09 09:00-09:30 interview\n")
    done = crm("log", "ada", "thank-you", "--on", "11:00")
    assert done.out.splitlines()[1:] == ["  ahead: it counts from then on"]


def test_a_kind_of_ones_own(crm: Crm) -> None:
    crm.write("crm.toml", '[me]\ntimezone = "Europe/Berlin"\n[kinds.lunch]\nlike = "coffee"\n')
    crm.contact("ada-example")
    assert "thank-you" in crm("log", "ada", "Lunch", "--takeaway", "x").out
    assert entries(crm) == "- 2026-06-09 lunch\n  - takeaway: x"


FILES = {
    "crlf": b"---\r\nname: Ada Example  # best\r\n---\r\n\r\n## Log\r\n\r\n* 2026-06-01 call\r\n\r\n## Next\r\n",
    "bom": b"\xef\xbb\xbf---\nname: 'Ada Example'\nphone: 0123\n---\n## Log\n- 2026-06-01 call",
    "no log": b"---\nname: Ada Example\n---\nSome words about Ada.",
    "no last newline": b"---\nname: Ada Example\n---\n\n## Log\n\n- 2026-06-01 call: \xf0\x9f\x8e\x89",
    "spaced": b"---\nname: Ada Example\n---\n## Log\n\n- 2026-06-01 call\n\n- 2026-06-02 call\n\n",
}


@pytest.mark.parametrize("name", FILES)
def test_every_other_byte_stays(crm: Crm, name: str) -> None:
    before = FILES[name]
    file = crm.write("contacts/ada-example.md", before)
    crm("log", "ada", "email", "hello")
    after = file.read_bytes()
    mark = b"* " if b"* 20" in before else b"- "
    added = mark + b"2026-06-09 10:30 email: hello"
    assert after.count(added) == 1
    rest = after.replace(added, b"")
    for kept in (b"\r\n", b"\n", b"## Log"):
        before, rest = before.replace(kept, b""), rest.replace(kept, b"")
    assert rest == before
    assert (b"\r\n" in after) == (name == "crlf")
    assert after.endswith(b"\n") == FILES[name].endswith(b"\n")
    assert (
        len(crm("show", "ada", "--json").json["interactions"]) == FILES[name].count(b"- 20") + before.count(b"* 20") + 1
    )


def test_blank_lines_between_entries_are_kept_up(crm: Crm) -> None:
    file = crm.write("contacts/ada-example.md", FILES["spaced"])
    crm("log", "ada", "email")
    assert file.read_bytes().endswith(b"- 2026-06-02 call\n\n- 2026-06-09 10:30 email\n\n")


def test_one_unreadable_file_among_several_contacts_and_nothing_is_written(crm: Crm) -> None:
    good = crm.contact("ada-example")
    before = good.read_bytes()
    crm.write("contacts/bob-example.md", "---\nname: Bob\nname: Bob\ntags: [\n---\n")
    done = crm("log", "ada", "bob-example", "call", status=1)
    assert "contacts/bob-example.md:" in done.err
    assert good.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (["coffee", "yesterday"], '"yesterday" is read as text; to say when it was, write --on "yesterday"'),
        (["coffee", "09:30-10:00 grids"], '"09:30-10:00" is read as text'),
        (["call", "--promise", "the CV by next week"], 'no day is read in "next week"'),
        (["call", "--promise", "the table, multiplied by 3"], 'no day is read in "3"'),
        (["call", "again"], "contacts/ada-example.md:7 says the same already; if this is one too many: crm undo"),
    ],
)
def test_what_may_not_have_been_meant_is_written_and_remarked(crm: Crm, words: list[str], remark: str) -> None:
    crm.contact("ada-example", "- 2026-06-09 call: again\n")
    done = crm("log", "ada", *words)
    assert remark in done.err
    assert entries(crm).count("- 2026-06-09") == 2


def test_a_promise_that_holds_no_date_is_not_remarked(crm: Crm) -> None:
    crm.contact("ada-example")
    assert crm("log", "ada", "call", "--promise", "stand by me", "--promise", "write by friday").err == ""
    assert crm("log", "ada", "note", "--promise", "come by noon").err == ""
    assert "- [ ] come by noon\n" in crm.read("contacts/ada-example.md")


def test_a_guessed_date_of_a_promise_is_told_once(crm: Crm) -> None:
    crm.contact("ada-example")
    assert crm("log", "ada", "call", "--promise", "x by june 20th").err == '"june 20th" is read as Sat 20 June 2026\n'


def test_a_book_names_its_own_kinds_too(crm: Crm) -> None:
    crm.write("crm.toml", '[kinds.lunch]\nlike = "coffee"\n')
    crm.contact("ada-example")
    assert crm("log", "ada", "zzz", status=2).err.endswith("note, lunch\n")
