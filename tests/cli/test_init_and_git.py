from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Crm, Result
from tests.cli.terminal import converse

ME = ["--name", 'Robin "R" Sample', "--email", "robin@example.org", "--timezone", "Europe/Berlin"]


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def book(tmp_path: Path, call: Callable[..., Result]) -> Crm:
    """A new book, made by the command."""
    done = call("init", str(tmp_path / "book"), *ME)
    assert done.status == 0, done
    return Crm(tmp_path / "book", call)


def test_a_new_book_is_clean_checked_and_recorded(book: Crm) -> None:
    assert git(book.root, "log", "--format=%s") == "init: a new book\n"
    assert git(book.root, "status", "--porcelain") == ""
    assert book("check").err == "No problems.\n"
    assert (book.root / "contacts").is_dir()
    assert 'name = "Robin \\"R\\" Sample"' in book.read("crm.toml")


def test_a_book_is_never_made_over_another(book: Crm, call: Callable[..., Result]) -> None:
    before = book.read("crm.toml")
    done = call("init", str(book.root), "--name", "Other")
    assert done.status == 2
    assert "is a book already" in done.err
    assert book.read("crm.toml") == before


def test_files_that_are_there_stay(tmp_path: Path, call: Callable[..., Result]) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    assert call("init", str(tmp_path), "--no-git", *ME).status == 0
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert not (tmp_path / ".git").exists()


def test_a_zone_that_does_not_exist_is_refused_before_anything_is_made(
    tmp_path: Path, call: Callable[..., Result]
) -> None:
    done = call("init", str(tmp_path / "book"), "--timezone", "Europe/Berln")
    assert done.status == 2
    assert "Europe/Berlin" in done.err
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--name", "", "--name: no name is given; write the name with which you sign"),
        ("--name", " \t", "--name: no name is given"),
        ("--email", "robin", '--email: "robin" is no mail address; write it as name@example.org'),
        ("--email", "a b@example.org", '--email: "a b@example.org" is no mail address'),
        ("--email", "Robin <robin@example.org>", "is no mail address"),
        ("--phone", "later", '--phone: "later" is no phone number; write it as +49 555 0100'),
        ("--phone", "robin@example.org", "is no phone number"),
        ("--phone", "12", "is no phone number"),
        ("--linkedin", "robin", '--linkedin: "robin" is no LinkedIn address; write it as https://www.linkedin.com/in/'),
        ("--linkedin", "https://example.org/in/robin", "is no LinkedIn address"),
        ("--linkedin", "https://www.linkedin.com/company/example", "is no LinkedIn address"),
    ],
)
def test_what_cannot_be_mine_is_refused_before_anything_is_made(
    tmp_path: Path, call: Callable[..., Result], option: str, value: str, sentence: str
) -> None:
    done = call("init", str(tmp_path / "book"), option, value)
    assert (done.status, done.out) == (2, "")
    assert sentence in done.err
    assert done.err.count("\n") == 1
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("option", "value", "written"),
    [
        ("--name", "  Robin   Sample ", 'name = "Robin Sample"'),
        ("--email", "", '# email = ""'),
        ("--email", "robin+crm@bücher.example", 'email = "robin+crm@bücher.example"'),
        ("--phone", "(030) 555-0100, ext. 12", 'phone = "(030) 555-0100, ext. 12"'),
        ("--phone", "+49\u00a0555\u20110100", 'phone = "+49 555\u20110100"'),
        ("--linkedin", "linkedin.com/in/robin/?trk=mail", 'linkedin = "https://linkedin.com/in/robin"'),
        ("--linkedin", "https://de.linkedin.com/in/robin-ä", 'linkedin = "https://de.linkedin.com/in/robin-ä"'),
    ],
)
def test_what_can_be_mine_is_written_tidily(
    tmp_path: Path, call: Callable[..., Result], option: str, value: str, written: str
) -> None:
    assert call("init", str(tmp_path / "book"), option, value).status == 0
    assert written in (tmp_path / "book/crm.toml").read_text("utf-8").splitlines()
    assert call("--book", str(tmp_path / "book"), "check").err == "No problems.\n"


def test_what_cannot_be_mine_is_asked_for_again(tmp_path: Path) -> None:
    shown, status = converse(
        tmp_path,
        ["init", str(tmp_path / "new"), "--timezone", "Europe/Berlin", "--no-driver"],
        [
            ("signed:", "\n"),
            ("signed:", "Robin Sample\n"),
            ("(enter for none):", "robin at example\n"),
            ("(enter for none):", "robin@example.org\n"),
            ("(enter for none):", "\n"),
            ("(enter for none):", "robin\n"),
            ("(enter for none):", "www.linkedin.com/in/robin\n"),
            ("(enter to skip):", "\n"),
        ],
        NOW,
    )
    assert status == 0
    assert "no name is given" in shown
    assert '"robin at example" is no mail address; write it as name@example.org' in shown
    written = (tmp_path / "new/crm.toml").read_text("utf-8")
    assert 'name = "Robin Sample"\nemail = "robin@example.org"\n# phone = ""\n' in written
    assert 'linkedin = "https://www.linkedin.com/in/robin"' in written


def test_whoever_has_a_book_there_is_asked_nothing(book: Crm) -> None:
    shown, status = converse(book.root, ["init", str(book.root)], [], NOW)
    assert (status, "is a book already" in shown, "Your name" in shown) == (2, True, False)


def test_what_was_edited_by_hand_is_doubted_by_check_alone(book: Crm) -> None:
    book.write("crm.toml", book.read("crm.toml").replace("robin@example.org", "robin at example.org"))
    done = book("check")
    assert (
        'crm.toml:5: warning: me.email: "robin at example.org" is no mail address (write it as name@example.org)'
        in done.err + done.out
    )
    assert book("list").err == 'No contact is here yet. Add one with: crm add "First Last"\n'


def test_one_operation_one_commit_of_its_own_paths(book: Crm) -> None:
    book("add", "Ada Example")
    book("add", "Bob Example")
    book.write("mine.txt", "staged by hand")
    git(book.root, "add", "mine.txt")
    book.write("contacts/bob-example.md", book.read("contacts/bob-example.md") + "typed in an editor\n")
    book("log", "ada", "interview", "grids", "--on", "2026-06-09 09:30")
    assert git(book.root, "show", "--name-only", "--format=%B", "HEAD") == (
        "log: ada-example interview 2026-06-09\n\nCrm-Op: log\nCrm-Contact: ada-example\n\n\ncontacts/ada-example.md\n"
    )
    assert git(book.root, "status", "--porcelain") == " M contacts/bob-example.md\nA  mine.txt\n"
    book("done", "ada", "zzz", status=2)
    book("set", "ada", "role", "Head")
    book("snooze", "ada", "2026-07-01")
    assert git(book.root, "log", "--format=%s", "-2") == "snooze: ada-example until 2026-07-01\nset: ada-example role\n"


def test_one_interaction_with_several_is_one_commit(book: Crm) -> None:
    book("add", "Ada Example")
    book("add", "Bob Example")
    book("log", "ada", "bob", "event")
    assert (
        git(book.root, "show", "--name-only", "--format=", "HEAD")
        == "contacts/ada-example.md\ncontacts/bob-example.md\n"
    )


def test_nothing_is_recorded_where_that_is_not_wanted(book: Crm) -> None:
    book("add", "Ada Example", "--no-commit")
    assert git(book.root, "log", "--format=%s") == "init: a new book\n"
    book.write("crm.toml", book.read("crm.toml") + "[git]\ncommit = false\n")
    book("add", "Bob Example")
    assert git(book.root, "log", "--format=%s") == "init: a new book\n"


def test_a_file_that_git_did_not_know_is_recorded(book: Crm) -> None:
    book.contact("ada-example")
    book("log", "ada", "call")
    assert git(book.root, "log", "-1", "--format=%s") == "log: ada-example call 2026-06-09\n"


def test_a_hook_that_refuses_leaves_the_file_written(book: Crm) -> None:
    book("add", "Ada Example")
    hook = book.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = book("log", "ada", "call")
    assert "saved, not committed: not on a Sunday" in done.err
    assert "2026-06-09 call" in book.read("contacts/ada-example.md")


def test_in_the_middle_of_a_merge_the_file_is_written_not_committed(book: Crm) -> None:
    book("add", "Ada Example")
    book.write(".git/MERGE_HEAD", git(book.root, "rev-parse", "HEAD"))
    assert "saved, not committed: a merge is going on" in book("log", "ada", "call").err
    assert "2026-06-09 call" in book.read("contacts/ada-example.md")


def test_nobody_known_to_git(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    book("add", "Ada Example")
    git(book.root, "config", "--local", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    done = book("log", "ada", "call")
    assert "saved, not committed" in done.err
    assert "2026-06-09 call" in book.read("contacts/ada-example.md")


def test_git_of_the_caller_is_not_the_books(book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other/.git/index"))
    book("add", "Ada Example")
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert git(book.root, "log", "-1", "--format=%s") == "add: ada-example\n"


def test_reading_starts_no_git(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    book("add", "Ada Example")
    monkeypatch.setenv("PATH", "/nowhere")
    for words in (["due"], ["list"], ["show", "ada"], ["why", "ada"], ["find", "ada"], ["prep", "ada"], ["check"]):
        assert book(*words, now=NOW).err in {"", "No problems.\n"}
