"""Addresses for a mail program: the same from the index as from the files, in a form that no field can break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.adapters import clock
from crm.book import glance
from crm.cli.instant import query
from tests.cli.conftest import Crm

CRM = str(Path(sys.executable).with_name("crm"))
PEOPLE = {
    "jordan-example": "name: Jordan Example\nemail: [jordan@example.org, jex@mail.example.org]\n"
    "company: Example Grid\n",
    "sam-obrien": "name: Sam O'Brien\naliases: [Sammy]\nemail: sam@example.org\n",
    "uenal": "name: Ünal Çelik\nemail: unal@example.org\ncompany: Straße AG\n",
    "gone": "name: Gone Example\nemail: gone@example.org\nstatus: deceased\n",
    "not-now": "name: Noa Example\nemail: noa@example.org\ncompany: Example Works\nstatus: do-not-contact\n",
    "no-mail": "name: Jordan Nomail\n",
}


@pytest.fixture
def book(crm: Crm) -> Crm:
    for slug, fields in PEOPLE.items():
        crm.write(f"contacts/{slug}.md", f"---\n{fields}---\n")
    return crm


def let_settle(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the index trust the files: as if what is there now had been there for long."""
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)
    book("due")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jor", ["jordan@example.org", "jex@mail.example.org"]),
        ("JORDAN ex", ["jordan@example.org", "jex@mail.example.org"]),
        ("jex@mail", ["jordan@example.org", "jex@mail.example.org"]),
        ("mail.ex", ["jordan@example.org", "jex@mail.example.org"]),
        ("@mail", ["jordan@example.org", "jex@mail.example.org"]),
        ("grid", ["jordan@example.org", "jex@mail.example.org"]),
        ("brien", ["sam@example.org"]),
        ("o'b", ["sam@example.org"]),
        ("samm", ["sam@example.org"]),
        ("sam-o", ["sam@example.org"]),
        ("unal celik", ["unal@example.org"]),
        ("STRASSE", ["unal@example.org"]),
        ("uenal", ["unal@example.org"]),
        ("example works", ["noa@example.org"]),
        ("ordan", []),
        ("gone", []),
        ("nomail", []),
        ("jordan sam", []),
    ],
)
def test_whom_a_text_finds(book: Crm, monkeypatch: pytest.MonkeyPatch, text: str, found: list[str]) -> None:
    def addresses() -> list[str]:
        done = book.call("--book", str(book.root), "query", text)
        assert done.status == (0 if found else 1)
        return [line.split("\t")[0] for line in done.out.splitlines()[1:]]

    monkeypatch.setenv("CRM_INDEX", "off")
    assert addresses() == found
    monkeypatch.delenv("CRM_INDEX")
    let_settle(book, monkeypatch)
    assert addresses() == found
    known = glance.addressees(text, str(book.root))
    assert (known is None) == (not found)  # that there is nobody, the files are to say
    assert [address for line in known or [] for address in line.split("\t")[3:]] == found


def test_the_form_of_mutt(book: Crm) -> None:
    assert book("query", "example").out == (
        "5 addresses in the book\n"
        "jordan@example.org\tJordan Example\tExample Grid\n"
        "jex@mail.example.org\tJordan Example\tExample Grid\n"
        "noa@example.org\tNoa Example\tdo not contact, Example Works\n"
        "sam@example.org\tSam O'Brien\n"
        "unal@example.org\tÜnal Çelik\tStraße AG\n"
    )
    assert book("query", "nob\x1b[31mody", status=1).out == 'nobody in the book with an address fits "nob [31mody"\n'


def test_the_form_of_aerc_leaves_out_whom_it_cannot_mark(book: Crm) -> None:
    assert book("query", "--format", "aerc", "jor").out == (
        "jordan@example.org\tJordan Example\njex@mail.example.org\tJordan Example\n"
    )
    assert book("query", "noa", "--format", "aerc", status=0).out == ""


def test_an_empty_text_asks_for_all(book: Crm) -> None:
    assert book("query", "").out.startswith("5 addresses in the book\n")


def test_what_is_wrong_stands_in_the_line_that_mutt_shows(tmp_path: Path, crm: Crm) -> None:
    done = crm.call("--book", str(tmp_path / "none"), "query", "x")
    assert done.status == 2
    assert "is not a folder" in done.out
    assert len(done.out.splitlines()) == 1
    assert done.err == ""
    assert "is not a folder" in crm.call("--book", str(tmp_path / "none"), "query", "--format", "aerc", "x").err


ODD = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    ["a\\tb", "x\\ny", "\\e[31m", "A, B", "<a@b>", "a@b (c)", "\\u202e", "'", '"', "👩‍👩‍👧"]
)


@given(st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=3), ODD)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_in_a_field_breaks_a_line(
    book: Crm, monkeypatch: pytest.MonkeyPatch, people: list[tuple[str, str, str]], text: str
) -> None:
    for number, (name, company, address) in enumerate(people):
        fields = {"name": f"z{name}", "company": company, "email": f"q{address}@example.org"}
        quoted = "".join(f'{key}: "{value}"\n' for key, value in fields.items())
        book.write(f"contacts/odd-{number}.md", f"---\n{quoted}---\n")
    let_settle(book, monkeypatch)
    for asked in ("z", text):
        lines = glance.addressees(asked, str(book.root)) or []
        with monkeypatch.context() as without:
            without.setenv("CRM_INDEX", "off")
            shown = book.call("--book", str(book.root), "query", "--", asked).out.split("\n")[:-1]
        assert shown == list(query.shown(lines, "mutt", asked))
        for line in shown[1:]:
            address, name, *other = line.split("\t")
            assert len(other) < 2
            assert name
            assert "@" in address
            assert line.replace("\t", "").translate({0x200C: "", 0x200D: "", 0xFE0F: ""}).isprintable()
            assert not set(' ,;<>()[]"') & set(address)


def in_place(file: Path, old: str, new: str) -> None:
    """Writes into a file as some editors do: its folder does not change, nor does here its size or time."""
    before = file.stat()
    with file.open("r+", encoding="utf-8") as opened:
        text = opened.read()
        opened.seek(0)
        opened.write(text.replace(old, new))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_that_nobody_fits_is_said_by_the_files(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    let_settle(book, monkeypatch)
    asked = subprocess.run([CRM, "query", "--book", str(book.root), "zed"], capture_output=True, text=True)
    assert asked.returncode == 1
    in_place(book.root / "contacts/jordan-example.md", "jex@", "zed@")
    asked = subprocess.run([CRM, "query", "--book", str(book.root), "zed"], capture_output=True, text=True)
    assert (asked.returncode, "zed@mail.example.org" in asked.stdout) == (0, True)


def test_what_is_said_of_somebody_is_what_their_file_says_now(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the clock was set back in between, so that the file looks older than the index."""
    let_settle(book, monkeypatch)
    assert glance.addressees("jordan", str(book.root)) is not None
    monkeypatch.setattr(clock, "nanoseconds", time.time_ns)
    in_place(book.root / "contacts/jordan-example.md", "jordan@", "j-new0@")
    assert glance.addressees("jordan", str(book.root)) is None
    assert "j-new0@example.org" in book("query", "jordan").out
    (book.root / "contacts/uenal.md").unlink()
    assert glance.addressees("unal", str(book.root)) is None
    assert book.call("--book", str(book.root), "query", "unal").status == 1


def test_the_program_answers_before_typer_is_loaded(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    let_settle(book, monkeypatch)
    by_typer = book("query", "jor", "--format", "aerc").out
    told = subprocess.run(
        [sys.executable, "-X", "importtime", CRM, "query", "--book", str(book.root), "--format=aerc", "--", "jor"],
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stdout) == (0, by_typer)
    assert "crm.cli.instant.query" in told.stderr
    assert "typer" not in told.stderr


NOT_PLAIN = ["query --debug x", "query", "query --help", "--now 2026 query x", "query --format pine x", "show query"]


@pytest.mark.parametrize("line", [*NOT_PLAIN, "query x --nothing"])
def test_what_is_not_plainly_a_query_is_left_to_the_command(book: Crm, line: str) -> None:
    assert query.answered(["--book", str(book.root), *line.split()]) is None


NEOMUTTRC = """
set folder = {home}
set spoolfile = {home}/inbox
set record = ""
set query_command = "{crm} --book {book} query -- %s"
set editor = "cp %s {home}/sent && true"
set edit_headers = yes
"""

ACCOUNT = """
[me]
source = maildir://{home}/Mail
default = INBOX
outgoing = /bin/true
from = Robin Example <robin@example.org>
"""

AERC = """
[ui]
completion-popovers = true
completion-delay = 50ms
[compose]
editor = {home}/editor
address-book-cmd = {crm} --book {book} query --format aerc -- %s
"""


class Screen:
    """A program in a terminal."""

    def __init__(self, home: Path, *command: str) -> None:
        self._tmux = ["tmux", "-S", str(home / "tmux"), "-f", "/dev/null"]
        started = [*self._tmux, "new-session", "-d", "-x", "100", "-y", "24", *command]
        subprocess.run(started, check=True, env={**os.environ, "TERM": "xterm"})

    def type(self, *keys: str) -> None:
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def shows(self, wanted: str) -> str:
        """The screen as soon as it shows a text."""
        shown = ""
        for _ in range(200):
            shown = subprocess.run([*self._tmux, "capture-pane", "-p"], capture_output=True, text=True).stdout
            if wanted in shown:
                return shown
            time.sleep(0.1)
        pytest.fail(f"{wanted!r} never stood on the screen:\n{shown}")

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], capture_output=True)


@pytest.mark.skipif(not (shutil.which("neomutt") and shutil.which("tmux")), reason="needs neomutt and tmux")
def test_in_neomutt(book: Crm, isolation: Path) -> None:
    book.write("contacts/jordan-example.md", '---\nname: "Jordan, \\"J\\" Example"\nemail: jordan@example.org\n---\n')
    (isolation / "inbox").touch()
    (isolation / "rc").write_text(NEOMUTTRC.format(home=isolation, crm=CRM, book=book.root), encoding="utf-8")
    neomutt = Screen(isolation, "neomutt", "-n", "-F", str(isolation / "rc"))
    try:
        neomutt.shows("inbox")
        neomutt.type("Q")
        neomutt.shows("Query:")
        neomutt.type("noa", "Enter")
        shown = neomutt.shows("noa@example.org")
        assert "Noa Example" in shown
        assert "do not contact" in shown
        neomutt.type("q", "m")
        neomutt.shows("To:")
        neomutt.type("jord", "C-t")
        neomutt.shows("jordan@example.org>")
        neomutt.type("Enter")
        neomutt.shows("Subject:")
        neomutt.type("Grids", "Enter")
        for _ in range(200):
            if (isolation / "sent").exists():
                break
            time.sleep(0.1)
        assert 'To: "Jordan, \\"J\\" Example" <jordan@example.org>\n' in (isolation / "sent").read_text("utf-8")
    finally:
        neomutt.close()


@pytest.mark.skipif(not (shutil.which("aerc") and shutil.which("tmux")), reason="needs aerc and tmux")
def test_in_aerc(book: Crm, isolation: Path) -> None:
    folder = isolation / ".config/aerc"
    for place in (folder, *(isolation / "Mail/INBOX" / name for name in ("cur", "new", "tmp"))):
        place.mkdir(parents=True)
    (isolation / "editor").write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    (isolation / "editor").chmod(0o700)
    for name, text in (("accounts.conf", ACCOUNT), ("aerc.conf", AERC)):
        (folder / name).write_text(text.format(home=isolation, crm=CRM, book=book.root), encoding="utf-8")
        (folder / name).chmod(0o600)
    shutil.copy("/usr/share/aerc/binds.conf", folder)
    aerc = Screen(isolation, "aerc")
    try:
        aerc.shows("INBOX")
        aerc.type(":compose", "Enter")
        aerc.shows("Subject:")
        aerc.type("sam")
        assert "Sam O'Brien" in aerc.shows("<sam@example.org>")
        aerc.type("Tab", "Enter")
        aerc.shows('To: "Sam O\'Brien" <sam@example.org>')
    finally:
        aerc.close()
