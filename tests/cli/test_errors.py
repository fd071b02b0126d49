"""One reproducer for each sentence that a user can meet: what was wrong, where, what to do, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm

ADA = "- 2026-06-01 call\n  - [ ] send the deck\n  - [ ] send the letter\n  - [x] send the link\n"

CALLS = [
    (["log", "adda", "call"], 2, 'there is no contact "adda"; did you mean ada-example?'),
    (["log", "zzz", "call"], 2, 'there is no contact "zzz"; see who is there with: crm list'),
    (["log", "a", "call"], 2, '"a" could be ada-example or alan-example; say which one'),
    (["log", "ada", "cal"], 2, "no kind of interaction is named; did you mean call?"),
    (["log", "ada", "nonsense"], 2, "no kind of interaction is named; the kinds are interview, coffee"),
    (["log", "call", "ada"], 2, '"call" is a kind, and no contact stands before it'),
    (["log", "ada", "call", "--on", "5/11"], 2, "5/11"),
    (["log", "ada", "call", "--on", "2026-13-01"], 2, "2026-13-01"),
    (["log", "ada", "call", "--on", "2026-02-30"], 2, "30 February"),
    (["log", "ada", "call", "--on", "when pigs fly"], 2, '"when pigs fly" is no date that can be read'),
    (["log", "ada", "call", "--via", "a)b"], 2, '--via "a)b": a channel is a word or two without brackets'),
    (["log", "ada", "call", "--promise", "it by 5/11"], 2, "5/11"),
    (["log", "ada", "call", "--promise", "it by next friday"], 2, '"next friday" can mean'),
    (["log", "ada", "call", "--promise", "it by 2026-02-30"], 2, "30 February"),
    (["add", "Ada  EXAMPLE"], 2, "Ada EXAMPLE may be in the book already: contacts/ada-example.md"),
    (["add", "New", "--email", "ada@example.org"], 2, "New may be in the book already: contacts/ada-example.md"),
    (["add", " "], 2, "a contact needs a name"),
    (["add", "New", "--email", "nobody"], 2, 'email: "nobody" is no mail address'),
    (["add", "New", "--tier", "E"], 2, 'tier: "E" is no tier; write one of A, B, C, D'),
    (["add", "New", "--introduced-by", "zzz"], 2, 'there is no contact "zzz"'),
    (["set", "ada", "compny", "x"], 2, 'there is no field "compny"; did you mean company?'),
    (["set", "ada", "name", ""], 2, "the name is the one key that a contact needs"),
    (["set", "ada", "role", ""], 2, "ada-example has no role"),
    (["set", "twice", "tier", ""], 1, "contacts/twice.md: `tier` stands twice"),
    (["set", "ada", "status", "gone"], 2, 'status: "gone" is no status; write one of active, paused'),
    (["snooze", "ada", "yesterday"], 2, "2026-06-08 is not in the future"),
    (["done", "ada", "send"], 2, '"send" could be "send the deck" (line 9); "send the letter" (line 10)'),
    (["done", "ada", "link"], 2, '"send the link" is ticked already'),
    (
        ["done", "ada", "zzz"],
        2,
        'ada-example has no open task with "zzz"; open tasks: "send the deck"; "send the letter"',
    ),
    (["due", "--action", "thanks"], 2, 'there is no action "thanks"; the actions are thank-you'),
    (["due", "--within", "soon"], 2, "--within:"),
    (["due", "--contact", "zzz"], 2, 'there is no contact "zzz"'),
    (["list", "compny:x"], 2, 'there is no field "compny" to list by'),
    (["list", "last:x"], 2, "last:x cannot be read"),
    (["find", " "], 2, "no word to find"),
    (["check", "nowhere.md"], 2, "nowhere.md is no file of the book"),
    (["show", "broken"], 1, "contacts/broken.md:3: "),
    (["log", "broken", "call"], 1, "contacts/broken.md:3: "),
    (["--now", "5/11", "due"], 2, "5/11"),
]


@pytest.fixture
def people(crm: Crm) -> Crm:
    crm.contact("ada-example", ADA, "email: ada@example.org\n")
    crm.contact("alan-example")
    crm.contact("twice", "", "tier: A\ntier: B\n")
    crm.write("contacts/broken.md", "---\nname: Broken\ntags: [a, b\n---\n")
    return crm


@pytest.mark.parametrize(
    ("words", "status", "sentence"), CALLS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_call_that_cannot_be_done(people: Crm, words: list[str], status: int, sentence: str) -> None:
    before = {file: file.read_bytes() for file in people.root.rglob("*.md")}
    done = people(*words, status=status)
    first = done.err.splitlines()[0]
    assert first.startswith("crm: ")
    assert sentence in first
    assert "Traceback" not in done.err
    assert not done.out
    assert {file: file.read_bytes() for file in people.root.rglob("*.md")} == before


UNREADABLE = {
    "empty": (b"", "the file is empty"),
    "latin-1": (b"---\nname: Andr\xe9\n---\n", "UTF-8"),
    "binary": (bytes(range(256)) * 4, "UTF-8"),
    "half-written": (b"---\nname: Half", "---"),
    "conflict": (b"---\nname: C\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", "conflict"),
    "key twice": (b"---\nname: A\nname: B\n---\n", "name"),
    "bad date": (b"---\nname: A\nadded: 2026-02-30\n---\n", "added"),
    "bomb": (b"---\na: " + b"[" * 30_000 + b"\n---\n", "nest"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_one_bad_file_is_named_and_everybody_else_is_served(crm: Crm, name: str) -> None:
    crm.contact("ada-example", "- 2026-06-09 09:00 interview\n  - takeaway: x\n")
    data, said = UNREADABLE[name]
    bad = crm.write("contacts/bad.md", data)
    for words in (["due"], ["list"], ["show", "ada"], ["log", "ada", "note", "x"]):
        done = crm(*words)
        assert "contacts/bad.md:" in done.err
        assert said in done.err
    assert [item["contact"] for item in crm("due", "--json").json["follow_ups"]] == ["ada-example"]
    assert crm("due", "--json").json["problems"] >= 1
    assert crm("check", status=1).out.startswith("contacts/bad.md:")
    assert bad.read_bytes() == data


def test_no_book_here(call: object, tmp_path: Path) -> None:
    assert callable(call)
    done = call("due")
    assert done.status == 2
    assert done.err == (
        "crm: there is no book here: no crm.toml in this folder or one above it; "
        "make one with: crm init DIR; or name one with --book DIR or $CRM_BOOK\n"
    )
    done = call("--book", str(tmp_path), "due")
    assert done.status == 2
    assert "is no book: it has no crm.toml" in done.err


def test_a_setting_that_cannot_be_used_is_reported_by_every_command_and_its_default_stands(crm: Crm) -> None:
    crm.write("crm.toml", '[me]\ntimezone = "Europe/Berlin"\n[follow_up]\nthank_you_hour = 3\ndaily_cap = "x"\n')
    crm.contact("ada-example", "- 2026-06-09 09:00 interview\n  - takeaway: x\n")
    done = crm("due", "--json")
    assert "crm.toml:4: error: unknown setting follow_up.thank_you_hour; the default stands (did you mean" in done.err
    assert "crm.toml:5: error: follow_up.daily_cap cannot be 'x'" in done.err
    assert done.json["follow_ups"][0]["due_by"] == "2026-06-10T09:00:00+02:00"


def test_a_broken_crm_toml_leaves_the_defaults(crm: Crm) -> None:
    crm.write("crm.toml", "[me\n")
    crm.contact("ada-example")
    assert "crm.toml:1: error: not TOML" in crm("list").err


def test_control_characters_are_shown_not_obeyed(crm: Crm) -> None:
    crm.write(
        "contacts/evil.md",
        '---\nname: "Evil\\e[31m \\u202e Name"\n---\n\n## Log\n\n- 2026-06-09 09:00 question: \x1b]0;title\x07\n',
    )
    for words in (
        ["due"],
        ["list"],
        ["show", "evil"],
        ["why", "evil"],
        ["find", "question"],
        ["prep", "evil"],
        ["due", "--json"],
    ):
        done = crm(*words)
        assert "\x1b" not in done.out + done.err
        assert "\u202e" not in done.out + done.err


def test_an_error_of_ours_is_one_sentence(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("crm.book.opening.open_book", fail)
    done = crm("due", status=1)
    assert done.err == "crm: an error of its own, RuntimeError: boom; see where with --debug\n"
    assert "Traceback" in crm("--debug", "due", status=1).err


BROKEN_ZONES = ['[me]\ntimezone = "Asia/Tokio"\n', "[me\n", b"\xff\xfe"]


@pytest.mark.parametrize("text", BROKEN_ZONES)
def test_a_time_is_never_written_in_a_zone_that_is_not_known(crm: Crm, text: str | bytes) -> None:
    crm.write("crm.toml", text)
    crm.contact("ada-example")
    crm("log", "ada", "email", now="2026-06-09T10:30:00+00:00")
    assert "- 2026-06-09 10:30 +00:00 email" in crm.read("contacts/ada-example.md")


def test_a_year_that_the_log_does_not_hold_is_not_written(crm: Crm) -> None:
    file = crm.contact("ada-example")
    before = file.read_bytes()
    for day in ("1800-01-01", "2300-01-01"):
        assert "the log holds the years 1900 to 2199" in crm("log", "ada", "call", "--on", day, status=2).err
    assert file.read_bytes() == before


def test_a_global_option_without_its_value(crm: Crm) -> None:
    assert crm.call("due", "--now").err == "crm: --now needs a value; write it as --now WHEN\n"


@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", ">/dev/full"])
def test_whatever_becomes_of_the_output_what_was_written_is_told_apart(crm: Crm, streams: str) -> None:
    crm.contact("ada-example")
    crm.write("contacts/zoe.md", "---\nname: Zoë 🙂\n---\n")
    command = f"{sys.executable} -m crm --book {crm.root} --now '2026-06-09 10:30' log zoe note x {streams}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert "Traceback" not in done.stderr
    assert "an error of its own" not in done.stderr
    assert "10:30 note: x" in crm.read("contacts/zoe.md")


CLOSED = "crm: standard output is closed, so nothing is shown; what was written stays\n"
FULL = "crm: No space left on device; what was written before stays\n"
PRINTING = [
    *("due", "list", "find ada", "show ada", "why ada", "digest", "history ada", "--version", "--help", "list --help"),
    *("list --json", "due --json", "check --json", "export csv", "export json", "schema contact", "article list"),
]


@pytest.mark.parametrize(("stream", "sentence"), [(">&-", CLOSED), (">/dev/full", FULL)], ids=["closed", "full"])
@pytest.mark.parametrize("words", PRINTING)
def test_what_nobody_can_read_is_no_success(crm: Crm, words: str, stream: str, sentence: str) -> None:
    crm.contact("ada-example", "- 2026-06-09 09:00 question: ü\n")
    crm.write("articles/grids.md", "---\ntitle: Grids\n---\n")
    command = f"{sys.executable} -m crm --book {crm.root} --now '2026-06-09 10:30' {words} {stream}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.endswith(sentence)


@pytest.mark.parametrize("words", ["find zzz", "list zzz", "article list"])
def test_who_prints_nothing_does_not_miss_the_output(crm: Crm, words: str) -> None:
    crm.contact("ada-example")
    command = f"{sys.executable} -m crm --book {crm.root} {words}"
    done = [
        subprocess.run(["/bin/sh", "-c", f"{command} {stream}"], capture_output=True, text=True)
        for stream in (">&-", ">/dev/null")
    ]
    assert (done[0].returncode, done[0].stderr) == (done[1].returncode, done[1].stderr)


@pytest.mark.parametrize("stream", [">&-", ">/dev/full"])
def test_what_is_written_is_recorded_though_nobody_hears_of_it(tmp_path: Path, stream: str) -> None:
    crm, book = f"{sys.executable} -m crm", tmp_path / "book"
    steps = [
        f"{crm} init {book} --name Robin --timezone Europe/Berlin",
        f"{crm} --book {book} add 'Ada Example'",
        f"{crm} --book {book} log ada interview grids --takeaway 'Ask early'",
        f"{crm} --book {book} note thank-you ada",
    ]
    for step in steps:
        done = subprocess.run(["/bin/sh", "-c", f"{step} {stream}"], capture_output=True, text=True)
        assert done.returncode == 1, done
        assert done.stderr.endswith("stays\n"), done
    git = ["git", "-C", str(book)]
    assert subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=True).stdout == b""
    told = subprocess.run([*git, "log", "--format=%s"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split(":")[0] for line in told] == ["note", "log", "add", "init"]


def test_any_name_can_be_printed_in_any_encoding(crm: Crm) -> None:
    crm.write("contacts/zoe.md", "---\nname: Zoë 🙂\n---\n\n## Log\n\n- 2026-06-09 09:00 question: ü\n")
    command = [sys.executable, "-m", "crm", "--book", str(crm.root), "--now", "2026-06-09 10:30", "due"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, "Zo\\xeb" in done.stdout) == (0, True)
    command = [*command, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert json.loads(done.stdout)["follow_ups"][0]["name"] == "Zoë 🙂"


def test_folders_that_cannot_be_read_are_one_sentence(crm: Crm) -> None:
    crm.write("contacts", "a file")
    done = crm("due", status=1)
    assert done.err.startswith("crm: contacts cannot be read")
    assert "of its own" not in done.err
