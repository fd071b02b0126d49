from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import World, git

ADA = "contacts/ada-example.md"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the day in June on which git thinks it is."""
    return lambda day: monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-06-{day:02}T12:00:00+02:00")


@pytest.fixture
def story(book: Crm, on: Callable[[int], None]) -> Crm:
    on(1)
    book("add", "Kim Example", "--email", "kim@example.org")
    on(2)
    book("log", "kim", "interview", "grids", "--on", "2026-06-02 09:30", "--promise", "Send the deck")
    on(3)
    book("set", "kim", "role", "Head")
    book("done", "kim", "deck")
    on(4)
    book("log", "kim", "email", "oops")
    book("undo")
    on(5)
    book.write("contacts/kim-example.md", book.read("contacts/kim-example.md") + "- 2026-06-04 note: by hand\n")
    return book


def told(book: Crm, word: str = "kim") -> list[tuple[str, str, str | None]]:
    """The events: kind of interaction or changes, the day, the operation that recorded it."""
    found: list[dict[str, Any]] = book("history", word, "--json").json["events"]
    return [
        (
            one["kind"] if one["event"] == "interaction" else "; ".join(one["changes"]),
            one["at"][:10],
            one["recorded"] and one["recorded"]["operation"],
        )
        for one in found
    ]


def test_a_life_from_log_and_git_together(story: Crm) -> None:
    assert told(story) == [
        ("added", "2026-06-01", "add"),
        ("interview", "2026-06-02", "log"),
        ("role: Head", "2026-06-03", "set"),
        ("done: Send the deck", "2026-06-03", "done"),
        ("note", "2026-06-04", None),
        ("entry added: 2026-06-09 10:30 email: oops", "2026-06-04", "log"),
        ("entry removed: 2026-06-09 10:30 email: oops", "2026-06-04", "undo"),
    ]


def test_as_lines(story: Crm) -> None:
    out = story("history", "kim").out.splitlines()
    commits = git(story.root, "log", "--format=%h", "--abbrev=10", "--reverse").split()[3:]
    assert out == [
        "Kim Example  contacts/kim-example.md",
        f"  Mon 1 Jun 12:00  added  {commits[0]}",
        f"  Tue 2 Jun 09:30  interview: grids  {commits[1]}",
        f"  Wed 3 Jun 12:00  role: Head  {commits[2]}",
        f"  Wed 3 Jun 12:00  done: Send the deck  {commits[3]}",
        "  Thu 4 Jun        note: by hand",
        f"  Thu 4 Jun 12:00  entry added: 2026-06-09 10:30 email: oops  {commits[4]}",
        f"  Thu 4 Jun 12:00  entry removed: 2026-06-09 10:30 email: oops  {commits[5]}",
    ]


def test_what_is_not_recorded_stands_last(story: Crm) -> None:
    story.write("contacts/kim-example.md", story.read("contacts/kim-example.md").replace("Head", "Boss"))
    assert story("history", "kim").out.splitlines()[-1] == "  not recorded     role: Head → Boss"


def test_what_a_join_put_together_is_recorded(world: World) -> None:
    world.desk("set", "ada", "role", "Head")
    world.desk("sync")
    world.laptop("log", "ada", "call", "grids")
    world.laptop("sync")
    recorded = world.laptop("history", "ada", "--json").json["events"]
    assert [one["recorded"] is not None for one in recorded] == [True] * 3
    world.laptop.write(ADA, world.laptop.read(ADA).replace("Head", "Boss"))
    last = world.laptop("history", "ada").out.splitlines()[-1]
    assert last.split(maxsplit=2) == ["not", "recorded", "role: Head → Boss"]


def test_an_entry_that_was_reworded_belongs_to_its_last_words(book: Crm, on: Callable[[int], None]) -> None:
    book("log", "ada", "call", "grids", "--on", "2026-06-01")
    book.write(ADA, book.read(ADA).replace("grids", "tariffs"))
    git(book.root, "commit", "-qam", "by hand")
    last = book("history", "ada", "--json").json["events"][0]
    assert (last["summary"], last["recorded"]["subject"], last["recorded"]["operation"]) == ("tariffs", "by hand", None)


def test_a_renamed_file_keeps_its_life(story: Crm) -> None:
    git(story.root, "mv", "contacts/kim-example.md", "contacts/kim-sample.md")
    git(story.root, "commit", "-qam", "renamed")
    assert ("role: Head", "2026-06-03", "set") in told(story, "kim-sample")


def test_the_same_entry_twice(book: Crm) -> None:
    for _ in range(2):
        book("log", "ada", "call", "grids", "--on", "2026-06-01")
    assert [event["recorded"] is not None for event in book("history", "ada", "--json").json["events"]] == [True] * 3


def test_without_git_the_log_alone(crm: Crm) -> None:
    crm.contact("ada-example", "- 2026-06-01 call: grids\n")
    assert told(crm, "ada") == [("call", "2026-06-01", None)]
    git(crm.root, "init", "-q")
    assert told(crm, "ada") == [("call", "2026-06-01", None), ("added", "2026-06-09", None)]


def test_a_file_that_cannot_be_read_has_a_history_all_the_same(story: Crm) -> None:
    story.write("contacts/kim-example.md", "---\nname: Kim\n")
    done = story("history", "kim-example")
    assert "role: Head" in done.out
    assert done.out.splitlines()[-1] == "  not recorded     could not be read"


def test_odd_bytes_and_hostile_words(book: Crm) -> None:
    book.write(ADA, b"---\nname: Ada\n---\n\xff\xfe\n## Log\n- 2026-06-01 call: a\n")
    git(book.root, "-c", "user.name=\x1b[31mEve", "commit", "-qam", "evil \x1b[2J subject")
    assert "\x1b" not in book("history", "ada-example").out
    assert "\x1b" not in book("history", "ada-example", "--json").out


def test_a_join_that_decided_something_is_told_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.desk("set", "bob", "role", "Lead")
    world.desk("sync")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2040-06-02T12:00:00+02:00")
    world.laptop("set", "bob", "role", "Head")
    world.laptop("sync")
    world.desk("sync")
    text = '"set: bob-example role" with "set: bob-example role": role was changed on both sides: "Head" stands (newer)'
    for machine in (world.desk, world.laptop):
        joins = [(change, operation) for change, _, operation in told(machine, "bob") if change.startswith("joined ")]
        assert joins == [(f'joined {text}, "Lead" is noted under conflicts', None)]


def test_a_join_that_only_put_both_together_is_not(world: World) -> None:
    world.desk("set", "bob", "role", "Lead")
    world.desk("sync")
    world.laptop("log", "bob", "call", "grids")
    world.laptop("sync")
    assert "sync: both sides joined" in git(world.laptop.root, "log", "--merges", "--format=%s")
    assert not [one for one in told(world.laptop, "bob") if "joined" in one[0]]


def test_a_merge_of_gits_that_says_what_neither_side_said(book: Crm) -> None:
    bob = "contacts/bob-example.md"
    git(book.root, "switch", "-qc", "other")
    book("set", "bob", "role", "Lead")
    git(book.root, "switch", "-q", "main")
    book("log", "ada", "call", "grids")
    git(book.root, "merge", "-q", "--no-ff", "--no-commit", "other")
    book.write(bob, book.read(bob).replace("tier: B", "tier: A"))
    git(book.root, "commit", "-qam", "both")
    assert [one[0] for one in told(book, "bob")][-1].endswith(": tier: B → A")
