from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import git, signs, subjects

ADA = "contacts/ada-example.md"


def test_the_last_operation_is_taken_back_as_a_new_one(book: Crm) -> None:
    before = book.read(ADA)
    book("log", "ada", "call", "grids")
    done = book("undo")
    assert book.read(ADA) == before
    assert done.out.startswith("Undone: log: ada-example call 2026-06-09 (")
    assert subjects(book.root)[:2] == ["undo: log: ada-example call 2026-06-09", "log: ada-example call 2026-06-09"]
    last = git(book.root, "log", "-1", "--format=%(trailers)")
    assert "Crm-Op: undo\nCrm-Contact: ada-example\nCrm-Undoes: " in last
    assert git(book.root, "status", "--porcelain") == ""


def test_an_undo_can_be_undone(book: Crm) -> None:
    book("log", "ada", "call", "grids")
    logged = book.read(ADA)
    book("undo")
    said = book("undo").out
    assert said.startswith("Brought back: log: ada-example call 2026-06-09 (")
    assert book.read(ADA) == logged
    assert book("undo").out.startswith("Undone: log: ada-example call 2026-06-09 (")
    assert "grids" not in book.read(ADA)
    words = [subject.partition(" ")[0] for subject in subjects(book.root)[:4]]
    assert words == ["undo:", "redo:", "undo:", "log:"]
    assert {subject.partition(": ")[2] for subject in subjects(book.root)[:3]} == {subjects(book.root)[3]}


def test_what_was_added_since_stays(book: Crm) -> None:
    book("log", "ada", "call", "grids")
    book("log", "ada", "email", "a link")
    book("set", "ada", "role", "Head of Data")
    book("undo", "HEAD~2")
    text = book.read(ADA)
    assert "grids" not in text
    assert "a link" in text
    assert "role: Head of Data" in text


@pytest.mark.parametrize(
    ("later", "lost"),
    [
        (["done", "ada", "deck"], "was removed on one side and changed on the other"),
        (["edited"], "was removed on one side and changed on the other"),
    ],
)
def test_what_would_lose_a_later_change_is_refused(book: Crm, later: list[str], lost: str) -> None:
    book("log", "ada", "call", "grids", "--promise", "Send the deck")
    if later == ["edited"]:
        book.write(ADA, book.read(ADA).replace("grids", "grids and tariffs"))
    else:
        book(*later)
    before, commits = book.read(ADA), subjects(book.root)
    done = book("undo", git(book.root, "log", "-1", "--format=%H", "--grep=log:").strip(), status=1)
    assert f'{ADA} has changed since "log: ada-example call 2026-06-09"' in done.err
    assert lost in done.err
    assert "crm history ada-example shows it" in done.err
    assert book.read(ADA) == before
    assert [one for one in subjects(book.root) if one not in commits] in ([], ["edit: ada-example"])


def test_a_field_that_was_set_again_is_not_set_back(book: Crm) -> None:
    book("set", "ada", "role", "Head")
    book("set", "ada", "role", "Director")
    done = book("undo", "HEAD~1", status=1)
    assert "would be lost" in done.err
    assert "role: Director" in book.read(ADA)
    book("undo")
    assert "role: Head\n" in book.read(ADA)


def test_an_added_contact_goes_and_comes_back(book: Crm) -> None:
    book("add", "Kim Example", "--email", "kim@example.org")
    file = book.root / "contacts/kim-example.md"
    text = file.read_bytes()
    book("undo")
    assert not file.exists()
    assert git(book.root, "status", "--porcelain") == ""
    book("undo")
    assert file.read_bytes() == text
    assert git(book.root, "status", "--porcelain") == ""


def test_an_added_contact_that_has_changed_since_stays(book: Crm) -> None:
    book("log", "bob", "call")
    done = book("undo", git(book.root, "log", "-1", "--format=%H", "--grep=add: bob").strip(), status=1)
    assert "it has other contents now" in done.err
    assert (book.root / "contacts/bob-example.md").exists()


def test_one_interaction_with_several_is_taken_back_from_all_or_none(book: Crm) -> None:
    book("log", "ada", "bob", "event", "fair")
    book("undo")
    assert "fair" not in book.read(ADA) + book.read("contacts/bob-example.md")
    book("undo")
    book.write("contacts/bob-example.md", book.read("contacts/bob-example.md").replace("fair", "the fair"))
    book("undo", "HEAD~2", status=1)
    assert "fair" in book.read(ADA)


def test_whatever_git_shows_beside_and_however_it_searches(book: Crm, tmp_path: Path) -> None:
    signs(book, tmp_path)
    git(book.root, "config", "grep.patternType", "fixed")
    before = book.read(ADA)
    book("log", "ada", "call", "grids")
    book("undo")
    assert book.read(ADA) == before


def test_other_files_are_not_touched(book: Crm) -> None:
    book("log", "ada", "call", "grids")
    bob = book.write("contacts/bob-example.md", book.read("contacts/bob-example.md") + "typed in an editor\n")
    book.write("mine.txt", "staged by hand")
    git(book.root, "add", "mine.txt")
    at = bob.stat().st_mtime_ns
    book("undo")
    assert bob.stat().st_mtime_ns == at
    assert git(book.root, "status", "--porcelain") == " M contacts/bob-example.md\nA  mine.txt\n"


def test_an_edit_of_the_same_file_is_recorded_by_itself_first(book: Crm) -> None:
    book("log", "ada", "call", "grids")
    book.write(ADA, book.read(ADA).replace("---\n\n", "---\n\nMet at the fair.\n\n", 1))
    book("undo")
    assert subjects(book.root)[:2] == ["undo: log: ada-example call 2026-06-09", "edit: ada-example"]
    assert "Met at the fair." in book.read(ADA)
    assert "grids" not in book.read(ADA)


def test_every_byte_comes_back(book: Crm) -> None:
    text = (
        b"\xef\xbb\xbf---\r\nname: Ada Example  # mine\r\nphone: 0123\r\n---\r\n\r\n## Log\r\n\r\n* 2026-01-01 call: a"
    )
    book.write(ADA, text)
    book("log", "ada", "email", "b")
    book("set", "ada", "tier", "A")
    book("undo")
    book("undo", "HEAD~2")
    assert (book.root / ADA).read_bytes() == text


def test_what_is_undone_already_is_said(book: Crm) -> None:
    book("log", "ada", "call", "grids")
    book("undo")
    assert "nothing is left of" in book("undo", "HEAD~1", status=1).err


def test_settings_are_taken_back_too(book: Crm) -> None:
    before = book.read("crm.toml")
    book.write("crm.toml", before + '\n[kinds.lunch]\nlike = "coffee"\n')
    git(book.root, "commit", "-qam", "lunch")
    book("undo", "HEAD")
    assert book.read("crm.toml") == before


def test_a_commit_of_other_things_is_for_git(book: Crm) -> None:
    book.write("program.py", "1")
    git(book.root, "add", ".")
    git(book.root, "commit", "-qm", "program")
    done = book("undo", "HEAD", status=2)
    assert '"program"' in done.err
    assert "changed program.py, which is not the book's; take it back with git revert" in done.err


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nonsense", 'there is no commit "nonsense"'),
        ("HEAD\n", 'there is no commit "HEAD'),
        ("HEAD~2", "is the beginning of this book"),
        ("HEAD:contacts", "there is no commit"),
    ],
)
def test_a_commit_that_is_no_operation(book: Crm, named: str, said: str) -> None:
    assert said in book("undo", named, status=2).err


def test_a_merge_is_no_operation(book: Crm) -> None:
    git(book.root, "checkout", "-q", "-b", "other")
    book("log", "ada", "call")
    git(book.root, "checkout", "-q", "main")
    book("log", "bob", "call")
    git(book.root, "merge", "-q", "--no-edit", "other")
    assert "joins two histories" in book("undo", "HEAD", status=2).err
    book("undo")


def test_where_nothing_is_recorded(crm: Crm) -> None:
    assert "no git repository" in crm("undo", status=1).err
    git(crm.root, "init", "-q")
    git(crm.root, "commit", "-q", "--allow-empty", "-m", "by hand")
    assert "no operation is recorded" in crm("undo", status=1).err
    git(crm.root, "checkout", "-q", "--orphan", "new")
    assert "the history cannot be read" in crm("undo", status=1).err


def test_in_the_middle_of_a_merge_the_file_is_written_not_committed(book: Crm) -> None:
    book("log", "ada", "call", "grids")
    Path(book.root / ".git/MERGE_HEAD").write_text(git(book.root, "rev-parse", "HEAD"))
    assert "saved, not committed: a merge is going on" in book("undo").err
    assert "grids" not in book.read(ADA)
