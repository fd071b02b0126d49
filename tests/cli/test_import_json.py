"""``crm import json``: a whole book there and back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Crm, Result

FILES: dict[str, bytes] = {
    "crm.toml": b'[me]\nname = "Robin" # me\n',
    ".gitattributes": b"* -text\n",
    "contacts/ada.md": b"\xef\xbb\xbf---\r\nname: Ada # who\r\nphone: 0123\r\nodd: {a: [1]}\r\n---\r\n\r\n## Log\r\n",
    "contacts/broken.md": b"---\nname: \xff\n---\n<<<<<<< x\n",
    "contacts/Jürgen 🐝.md": b"---\nname: J\n---\nno newline at the end",
    "notes/2026-06-09-ada-thank-you.md": b"---\nkind: thank-you\nto: ada\n---\n\nDear Ada,\n",
    "articles/x.md": b"---\ntitle: X\n---\n",
    "templates/thank-you.md.j2": b"{{ name }}\n",
    "templates/phrases/generic.txt": b"of course\n",
    "inbox/one.md": b"coffee w ada\x00",
}


@pytest.fixture
def full(crm: Crm) -> Crm:
    for path, data in FILES.items():
        crm.write(path, data)
    return crm


@pytest.fixture
def other(tmp_path: Path, call: Callable[..., Result]) -> Crm:
    book = Crm(tmp_path / "other", call)
    book.write("crm.toml", "")
    return book


def held(crm: Crm) -> dict[str, bytes]:
    found = (file for file in crm.root.rglob("*") if file.is_file() and file.name != ".crm.lock")
    return {file.relative_to(crm.root).as_posix(): file.read_bytes() for file in found if ".git" not in file.parts}


def test_what_goes_out_comes_back_byte_for_byte(full: Crm, other: Crm, isolation: Path) -> None:
    full("export", "json", "book.json")
    done = other("import", "json", "book.json", "--yes", "--force")
    assert "book.json: 10 files: 9 new, 1 to be written over" in done.out
    assert held(other) == held(full) == FILES
    assert other("export", "json").out == full("export", "json").out
    assert "Nothing was changed." in other("import", "json", "book.json", "--yes").out


texts = st.text(st.characters(exclude_categories=["Cs"])).map(str.encode) | st.binary(max_size=50)


@given(st.dictionaries(st.from_regex(r"[a-zà-ü0-9]{1,8}", fullmatch=True), texts, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_files_hold(crm: Crm, other: Crm, isolation: Path, files: dict[str, bytes]) -> None:
    for book in (crm, other):
        for file in (book.root / "contacts").glob("*"):
            file.unlink()
    for slug, data in files.items():
        crm.write(f"contacts/{slug}.md", data)
    crm("export", "json", "book.json")
    other("import", "json", "book.json", "--yes")
    assert {path: data for path, data in held(other).items() if path != "crm.toml"} == {
        f"contacts/{slug}.md": data for slug, data in files.items()
    }


def test_nothing_that_is_there_is_written_over_unasked(full: Crm, other: Crm, isolation: Path) -> None:
    full("export", "json", "book.json")
    other.write("contacts/ada.md", "mine")
    done = other("import", "json", "book.json", "--yes")
    assert "Other here, and left as they are:\n  crm.toml\n  contacts/ada.md\n" in done.out
    assert other.read("contacts/ada.md") == "mine"
    assert (other.root / "contacts/broken.md").read_bytes() == FILES["contacts/broken.md"]


def test_nobody_to_ask_and_a_dry_run_change_nothing(full: Crm, other: Crm, isolation: Path) -> None:
    full("export", "json", "book.json")
    before = held(other)
    assert "New:\n  .gitattributes\n" in other("import", "json", "book.json", "--dry-run").out
    assert "add --yes" in other("import", "json", "book.json", status=1).err
    assert held(other) == before


@pytest.mark.parametrize(
    "path",
    [
        *("../evil.md", "/etc/evil", "contacts/../../evil.md", ".git/config", ".git/hooks/pre-commit", "evil.sh"),
        *(
            "contacts/.git/x",
            "contacts/a\x1b[2J.md",
            "contacts\\evil.md",
            "",
            "contacts/",
            "CONTACTS/a.md",
            ".crm.lock",
        ),
        *("contacts/.crm-tmp-1-x", "contacts/\u202egpj.md", f"contacts/{'a' * 300}.md", "contacts/a\n.md"),
    ],
)
def test_no_path_of_the_file_leads_out_of_the_book(crm: Crm, isolation: Path, path: str) -> None:
    entry = {"path": path, "text": "evil"}
    good = {"path": "contacts/good.md", "text": "---\nname: Good\n---\n"}
    whole = {"format": "crm-book", "version": 1, "files": [entry, good]}
    (isolation / "book.json").write_text(json.dumps(whole))
    done = crm("import", "json", "book.json", "--yes", "--force", status=1)
    assert "is no path of a file of a book" in done.out
    assert "1 new, 1 kept out" in done.out
    assert "\x1b" not in done.out
    assert set(held(crm)) == {"crm.toml", "contacts/good.md"}


def test_a_link_in_the_book_is_not_followed(crm: Crm, isolation: Path) -> None:
    (isolation / "outside").mkdir()
    (crm.root / "contacts").symlink_to(isolation / "outside")
    whole = {"format": "crm-book", "version": 1, "files": [{"path": "contacts/a.md", "text": "x"}]}
    (isolation / "book.json").write_text(json.dumps(whole))
    done = crm("import", "json", "book.json", "--yes", status=1)
    assert "is a symbolic link" in done.out
    assert list((isolation / "outside").iterdir()) == []


def test_files_of_another_kind(crm: Crm, isolation: Path) -> None:
    (isolation / "x.json").write_text("[1]")
    said = crm("import", "json", "x.json", "--yes", status=1).err
    assert "x.json: this is JSON, but no book; give a file that crm export json wrote" in said
    assert "there is no file nowhere.json" in crm("import", "json", "nowhere.json", status=2).err
    assert "is no file" in crm("import", "json", str(isolation), status=2).err


def test_it_is_one_operation_that_is_taken_back_whole(full: Crm, isolation: Path) -> None:
    full("export", "json", str(isolation / "book.json"))
    here = isolation / "new"

    def crm(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "crm", *words], cwd=here, capture_output=True, text=True, env=dict(os.environ)
        )
        assert done.returncode == 0, done
        return done.stdout

    here.mkdir()
    crm("init", ".")
    before = held(Crm(here, full.call))
    crm("import", "json", str(isolation / "book.json"), "--yes", "--force")
    assert (here / "crm.toml").read_bytes() == FILES["crm.toml"]
    log = subprocess.run(["git", "log", "--format=%s"], cwd=here, capture_output=True, text=True).stdout
    assert log.splitlines()[0] == "import: json, 10 files"
    assert subprocess.run(["git", "status", "--short"], cwd=here, capture_output=True, text=True).stdout == ""
    crm("undo")
    assert held(Crm(here, full.call)) == before


def test_what_is_no_file_of_the_book_stays_behind_and_is_named(full: Crm) -> None:
    assert "left out" not in full("export", "json").err
    for path in ("contacts/photo.jpg", "contacts/old/a.md", "templates/phrases/more/b.txt"):
        full.write(path, b"x")
    for number in range(7):
        full.write(f"inbox/2026/{number}.md", b"x")
    done = full("export", "json")
    five = ", ".join(f"inbox/2026/{number}.md" for number in range(5))
    assert [line for line in done.err.splitlines() if "left out" in line] == [
        "contacts/photo.jpg, contacts/old/a.md are no files of the book, and are left out",
        f"{five} and 2 more are no files of the book, and are left out",
        "templates/phrases/more/b.txt is no file of the book, and is left out",
    ]
    assert len(json.loads(done.out)["files"]) == len(FILES)
