from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm, Result

ADA = b"""---
name: Ada Example   # first
email: [ada@example.org]
tags:
  - old
odd: 'kept'
---

## Log

- 2026-06-01 call: with [ ] brackets
  - [ ] send the deck (by 2026-06-12)
  - [ ] write
"""


@pytest.fixture
def ada(crm: Crm) -> Path:
    return crm.write("contacts/ada-example.md", ADA)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (["set", "ada", "company", "Example Grid"], b"odd: 'kept'\n", b"odd: 'kept'\ncompany: Example Grid\n"),
        (["set", "ada", "name", "Ada King"], b"name: Ada Example   #", b"name: Ada King   #"),
        (["set", "ada", "odd", ""], b"odd: 'kept'\n", b""),
        (["set", "ada", "tier", "a"], b"odd: 'kept'\n", b"odd: 'kept'\ntier: a\n"),
        (["set", "ada", "snooze", "in 2 weeks"], b"odd: 'kept'\n", b"odd: 'kept'\nsnooze: 2026-06-23\n"),
        (["snooze", "ada", "2026-07-01"], b"odd: 'kept'\n", b"odd: 'kept'\nsnooze: 2026-07-01\n"),
        (["done", "ada", "deck"], b"- [ ] send", b"- [x] send"),
        (["done", "ada", "WRITE"], b"- [ ] write", b"- [x] write"),
    ],
)
def test_one_change_and_every_other_byte_stays(crm: Crm, ada: Path, words: list[str], old: bytes, new: bytes) -> None:
    crm(*words)
    assert ada.read_bytes() == ADA.replace(old, new, 1)


def test_nobody_is_introduced_by_themselves(crm: Crm, ada: Path) -> None:
    refused = crm("set", "ada", "introduced_by", "ada", status=2).err
    assert "Ada Example cannot be introduced by ada-example: that is the same contact" in refused
    assert ada.read_bytes() == ADA


def test_a_list_is_set_by_commas(crm: Crm, ada: Path) -> None:
    crm("set", "ada", "tags", "energy, alumni")
    assert crm("show", "ada", "--json").json["fields"]["tags"] == ["energy", "alumni"]
    assert b"odd: 'kept'" in ada.read_bytes()


def test_add_writes_what_was_given(crm: Crm) -> None:
    crm.contact("bob-example")
    words = [
        "--email",
        "ada@example.org",
        "--email",
        "a@example.org",
        "--topic",
        "grids",
        "--introduced-by",
        "bob",
        "--card",
    ]
    done = crm("add", "Ada  Example", "--birthday", "05-17", "--cadence", "6w", *words)
    assert done.out == "contacts/ada-example.md\n"
    assert crm.read("contacts/ada-example.md") == (
        "---\nname: Ada Example\nemail: [ada@example.org, a@example.org]\nintroduced_by: bob-example\n"
        "topics: [grids]\ncadence: 6w\nbirthday: 05-17\ncard: true\nadded: 2026-06-09\n---\n\n## Log\n"
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("José Núñez-Łoś", "jose-nunez-los"),
        ("李小龍", "li-xiao-long"),
        ("Ольга Иванова", "ol-ga-ivanova"),
        ("O'Brien, J.", "obrien-j"),
        ("CON", "con-1"),
        ("x" * 200, "x" * 80),
        ("../../etc/passwd", "etc-passwd"),
        ("🙂", "slightly-smiling-face"),
    ],
)
def test_a_name_makes_a_safe_slug(crm: Crm, name: str, slug: str) -> None:
    path = Path(crm("add", name).out.strip())
    assert path.parent == Path("contacts")
    assert set(path.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    if name.isascii() or name[0] == "J":
        assert path.stem == slug
    assert crm("list", "--json").json[0]["name"] == name


def test_a_namesake_is_added_beside(crm: Crm) -> None:
    crm("add", "Ada Example")
    assert crm("add", "Ada Example", "--anyway").out == "contacts/ada-example-2.md\n"


def test_show_tells_everything(crm: Crm) -> None:
    crm.contact(
        "ada-example",
        "- 2026-06-09 09:30-10:00 interview (video): grids #storage\n  - [ ] deck (by 2026-06-12)\n",
        "tier: B\ncard: yes\n",
    )
    shown = crm("show", "ada", "--json").json
    assert shown["fields"] == {"name": "Ada Example", "tier": "B", "card": True}
    assert shown["interactions"] == [
        {
            "at": "2026-06-09T09:30:00+02:00",
            "end": "2026-06-09T10:00:00+02:00",
            "date_only": False,
            "kind": "interview",
            "channel": "video",
            "summary": "grids #storage",
            "topics": ["storage"],
            "details": [{"label": "task", "text": "deck", "done": False, "by": "2026-06-12"}],
            "line": 9,
        }
    ]
    assert {item["action"] for item in shown["follow_ups"]} == {"thank-you", "card", "promise"}
    text = crm("show", "ada").out
    assert "- [ ] deck (by 2026-06-12)" in text
    assert "Tue 2026-06-09 09:30-10:00 interview (video)" in text


def test_list_takes_a_query(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-01 call: #grids\n", "company: Example Grid\ntags: [alumni]\ntier: A\n")
    crm.contact("bob-example", "", "company: Other\nstatus: paused\n")

    def found(*words: str) -> list[str]:
        return [row["slug"] for row in crm("list", *words, "--json").json]

    assert found() == ["ada-example", "bob-example"]
    assert found("company:grid") == found("tag:alumni") == found("topic:grids") == found("tier:A") == ["ada-example"]
    assert found("status:paused") == found("last:never") == found("not:tag:alumni") == ["bob-example"]
    assert found("last:>2026-06-01") == ["ada-example"]
    assert found("last:<2026-06-01") == []
    assert found("ADA") == ["ada-example"]
    crm("set", "bob", "birthday", "05-17")
    crm("set", "bob", "cadence", "6w")
    assert found("birthday:05-17") == found("cadence:6 weeks") == ["bob-example"]
    assert found("cadence:count") == []
    assert crm("list", "--json").json[0] == {
        "slug": "ada-example",
        "name": "Ada Example",
        "email": None,
        "company": "Example Grid",
        "tags": ["alumni"],
        "last_contact": "2026-06-01",
        "path": "contacts/ada-example.md",
    }


def test_list_parked(crm: Crm) -> None:
    silent = "".join(f"- 2026-0{month}-05 10:00 email\n" for month in (1, 2, 3))
    crm.contact("ada-example", silent, "tier: A\n")
    crm.contact("bob-example", "- 2026-01-05 call\n", "tier: A\n")
    assert [row["slug"] for row in crm("list", "--parked", "--json").json] == ["ada-example"]


def test_find_is_full_text(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-01 call: about Café grids\n")
    crm.write(
        "notes/2026-06-01-ada-example-thank-you.md", "---\nkind: thank-you\nto: ada-example\n---\nThe cafe was fine.\n"
    )
    assert [hit["path"] for hit in crm("find", "CAFE", "--json").json] == [
        "contacts/ada-example.md",
        "notes/2026-06-01-ada-example-thank-you.md",
    ]
    assert crm("find", "grids", "cafe").out == "contacts/ada-example.md:7: - 2026-06-01 call: about Café grids\n"
    done = crm("find", "nowhere", status=1)
    assert (done.out, done.err.splitlines()) == (
        "",
        ['No file holds "nowhere". Write only a part of it, or see who is there with: crm list'],
    )
    assert (
        "all of these words: café \\x1b[31m nowhere. Take one"
        in crm("find", "café", "\x1b[31m", "nowhere", status=1).err
    )
    assert crm("find", "nowhere", "--json", status=1) == Result("[]\n", "", 1)


def test_where_nobody_is_listed_it_says_what_to_try(crm: Crm) -> None:
    assert 'No contact is here yet. Add one with: crm add "First Last"' in crm("list").err
    crm.contact("ada-example")
    fits = "No contact fits. Take a word of the query out"
    assert crm("list", "zzz yyy", "tag:x").err == f"{fits}, or look in whole files with: crm find 'zzz yyy'\n"
    assert crm("list", "tag:x").err == f"{fits}\n"
    assert crm("list", "--parked").err == "Nobody is parked.\n"
    assert "Nobody who is parked fits" in crm("list", "--parked", "ada").err
    assert crm("list", "zzz", "--json") == Result("[]\n", "", 0)


def test_prep_is_one_screen(crm: Crm) -> None:
    crm.contact(
        "ada-example",
        "- 2026-05-01 interview: #grids\n  - advice: learn SQL\n"
        "  - takeaway: hire for curiosity\n  - offer: an introduction\n"
        "- 2026-05-20 update: took the SQL course\n  - result: passed\n  - [ ] send the deck\n"
        "- 2026-06-20 10:00 coffee: again\n",
        "role: Head\ncompany: Example Grid\n",
    )
    said = crm("prep", "ada").out
    for part in (
        "Head, Example Grid",
        "next: 2026-06-20 10:00 again",
        "topics: grids",
        "send the deck",
        "an introduction",
    ):
        assert part in said
    assert said.index("learn SQL") < said.index("→ passed") < said.index("hire for curiosity")


def test_edit_opens_the_editor_and_reports_what_it_left(crm: Crm, ada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = crm.write("editor.py", "import sys\nfile = sys.argv[-1]\nopen(file, 'a').write('- oops\\n')\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    done = crm("edit", "ada", status=1)
    assert ada.read_bytes() == ADA + b"- oops\n"
    assert "contacts/ada-example.md:14: error: a list item that is not an entry" in done.err
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert 'the editor "no-such-editor" cannot be started' in crm("edit", "ada", status=1).err
    monkeypatch.setenv("EDITOR", "false")
    assert "ended with status 1; what it saved is kept" in crm("edit", "ada", status=1).err


def test_completion_knows_the_book(crm: Crm, ada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def completed(line: str) -> list[str]:
        words = line.split(" ")
        monkeypatch.setenv("_CRM_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        monkeypatch.chdir(crm.root)
        return crm.call().out.split()

    assert ada.exists()
    assert "due" in completed("crm d")
    assert completed("crm show ad") == ["ada-example"]
    assert completed("crm log ada-example inter") == ["interview"]
    assert completed("crm due --action rep") == ["report-back"]


ODD = [
    "NO",
    "0123",
    "12:30",
    "null",
    "a: b # c",
    "- [ ] x",
    "[[x]]",
    "'",
    '"',
    "1e3",
    "2026-02-30",
    "ünï 🙂",
    "yes",
    "=",
    "%",
    "@x",
]


@pytest.mark.parametrize("text", ODD)
def test_a_new_file_is_read_alike_by_other_programs(crm: Crm, text: str) -> None:
    import frontmatter

    crm("add", f"Ada {text}", "--company", text, "--topic", text, "--topic", "b")
    [file] = (crm.root / "contacts").glob("*.md")
    read = frontmatter.loads(file.read_text()).metadata
    assert (read["name"], read["company"], read["topics"]) == (f"Ada {text}", text, [text, "b"])
    assert crm("show", file.stem, "--json").json["fields"]["company"] == text


def test_a_task_by_its_line_where_its_text_would_not_do(crm: Crm) -> None:
    file = crm.contact(
        "ada-example", "- 2026-06-01 call\n  - [ ] deck\n- 2026-06-02 call\n  - [ ] deck\n  - [ ] -n dash\n"
    )
    commands = {item["command"] for item in crm("due", "--json").json["follow_ups"]}
    assert commands == {"crm done ada-example :8", "crm done ada-example :10", "crm done ada-example :11"}
    crm("done", "ada", ":10")
    assert file.read_text().count("- [x] deck") == 1
    assert file.read_text().index("[ ] deck") < file.read_text().index("[x] deck")
    assert 'has no open task with ":99"' in crm("done", "ada", ":99", status=2).err


def test_a_snooze_by_its_length(crm: Crm, ada: Path) -> None:
    assert ada.exists()
    assert "until Tue 30 Jun" in crm("snooze", "ada", "3w").out


def test_what_was_edited_is_recorded(crm: Crm, ada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    def git(*words: str) -> str:
        return subprocess.run(["git", "-C", str(crm.root), *words], capture_output=True, text=True, check=True).stdout

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "x")
    monkeypatch.setenv("EDITOR", "sed -i s/first/second/")
    crm("edit", "ada")
    assert "# second" in ada.read_text()
    assert git("log", "-1", "--format=%s") == "edit: ada-example\n"
    crm("edit", "ada")
    assert git("rev-list", "--count", "HEAD") == "2\n"


def test_a_file_in_capitals_is_a_contact_like_any_other(crm: Crm) -> None:
    file = crm.write("contacts/LOUD.MD", "---\nname: Loud Example\n---\n")
    crm("log", "loud", "call", "hello")
    assert "call: hello" in file.read_text()


def test_what_a_person_wrote_in_their_own_words_is_shown(crm: Crm) -> None:
    crm.write(
        "contacts/ada-example.md",
        "---\nname: Ada\n---\n\nPrefers video.\n\n## Log\n\n- 2026-06-01 call: x\n"
        "  - takeaway: T\n    more of it\n  Free words.\n\n## After\n\nHer office reads first.\n",
    )
    for command in ("show", "prep"):
        said = crm(command, "ada").out
        assert "Prefers video." in said
        assert "Her office reads first." in said
    assert "      Free words.\n" in crm("show", "ada").out
    assert crm("show", "ada", "--json").json["text"] == "Prefers video.\n\n## After\n\nHer office reads first."
