"""An import and a merge of contacts as operations: one commit, taken back whole, and what a kill leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import NOW, Crm
from tests.git.conftest import git, subjects

CONNECTIONS = str(Path(__file__).parents[1] / "exchange/linkedin/connections.csv")


def state(book: Crm) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in book.root.glob("contacts/*.md")}


def test_an_import_is_one_operation_and_is_taken_back_whole(book: Crm) -> None:
    book("set", "ada", "email", "sam@example.org")
    book("set", "ada", "name", "Sam Ada Sample")
    before = state(book)
    book("import", "linkedin", CONNECTIONS, "--yes")
    assert subjects(book.root)[0] == "import: linkedin, 2 added, 1 filled in"
    assert "linkedin: connected" in book.read("contacts/ada-example.md")
    assert git(book.root, "status", "--porcelain") == ""
    book("undo")
    assert state(book) == before


def test_an_import_taken_back_keeps_what_was_written_since(book: Crm) -> None:
    book("set", "ada", "email", "sam@example.org")
    book("set", "ada", "name", "Sam Ada Sample")
    book("import", "linkedin", CONNECTIONS, "--yes")
    book("log", "ada", "call", "about grids")
    commit = git(book.root, "log", "-1", "--format=%h", "--grep=^import:").strip()
    book("undo", commit)
    assert "about grids" in book.read("contacts/ada-example.md")
    assert "connected" not in book.read("contacts/ada-example.md")
    assert not (book.root / "contacts/jordan-example.md").exists()


def test_an_edit_is_recorded_before_the_import_that_fills_the_file(book: Crm) -> None:
    file = book.root / "contacts/ada-example.md"
    file.write_text(
        file.read_text("utf-8").replace("added:", "email: sam@example.org\naliases: [Sam]\nadded:"), "utf-8"
    )
    book("import", "linkedin", CONNECTIONS, "--yes")
    assert subjects(book.root)[:2] == ["import: linkedin, 2 added, 1 filled in", "edit: ada-example"]


def test_an_import_that_was_killed_is_completed_by_the_next_and_is_one_operation(book: Crm, tmp_path: Path) -> None:
    people = 150
    file = tmp_path / "people.csv"
    rows = (f"Person {number},p{number}@example.org,Company {number}\n" for number in range(people))
    file.write_text("name,email,company\n" + "".join(rows), "utf-8")
    before = state(book)
    words = ["--book", str(book.root), "--now", NOW, "import", "csv", str(file), "--yes"]
    run = subprocess.Popen([sys.executable, "-m", "crm", *words], stdout=subprocess.DEVNULL)
    while len(list(book.root.glob("contacts/*.md"))) < 50 and run.poll() is None:
        time.sleep(0.001)
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    there = state(book)
    assert 50 <= len(there) < people
    assert all(data.endswith(b"## Log\n") for name, data in there.items() if name not in before)
    book("import", "csv", str(file), "--yes")
    assert len(state(book)) == people + len(before)
    assert subjects(book.root)[0] == f"import: csv, {people} added, 0 filled in"
    assert git(book.root, "status", "--porcelain") == ""
    book("undo")
    assert state(book) == before


def test_an_import_that_was_killed_after_the_last_file_is_recorded_by_the_next(book: Crm) -> None:
    book("--no-commit", "import", "linkedin", CONNECTIONS, "--yes")
    made = ["contacts/jordan-example.md", "contacts/sam-sample.md", "contacts/jose-muestra.md"]
    (book.root / ".git/crm.import").write_text("\0".join(made), "utf-8")
    (book.root / "contacts/mine.md").write_text("---\nname: Mine\n---\n", "utf-8")
    done = book("import", "linkedin", CONNECTIONS, "--yes")
    assert "3 of an import that was interrupted are recorded with it." in done.out
    assert subjects(book.root)[0] == "import: linkedin, 3 added, 0 filled in"
    assert git(book.root, "status", "--porcelain") == "?? contacts/mine.md\n"
    assert not (book.root / ".git/crm.import").exists()


def test_a_whole_book_whose_import_was_killed_is_one_operation_with_the_next(book: Crm, tmp_path: Path) -> None:
    there = Crm(tmp_path / "there", book.call)
    for path in ("contacts/x.md", "notes/y.md", "inbox/z.md", "contacts/last.md"):
        there.write(path, f"---\nname: {path}\n---\n")
    there.write("crm.toml", "")
    there.write("refused.txt", "# mine\n")
    (tmp_path / "book.json").write_text(there("export", "json").out, "utf-8")
    before = {path for path in book.root.rglob("*") if path.is_file() and ".git" not in path.parts}
    book("--no-commit", "import", "json", str(tmp_path / "book.json"), "--yes")
    (book.root / "contacts/last.md").unlink()
    noted = ["contacts/last.md", "contacts/x.md", "inbox/z.md", "notes/y.md", "refused.txt"]
    (book.root / ".git/crm.import").write_text("\0".join(noted), "utf-8")
    done = book("import", "json", str(tmp_path / "book.json"), "--yes")
    assert "Done: 1 written." in done.out
    assert "4 of an import that was interrupted are recorded with it." in done.out
    assert subjects(book.root)[0] == "import: json, 5 files"
    assert git(book.root, "status", "--porcelain") == ""
    assert not (book.root / ".git/crm.import").exists()
    book("undo")
    left = {path for path in book.root.rglob("*") if path.is_file() and ".git" not in path.parts}
    assert left == before


def test_a_whole_book_that_comes_in_sweeps_nothing_else_into_history(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    file.write_text(book("export", "json").out, "utf-8")
    (book.root / "contacts/ada-example.md").unlink()
    git(book.root, "commit", "-qam", "gone")
    book.write("contacts/mine.md", "---\nname: Mine\n---\n")
    book("import", "json", str(file), "--yes")
    assert subjects(book.root)[:2] == ["import: json, 1 file", "gone"]
    assert git(book.root, "status", "--porcelain") == "?? contacts/mine.md\n"


def test_a_merge_of_contacts_is_one_operation_and_is_taken_back(book: Crm) -> None:
    book("set", "bob", "introduced_by", "ada")
    book("add", "Cy Example")
    book("log", "cy", "call", "about tea")
    book("log", "ada", "call", "about grids")
    before = state(book)
    book("merge", "cy", "ada")
    assert subjects(book.root)[0] == "merge: ada-example into cy-example"
    assert "introduced_by: cy-example" in book.read("contacts/bob-example.md")
    assert git(book.root, "status", "--porcelain") == ""
    book("undo")
    assert state(book) == before


def test_a_contact_that_git_does_not_know_yet_can_be_merged_and_brought_back(book: Crm) -> None:
    (book.root / "contacts/new.md").write_text("---\nname: New\n---\n\n## Log\n\n- 2026-06-01 call: x\n", "utf-8")
    before = state(book)
    book("merge", "ada", "new")
    assert "- 2026-06-01 call: x" in book.read("contacts/ada-example.md")
    book("undo")
    assert state(book) == before
