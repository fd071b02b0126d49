"""Two machines and a remote between them, through the real command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Crm, Result
from tests.git.conftest import World, git, subjects

ADA, BOB = "contacts/ada-example.md", "contacts/bob-example.md"


def test_the_first_sync_fills_an_empty_remote(book: Crm, far: Path) -> None:
    git(book.root, "remote", "add", "origin", str(far))
    done = book("sync")
    assert done.out.splitlines() == [
        "Went to origin:",
        "  init: a new book",
        "  add: ada-example",
        "  add: bob-example",
    ]
    assert git(far, "rev-parse", "main") == git(book.root, "rev-parse", "main")
    assert git(book.root, "rev-parse", "--abbrev-ref", "main@{upstream}") == "origin/main\n"
    assert book("sync").out == "Nothing new, here or at origin.\n"


def test_a_quiet_sync_speaks_only_of_what_is_new(world: World) -> None:
    assert world.desk("sync", "--quiet").out == ""
    world.desk("log", "ada", "call", "grids")
    assert world.desk("sync", "--quiet").out.startswith("Went to origin:")
    git(world.laptop.root, "remote", "set-url", "origin", "../nowhere.git")
    assert "cannot be reached" in world.laptop("sync", "--quiet", status=1).err


def test_a_clone_on_a_second_machine_just_works(world: World) -> None:
    assert world.laptop("sync").out == "Nothing new, here or at origin.\n"
    world.laptop("log", "ada", "call", "grids")
    world.laptop("sync")
    assert world.desk("sync").out.splitlines() == [
        "Came from origin:",
        f"  {ADA}: 2026-06-09 call: grids",
    ]
    assert "grids" in world.desk.read(ADA)


def test_what_came_went_and_was_decided_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2027-01-01 10:00")
    world.desk("log", "ada", "call", "grids")
    world.desk("set", "bob", "role", "Head")
    world.desk("sync")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2027-01-01 10:01")
    world.laptop("log", "ada", "email", "tariffs", "--on", "2026-06-08 10:00")
    world.laptop.write(BOB, world.laptop.read(BOB).replace("tier: B", "tier: A\nrole: Director"))
    assert world.laptop("sync").out.splitlines() == [
        "Recorded, as it was edited:",
        f"  {BOB}",
        "Came from origin:",
        f"  {ADA}: 2026-06-09 call: grids",
        f'  {BOB}: conflicts: ["role: Head"]',
        "Went to origin:",
        "  log: ada-example email 2026-06-08",
        "  edit: bob-example",
        "Decided:",
        f'  {BOB}: role was changed on both sides: "Director" stands (newer), "Head" is noted under conflicts',
    ]
    world.at_rest()
    assert world.desk.read(ADA) == world.laptop.read(ADA)
    assert "- 2026-06-08 10:00 email: tariffs\n- 2026-06-09 call: grids\n" in world.desk.read(ADA)


def test_as_json(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    world.laptop.write(BOB, "")
    done = world.laptop("sync", "--json", status=1).json
    assert done["came"] == [{"path": ADA, "logged": ["2026-06-09 call: grids"], "changes": []}]
    assert done["held"] == [{"path": BOB, "why": "it is empty"}]
    assert (done["complete"], done["recorded"], done["went"], done["decided"]) == (False, [], [], [])


def test_merges_are_the_same_commit_wherever_they_are_made(world: World, tmp_path: Path) -> None:
    """Each machine takes in the other's commit before either could push the merge."""
    world.desk("log", "ada", "call", "grids")
    world.laptop("log", "bob", "email", "tariffs")
    for machine, other in ((world.desk, world.laptop), (world.laptop, world.desk)):
        git(tmp_path, "clone", "--quiet", "--bare", str(other.root), f"{machine.root.name}-far.git")
    for machine in (world.desk, world.laptop):
        git(machine.root, "remote", "set-url", "origin", str(tmp_path / f"{machine.root.name}-far.git"))
        git(machine.root, "config", "user.name", f"Robin at the {machine.root.name}")
        machine("sync")
    head = git(world.desk.root, "rev-parse", "HEAD")
    assert head == git(world.laptop.root, "rev-parse", "HEAD")
    shown = git(world.desk.root, "log", "-1", "--format=%an <%ae>%n%cn%n%s%n%at %ct").splitlines()
    assert shown[:3] == ["crm sync <sync@crm.invalid>", "crm sync", "sync: both sides joined"]
    parents = git(world.desk.root, "log", "-1", "--format=%P").split()
    times = [int(git(world.desk.root, "log", "-1", "--format=%ct", parent)) for parent in parents]
    assert shown[3].split() == [str(max(times))] * 2
    assert sorted(zip(times, parents, strict=True)) == list(zip(times, parents, strict=True))


def test_two_histories_that_crossed(world: World) -> None:
    """Each machine has merged the other's commit with git: there are two versions before both."""
    desk, laptop = world.desk.root, world.laptop.root
    world.desk("log", "ada", "call", "grids")
    world.laptop("log", "bob", "email", "tariffs")
    git(desk, "branch", "apart")
    git(laptop, "branch", "apart")
    for here, there in ((desk, laptop), (laptop, desk)):
        git(here, "fetch", "-q", str(there), "apart")
        git(here, "merge", "-q", "--no-edit", "-m", f"by hand on {here.name}", "FETCH_HEAD")
    world.desk("log", "ada", "note", "more")
    world.laptop.write(ADA, world.laptop.read(ADA).replace("- 2026-06-09 call: grids\n", ""))
    world.desk("sync")
    world.laptop("sync")
    parents = git(laptop, "log", "-1", "--format=%P").split()
    assert len(git(laptop, "merge-base", "--all", *parents).split()) == 2
    world.at_rest()
    assert "grids" not in world.desk.read(ADA)
    assert "more" in world.desk.read(ADA)
    assert world.desk.read(BOB).count("tariffs") == 1


def test_no_hook_and_no_signature_on_a_merge(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    world.laptop("log", "bob", "call", "tariffs")
    git(world.laptop.root, "config", "commit.gpgsign", "true")
    for name in ("pre-commit", "commit-msg", "pre-merge-commit", "post-merge", "post-checkout"):
        hook = world.laptop.write(f".git/hooks/{name}", "#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    world.laptop("sync")
    assert subjects(world.laptop.root)[0] == "sync: both sides joined"


def test_files_that_both_sides_changed_go_through_the_merge_even_where_git_sees_no_conflict(world: World) -> None:
    """Two lines of one front matter, far apart: git would put the key there twice."""
    text = (
        "---\nname: Ada Example\nemail: ada@example.org\nrole: Head\ncompany: Grid\nlocation: Bonn\n---\n\n## Log\n\n"
    )
    world.desk.write(ADA, text)
    world.at_rest()
    world.desk.write(ADA, text.replace("name: Ada Example\n", "name: Ada Example\ntier: A\n"))
    world.laptop.write(ADA, text.replace("location: Bonn\n", "location: Bonn\ntier: B\n"))
    world.desk("sync")
    world.laptop("sync")
    world.at_rest()
    merged = world.desk.read(ADA)
    assert merged.count("\ntier:") == 1
    assert "conflicts:" in merged


def test_each_edit_of_a_plain_file_and_of_settings(world: World) -> None:
    world.desk.write("crm.toml", world.desk.read("crm.toml") + '\n[kinds.lunch]\nlike = "coffee"\n')
    world.desk.write("templates/update.md.j2", "mine\n")
    world.laptop.write("crm.toml", world.laptop.read("crm.toml").replace('"Robin Sample"', '"Robin S."'))
    world.laptop.write("inbox/phone.txt", "met Kim\n")
    world.laptop.write("notes/card.png", b"\x89PNG\0\1")
    world.laptop("sync")
    world.desk("sync")
    world.at_rest()
    assert 'name = "Robin S."' in world.desk.read("crm.toml")
    assert "[kinds.lunch]" in world.laptop.read("crm.toml")
    assert world.laptop.read("templates/update.md.j2") == "mine\n"
    assert world.desk.read("inbox/phone.txt") == "met Kim\n"
    assert (world.desk.root / "notes/card.png").read_bytes() == b"\x89PNG\0\1"


def test_every_byte_travels(world: World) -> None:
    odd = b"\xef\xbb\xbf---\r\nname: Kim  # caf\xc3\xa9\r\nphone: 0123\r\n---\r\nno last line end"
    world.desk.write("contacts/kim.md", odd)
    world.desk.write("contacts/not-utf8.md", b"---\nname: \xff\xfe\n---\n")
    world.at_rest()
    assert (world.laptop.root / "contacts/kim.md").read_bytes() == odd
    assert (world.laptop.root / "contacts/not-utf8.md").read_bytes() == b"---\nname: \xff\xfe\n---\n"


def test_renamed_here_and_edited_there(world: World) -> None:
    (world.desk.root / ADA).rename(world.desk.root / "contacts/ada-sample.md")
    world.desk("sync")
    world.laptop("log", "ada", "call", "grids")
    world.laptop("sync")
    world.at_rest()
    assert not (world.desk.root / ADA).exists()
    assert "grids" in world.desk.read("contacts/ada-sample.md")


def test_deleted_here_and_edited_there_stays(world: World) -> None:
    (world.desk.root / ADA).unlink()
    world.desk("sync")
    world.laptop("log", "ada", "call", "grids")
    assert "it stays" in world.laptop("sync").out
    world.at_rest()
    assert "grids" in world.desk.read(ADA)


def test_deleted_here_goes_there(world: World) -> None:
    (world.desk.root / ADA).unlink()
    world.desk("sync")
    assert world.laptop("sync").out.splitlines() == ["Came from origin:", f"  {ADA}: deleted"]
    assert not (world.laptop.root / ADA).exists()
    world.at_rest()


def test_two_people_under_one_name(world: World) -> None:
    world.desk("add", "Kim Example", "--email", "kim@example.org")
    world.laptop("add", "Kim Example", "--email", "other-kim@example.org")
    world.desk("sync")
    world.laptop("sync")
    world.at_rest()
    both = world.desk.read("contacts/kim-example.md") + world.desk.read("contacts/kim-example-2.md")
    assert "kim@example.org" in both
    assert "other-kim@example.org" in both


def test_what_is_staged_elsewhere_stays_staged_and_other_files_untouched(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    world.laptop.write("mine.txt", "staged by hand")
    git(world.laptop.root, "add", "mine.txt")
    world.laptop.write("program.py", "not the book's")
    world.laptop("log", "bob", "call")
    world.laptop("sync")
    assert git(world.laptop.root, "status", "--porcelain") == "A  mine.txt\n?? program.py\n"
    assert "mine.txt" not in git(world.far, "ls-tree", "-r", "--name-only", "main")


def test_a_file_of_the_same_repository_that_is_not_the_books_is_taken_in_too(world: World) -> None:
    world.desk.write("README.md", "a\n\nb\n")
    world.desk.write("run.sh", "#!/bin/sh\n").chmod(0o755)
    git(world.desk.root, "add", ".")
    git(world.desk.root, "commit", "-qm", "other things")
    world.at_rest()
    assert (world.laptop.root / "run.sh").stat().st_mode & 0o111
    (world.laptop.root / "run.sh").chmod(0o644)
    git(world.laptop.root, "commit", "-qam", "no program")
    world.at_rest()
    assert not (world.desk.root / "run.sh").stat().st_mode & 0o111
    world.desk.write("README.md", "a\n\nb, really\n")
    git(world.desk.root, "commit", "-qam", "more")
    world.desk("sync")
    world.laptop.write("README.md", "a, indeed\n\nb\n")
    world.laptop("log", "ada", "call")
    world.laptop("sync")
    assert world.laptop.read("README.md") == "a, indeed\n\nb, really\n"
    assert git(world.laptop.root, "status", "--porcelain") == " M README.md\n"


def test_a_hook_that_refuses_keeps_edits_here_and_lets_the_rest_come(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    hook = world.laptop.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    world.laptop.write(ADA, world.laptop.read(ADA).replace("---\n\n", "---\n\nMet at a fair.\n\n", 1))
    done = world.laptop("sync", status=1)
    assert "your edits are not committed: not today" in done.err
    assert "grids" in world.laptop.read(ADA)
    assert "Met at a fair." in world.laptop.read(ADA)
    hook.unlink()
    world.laptop("sync")
    world.at_rest()
    assert "Met at a fair." in world.desk.read(ADA)


def test_an_unborn_book_takes_in_what_is_there(world: World, tmp_path: Path, call: Callable[..., Result]) -> None:
    call("init", str(tmp_path / "phone"), "--no-git", "--name", "Robin Sample", "--timezone", "Europe/Berlin")
    phone = Crm(tmp_path / "phone", call)
    git(phone.root, "init", "-q")
    git(phone.root, "remote", "add", "origin", str(world.far))
    assert "a book with a history of its own" in phone("sync", status=1).err
    phone("sync", "--join")
    assert "Ada Example" in phone.read(ADA)
    world.at_rest()
    assert git(phone.root, "status", "--porcelain") == ""


def test_removed_entries_are_recorded_and_named(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    world.desk.write(ADA, world.desk.read(ADA).replace("- 2026-06-09 call: grids\n", ""))
    assert f"Entries that an edit removed:\n  {ADA}: 2026-06-09 call: grids\n" in world.desk("sync").out
    world.at_rest()
    assert "grids" not in world.laptop.read(ADA)


@pytest.mark.parametrize("remote", ["upstream", "origin"])
def test_the_remote_is_the_branchs_upstream(world: World, tmp_path: Path, remote: str) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "other.git")
    git(world.desk.root, "remote", "add", "upstream", str(tmp_path / "other.git"))
    git(world.desk.root, "config", "branch.main.remote", remote)
    world.desk("log", "ada", "call")
    assert world.desk("sync").out.startswith(f"Went to {remote}:")


def test_a_branch_of_another_name_on_the_other_side(world: World) -> None:
    git(world.laptop.root, "branch", "-m", "desk/book")
    world.laptop("log", "ada", "call", "grids")
    world.laptop("sync")
    assert "grids" in git(world.far, "show", f"main:{ADA}")


def test_a_repository_with_ids_of_sha256(book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "far.git")
    for name in ("desk", "laptop"):
        git(tmp_path, "init", "-q", "-b", "main", name)
        git(tmp_path / name, "remote", "add", "origin", "../far.git")
    desk, laptop = (Crm(tmp_path / name, book.call) for name in ("desk", "laptop"))
    for path in (".gitignore", "crm.toml", ADA, BOB):
        desk.write(path, book.read(path))
    desk("sync")
    laptop.write("crm.toml", book.read("crm.toml"))
    laptop("sync", "--join")
    desk("log", "ada", "call", "grids")
    (desk.root / BOB).unlink()
    laptop("log", "ada", "email", "tariffs")
    desk("sync")
    laptop("sync")
    desk("undo")
    World(tmp_path / "far.git", desk, laptop).at_rest()
    assert not (laptop.root / BOB).exists()
    assert "tariffs" in desk.read(ADA)
    assert "grids" not in laptop.read(ADA)


def test_some_git_settings_of_users(world: World) -> None:
    for key, value in (
        ("core.autocrlf", "input"),
        ("push.default", "nothing"),
        ("pull.rebase", "true"),
        ("fetch.prune", "true"),
        ("status.showUntrackedFiles", "no"),
        ("status.renames", "copies"),
        ("diff.noprefix", "true"),
        ("color.ui", "always"),
        ("log.showSignature", "true"),
        ("core.quotePath", "true"),
        ("core.logAllRefUpdates", "always"),
        ("fetch.fsckObjects", "false"),
        ("push.followTags", "true"),
        ("merge.ff", "only"),
        ("core.fsmonitor", "false"),
        ("index.version", "4"),
        ("core.untrackedCache", "true"),
    ):
        git(world.laptop.root, "config", key, value)
    world.laptop.write("contacts/zoë-example.md", "---\nname: Zoë\n---\n")
    world.laptop("log", "ada", "call", "grids")
    world.desk("log", "ada", "email", "tariffs")
    world.desk("sync")
    world.laptop("sync")
    world.at_rest()
    assert (world.desk.root / "contacts/zoë-example.md").exists()
