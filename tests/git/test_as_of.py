from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Crm, Result
from tests.git.conftest import git

ON = ["--on", "2026-06-01 09:30-10:00"]


@pytest.fixture
def story(book: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """An interview on 1 June, recorded the same evening, and thanks recorded a week later."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-06-01T20:00:00+02:00")
    book("log", "ada", "interview", "grids", *ON)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-06-08T20:00:00+02:00")
    book("log", "ada", "thank-you", "--on", "2026-06-08 19:00")
    book("set", "ada", "role", "Head")
    monkeypatch.delenv("GIT_COMMITTER_DATE")
    return book


def kinds(done: Result) -> list[str]:
    return [entry["kind"] for entry in done.json["interactions"]]


def call_at(crm: Crm, *words: str) -> Result:
    """Without --now."""
    return crm.call("--book", str(crm.root), *words)


def test_the_book_as_it_was_in_a_commit(story: Crm) -> None:
    assert kinds(call_at(story, "show", "ada", "--json")) == ["interview", "thank-you"]
    before = call_at(story, "show", "ada", "--json", "--as-of", "HEAD~2")
    assert kinds(before) == ["interview"]
    assert "role" not in before.json["fields"]
    assert [item["action"] for item in before.json["follow_ups"]] == ["record", "thank-you"]
    assert "as of commit" in before.err
    assert "2026-06-01 20:00: log: ada-example interview 2026-06-01" in before.err


def test_the_moment_of_the_commit_is_now(story: Crm) -> None:
    done = call_at(story, "due", "--json", "--as-of", "HEAD~2")
    assert done.json["now"] == "2026-06-01T20:00:00+02:00"
    assert done.json["follow_ups"][0]["status"] == "due"
    assert story("due", "--json", "--as-of", "HEAD~2").json["now"] == "2026-06-09T10:30:00+02:00"


@pytest.mark.parametrize(
    ("when", "now", "logged"),
    [
        ("2026-06-02", "2026-06-02T00:00:00+02:00", 1),
        ("2026-06-01 20:00", "2026-06-01T20:00:00+02:00", 1),
        ("2026-06-08 20:00", "2026-06-08T20:00:00+02:00", 2),
        ("2026-06-08", "2026-06-08T00:00:00+02:00", 1),
    ],
)
def test_a_date_means_the_last_commit_before_it(story: Crm, when: str, now: str, logged: int) -> None:
    assert call_at(story, "due", "--json", "--as-of", when).json["now"] == now
    assert len(kinds(call_at(story, "show", "ada", "--json", "--as-of", when))) == logged


def test_words_of_ours_count_from_now(story: Crm) -> None:
    assert len(kinds(story("show", "ada", "--json", "--as-of", "3d ago"))) == 1
    assert len(kinds(story("show", "ada", "--json", "--as-of", "today"))) == 2


def test_what_is_on_the_disk_alone_was_not_there_then(story: Crm) -> None:
    story.contact("kim-example")
    story.write("contacts/ada-example.md", "damaged")
    assert len(kinds(story("show", "ada", "--json", "--as-of", "HEAD"))) == 2
    assert "no contact" in story("show", "kim", "--as-of", "HEAD", status=2).err


def test_the_settings_are_those_of_then(story: Crm) -> None:
    text = story.read("crm.toml").replace("Europe/Berlin", "Asia/Tokyo")
    story.write("crm.toml", text)
    git(story.root, "commit", "-qam", "moved")
    assert call_at(story, "due", "--json", "--as-of", "HEAD~3").json["now"].endswith("+02:00")
    assert call_at(story, "due", "--json", "--as-of", "HEAD").json["now"].endswith("+09:00")


def test_an_unreadable_file_of_then_is_reported(story: Crm) -> None:
    story.write("contacts/odd-example.md", b"---\nname: Odd\n")
    git(story.root, "add", ".")
    git(story.root, "commit", "-qm", "odd")
    (story.root / "contacts/odd-example.md").unlink()
    assert "contacts/odd-example.md:1: error: the front matter" in story("due", "--as-of", "HEAD").err


def test_nothing_is_written(story: Crm) -> None:
    before = git(story.root, "status", "--porcelain"), git(story.root, "rev-parse", "HEAD")
    story("due", "--as-of", "HEAD~2")
    assert (git(story.root, "status", "--porcelain"), git(story.root, "rev-parse", "HEAD")) == before


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("nonsense", 2, '"nonsense" is neither a date nor a commit'),
        ("--upload-pack=x", 2, "is neither a date nor a commit"),
        ("HEAD\nHEAD", 2, "is neither a date nor a commit"),
        ("HEAD:contacts", 2, "is neither a date nor a commit"),
        ("5/11", 2, "5/11"),
        ("2001-01-01", 1, "the book has no history before 2001-01-01 00:00"),
    ],
)
def test_what_is_neither_is_refused(story: Crm, asked: str, status: int, said: str) -> None:
    assert said in story("due", f"--as-of={asked}", status=status).err


def test_a_book_without_git_has_no_past(tmp_path: Path, call: Callable[..., Result], crm: Crm) -> None:
    assert "the book has no history: it is no git repository" in crm("due", "--as-of", "HEAD", status=1).err


def test_a_repository_without_a_commit_has_no_past(crm: Crm) -> None:
    git(crm.root, "init", "-q")
    assert "no history before" in crm("due", "--as-of", "2026-06-01", status=1).err
    assert "neither a date nor a commit" in crm("due", "--as-of", "HEAD", status=2).err
