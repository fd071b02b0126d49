"""What other programs' merges left behind, put right."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import World, git, signs, subjects

ADA, BOB = "contacts/ada-example.md", "contacts/bob-example.md"


def entry(book: Crm, text: str, path: str = ADA) -> None:
    book.write(path, book.read(path) + f"- 2026-06-01 call: {text}\n")


@pytest.fixture
def conflict(book: Crm) -> Crm:
    """In the middle of a merge that git could not do: both sides have added an entry at the end of a log."""
    git(book.root, "checkout", "-q", "-b", "other")
    entry(book, "theirs")
    book.write(BOB, book.read(BOB).replace("tier: B", "tier: C"))
    git(book.root, "commit", "-qam", "theirs")
    git(book.root, "checkout", "-q", "main")
    entry(book, "ours")
    book.write("crm.toml", book.read("crm.toml") + "# mine\n")
    git(book.root, "commit", "-qam", "ours")
    git(book.root, "merge", "-q", "other", status=1)
    assert "<<<<<<<" in book.read(ADA)
    return book


def test_a_merge_that_git_could_not_do_is_done(conflict: Crm) -> None:
    done = conflict("resolve")
    assert done.out.splitlines() == ["Put right:", f"  {ADA}", "The merge is done, and recorded."]
    assert conflict.read(ADA).endswith("- 2026-06-01 call: ours\n- 2026-06-01 call: theirs\n") or conflict.read(
        ADA
    ).endswith("- 2026-06-01 call: theirs\n- 2026-06-01 call: ours\n")
    assert "tier: C" in conflict.read(BOB)
    assert git(conflict.root, "status", "--porcelain") == ""
    assert len(git(conflict.root, "log", "-1", "--format=%P").split()) == 2
    assert conflict("resolve").out == "Nothing to put right.\n"


def test_a_check_that_fixes_does_it_too(conflict: Crm) -> None:
    conflict.contact("kim-example", "- 2026-06-01 9:30 call: tides\n")
    done = conflict("check", "--fix")
    assert f"{ADA}: put right\n" in done.err
    assert "contacts/kim-example.md: put right\n" in done.err
    assert "<<<" not in conflict.read(ADA)
    assert git(conflict.root, "status", "--porcelain") == ""
    assert len(git(conflict.root, "log", "--merges", "--format=%H").splitlines()) == 1


def test_a_check_of_one_file_leaves_merges_alone(conflict: Crm) -> None:
    before = conflict.read(ADA)
    conflict("check", "--fix", BOB)
    assert conflict.read(ADA) == before


def test_what_was_typed_around_the_markers_stays(conflict: Crm) -> None:
    text = conflict.read(ADA).replace("---\n\n## Log", "---\n\nMet at a fair.\n\n## Log", 1)
    conflict.write(ADA, text.replace("call: ours", "call: ours, and more"))
    conflict("resolve")
    merged = conflict.read(ADA)
    assert "Met at a fair.\n" in merged
    assert merged.count("ours, and more") == merged.count("call: theirs") == 1
    assert "<<<" not in merged


def test_what_somebody_settled_already_is_as_they_left_it(conflict: Crm) -> None:
    text = conflict.read(ADA)
    mine = text[: text.index("<<<<<<<")] + "- 2026-06-01 call: both of us\n"
    conflict.write(ADA, mine)
    conflict("resolve")
    assert conflict.read(ADA) == mine


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_a_side_that_was_taken_whole_does_not_drop_the_other(conflict: Crm, side: str) -> None:
    git(conflict.root, "checkout", side, "--", ADA)
    conflict("resolve")
    assert "ours" in conflict.read(ADA)
    assert "theirs" in conflict.read(ADA)


def test_deleted_on_one_side_and_changed_on_the_other(book: Crm) -> None:
    git(book.root, "checkout", "-q", "-b", "other")
    entry(book, "theirs")
    git(book.root, "commit", "-qam", "theirs")
    git(book.root, "checkout", "-q", "main")
    git(book.root, "rm", "-q", ADA)
    git(book.root, "commit", "-qm", "ours")
    git(book.root, "merge", "-q", "other", status=1)
    assert "it stays" in book("resolve").out
    assert "theirs" in book.read(ADA)
    assert git(book.root, "status", "--porcelain") == ""


def test_markers_that_were_committed(conflict: Crm) -> None:
    git(conflict.root, "commit", "-qam", "good enough")
    conflict.write(ADA, conflict.read(ADA) + "- 2026-06-02 note: typed since\n")
    done = conflict("resolve")
    assert f"{ADA}: git left conflict markers in it" in done.out
    assert subjects(conflict.root)[0] == "resolve: ada-example"
    text = conflict.read(ADA)
    assert [word in text for word in ("ours", "theirs", "typed since", "<<<", ">>>", "===")] == [True] * 3 + [False] * 3
    assert git(conflict.root, "status", "--porcelain") == ""


def test_markers_without_git(crm: Crm) -> None:
    crm.contact("ada-example", "<<<<<<< a\n- 2026-06-01 call: a\n=======\n- 2026-06-02 call: b\n>>>>>>> b\n")
    crm("resolve")
    assert crm.read(ADA).endswith("- 2026-06-01 call: a\n- 2026-06-02 call: b\n")
    assert crm("resolve").out == "Nothing to put right.\n"


def test_a_rebase_is_settled_and_left_to_the_user(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    git(book.root, "checkout", "-q", "-b", "other")
    entry(book, "theirs")
    git(book.root, "commit", "-qam", "theirs")
    git(book.root, "checkout", "-q", "main")
    entry(book, "ours")
    git(book.root, "commit", "-qam", "ours")
    git(book.root, "rebase", "-q", "other", status=1)
    done = book("resolve", status=1)
    assert "a rebase is going on: end it with git" in done.out
    monkeypatch.setenv("GIT_EDITOR", "true")
    git(book.root, "rebase", "--continue")
    assert "ours" in book.read(ADA)
    assert "theirs" in book.read(ADA)


def test_a_stash_that_did_not_fit(book: Crm) -> None:
    entry(book, "stashed")
    git(book.root, "stash")
    entry(book, "since")
    git(book.root, "commit", "-qam", "since")
    git(book.root, "stash", "pop", status=1)
    book("resolve")
    assert "stashed" in book.read(ADA)
    assert "since" in book.read(ADA)
    assert git(book.root, "status", "--porcelain") == ""


def test_what_is_not_the_books_is_left(conflict: Crm) -> None:
    git(conflict.root, "merge", "--abort")
    for branch in ("other", "main"):
        git(conflict.root, "checkout", "-q", branch)
        conflict.write("program.py", f"print({branch!r})\n")
        git(conflict.root, "add", ".")
        git(conflict.root, "commit", "-qm", "program")
    git(conflict.root, "merge", "-q", "other", status=1)
    done = conflict("resolve", status=1)
    assert "program.py is no text of the book: settle it, then git add it" in done.out
    assert "a merge is going on" in done.out
    assert "<<<" not in conflict.read(ADA)
    conflict.write("program.py", "print('both')\n")
    git(conflict.root, "add", "program.py")
    assert "The merge is done" in conflict("resolve").out


def test_binary_files_are_both_kept(book: Crm) -> None:
    for branch, data in (("other", b"\0theirs"), ("main", b"\0ours")):
        git(book.root, "checkout", "-q", *(["-b"] if branch == "other" else []), branch)
        book.write("inbox/card.png", data)
        git(book.root, "add", ".")
        git(book.root, "commit", "-qm", branch)
    git(book.root, "merge", "-q", "other", status=1)
    book("resolve")
    kept = {(book.root / "inbox" / name).read_bytes() for name in ("card.png", "card-2.png")}
    assert kept == {b"\0theirs", b"\0ours"}


# --- in a sync ----------------------------------------------------------------------------------------------------


def test_a_sync_leaves_a_merge_of_the_users_alone(conflict: Crm) -> None:
    assert "a merge is going on in this book; settle it with: crm resolve" in conflict("sync", status=1).err


def test_what_a_stash_left_unmerged_is_put_right(world: World) -> None:
    entry(world.desk, "stashed")
    git(world.desk.root, "stash")
    entry(world.desk, "since")
    git(world.desk.root, "commit", "-qam", "since")
    git(world.desk.root, "stash", "pop", status=1)
    world.desk("sync")
    world.at_rest()
    assert world.laptop.read(ADA).count("stashed") == world.laptop.read(ADA).count("since") == 1


def test_markers_here_are_put_right_before_they_are_recorded(world: World) -> None:
    text = world.desk.read(ADA)
    world.desk.write(ADA, text + "<<<<<<< a\n- 2026-06-01 call: a\n=======\n- 2026-06-02 call: b\n>>>>>>> b\n")
    assert "git left conflict markers in it" in world.desk("sync").out
    world.at_rest()
    assert world.laptop.read(ADA) == text + "- 2026-06-01 call: a\n- 2026-06-02 call: b\n"


def test_markers_that_come_are_put_right_for_all(world: World) -> None:
    text = world.laptop.read(ADA)
    world.laptop.write(ADA, text + "<<<<<<< a\n- 2026-06-01 call: a\n=======\n- 2026-06-02 call: b\n>>>>>>> b\n")
    git(world.laptop.root, "commit", "-qam", "a phone that merged badly")
    git(world.laptop.root, "push", "-q")
    done = world.desk("sync")
    assert f"{ADA}: git left conflict markers in it" in done.out
    assert "  resolve: ada-example" in done.out
    world.at_rest()
    assert world.laptop.read(ADA) == text + "- 2026-06-01 call: a\n- 2026-06-02 call: b\n"


@pytest.mark.parametrize("strategy", [["-s", "ours"], ["-X", "ours"], ["-X", "theirs"]], ids=" ".join)
def test_a_merge_that_dropped_a_side_is_put_right(world: World, strategy: list[str]) -> None:
    world.desk("log", "ada", "call", "from the desk")
    world.desk("set", "bob", "role", "Head")
    world.desk("add", "Kim Example")
    world.desk("sync")
    world.laptop("log", "ada", "email", "from the laptop")
    git(world.laptop.root, "fetch", "-q")
    git(world.laptop.root, "merge", "-q", "--no-edit", *strategy, "origin/main")
    git(world.laptop.root, "push", "-q")
    done = world.desk("sync")
    assert f"{ADA}: a merge had dropped one side of it, which is there again" in done.out
    world.at_rest()
    for machine in (world.desk, world.laptop):
        assert "from the desk" in machine.read(ADA)
        assert "from the laptop" in machine.read(ADA)
        assert "role: Head" in machine.read(BOB)
        assert (machine.root / "contacts/kim-example.md").exists()
    assert world.desk("sync").out == "Nothing new, here or at origin.\n"


def test_a_merge_that_dropped_a_side_is_seen_though_it_is_signed(world: World, tmp_path: Path) -> None:
    signs(world.laptop, tmp_path)
    world.desk("log", "ada", "call", "from the desk")
    world.desk("sync")
    world.laptop("log", "ada", "email", "from the laptop")
    git(world.laptop.root, "fetch", "-q")
    git(world.laptop.root, "merge", "-q", "--no-edit", "-s", "ours", "origin/main")
    git(world.laptop.root, "push", "-q")
    git(world.desk.root, "config", "log.showSignature", "true")
    assert f"{ADA}: a merge had dropped one side of it" in world.desk("sync").out
    world.at_rest()
    assert "from the desk" in world.laptop.read(ADA)


def test_a_value_that_somebody_chose_in_a_merge_stands(world: World) -> None:
    world.desk("set", "ada", "role", "Head")
    world.desk("sync")
    world.laptop("set", "ada", "role", "Lead")
    git(world.laptop.root, "fetch", "-q")
    git(world.laptop.root, "merge", "-q", "--no-edit", "-X", "ours", "origin/main")
    git(world.laptop.root, "push", "-q")
    assert "Decided" not in world.desk("sync").out
    world.at_rest()
    assert "role: Lead\n" in world.desk.read(ADA)
    assert "conflicts" not in world.desk.read(ADA)


def test_a_good_merge_of_another_program_is_left_alone(world: World) -> None:
    world.desk("log", "ada", "call", "from the desk")
    (world.desk.root / BOB).rename(world.desk.root / "contacts/bob-sample.md")
    world.desk("sync")
    world.laptop("log", "bob", "email", "from the laptop")
    git(world.laptop.root, "pull", "-q", "--no-rebase", "--no-edit")
    git(world.laptop.root, "push", "-q")
    assert "Decided" not in world.desk("sync").out
    assert world.at_rest() == git(world.laptop.root, "rev-parse", "main").strip()


def test_what_was_taken_out_on_purpose_after_a_merge_stays_out(world: World) -> None:
    world.desk("log", "ada", "call", "from the desk")
    world.desk("sync")
    world.laptop("log", "ada", "email", "from the laptop")
    world.laptop("sync")
    world.laptop("undo", "HEAD~1")
    world.laptop("sync")
    world.at_rest()
    text = world.desk.read(ADA)
    assert ("from the desk" in text) != ("from the laptop" in text)


# --- what only somebody can decide --------------------------------------------------------------------------------


@pytest.fixture
def undecided(book: Crm) -> Crm:
    book.write(ADA, "---\nname: Ada Example\nrole: Head\nconflicts: ['role: Lead', 'tags: [a, b]', 'tier: A']\n---\n")
    git(book.root, "commit", "-qam", "merged")
    return book


def test_undecided_values_are_listed(undecided: Crm) -> None:
    done = undecided("resolve", status=1)
    assert f'  {ADA}: role: "Head" stands, the other side had "Lead"' in done.out
    assert f'  {ADA}: tier: nothing stands, the other side had "A"' in done.out
    assert undecided("resolve", "--json", status=1).json["undecided"][1] == {
        "path": ADA,
        "key": "tags",
        "value": "",
        "other": "[a, b]",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals to be had")
def test_on_a_terminal_they_are_asked_for(undecided: Crm) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "crm", "--book", str(undecided.root), "resolve"]
    pipe = subprocess.PIPE
    running = subprocess.Popen(
        command, stdin=theirs, stderr=theirs, stdout=pipe, cwd=Path(__file__).parents[2], env=dict(os.environ)
    )
    os.write(ours, b"yes\nt\ntake\n3\nK\n")  # two of them are no answers, and asked about again
    running.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0
    assert undecided.read(ADA) == "---\nname: Ada Example\nrole: Lead\ntags: [a, b]\n---\n"
    assert subjects(undecided.root)[:3] == ["resolve: ada-example"] * 3
